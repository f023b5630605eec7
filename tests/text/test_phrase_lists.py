"""Every pattern of a phrase list matches its own example, and the function that uses the list sees it."""

import re
from importlib import resources

import pytest

from briefing.text.article_from_entry import strip_title_and_boilerplate
from briefing.text.data_files import Phrase, any_of, phrase_pattern, phrases, word_lists
from briefing.text.publishers.boilerplate import is_boilerplate, without_lead_in
from briefing.text.publishers.outlets import outlet_of
from briefing.text.titles import bare_headline, classify_headline

REPORT = "The Senate concurred in the pact."
PHRASE_LISTS = sorted(
    file.name for file in (resources.files("briefing.text") / "data").iterdir() if file.name.endswith(".tsv")
)
PHRASE_LISTS.remove("frequencies.tsv")

EFFECTS = {
    "boilerplate_openings.tsv": is_boilerplate,
    "boilerplate_anywhere.tsv": is_boilerplate,
    "headline_labels.tsv": lambda example: bare_headline(example) != example,
    "headline_tags.tsv": lambda example: bare_headline(example) != example,
    "lead_ins.tsv": lambda example: without_lead_in(example) == REPORT,
    "newsletter_phrases.tsv": lambda example: classify_headline("The pact", example) == "recurring",
    "recurring_headlines.tsv": lambda example: classify_headline(example) == "recurring",
    "aggregators.tsv": lambda example: (
        outlet_of("", "", "Bridge reopens - Daily Gull", "https://x.example", (example,)) is not None
    ),
    "rolling_headlines.tsv": lambda example: classify_headline(example) == "rolling",
    "trailing_boilerplate.tsv": lambda example: strip_title_and_boilerplate(f"{REPORT}\n{example}", "") == REPORT,
}
ALL = [pytest.param(name, phrase, id=f"{name}: {phrase.example}") for name in PHRASE_LISTS for phrase in phrases(name)]


def test_every_list_is_used():
    assert sorted(EFFECTS) == PHRASE_LISTS


@pytest.mark.parametrize(("name", "phrase"), ALL)
def test_a_pattern_matches_its_example(name: str, phrase: Phrase):
    assert re.search(phrase.pattern, phrase.example, re.IGNORECASE)
    assert EFFECTS[name](phrase.example)


@pytest.mark.parametrize(
    ("headline", "is_live"),
    [
        ("Ferry strike: Live News", True),
        ("Live news on the ferry strike in Torvane", True),
        ("War in Omdara: what happened on day 812", True),
        ("What happened on 9 March", True),
        ("What happened on March 9", True),
        ("Gullvision adds live news channels", False),
        ("Live news channels leave Gullvision", False),
        ("What happened on Flight 1282", False),
        ("What happened on 737s of Norland Air", False),
        ("Court permits: live coverage of trial allowed", False),
        ("Ferry strike: Live Coverage", True),
    ],
)
def test_what_is_rewritten_while_it_goes_on(headline: str, is_live: bool):
    assert (classify_headline(headline) == "rolling") is is_live


@pytest.mark.parametrize("name", PHRASE_LISTS)
def test_no_pattern_stands_twice(name):
    patterns = [phrase.pattern for phrase in phrases(name)]
    assert len(set(patterns)) == len(patterns)


@pytest.fixture
def data_file(monkeypatch):
    def replace(text: str) -> str:
        monkeypatch.setattr("briefing.text.data_files.read_data", lambda _: text)
        phrases.cache_clear()
        return "sample.tsv"

    yield replace
    phrases.cache_clear()


def test_definitions_are_filled_in(data_file):
    name = data_file("# comment\n\n@DAY\t(?:{MONTH_STEM}) \\d+\non {DAY}\ton Jul 8\n")
    (phrase,) = phrases(name)
    assert re.fullmatch(phrase.pattern, phrase.example)
    assert phrase_pattern(name, before="^", after="$").search("ON JUL 8")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("pattern", "sample.tsv: no tab"), ("pattern\t", "sample.tsv: no tab"), ("{NONE}\tx", "{NONE} is not defined")],
)
def test_a_wrong_line_is_named(data_file, line, complaint):
    with pytest.raises(ValueError, match=complaint):
        phrases(data_file(line + "\n"))


def test_a_word_list_may_have_several_lines():
    heads = word_lists("name_words.txt")["heads"]
    assert {"port", "santa", "court"} <= heads


@pytest.mark.parametrize(
    ("patterns", "text", "found"),
    [
        ([r"\bice", r"\bicebreaker", r"^old"], "An icebreaker", "ice"),
        ([r"\bicebreaker", r"\bice"], "An icebreaker", "icebreaker"),
        ([r"^an", r"\bice|breaker"], "Windbreaker", "breaker"),
        ([r"(?:^|: )why", r"(?:^|: )who\b", r"(?:^|: )wh|eat"], "Wheat", "eat"),
        ([r"(?:^|: )why", r"(?:^|: )who\b", "(?:^|: )?ice"], "An icebreaker: who", "ice"),
        ([r"\b(?:a|i)ce", r"\bb[|)]"], "An icebreaker", "ice"),
    ],
)
def test_joined_patterns_match_as_alternatives_in_their_order(patterns, text, found):
    assert re.search(any_of(patterns), text)[0] == found == re.search("|".join(patterns), text)[0]
