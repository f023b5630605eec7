"""Whether two sentences state the same in other words: the same act of the same names, or the same figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.data_files import word_lists
from briefing.text.number_words import NUMBER_BY_WORD
from briefing.text.places import country_of
from briefing.text.words import stem, stopwords
from briefing.writing.quotable_sentences import QuotableSentence, overlap

MIN_NAME_SHARE = 0.5
"""Share of the names of the sentence with fewer names that two sentences with acts or numbers in common share if they
state the same."""
NEARLY_ALL_NAMES, MIN_SHARED_NAMES = 0.75, 3
"""Share, and number, of common names from which on two sentences state the same whatever the acts."""
MAX_TERM_OVERLAP = 0.25
"""Share of the shorter sentence's terms in another that has two of its names, above which the two state the same."""
REPEATED_ACTS = frozenset({"strike", "die", "hurt", "warn"})
"""Acts that occur again and again in one affair: two sentences about them may state two."""
MIN_PAST_LENGTH = 5
"""Length in letters from which on a word that ends in "ed" or "ing" is a form of a verb."""
MAX_REMEMBERED = 4096
"""Number of sentences whose facts are remembered: each is compared with every chosen one."""
_WORD = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*\.?")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?!\w)")
_NOUN_MARKERS = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "of", "under"})
"""Words before a noun that refers to an act ("under the agreement") instead of stating it."""
_CALENDAR_WORDS = frozenset([*WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS])
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence states: acts, each by one word for all its synonyms, names, and numbers that are no years."""

    acts: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=MAX_REMEMBERED)
def facts_of(text: str, lang: str = "en") -> Facts:
    """Return the acts, names and numbers of a sentence."""
    words = [word.strip(".") for word in _WORD.findall(text.replace("’s", "").replace("'s", ""))]
    names = {
        _name(word)
        for word in words
        if word[:1].isupper() and word.lower() not in stopwords(lang) and word.lower() not in _CALENDAR_WORDS
    }
    numbers = {number.replace(",", "") for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)}
    numbers |= {str(NUMBER_BY_WORD[word.lower()]) for word in words if word.lower() in NUMBER_BY_WORD} - {"1"}
    acts = {
        act
        for before, word in pairwise(["", *words])
        if before.lower() not in _NOUN_MARKERS and (act := _act(word.lower(), lang))
    }
    return Facts(frozenset(acts), frozenset(names), frozenset(numbers))


def acts_of_title(title: str) -> frozenset[str]:
    """Return the acts of a title that happen once: two sentences that both state one of them state the same."""
    return facts_of(title).acts - REPEATED_ACTS


def state_the_same(
    sentence: QuotableSentence, other_sentence: QuotableSentence, title_acts: frozenset[str] = frozenset()
) -> bool:
    """Whether two sentences of a thread state the same in other words.

    They do if both state an act of the title, or share nearly all names, or share acts or numbers and names.

    Args:
        sentence: A sentence.
        other_sentence: Another one.
        title_acts: The acts of the thread's title, see `acts_of_title`.
    """
    one, other = facts_of(sentence.text), facts_of(other_sentence.text)
    if one.acts & other.acts & title_acts:
        return True
    shared, fewer = one.names & other.names, min(len(one.names), len(other.names))
    share = len(shared) / fewer if fewer else 0.0
    if share >= NEARLY_ALL_NAMES and (
        len(shared) >= MIN_SHARED_NAMES
        or (len(shared) > 1 and overlap(sentence.terms, other_sentence.terms) > MAX_TERM_OVERLAP)
    ):
        return True
    acts, numbers = one.acts & other.acts, one.numbers & other.numbers
    single = len(acts - REPEATED_ACTS) + len(numbers)
    if single == 1 or len(acts) + len(numbers) > 1:
        return share >= MIN_NAME_SHARE
    return False


def _name(word: str) -> str:
    lower = word.lower()
    return country_of(lower) or lower


def _act(word: str, lang: str) -> str:
    """The act that a lower-case word stands for; "" for a word that is no act."""
    if act := _acts().get(word):
        return "" if act == "light" else act
    return stem(word, lang) if word.endswith(("ed", "ing")) and len(word) >= MIN_PAST_LENGTH else ""


@cache
def _acts() -> Mapping[str, str]:
    return {word: act for act, words in word_lists("writing/same_acts.txt").items() for word in words}
