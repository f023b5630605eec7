"""Whether another sentence is on the event that a sentence on a past day, month or year states."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from briefing.text.dates.dates import DateMention
from briefing.text.number_words import NUMBER_BY_WORD
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.mentions import DatedSentence
from briefing.writing.timeline.past_verbs import BASE_BY_FORM, PAST_VERB

MIN_SHARED_TERMS, MIN_TERM_OVERLAP = 2, 0.2
"""Number of terms, and share of the shorter sentence's terms, that two sentences on one event have in common."""
MIN_SHARED_WORDS = 2
"""Number of these terms that are words without a capital, if the two dates leave more than one day: two events of a
month or a year share names, and one such term can be the verb alone."""

MIN_UNDATED_TERMS, MIN_UNDATED_OVERLAP = 3, 0.4
"""The same number and share for a sentence without a date: with fewer, it is as often on another event."""
MAX_UNDATED_AGE = timedelta(days=14)
"""Time after a day within which a sentence without a date is taken to be on what happened on it."""

_UNSURE = re.compile(
    r"\b(?:not|never|without|den(?:y|ies|ied)|would|will|may|might|could|should|fail\w*|tr(?:y|ies|ied)|attempt\w*|plan\w*)\b"
    r"|n[’']t\b|\?",
    re.IGNORECASE,
)
"""Words of sentences that may say that something did not happen, or not yet."""
_TIME_UNITS = {"hour", "day", "week", "month", "year"}
"""What a number can count although it is a stop word."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LIGHT_VERBS = frozenset(
    {"was", "were", "had", "been", "did", "took", "made", "held", "got", "put", "gave", "began", "came", "went", "let"}
)
"""Verbs that say nothing of what happened; the word behind them may."""
_INSERTION = re.compile(r",\s(?:(?:in|on|at|during|early|late)\s)*$")
"""What stands before a date between commas, whose verb follows: "who, in 1996, cloned"."""
_PARTICIPLE = re.compile(r"\b(?:was|were|been|had)\s(?:\w+ly\s|also\s|first\s|then\s|later\s)*([a-z]+)")
"""What was done, also if its form is none of the past tense: "was given"."""


@dataclass(frozen=True, slots=True)
class DatedTerms:
    """A date of a sentence, and the terms that are compared.

    Attributes:
        sentence: The sentence.
        when: One of its dates.
        terms: The terms of the sentence, or of the clause that the date belongs to, without those of dates.
        lang: Its language.
    """

    sentence: DatedSentence
    when: DateMention
    terms: frozenset[str]
    lang: str


def share_words(terms: frozenset[str], others: frozenset[str], text: str) -> bool:
    """Whether two texts, the first of them given, have terms in common, and not names alone."""
    shared = terms & others
    if len(shared) < MIN_SHARED_TERMS or overlap(terms, others) < MIN_TERM_OVERLAP:
        return False
    return not shared.isdisjoint(_small_terms(text))


def are_of_one_act(one: DatedTerms, other: DatedTerms) -> bool:
    """Whether two sentences on overlapping months or years are of one act: in doubt they are not.

    Near its date, the other one has the verb of the first, or a word of that stem; a second word that is no name is in
    common; and no same things are counted differently.
    """
    small = _small_terms(one.sentence.text, one.lang) | _small_terms(other.sentence.text, other.lang)
    if len(one.terms & other.terms & small) < MIN_SHARED_WORDS or _counts_differ(one, other):
        return False
    return not _bases(_act(one), one.lang).isdisjoint(_bases(_near_date(other), other.lang))


def is_on_same_act(one: DatedTerms, other: DatedSentence, terms: frozenset[str]) -> bool:
    """Whether a sentence that names no date is on what another one states of a day: in doubt it is not.

    Args:
        one: The day, with the terms of what the sentence states.
        other: The sentence without a date.
        terms: Its terms.
    """
    if _UNSURE.search(other.text):
        return False
    if other.published is None or not timedelta(0) <= other.published - one.when.first_day <= MAX_UNDATED_AGE:
        return False
    is_alike = len(one.terms & terms) >= MIN_UNDATED_TERMS and overlap(one.terms, terms) >= MIN_UNDATED_OVERLAP
    if not is_alike or not share_words(one.terms, terms, one.sentence.text):
        return False
    if _counts_differ(one, DatedTerms(other, one.when, terms, one.lang)):
        return False
    return not _bases(_act(one), one.lang).isdisjoint(_bases(other.text, one.lang))


def _small_terms(text: str, lang: str = "") -> frozenset[str]:
    """The terms of words without a capital, which are no names."""
    return frozenset(bag_of_words(" ".join(word for word in text.split() if word == word.lower()), lang))


def _bases(text: str, lang: str) -> frozenset[str]:
    """The terms of a text, of irregular verbs those of the infinitive."""
    words = (word.lower() for word in _TOKEN.findall(text))
    return frozenset(bag_of_words(" ".join(BASE_BY_FORM.get(word, word) for word in words), lang))


def _verbs(text: str, begin: int, end: int) -> list[tuple[str, int]]:
    """The verbs in a part of a text that say what happened, each with its place."""
    places = {match.start(): match[0] for match in PAST_VERB.finditer(text, begin, end)}
    places |= {match.start(1): match[1] for match in _PARTICIPLE.finditer(text, begin, end)}
    return [(places[start], start) for start in sorted(places) if places[start] not in _LIGHT_VERBS]


def _act(one: DatedTerms) -> str:
    """The verb of a date: the nearest before it, or the first after it if none is before or commas enclose it."""
    text, when = one.sentence.text, one.when
    before, after = _verbs(text, 0, when.start), _verbs(text, when.end, len(text))
    is_inserted = bool(_INSERTION.search(text, 0, when.start)) and text.startswith(", ", when.end)
    if after and (is_inserted or not before):
        return after[0][0]
    return before[-1][0] if before else ""


def _near_date(one: DatedTerms) -> str:
    """The part of a sentence from the verb before its date, or from the date before it, to the next date."""
    text, when = one.sentence.text, one.when
    verbs = [place for _, place in _verbs(text, 0, when.start)][-1:]
    ends = [mention.end for mention in one.sentence.mentions if mention.end <= when.start]
    starts = [mention.start for mention in one.sentence.mentions if mention.start >= when.end]
    rest = text[when.end : min([*starts, len(text)])]
    if starts:  # "freed in January, fined for a theft in 2019"
        rest = re.split("[,;]", rest, maxsplit=1)[0]
    return text[max([0, *verbs, *ends]) : when.start] + rest


def _counts_differ(one: DatedTerms, other: DatedTerms) -> bool:
    """Whether two sentences count the same things, or what the same verb did, and never alike."""
    counts, others = _counts(one), _counts(other)
    return any(counts[term].isdisjoint(others[term]) for term in counts.keys() & others.keys())


def _counts(one: DatedTerms) -> dict[str, set[str]]:
    """The numbers of a sentence by the terms beside them, without dates: "killing 12 people" has 12 for both."""
    text = one.sentence.text
    for mention in reversed(one.sentence.mentions):
        text = f"{text[: mention.start]} ; {text[mention.end :]}"
    tokens = _TOKEN.findall(text)
    counts: dict[str, set[str]] = defaultdict(set)
    for place, token in enumerate(tokens):
        number = token.replace(",", "") if token[0].isdigit() else str(NUMBER_BY_WORD.get(token.lower(), ""))
        if number and number != "1":
            beside = (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 3])
            units = {word for word in beside if word.lower().removesuffix("s") in _TIME_UNITS}
            for term in bag_of_words(" ".join(beside), one.lang).keys() | {unit.removesuffix("s") for unit in units}:
                counts[term].add(number)
    return counts
