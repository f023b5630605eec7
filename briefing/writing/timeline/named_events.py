"""Gives the events that a thread's title and latest development name a place among the main ones."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.timeline.event_odds import MIN_REPETITION, happening, repeats, repetition, shared_words
from briefing.writing.timeline.events import MIN_LIKELIHOOD, Event
from briefing.writing.timeline.main_events import MIN_UNLIKELY, WIDE, is_plain
from briefing.writing.timeline.one_news import ReportTimes, are_one_news
from briefing.writing.timeline.selection import importance

MIN_SAME_WORDS = 0.65
"""Share of its words, by rarity, that another event holds if it says the same as the widely reported one of a title."""


def with_named_events(
    main: Sequence[Event], reported: Sequence[Event], headlines: Sequence[str], limit: int
) -> list[Event]:
    """Return the main events and those that headlines stand over, at most `limit`.

    If a main event repeats such an event on its day or later, the one that more publishers report stays.

    Args:
        main: The main events.
        reported: All events of the topic.
        headlines: The headlines that have an entry: the title, of which an announcement can be one, then others.
        limit: The number of events above which the least important one is dropped.
    """
    chosen, named = list(main), []
    times = ReportTimes(reported)
    for headline in headlines:
        event = _event_of(headline, reported)
        if event is None or not (event in chosen or _may_enter(event, headline == headlines[0])):
            continue
        others = [] if event in chosen else chosen
        same = [other for other in others if are_one_news(happening(event), happening(other), times)]
        if same and headline != headlines[0]:
            continue
        if is_plain(event) or all(len(event.publishers) >= len(other.publishers) for other in same):
            chosen = [other for other in chosen if other not in same or _is_wider(other, event)]
        if event not in chosen:
            kept_beside = [other for other in chosen if other in same and _is_wider(other, event)]
            others = [other for other in chosen if other not in kept_beside]
            chosen = [*kept_beside, *_with_event(others, event, is_first=headline == headlines[0])]
        named.append(event)
    newest = max((event.day for event in chosen), default=None)
    while len(chosen) > limit:
        others = [event for event in chosen if event not in named and event.day != newest]
        chosen.remove(min(others, key=importance, default=chosen[-1]))
    return chosen


def _is_wider(one: Event, other: Event) -> bool:
    """Whether more publishers report an event than another one, and it is of a later day or hardly repeats it."""
    if len(one.publishers) <= len(other.publishers):
        return False
    return one.day > other.day or repetition(happening(one), happening(other)) < MIN_REPETITION


def _event_of(headline: str, events: Sequence[Event]) -> Event | None:
    return next((e for e in events if any(report.headline.text == headline for report in e.reports)), None)


def _may_enter(event: Event, is_first: bool) -> bool:
    """Whether an event is a plain report; that of the first headline may be an announcement, or one of several hedged.

    A title that comments, asks or describes has no event.
    """
    if not is_first:
        return is_plain(event)
    least = MIN_LIKELIHOOD if len(event.publishers) == 1 else MIN_UNLIKELY
    return not event.is_reaction and event.likelihood >= least


def _with_event(chosen: Sequence[Event], event: Event, *, is_first: bool) -> list[Event]:
    """The chosen events and another one, of which one is left out if they are one happening.

    The first headline's event, if several publishers report it, is only left out if most of its words say the same.
    """
    own = happening(event)
    least = MIN_SAME_WORDS if is_first and len(event.publishers) >= WIDE else 0.0
    not_earlier = [happening(other) for other in chosen if other.day >= event.day]
    same = [
        other.event
        for other in not_earlier
        if repeats(own, other, repetition(own, other)) and shared_words(own, other) >= least
    ]
    is_better = all(len(event.publishers) >= len(other.publishers) for other in same)
    return [*(other for other in chosen if other not in same), event] if is_better else list(chosen)
