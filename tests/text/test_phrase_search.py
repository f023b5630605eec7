from __future__ import annotations

import pytest

from briefing.text.data_files import phrase_pattern, phrases
from briefing.text.pattern_spellings import EDGE, UNKNOWN, spellings
from briefing.text.phrase_search import PhraseSearch, PhraseTable, needed_words, phrase_search, words_in

TEXTS = (
    "Ministers to sign the pact on Monday",
    "LIVE: ferry turns back in the strait",
    "Lİve updates: the ferry of Torvane",
    "What we know about the storm, and what not",
    "‘We will not sail’: dockers’ strike enters day 3",
    "Save $20 on the red kettle - best deals of 2026",
    "The re-opened port (pictured) will close.",
    "日経平均、３日続落",
    "",
)
LISTS = (
    ("rolling_headlines.tsv", "", ""),
    ("recurring_headlines.tsv", r"\b", r"\b"),
    ("boilerplate_openings.tsv", r"^\W*", ""),
    ("boilerplate_anywhere.tsv", "", ""),
    ("writing/commentary_headlines.tsv", "", ""),
    ("writing/announcing_headlines.tsv", "", ""),
    ("writing/reaction_headlines.tsv", "", ""),
    ("writing/shopping.tsv", r"\b", r"\b"),
)


@pytest.mark.parametrize(("file_name", "before", "after"), LISTS)
def test_a_search_matches_as_the_pattern_alone_would(file_name: str, before: str, after: str) -> None:
    pattern, search = phrase_pattern(file_name, before, after), phrase_search(file_name, before, after)
    for text in (*TEXTS, *(phrase.example for phrase in phrases(file_name))):
        assert str(search.search(text)) == str(pattern.search(text))
        assert search.begins(text) == bool(pattern.match(text))
        assert list(map(str, search.finditer(text))) == list(map(str, pattern.finditer(text)))


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bin the pictures\b", {"pictures"}),
        (r"\b(?:react(?:s|ed)?|replies)\b", {"react", "reacts", "reacted", "replies"}),
        (r"\bplans?\b", {"plan", "plans"}),
        (r"\bannounc\w*", {"anno"}),
        (r"\bre-?open", {"open", "reop"}),
        (r"\bre\w*open", set()),  # its beginning is too short
        (r"\?", {"?"}),
        (r"live", set()),  # "olive" has it inside a word
        (r"^live\b", {"live"}),
        (r"\b\d+ (?:ways|things)\b", {"ways", "things"}),
        (r"\b(?!the )\w+ed\b", set()),
        (r"(?<!\bwe )\blive(?: ?blog| updates)\b", {"liveblog", "live", "updates"}),
    ],
)
def test_words_of_which_each_match_needs_one(pattern: str, needed: set[str]) -> None:
    assert needed_words(pattern) == needed


def test_words_are_found_in_any_case_with_their_beginnings_and_marks() -> None:
    assert words_in("Lİve: Ministers?") == {"live", "ministers", "mini", ":", "?"}


def test_a_phrase_without_needed_words_is_always_tried() -> None:
    search = PhraseSearch([r"\w+ed\b", r"\bferry\b"])
    assert search.is_in("The port closed")
    assert search.is_in("The FERRY sails")
    assert not search.is_in("The port opens")


def test_marks_around_a_phrase_are_part_of_the_match() -> None:
    match = PhraseSearch(["live"], before="^", after=r"\s*:").search("live : now")
    assert match is not None
    assert match[0] == "live :"


def test_a_table_gives_the_places_of_the_searches_that_match() -> None:
    table = PhraseTable([PhraseSearch([r"\bferry\b", r"\bport\b"]), PhraseSearch([]), PhraseSearch([r"\w+ed\b"])])
    assert list(table.indexes_in("The port closed")) == [0, 2]
    assert list(table.indexes_in("A ferry sails")) == [0]
    assert list(table.indexes_in("Dockers strike")) == []


@pytest.mark.parametrize(
    ("pattern", "listed"),
    [
        (r"cat|dogs?", {"cat", "dog", "dogs"}),
        (r"b[ae\-]d", {"bad", "bed", "b-d"}),
        (r"(?P<kind>big|(?i:red))(?=x)(?<!y) one", {"big one", "red one"}),
        (r"\bx\.y\$", {f"{EDGE}x.y$"}),
        (r"\u00e9t\xe9[é]", {"étéé"}),
        (r"a[\s,]+b", {"a b"}),
        (r"ab{2}", {f"ab{UNKNOWN}"}),
        (r"a{x}", {"a{x}"}),
        (r"a[b-d]e", {f"a{UNKNOWN}e"}),
        (r"a[^b]e", {f"a{UNKNOWN}e"}),
        (r"(a)\1", {UNKNOWN}),  # what is not read has no listed spelling
        (r"(?s:a)", {UNKNOWN}),
        (r"(?(1)a|b)", {UNKNOWN}),
        (r"[\b]a", {f"{UNKNOWN}a"}),
    ],
)
def test_spellings_of_what_a_pattern_matches(pattern: str, listed: set[str]) -> None:
    assert set(spellings(pattern)) == listed
