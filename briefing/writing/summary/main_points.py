"""The main points of a thread, what its title states and its main events, and which lines of a summary state them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stating_titles import MIN_STATING_TERMS
from briefing.writing.summary.outline import Outline
from briefing.writing.summary.same_facts import are_in_the_same_words, new_share
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen by reading the long summaries of the first days of two replayed windows.
MIN_STATED_TITLE, MIN_STATED_EVENT = 0.4, 0.55
"""Shares of the terms of a title, and of an event's headline, by rarity, in a line that states it."""
MANY_PUBLISHERS = 5
"""Number of publishers of a thread from which on an event of one of them is a side matter."""
MIN_NEW_TERMS, MIN_NEW_SHARE = 2, 0.4
"""Number, and share by rarity, of a line's terms that nothing before it has: an event of its own is new."""

ValueOf = Callable[[WeighedSentence, Sequence[WeighedSentence]], float]


class MainPoint(NamedTuple):
    """What a long summary should state.

    Attributes:
        terms: The terms of a headline on it.
        event: The number of the event; None: it is what the title states.
        is_wide: Whether several publishers report it, or few report anything of the thread, or the title states it.
    """

    terms: frozenset[str]
    event: int | None
    is_wide: bool


class MainPoints:
    """Finds the lines that state the main points of a thread which those before them do not."""

    def __init__(self, title: str, lines: Iterable[WeighedSentence], outline: Outline) -> None:
        """Take what states the news of a thread.

        Args:
            title: The title of the thread.
            lines: Its sentences and its headlines.
            outline: Its events.
        """
        self._title_terms = frozenset(bag_of_words(title, "en"))
        lines = list(lines)
        publisher_count = len({one.publisher for one in lines})
        headline_terms = {one.sentence.article_id: one.headline_terms for one in lines}
        terms = self._title_terms
        self._points = [MainPoint(terms, None, is_wide=True)] if len(terms) >= MIN_STATING_TERMS else []
        for number, event in enumerate(outline.events):
            central = next((headline_terms[id] for id in event.articles if id in headline_terms), frozenset[str]())
            if event.is_main and central:
                is_wide = event.publisher_count > 1 or publisher_count < MANY_PUBLISHERS
                self._points.append(MainPoint(central, number, is_wide))

    def extend(
        self, before: Sequence[WeighedSentence], candidates: Sequence[WeighedSentence], most: int, value_of: ValueOf
    ) -> list[WeighedSentence]:
        """Add to lines the best one on each main point that none of them states, the most important point first.

        Args:
            before: The lines so far.
            candidates: The lines that may be added.
            most: Maximum number of all lines.
            value_of: What a line adds; 0 if it must not stand there.
        """
        lines = list(before)
        for point in self._points:
            if len(lines) < most and not any(_states(one, point) for one in lines):
                stating = [one for one in candidates if _states(one, point) and self._adds(one, lines)]
                valued = [(value_of(one, lines), -one.order, one) for one in stating]
                best = max(valued, key=lambda entry: entry[:2], default=None)
                lines += [best[2]] if best and best[0] > 0 else []
        return lines

    def _adds(self, one: WeighedSentence, before: Sequence[WeighedSentence]) -> bool:
        """Whether a line on a point that no line before it states is not in the words of one of these, or the title."""
        terms = one.sentence.terms
        known = self._title_terms.union(*(other.sentence.terms for other in before))
        if len(terms - known) < MIN_NEW_TERMS or new_share(terms, known) < MIN_NEW_SHARE:
            return False
        return not any(are_in_the_same_words(one.sentence, other.sentence) for other in before)


def _states(one: WeighedSentence, point: MainPoint) -> bool:
    if point.event is None:
        return 1 - new_share(point.terms, one.sentence.terms) >= MIN_STATED_TITLE
    if one.canonical_event == point.event and one.states_event:
        return True
    return 1 - new_share(point.terms, one.sentence.terms) >= MIN_STATED_EVENT
