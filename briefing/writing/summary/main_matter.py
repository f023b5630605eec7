"""Whether a sentence of another article may stand beside the first one of a paragraph: on the same matter, and news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefing.writing.summary.clarity import comments, speculates
from briefing.writing.summary.weighed_sentences import WeighedSentence

# Constants of this module were chosen by reading the paragraphs of 100 threads of two replayed windows.
MIN_AFFAIR, MIN_WIDE_AFFAIR = 0.65, 0.35
"""Share of what the whole thread is about that a second sentence and its headline hold; if several publishers report
its event, or few the thread."""
SEVERAL_PUBLISHERS = 5
"""Number of publishers of a thread from which on an event of one of them is a side matter."""
MAX_SHARED_BEYOND_TITLE = 3
"""Number of terms that a second sentence may share with the first one beyond the title: more are the same news."""


class MainMatter:
    """Knows what a thread is about, and which of its events several publishers report."""

    def __init__(self, title_terms: frozenset[str], sentences: Sequence[WeighedSentence]) -> None:
        """Take the terms of the title of a thread, and its sentences."""
        self._title_terms = title_terms
        self._publisher_count = len({one.publisher for one in sentences})
        self._publishers_by_event: dict[int | None, set[int]] = defaultdict(set)
        for one in sentences:
            self._publishers_by_event[one.event].add(one.publisher)

    def holds(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence is of the event of the first one, or about the affair without guess, remark or repetition.

        Args:
            one: The sentence.
            before: The sentences that are read before it.
        """
        if before and one.event is not None and one.event == before[0].event:
            return True
        text = one.sentence.text
        least = MIN_WIDE_AFFAIR if self._is_wide(one) else MIN_AFFAIR
        if one.affair_share < least or speculates(text) or comments(text):
            return False
        shared = one.sentence.terms.intersection(*(other.sentence.terms for other in before)) - self._title_terms
        return not before or len(shared) <= MAX_SHARED_BEYOND_TITLE

    def _is_wide(self, one: WeighedSentence) -> bool:
        """Whether several publishers report the event of a sentence, or few the thread."""
        if self._publisher_count < SEVERAL_PUBLISHERS:
            return True
        return one.event is not None and len(self._publishers_by_event[one.event]) > 1
