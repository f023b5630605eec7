"""Every pattern of writing's phrase lists matches its own example, and the function that uses the list sees it."""

import re
import tomllib
from collections.abc import Callable
from importlib import resources

import pytest

from briefing.model.articles import Article
from briefing.text.data_files import Phrase, phrases, read_data, word_lists
from briefing.writing.agenda import is_advert, is_release
from briefing.writing.headlines import headlines, is_announcement, is_reaction
from briefing.writing.rewrite.hedges import count_negations, hedges, loaded_words
from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.sentences.quotability import has_relative_time, is_stale
from briefing.writing.sentences.quotable_sentences import QuotableSentence, measure_sentence
from briefing.writing.sentences.signs import Draft, sign_patterns
from briefing.writing.sentences.vetoes import veto
from briefing.writing.summary.plans import is_provisional_text
from briefing.writing.summary.talk_shows import names_talk_show

PHRASE_LISTS = sorted(
    file.name for file in (resources.files("briefing.writing") / "data").iterdir() if file.name.endswith(".tsv")
)


def sentence(text: str) -> QuotableSentence:
    return measure_sentence(text, Article("a", "", text, "Sample Wire"))


def quality(title: str) -> float:
    return headlines([Article("a", title, "", "Sample Wire")])[0].quality


EFFECTS: dict[str, Callable[[str], bool]] = {
    "announcing_headlines.tsv": is_announcement,
    "unsettled_headlines.tsv": is_announcement,
    "reaction_headlines.tsv": is_reaction,
    "adverts.tsv": is_advert,
    "captions.tsv": lambda example: veto(Draft(example, frozenset(), False, False), "") == "caption",
    "column_prefixes.tsv": lambda example: (
        not headlines([Article("a", example, "", "")])[0].text.startswith(example[:6])
    ),
    "commentary_headlines.tsv": lambda example: quality(example) <= 0.55,
    "judging_words.tsv": judges,
    "releases.tsv": is_release,
    "provisional_news.tsv": is_provisional_text,
    "perishable_news.tsv": lambda example: is_stale(sentence(example)),
    "relative_times.tsv": lambda example: has_relative_time(sentence(example)),
    "shopping.tsv": lambda example: sentence(example).is_shopping,
    "talk_shows.tsv": names_talk_show,
    "teasers.tsv": lambda example: veto(Draft(example, frozenset(), False, False), "") in ("promotion", "label"),
}
ALL = [
    pytest.param(name, phrase, id=f"{name}: {phrase.example}")
    for name in PHRASE_LISTS
    for phrase in phrases(f"writing/{name}")
]


def test_every_list_is_used() -> None:
    assert sorted(EFFECTS) == PHRASE_LISTS


@pytest.mark.parametrize(("name", "phrase"), ALL)
def test_a_pattern_matches_its_example(name: str, phrase: Phrase) -> None:
    assert re.search(phrase.pattern, phrase.example, re.IGNORECASE)
    assert EFFECTS[name](phrase.example)


@pytest.mark.parametrize("name", PHRASE_LISTS)
def test_no_pattern_stands_twice(name: str) -> None:
    patterns = [phrase.pattern for phrase in phrases(f"writing/{name}")]
    assert len(set(patterns)) == len(patterns)


QUALIFIERS = tomllib.loads(read_data("writing/qualifiers.toml"))


@pytest.mark.parametrize(
    ("lang", "pattern", "example"),
    [(lang, *entry) for lang, entries in QUALIFIERS["negations"].items() for entry in entries],
)
def test_a_negation_is_counted_in_its_example(lang: str, pattern: str, example: str) -> None:
    assert re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", example, re.IGNORECASE)
    assert count_negations(example, lang) >= 1


@pytest.mark.parametrize(
    ("kind", "pattern", "example"),
    [(kind, *entry) for kind, entries in QUALIFIERS["hedges"].items() for entry in entries],
)
def test_a_hedge_is_found_in_its_example(kind: str, pattern: str, example: str) -> None:
    assert re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", example)
    assert kind in hedges(example)


