"""Finds the events of a topic that repeat larger ones, so that a full timeline has each happening once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from briefing.writing.timeline.event_odds import Happening, happening, repetition, shared_words
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.one_news import ReportTimes, are_one_in_other_words

# Constants of this module were chosen by reading 533 pairs of events of two replayed windows: of those that they take
# for one happening, nine in ten are.
MIN_SURE_REPETITION, MIN_SURE_SHARED_WORDS = 0.7, 0.3
"""Probability of a repetition from which on it is one, and share of their rare words in common."""
MIN_LIKELY_REPETITION, MIN_LIKELY_SHARED_WORDS = 0.6, 0.5
"""The same for a smaller probability and more words."""
MAX_GAP = timedelta(days=1)
"""Time between the days of two rows of one happening: reports of the night are of the next day."""
MIN_COSINE = 0.1
"""Cosine below which two events are not compared, which bounds the cost. At .2 a quarter of the pairs of rows that an
editor labelled as one story stayed apart for it."""


class Repetition(NamedTuple):
    """What an event repeats.

    Attributes:
        row: The event that it repeats.
        is_in_same_words: Whether it is known by its words; if not, they are one publisher's own ones.
    """

    row: Event
    is_in_same_words: bool


def repeated_events(
    events: Sequence[Event], main: Sequence[Event], hedged: Sequence[Event] = ()
) -> dict[int, Repetition]:
    """Return what each repeated event repeats, by its `id`.

    Args:
        events: The events of a topic.
        main: Its main events, which repeat none.
        hedged: Events without a row of their own, which nothing repeats.
    """
    main_ids = {id(event) for event in main}
    ordered = sorted(
        events,
        key=lambda event: (id(event) not in main_ids, -len(event.publishers), -len(event.reports), event.start),
    )
    rows = _Rows(ReportTimes((*events, *hedged)))
    repeated: dict[int, Repetition] = {}
    for event in (*ordered, *hedged):
        own = happening(event)
        if id(event) not in main_ids and (known := rows.repeated_by(own)):
            row = repeated[id(known.row)].row if id(known.row) in repeated else known.row
            if abs(row.day - event.day) <= MAX_GAP:
                repeated[id(event)] = Repetition(row, known.is_in_same_words)
        if event not in hedged:
            rows.add(own)
    return repeated


class _Rows:
    """Larger events, indexed by their terms."""

    def __init__(self, times: ReportTimes) -> None:
        self._times = times
        self._rows: list[Happening] = []
        self._rows_by_term: dict[str, list[tuple[int, float]]] = {}

    def add(self, row: Happening) -> None:
        for term, weight in row.event.vector.items():
            self._rows_by_term.setdefault(term, []).append((len(self._rows), weight))
        self._rows.append(row)

    def repeated_by(self, own: Happening) -> Repetition | None:
        """The event that another one most probably repeats; None if it repeats none."""
        cosines: dict[int, float] = {}
        for term, weight in own.event.vector.items():
            for number, other in self._rows_by_term.get(term, ()):
                cosines[number] = cosines.get(number, 0.0) + weight * other
        near = [
            self._rows[number]
            for number, cosine in sorted(cosines.items())
            if cosine >= MIN_COSINE and abs(self._rows[number].event.day - own.event.day) <= MAX_GAP
        ]
        scored = [(round(repetition(own, row), 9), -number) for number, row in enumerate(near)]
        if scored:
            probability, place = max(scored)
            row = near[-place]
            words = shared_words(own, row)
            is_sure = probability >= MIN_SURE_REPETITION and words >= MIN_SURE_SHARED_WORDS
            is_likely = probability >= MIN_LIKELY_REPETITION and words >= MIN_LIKELY_SHARED_WORDS
            if is_sure or is_likely:
                return Repetition(row.event, is_in_same_words=True)
        stated = (row.event for row in self._rows if are_one_in_other_words(own, row, self._times))
        return next((Repetition(event, is_in_same_words=False) for event in stated), None)
