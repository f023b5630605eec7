"""Selects the events of the parts of an affair that its timeline shows beside its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from briefing.model.affair_parts import AffairPart
from briefing.model.threads import MAX_MAIN_EVENTS, TimelineEntry
from briefing.writing.country_terms import terms_of
from briefing.writing.headline_terms import covered_share, theme_of

MAX_PART_EVENTS = 6
"""Number of events of parts in the default timeline of an affair: at least half of the rows are its own."""
MIN_EVENT_PUBLISHERS, MIN_EVENT_PUBLISHERS_OF_LARGE = 3, 2
"""Number of independent publishers that an event of a part needs; the same in a large part, which is itself important.
With two in every part a third of the rows of two replayed windows were beside the affair."""
LARGE_ARTICLES = 10
"""Number of articles from which on a part is large."""
MAX_SAME_DAYS = timedelta(days=1)
"""Time between the days of two rows within which they can be about one event."""
MIN_SAME_SHARE = 0.5
"""Share of the words of a headline, without those of the affair, in another one from which on both are one event."""


def with_part_events(timeline: Sequence[TimelineEntry], parts: Iterable[AffairPart]) -> tuple[TimelineEntry, ...]:
    """Return the timeline of an affair with the main event of each important part, newest first.

    Args:
        timeline: The events of the affair's own thread.
        parts: Important threads that are part of it.
    """
    chosen: list[TimelineEntry] = []
    own = [entry for entry in timeline if entry.main]
    theme = theme_of([terms_of(entry.title) for entry in timeline])
    for entry in _top_events(parts):
        near = [other for other in (*own, *chosen) if abs(entry.date - other.date) <= MAX_SAME_DAYS]
        known = [terms_of(other.title) - theme for other in near]
        is_known = covered_share(terms_of(entry.title) - theme, known) >= MIN_SAME_SHARE
        if len(chosen) < MAX_PART_EVENTS and not is_known:
            chosen.append(entry)
    if not chosen:
        return tuple(timeline)
    others = _with_fewer_main(timeline, MAX_MAIN_EVENTS - len(chosen))
    return tuple(sorted([*chosen, *others], key=lambda entry: entry.date, reverse=True))


def _top_events(parts: Iterable[AffairPart]) -> Iterator[TimelineEntry]:
    """The most important reported event of each part, marked with the part; that of the largest part first."""
    for part in sorted(parts, key=lambda part: part.article_count, reverse=True):
        is_large = part.article_count >= LARGE_ARTICLES
        least = MIN_EVENT_PUBLISHERS_OF_LARGE if is_large else MIN_EVENT_PUBLISHERS
        main = [entry for entry in part.timeline if entry.main and not entry.background]
        events = [entry for entry in main if len(entry.publishers) >= least]
        if events:
            yield _of_part(max(events, key=_importance), part)


def _of_part(entry: TimelineEntry, part: AffairPart) -> TimelineEntry:
    """An entry marked with its part, without what refers to articles and stories that the affair's own thread lacks."""
    marked = replace(entry, part=part.id, part_title=part.title, story="", articles=(), sentences=())
    return replace(marked, kind="update", number_changes=(), new_names=())


def _importance(entry: TimelineEntry) -> tuple[int, int, int]:
    return len(entry.publishers), len(entry.articles), entry.date.toordinal()


def _with_fewer_main(timeline: Sequence[TimelineEntry], limit: int) -> list[TimelineEntry]:
    """The events of a thread, of which at most some are main ones: the latest, and those of the most publishers."""
    main = [entry for entry in timeline if entry.main]
    latest = max(main, key=lambda entry: entry.date, default=None)
    by_width = sorted(main, key=lambda entry: (entry is latest, *_importance(entry)), reverse=True)
    dropped = {id(entry) for entry in by_width[limit:]}
    return [replace(entry, main=False) if id(entry) in dropped else entry for entry in timeline]
