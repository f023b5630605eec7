"""Finds the events of a topic that repeat larger ones, so that a full timeline has each happening once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.writing.timeline.event_odds import Happening, happening, repetition, shared_words
from briefing.writing.timeline.events import Event

# Constants of this module were chosen by reading 533 pairs of events of two replayed windows: of those that they take
# for one happening, nine in ten are.
MIN_SURE_REPETITION, MIN_SURE_SHARED_WORDS = 0.7, 0.3
"""Probability of a repetition from which on it is one, and share of their rare words in common."""
MIN_LIKELY_REPETITION, MIN_LIKELY_SHARED_WORDS = 0.6, 0.5
"""The same for a smaller probability and more words."""
MAX_GAP = timedelta(days=1)
"""Time between the days of two rows of one happening: reports of the night are of the next day."""
MIN_COSINE = 0.2
"""Cosine below which two events are not compared, which bounds the cost."""


def repeated_events(events: Sequence[Event], main: Sequence[Event], hedged: Sequence[Event] = ()) -> dict[int, Event]:
    """Return the event that each repeated one repeats, by the `id` of the repeated event.

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
    rows = _Rows()
    repeated: dict[int, Event] = {}
    for event in (*ordered, *hedged):
        own = happening(event)
        if id(event) not in main_ids and (larger := rows.repeated_by(own)):
            row = repeated.get(id(larger.event), larger.event)
            if abs(row.day - event.day) <= MAX_GAP:
                repeated[id(event)] = row
        if event not in hedged:
            rows.add(own)
    return repeated


class _Rows:
    """Larger events, indexed by their terms."""

    def __init__(self) -> None:
        self._rows: list[Happening] = []
        self._rows_by_term: dict[str, list[tuple[int, float]]] = {}

    def add(self, row: Happening) -> None:
        for term, weight in row.event.vector.items():
            self._rows_by_term.setdefault(term, []).append((len(self._rows), weight))
        self._rows.append(row)

    def repeated_by(self, own: Happening) -> Happening | None:
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
        if not scored:
            return None
        probability, place = max(scored)
        row = near[-place]
        words = shared_words(own, row)
        is_sure = probability >= MIN_SURE_REPETITION and words >= MIN_SURE_SHARED_WORDS
        is_likely = probability >= MIN_LIKELY_REPETITION and words >= MIN_LIKELY_SHARED_WORDS
        return row if is_sure or is_likely else None
