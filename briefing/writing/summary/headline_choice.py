"""Chooses the headlines that state what no sentence of a long summary does: feeds often give a fact in no other words.

A term counts by its rarity and by how many publishers have it in headlines or sentences; a headline counts by its terms
that neither a sentence nor a chosen headline has. It is printed as what it is: as the words of its publisher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from math import fsum, log2, sqrt
from typing import NamedTuple

from briefing.writing.sentences.quotability import has_number
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.summary.contradictions import contradict
from briefing.writing.summary.focus import term_rarity
from briefing.writing.summary.same_facts import facts_of, facts_of_headline, new_share, states_the_same_figure
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen by reading the long summaries of the first days of two replayed windows.
BASE_TERM_WEIGHT = 0.2
"""Weight of a rare term that one publisher uses; each doubling of the publishers adds 1."""
NUMBER_FACTOR = 1.3
"""Factor of the gain by a headline with a number."""
NEW_EVENT_FACTOR = 1.5
"""Factor of the gain by a headline on an event of which nothing is quoted yet."""
NEW_DAY_FACTOR = 1.2
"""Factor of the gain by a headline of a day of which nothing is quoted yet."""
MIN_GAIN = 0.1
"""Gain below which a headline is not cited."""
MIN_GAIN_OF_DOUBLING = 0.03
"""What each doubling of the publishers adds to the least gain."""
MIN_NEW_TERMS = 2
"""Least number of terms of a headline that nothing before it has."""
MIN_NEW_SHARE = 0.5
"""Least share of such terms, by rarity."""
MIN_NEW_SHARE_OF_ACT = 0.38
"""The same if it states an act or a number that is new too: "Ostrand pulls its tool"."""
MIN_NEW_SHARE_OF_KNOWN = 0.62
"""The same if not even a name is new, or something before it is on its event."""
MIN_NEW_SHARE_OF_LATE = 0.6
"""The same share of a headline that reports the event of a line before it on a later day: most often again."""
MAX_OWN_OVERLAP = 0.5
"""Share of the terms of the shorter of a headline and a sentence in the other, above which they state the same."""
MIN_SHARED_SHARE = 0.55
"""Share of the terms of a headline that several publishers have, if no other one reports its event."""
MANY_PUBLISHERS = 5
"""Number of publishers of a thread from which on what one of them reports is a side matter."""
LONELY_FACTOR = 0.5
"""Factor of the gain by a headline on a side matter."""
MIN_AFFAIR = 0.38
"""Share of what the thread is about that a headline holds."""
MAX_OVERLAP, MAX_OVERLAP_WITH_NUMBER = 0.6, 0.3
"""The same share with the terms of the title; if both have the same numbers."""
HALF_LIFE = timedelta(days=6)
"""Time, from the newest articles, in which the weight of a headline halves."""
MIN_GAIN_WORDS = 8
"""Length in words below which a headline is not preferred for being short."""


class _Known(NamedTuple):
    """What the lines before state: their terms, acts, names and numbers, and the events that they are about."""

    terms: frozenset[str]
    acts: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    events: frozenset[int]
    canonical_events: frozenset[int]


class HeadlineChoice:
    """Chooses the headlines that add most to a title and to chosen sentences."""

    def __init__(self, title: str, sentences: Sequence[WeighedSentence], headlines: Sequence[WeighedSentence]) -> None:
        """Weigh the terms of a thread.

        Args:
            title: The title of the thread.
            sentences: Its sentences.
            headlines: Those of its headlines that inform and are still true.
        """
        publishers: dict[str, set[int]] = defaultdict(set)
        for one in (*sentences, *headlines):
            for term in one.sentence.terms:
                publishers[term].add(one.publisher)
        self._weights = {
            term: term_rarity(term) * (BASE_TERM_WEIGHT + log2(len(houses))) for term, houses in publishers.items()
        }
        self._title_terms = frozenset(bag_of_words(title, "en"))
        self._title = title
        self._shared = {term for term, houses in publishers.items() if len(houses) > 1}
        self._publisher_count = len(frozenset[int]().union(*publishers.values()))
        self._publishers_by_event: dict[int | None, set[int]] = defaultdict(set)
        for one in headlines:
            self._publishers_by_event[one.canonical_event].add(one.publisher)
        self._headlines = [one for one in headlines if one.affair_share >= MIN_AFFAIR]
        self._least = MIN_GAIN + MIN_GAIN_OF_DOUBLING * log2(max(1, self._publisher_count))

    def choose(self, quoted: Sequence[WeighedSentence], most: int) -> list[WeighedSentence]:
        """Return the headlines that add most to quoted sentences, in the order of what they add.

        Args:
            quoted: The sentences that stand in the summary.
            most: Maximum number of headlines.
        """
        chosen: list[WeighedSentence] = []
        rest = self._headlines
        while rest and len(chosen) < most:
            before = [*quoted, *chosen]
            gains = {one.order: self._gain(one, before) for one in rest}
            rest = sorted(
                (one for one in rest if gains[one.order] >= self._least), key=lambda one: (-gains[one.order], one.order)
            )
            known = self._known(before)
            best = next((index for index, one in enumerate(rest) if self._adds(one, before, known)), len(rest))
            chosen += rest[best : best + 1]
            rest = rest[best + 1 :]
        return chosen

    def value_on_event(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> float:
        """Return what a headline on an event that no line states adds to lines; 0 if it adds too little.

        Args:
            one: The headline.
            before: The lines before it.
        """
        known = self._known(before)
        least = None if one.canonical_event in known.canonical_events else MIN_NEW_SHARE_OF_ACT
        if one.affair_share < MIN_AFFAIR or not self._adds(one, before, known, least):
            return 0.0
        gain = self._gain(one, before)
        return gain if gain >= self._least else 0.0

    def _is_of_weight(self, one: WeighedSentence) -> bool:
        """Whether a headline is on an event that several publishers report, or in their words, or few report at all."""
        if self._publisher_count < MANY_PUBLISHERS:
            return True
        if one.canonical_event is not None and len(self._publishers_by_event[one.canonical_event]) > 1:
            return True
        return len(one.sentence.terms & self._shared) >= MIN_SHARED_SHARE * len(one.sentence.terms)

    def _adds(
        self, one: WeighedSentence, before: Sequence[WeighedSentence], known: _Known, least: float | None = None
    ) -> bool:
        """Whether a headline states something else than each sentence and headline before it, and nothing against."""
        terms = one.sentence.terms
        least = _least_share(one, known) if least is None else least
        if len(terms - known.terms) < MIN_NEW_TERMS or new_share(terms, known.terms) < least:
            return False
        adds_number = bool(facts_of_headline(one.sentence.text).numbers - known.numbers)
        return not any(
            (other.sentence.article_id == one.sentence.article_id and other.states_event and not adds_number)
            or overlap(terms - self._title_terms, other.sentence.terms - self._title_terms) > MAX_OWN_OVERLAP
            or overlap(terms, other.sentence.terms) > MAX_OVERLAP
            or states_the_same_figure(one.sentence.text, other.sentence.text)
            or _repeats_number(one, other)
            or contradict(one.sentence, other.sentence)
            for other in before
        )

    def _known(self, before: Sequence[WeighedSentence]) -> _Known:
        """What the title, and the sentences and headlines before, state."""
        texts = [self._title, *(other.sentence.text for other in before)]
        facts = [facts for text in texts for facts in (facts_of(text), facts_of_headline(text))]
        return _Known(
            self._title_terms.union(*(other.sentence.terms for other in before)),
            frozenset[str]().union(*(one.acts for one in facts)),
            frozenset[str]().union(*(one.names for one in facts)),
            frozenset[str]().union(*(one.numbers for one in facts)),
            frozenset(other.event for other in before if other.event is not None),
            frozenset(other.canonical_event for other in before if other.canonical_event is not None),
        )

    def _gain(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> float:
        """The weight of the terms that a headline adds, times its own, by its length."""
        known = frozenset[str]().union(*(other.sentence.terms for other in before))
        gain = fsum(self._weights[term] for term in one.sentence.terms - known) * one.quotability
        if has_number(one.sentence.text):
            gain *= NUMBER_FACTOR
        if not self._is_of_weight(one):
            gain *= LONELY_FACTOR
        gain *= float(0.5 ** (one.age / HALF_LIFE))
        if one.canonical_event is not None and not one.is_on_event_of(before):
            gain *= NEW_EVENT_FACTOR
        if all(other.day != one.day for other in before):
            gain *= NEW_DAY_FACTOR
        return gain / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count))


def _least_share(one: WeighedSentence, known: _Known) -> float:
    """How much of a headline must be new: less if it states another act or number, more if not even another name."""
    facts = facts_of_headline(one.sentence.text)
    if facts.numbers - known.numbers:
        return MIN_NEW_SHARE_OF_ACT
    if one.canonical_event in known.canonical_events and one.event_day is not None and one.event_day < one.day:
        return MIN_NEW_SHARE_OF_LATE
    if facts.acts - known.acts:
        return MIN_NEW_SHARE if one.event in known.events else MIN_NEW_SHARE_OF_ACT
    is_known = one.canonical_event in known.canonical_events or facts.names <= known.names
    return MIN_NEW_SHARE_OF_KNOWN if is_known else MIN_NEW_SHARE


def _repeats_number(one: WeighedSentence, other: WeighedSentence) -> bool:
    """Whether a headline has no number but those of another line, about the same: "around 90 Norlanders"."""
    numbers = facts_of_headline(one.sentence.text).numbers
    if not numbers or not numbers <= facts_of(other.sentence.text).numbers:
        return False
    return overlap(one.sentence.terms, other.sentence.terms) > MAX_OVERLAP_WITH_NUMBER
