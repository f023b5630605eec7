"""Whether a sentence may stand second in a paragraph: of the article of the first one, or on its event and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.summary.clarity_judge import comments, speculates
from briefing.writing.summary.same_facts import facts_of
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen on 111 second sentences of two windows that a reader judged: 55 % of them were on the
# matter of the title and the first sentence; of those that these rules let through 85 %, in both windows.
MAX_AGE_DIFFERENCE = timedelta(hours=24)
"""Time between a second sentence and the newest report of what the title states."""
MAX_NEW_NAMES = 3
"""Number of names in a second sentence that neither the title nor a sentence before it has."""


class SecondSentenceJudge:
    """Judges whether sentences are on the matter of a title and of the first sentence."""

    def __init__(self, title: str, stated: StatedNews, age: timedelta, *, knows_events: bool) -> None:
        """Take what a second sentence is held against.

        Args:
            title: The title.
            stated: Judges which sentences state the title's news.
            age: The age of the newest report with the title.
            knows_events: Whether the events of the thread are known; else any sentence of the day is on the same.
        """
        self._title_names = facts_of(title).names
        self._stated, self._age, self._knows_events = stated, age, knows_events

    def allows(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> bool:
        """Return whether a sentence is of the first one's article, or on one event with it and no guess or remark.

        Args:
            one: The sentence.
            before: The sentences that are read before it.
        """
        if not before or one.sentence.article_id == before[0].sentence.article_id:
            return True
        text = one.sentence.text
        if abs(one.age - self._age) > MAX_AGE_DIFFERENCE or speculates(text) or comments(text) or judges(text):
            return False
        known = self._title_names.union(*(facts_of(other.sentence.text).names for other in before))
        if len(facts_of(text).names - known) > MAX_NEW_NAMES:
            return False
        is_of_first = one.canonical_event is not None and one.canonical_event == before[0].canonical_event
        return is_of_first or self._stated.is_of_event(one) or not self._knows_events
