"""Gives the events that a thread's title and latest development name a place among the main ones."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.timeline.events import MIN_REPEATED, Event
from briefing.writing.timeline.row_odds import probability
from briefing.writing.timeline.selection import importance

LEAST_NAMED = 0.3
"""Probability of being worth a row, in a topic of few publishers, from which on an event has one that the title names:
such rows give two in a hundred more of the events that readers want, and one more row in a hundred is none."""


def with_named_events(
    main: Sequence[Event], reported: Sequence[Event], headlines: Sequence[str], limit: int
) -> list[Event]:
    """Return the main events and those that headlines stand over, at most `limit`.

    Such an event takes the place of a main event that it repeats, unless more publishers report that one.

    Args:
        main: The main events.
        reported: All events of the topic.
        headlines: The headlines that have an entry if it is worth a row: the title, then others.
        limit: The number of events above which the least important one is dropped.
    """
    chosen, named = list(main), []
    for number, headline in enumerate(headlines):
        event = _event_of(headline, reported)
        if event is None or not (event in chosen or probability(event.named_odds) >= LEAST_NAMED):
            continue
        if event not in chosen:
            same = [one for one in chosen if event.likeness.get(one, 0.0) >= MIN_REPEATED]
            if number and any(len(one.publishers) > len(event.publishers) for one in same):
                continue
            narrow = [one for one in same if one not in named and len(one.publishers) <= len(event.publishers)]
            chosen = [*(one for one in chosen if one not in narrow), event]
        named.append(event)
    newest = max((event.day for event in chosen), default=None)
    while len(chosen) > limit:
        others = [event for event in chosen if event not in named and event.day != newest]
        chosen.remove(min(others, key=importance, default=chosen[-1]))
    return chosen


def _event_of(headline: str, events: Sequence[Event]) -> Event | None:
    return next((e for e in events if any(report.headline.text == headline for report in e.reports)), None)
