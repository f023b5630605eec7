"""Whether two sentences state the same in other words: the same act of the same names, or the same figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from math import fsum

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.data_files import word_lists
from briefing.text.number_words import NUMBER_BY_WORD
from briefing.text.places import plain_name
from briefing.text.words import stem, stopwords
from briefing.writing.sentences.quotable_sentences import QuotableSentence, overlap
from briefing.writing.summary.focus import term_rarity
from briefing.writing.summary.unresolved_references import is_mostly_name
from briefing.writing.timeline.headline_verbs import verbs_of_acts

MIN_NAME_SHARE = 0.5
"""Share of the names of the sentence with fewer names that two sentences with acts or numbers in common share if they
state the same."""
NEARLY_ALL_NAMES, MIN_SHARED_NAMES = 0.75, 3
"""Share, and number, of common names from which on two sentences state the same whatever the acts."""
MAX_TERM_OVERLAP = 0.25
"""Share of the shorter sentence's terms in another that has two of its names, above which the two state the same."""
MAX_ALL_OVERLAP = 0.58
"""The same share of all terms, those of the whole thread included, above which two sentences are in the same words."""
VICTIM_ACTS = frozenset({"die", "hurt"})
"""Acts whose victims are counted."""
NO_ACT = "light"
"""The list of verbs that say nothing of what is done."""
RECURRING_ACTS = frozenset({"strike", "die", "hurt", "warn"})
"""Acts that occur again and again in one affair: two sentences about them may state two; `RECURRING_KINDS` of
`reports_again` has the same by kinds of happenings."""
MIN_VERB_LENGTH = 5
"""Letters from which on a word in "ed", "ing" or "s" is taken for a form of a verb."""
MAX_REMEMBERED = 4096
"""Number of sentences whose facts are remembered: each is compared with every chosen one."""
_WORD = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*\.?")
_POSSESSIVE = re.compile(r"[’']s\b")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?!\w)")
_NOUN_MARKERS = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "of", "under"})
"""Words before a noun that refers to an act ("under the agreement") instead of stating it."""
_CALENDAR_WORDS = frozenset([*WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS])
_ROUGH_COUNT = re.compile(r"\b(?:dozens|scores|hundreds|thousands|many|several) (?:of )?\w+|\btoll\b", re.IGNORECASE)
_NO_NAMES = _CALENDAR_WORDS | frozenset(NUMBER_BY_WORD)
_SIDE_CLAUSE = re.compile(
    r"\b(?:when|after|before|since|as|while|until|following|amid|despite|ahead of|because"
    r"|respond(?:s|ed|ing) to|in response to|who|whose|which)\b[^,;]*",
    re.IGNORECASE,
)
"""Matches a clause that gives the time, the circumstances or more about somebody."""
_COUNT = re.compile(
    rf"(?P<name>\b[\w’'.-]*(?-i:[A-Z])[\w’'.-]*\s)?(?P<currency>[$£€¥])?(?<![\w.,])"
    rf"(?P<number>\d[\d,.]*\d|\d|\b(?:{'|'.join(NUMBER_BY_WORD)})\b)[ -]*(?P<noun>[a-z]+)?",
    re.IGNORECASE,
)
_BRITISH_ENDING = re.compile(r"is(e[sd]?|ing)$")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence states.

    Attributes:
        acts: What is done, each act by one word for all its synonyms.
        names: Its names, in lower case, countries by one name.
        numbers: Its numbers that are no years.
        counted: Its numbers with what they count ("10 missil"), amounts of money and numbers with a fraction.
    """

    acts: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    counted: frozenset[str]


@lru_cache(maxsize=MAX_REMEMBERED)
def facts_of(text: str, lang: str = "en") -> Facts:
    """Return the acts, names and numbers of a sentence."""
    words = [word.strip(".") for word in _WORD.findall(_POSSESSIVE.sub("", text))]
    names = {
        plain_name(part)
        for index, word in enumerate(words)
        for part in word.split("-")
        if _is_name(part, lang) and (index or is_mostly_name(part, lang))
    }
    numbers = {number.replace(",", "") for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)}
    numbers |= {str(NUMBER_BY_WORD[word.lower()]) for word in words if word.lower() in NUMBER_BY_WORD} - {"1"}
    acts = {
        act
        for before, word in pairwise(["", *words])
        if before.lower() not in _NOUN_MARKERS and (act := _act(word.lower(), lang))
    }
    return Facts(frozenset(acts), frozenset(names), frozenset(numbers), _counted(text, lang))


def _is_name(word: str, lang: str) -> bool:
    if len(word) > 1 and word.isupper():  # "US" is no stop word
        return True
    lower = word.lower()
    return word[:1].isupper() and lower not in _NO_NAMES and lower not in stopwords(lang)


def _counted(text: str, lang: str) -> frozenset[str]:
    """The numbers of a text with what they count; none that belongs to a name ("Flight 370") or is one or two."""
    counted = set()
    for match in _COUNT.finditer(text):
        number = match["number"].replace(",", "").rstrip(".").lower()
        number = str(NUMBER_BY_WORD.get(number, number))
        noun, currency = match["noun"] or "", match["currency"]
        is_name = bool(match["name"]) and match["name"].strip().lower() not in _CALENDAR_WORDS
        if currency or ("." in number and not is_name):
            counted.add(f"{currency or ''}{number}")
        elif noun and not is_name and number not in ("1", "2") and not _YEAR.fullmatch(number):
            counted.add(f"{number} {stem(noun.lower(), lang)}")
    return frozenset(counted)


def main_clauses(text: str) -> str:
    """Return a sentence without its clauses of time and circumstances: what it states itself."""
    return _SIDE_CLAUSE.sub(" ", text)


def acts_and_plurals(title: str) -> frozenset[str]:
    """Return the acts of a title, and the stems of its lower-case words in "s" from `MIN_VERB_LENGTH` letters on.

    These are verbs in the present tense ("apologises"), but also plurals, which two titles on one thing share.
    """
    words = (word for word in _WORD.findall(title) if word.islower() and len(word) >= MIN_VERB_LENGTH)
    present = {_stem_of_act(word, "en") for word in words if word.endswith("s") and not word.endswith("ss")}
    return facts_of(title).acts | present


@lru_cache(maxsize=MAX_REMEMBERED)
def facts_of_headline(headline: str) -> Facts:
    """Return the facts of a headline: its acts in the present tense too, and no names but those of common use."""
    facts = facts_of(headline)
    verbs = {_acts().get(verb) or _stem_of_act(verb, "en") for verb in verbs_of_acts(headline)} - {NO_ACT}
    names = {plain_name(word) for word in _WORD.findall(_POSSESSIVE.sub("", headline)) if is_mostly_name(word)}
    return replace(facts, acts=facts.acts | verbs, names=facts.names & names)


def new_share(terms: frozenset[str], known_terms: frozenset[str]) -> float:
    """Return the share of some terms, weighted by their rarity, that are not known, 0 to 1."""
    weights = {term: term_rarity(term) for term in terms}
    total = fsum(weights.values())
    return fsum(weight for term, weight in weights.items() if term not in known_terms) / total if total else 0.0


def state_the_same(
    sentence: QuotableSentence,
    other_sentence: QuotableSentence,
    title_acts: frozenset[str] = frozenset(),
    common_figures: frozenset[str] = frozenset(),
) -> bool:
    """Whether two sentences of a thread state the same in other words.

    They do if both state an act of the title, or share nearly all names, or share acts or numbers and names.

    Args:
        sentence: A sentence.
        other_sentence: Another one.
        title_acts: The acts of the thread's title that happen once.
        common_figures: See `states_the_same_figure`.
    """
    if states_the_same_figure(sentence.text, other_sentence.text, title_acts, common_figures):
        return True
    one, other = facts_of(sentence.text), facts_of(other_sentence.text)
    shared, fewer = one.names & other.names, min(len(one.names), len(other.names))
    share = len(shared) / fewer if fewer else 0.0
    if share >= NEARLY_ALL_NAMES and (
        len(shared) >= MIN_SHARED_NAMES
        or (len(shared) > 1 and overlap(sentence.terms, other_sentence.terms) > MAX_TERM_OVERLAP)
    ):
        return True
    acts, numbers = one.acts & other.acts, one.numbers & other.numbers
    numbers -= {figure.lstrip("$£€¥").split()[0] for figure in common_figures}
    single = len(acts - RECURRING_ACTS) + len(numbers)
    if single == 1 or len(acts) + len(numbers) > 1:
        return share >= MIN_NAME_SHARE
    return False


def are_in_the_same_words(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether a reader takes two sentences for the same, because they share most of their words."""
    return overlap(one.terms, other.terms) > MAX_ALL_OVERLAP


