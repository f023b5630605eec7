"""Chooses the headlines that state what no sentence of a long summary does: feeds often give a fact in no other words.

A term counts by its rarity and by how many publishers have it in headlines or sentences; a headline counts by its terms
that neither a sentence nor a chosen headline has. It is printed as what it is: as the words of its publisher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log2, sqrt

from briefing.writing.quotability import has_number
from briefing.writing.quotable_sentences import overlap
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.summary.agreement import contradict
from briefing.writing.summary.focus import term_rarity
from briefing.writing.summary.same_facts import new_share, stated_acts, states_the_same_figure
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
MIN_GAIN, MIN_GAIN_OF_DOUBLING = 0.15, 0.1
"""Gain below which a headline is not cited; what each doubling of the publishers adds to it."""
MIN_NEW_TERMS, MIN_NEW_SHARE, MIN_NEW_SHARE_OF_ACT = 2, 0.5, 0.38
"""Number of terms of a headline, and share of these by rarity, that nothing before it has; if it states an act that
neither the title nor anything before it states: "Ostrand pulls its tool"."""
MAX_OWN_OVERLAP = 0.5
"""Share of the terms of the shorter of a headline and a sentence in the other, above which they state the same."""
MIN_SHARED_SHARE = 0.55
"""Share of the terms of a headline that several publishers have, if no other one reports its event."""
MANY_PUBLISHERS = 5
"""Number of publishers of a thread from which on what one of them reports is a side matter."""
MIN_AFFAIR = 0.4
"""Share of what the thread is about that a headline holds."""
MAX_OVERLAP = 0.6
"""The same share with the terms of the title."""
MIN_GAIN_WORDS = 8
"""Length in words below which a headline is not preferred for being short."""


class HeadlineFacts:
    """Chooses the headlines that add most to a title and to chosen sentences."""

    def __init__(self, title: str, sentences: Sequence[WeighedSentence], headlines: Sequence[WeighedSentence]) -> None:
        """Weigh the terms of a thread.

        Args:
            title: The title of the thread.
            sentences: Its sentences.
            headlines: Those of its headlines that report what happened and are still true.
        """
        publishers: dict[str, set[int]] = defaultdict(set)
        for one in (*sentences, *headlines):
            for term in one.sentence.terms:
                publishers[term].add(one.publisher)
        self._weights = {
            term: term_rarity(term) * (BASE_TERM_WEIGHT + log2(len(houses))) for term, houses in publishers.items()
        }
        self._title_terms = frozenset(bag_of_words(title, "en"))
        self._title_acts = stated_acts(title)
        self._shared = {term for term, houses in publishers.items() if len(houses) > 1}
        self._publisher_count = len(frozenset[int]().union(*publishers.values()))
        self._publishers_by_event: dict[int | None, set[int]] = defaultdict(set)
        for one in headlines:
            self._publishers_by_event[one.event].add(one.publisher)
        self._headlines = [one for one in headlines if one.affair_share >= MIN_AFFAIR and self._is_of_weight(one)]

    def choose(self, quoted: Sequence[WeighedSentence], most: int) -> list[WeighedSentence]:
        """Return the headlines that add most to quoted sentences, in the order of what they add.

        Args:
            quoted: The sentences that stand in the summary.
            most: Maximum number of headlines.
        """
        chosen: list[WeighedSentence] = []
        rest = list(self._headlines)
        while rest and len(chosen) < most:
            read = [*quoted, *chosen]
            rest = [one for one in rest if self._adds(one, read)]
            gain, best = max(
                ((self._gain(one, read), one) for one in rest),
                key=lambda pair: (pair[0], -pair[1].order),
                default=(0.0, None),
            )
            if best is None or gain < MIN_GAIN + MIN_GAIN_OF_DOUBLING * log2(max(1, self._publisher_count)):
                break
            rest.remove(best)
            chosen.append(best)
        return chosen

    def _is_of_weight(self, one: WeighedSentence) -> bool:
        """Whether a headline is on an event that several publishers report, or in their words, or few report at all."""
        if self._publisher_count < MANY_PUBLISHERS:
            return True
        if one.event is not None and len(self._publishers_by_event[one.event]) > 1:
            return True
        return len(one.sentence.terms & self._shared) >= MIN_SHARED_SHARE * len(one.sentence.terms)

    def _adds(self, one: WeighedSentence, read: Sequence[WeighedSentence]) -> bool:
        """Whether a headline states something else than each sentence and headline before it, and nothing against."""
        terms = one.sentence.terms
        known = frozenset[str]().union(*(other.sentence.terms for other in read))
        known_acts = self._title_acts.union(*(stated_acts(other.sentence.text) for other in read))
        least = MIN_NEW_SHARE_OF_ACT if stated_acts(one.sentence.text) - known_acts else MIN_NEW_SHARE
        if len(terms - known) < MIN_NEW_TERMS or new_share(terms, known) < least:
            return False
        if new_share(terms, self._title_terms) < least:
            return False
        return not any(
            overlap(terms - self._title_terms, other.sentence.terms - self._title_terms) > MAX_OWN_OVERLAP
            or overlap(terms, other.sentence.terms) > MAX_OVERLAP
            or states_the_same_figure(one.sentence.text, other.sentence.text)
            or contradict(one.sentence, other.sentence)
            for other in read
        )

    def _gain(self, one: WeighedSentence, read: Sequence[WeighedSentence]) -> float:
        """The weight of the terms that a headline adds, times its own, by its length."""
        known = frozenset[str]().union(*(other.sentence.terms for other in read))
        gain = sum(self._weights[term] for term in one.sentence.terms - known) * one.quotability
        if has_number(one.sentence.text):
            gain *= NUMBER_FACTOR
        if one.event is not None and all(other.event != one.event for other in read):
            gain *= NEW_EVENT_FACTOR
        if all(other.day != one.day for other in read):
            gain *= NEW_DAY_FACTOR
        return gain / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count))
