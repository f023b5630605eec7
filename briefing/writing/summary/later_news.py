"""What happened since the news of a title: the second sentence of a paragraph whose first one is of an earlier day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.summary.clarity_judge import comments, speculates
from briefing.writing.summary.outline import Outline
from briefing.writing.summary.plans import is_provisional, looks_back
from briefing.writing.summary.same_facts import facts_of
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen by reading the paragraphs of two replayed windows whose first sentence was that old.
MIN_OLDER = timedelta(hours=18)
"""Time by which the first sentence of a paragraph is older than what happened since."""
MIN_OPENING = 0.5
"""Probability that a sentence on that may open a summary."""
MIN_PUBLISHERS, MIN_AFFAIR, MIN_RELEVANCE = 2, 0.6, 0.35
"""Number of publishers of the event; share of what the thread is about that the sentence and its headline hold; share
of what the thread is about now that the sentence holds."""


class LaterNews:
    """Knows how many publishers report each event of a thread, and whom its title names."""

    def __init__(self, title: str, outline: Outline) -> None:
        """Take the title of a thread and its outline."""
        self._title_names = facts_of(title).names
        self._publisher_counts: dict[int | None, int] = {}
        for number, event in zip(outline.canonical_events, outline.events, strict=True):
            self._publisher_counts[number] = max(event.publisher_count, self._publisher_counts.get(number, 0))

    def since(self, first: WeighedSentence, openings: Iterable[WeighedSentence]) -> list[WeighedSentence]:
        """Return the sentences that state what happened since the first one, the most widely reported first.

        Args:
            first: The first sentence of a paragraph.
            openings: The sentences that may surely open a summary.
        """
        later = [one for one in openings if one.age <= first.age - MIN_OLDER and self._is_news(one, first)]
        return sorted(later, key=lambda one: (-self._publishers_of(one), one.age, one.order))

    def _is_news(self, one: WeighedSentence, first: WeighedSentence) -> bool:
        """Whether a sentence surely states another event of the affair, and is no plan, guess or remark.

        What one publisher reports may be another matter, and what belongs to no event may say the title again.
        """
        text, event = one.sentence.text, one.canonical_event
        if event == first.canonical_event or not one.states_event or not one.sentence.has_end:
            return False
        if one.sentence.verdict.opening < MIN_OPENING or one.relevance < MIN_RELEVANCE:
            return False
        if self._publishers_of(one) < MIN_PUBLISHERS or one.affair_share < MIN_AFFAIR:
            return False
        if looks_back(one) or is_provisional(one) or speculates(text) or comments(text) or judges(text):
            return False
        return not (self._title_names | facts_of(first.sentence.text).names).isdisjoint(facts_of(text).names)

    def _publishers_of(self, one: WeighedSentence) -> int:
        return self._publisher_counts.get(one.canonical_event, 0)