def states_the_same_figure(
    text: str,
    other_text: str,
    title_acts: frozenset[str] = frozenset(),
    common_figures: frozenset[str] = frozenset(),
) -> bool:
    """Whether two sentences both state an act of the title, count the same, or count victims of the same place.

    Args:
        text: A sentence.
        other_text: Another one.
        title_acts: The acts of the thread's title that happen once.
        common_figures: Numbers with what they count that many sentences of the thread have, whatever they state.
    """
    one, other = facts_of(text), facts_of(other_text)
    if one.acts & other.acts & title_acts or (one.counted & other.counted) - common_figures:
        return True
    return _count_the_same_victims(text, other_text, one, other)


def _count_the_same_victims(text: str, other_text: str, one: Facts, other: Facts) -> bool:
    """Whether two sentences both count victims, as many, or of the same place or of none that is named.

    A number adds to a rough count in the sentence before it: "5,300" to "thousands".
    """
    if not (_counts_victims(text, one) and _counts_victims(other_text, other)):
        return False
    if one.numbers and not other.numbers:
        return False
    if not one.numbers.isdisjoint(other.numbers):
        return True
    return not (one.names and other.names) or not one.names.isdisjoint(other.names)


def _counts_victims(text: str, facts: Facts) -> bool:
    return bool(VICTIM_ACTS & facts.acts) and bool(facts.numbers or _ROUGH_COUNT.search(text))


def _act(word: str, lang: str) -> str:
    """The act that a lower-case word stands for; "" for a word that is no act."""
    if act := _acts().get(word):
        return "" if act == NO_ACT else act
    if not word.endswith(("ed", "ing")) or len(word) < MIN_VERB_LENGTH:
        return ""
    return _stem_of_act(word, lang)


def _stem_of_act(word: str, lang: str) -> str:
    """The stem of a verb in American spelling: "apologised" and "apologized" are one act."""
    return stem(_BRITISH_ENDING.sub(r"iz\1", word), lang)


@cache
def _acts() -> Mapping[str, str]:
    return {word: act for act, words in word_lists("writing/same_acts.txt").items() for word in words}