@pytest.mark.parametrize("word", QUALIFIERS["loaded"]["words"].split())
def test_a_loaded_word_is_found(word: str) -> None:
    assert loaded_words(word) and not loaded_words(word, "de")


VETOES = tomllib.loads(read_data("writing/sentence_vetoes.toml"))
SIGNS = tomllib.loads(read_data("writing/sentence_signs.toml"))


@pytest.mark.parametrize(
    ("reason", "example"),
    [
        (reason, example)
        for reason, rules in VETOES.items()
        for place in ("opens", "whole", "holds")
        for _, example in rules.get(place, ())
    ],
)
def test_a_veto_strikes_its_example(reason: str, example: str) -> None:
    assert veto(Draft(example, frozenset(), False, False), "") == reason


@pytest.mark.parametrize(
    ("group", "name", "pattern", "example"),
    [(group, name, *entry) for group, signs in SIGNS.items() for name, entries in signs.items() for entry in entries],
)
def test_a_sign_shows_in_its_example(group: str, name: str, pattern: str, example: str) -> None:
    assert re.search(pattern, example, re.IGNORECASE)
    assert dict(sign_patterns(group))[name.replace("_", " ")].search(example)


LISTS = word_lists("writing/opening_words.txt")
UNANCHORED = [
    *(f"{word} reopened on the coast." for word in sorted(LISTS["anaphoric"])),
    *(f"{word}, the port reopened on the coast." for word in sorted(LISTS["anaphoric-adverbs"])),
    *(f"{word} the port reopened on the coast." for word in sorted(LISTS["anaphoric-adverbs"])),
    "Elsewhere in Norland, two trains collided.",
    *(f"The {noun} surprised the union." for noun in sorted(LISTS["anaphoric-nouns"])),
    *(f"The {adjective} move surprised the union." for adjective in sorted(LISTS["anaphoric-adjectives"])),
    *(f"The red new {noun} surprised the union." for noun in sorted(LISTS["generic-nouns"])),
    *(f"The former pop {noun} surprised the union." for noun in sorted(LISTS["role-nouns"])),
]


@pytest.mark.parametrize("text", UNANCHORED)
def test_words_that_lean_on_the_sentence_before(text: str) -> None:
    assert sentence(text).is_unanchored


@pytest.mark.parametrize(
    "text",
    [
        "Two ministers separately denied the report on the port of Torvane.",
        "Brothers of Calder were tried separately in Torvane on Monday.",
        "Separate trials of two brothers opened in Torvane on Monday.",
        "Separatists in Norland laid down arms on Monday.",
        "Separating twins of Calder took surgeons 18 hours.",
        "Separation walls in Calder were torn down on Monday.",
        "Separately owned pubs in Torvane closed on Monday.",
        "Separately insured ships may pass the strait from Monday on.",
        "Separately held shares of the port of Torvane were sold on Monday.",
        "Prices rose in Torvane and fell elsewhere in Norland.",
        "Ferries of Norland sailed while trains elsewhere stood still.",
        "Nowhere else in Norland did prices rise as fast.",
    ],
)
def test_words_for_apart_and_other_places_lean_on_nothing_within_a_sentence(text: str) -> None:
    assert not sentence(text).is_unanchored


@pytest.mark.parametrize("word", sorted(LISTS["specifying"]))
def test_words_that_say_which_one_is_meant(word: str) -> None:
    assert not sentence(f"The deal {word} the two ports holds.").is_unanchored


@pytest.mark.parametrize("word", sorted(LISTS["function-words"]))
def test_words_with_which_no_text_ends(word: str) -> None:
    from briefing.writing.sentences.quotable_sentences import quotable_sentences

    (cut,) = quotable_sentences([Article("a", "", f"The union of Torvane met {word}", "Sample Wire")])
    assert cut.cut_silently
