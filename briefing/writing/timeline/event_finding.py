"""Finds the events of reports: the reports of one happening make an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.former_rows import FormerRows
from briefing.writing.timeline.language_joins import joined_across_languages
from briefing.writing.timeline.linkage import clusters_of
from briefing.writing.timeline.report_pairs import same_event_probabilities
from briefing.writing.timeline.reports import Report, with_event_clock
from briefing.writing.timeline.row_odds import row_measures, row_odds


def find_events(
    reports: Sequence[Report], stories: Mapping[str, str] | None = None, former: FormerRows | None = None
) -> list[Event]:
    """Return the events of reports, the oldest first.

    Args:
        reports: The reports, in the order of publication.
        stories: The ids of the stories by the ids of their articles, if there are stories.
        former: The rows that were written before a correction, whose events stay.
    """
    probabilities = same_event_probabilities(reports)
    if former:
        clusters = clusters_of(probabilities, given=former.partitions(_places(reports)))
    else:
        clusters = clusters_of(probabilities)
        clusters = joined_across_languages(clusters, reports, stories) if stories else clusters
    groups = [with_event_clock([reports[place] for place in places]) for places in clusters.members]
    events = [Event(day_of(group), group) for group in groups]
    for event, likeness in zip(events, clusters.likeness, strict=True):
        event.likeness = {events[place]: value for place, value in likeness.items()}
    for event, measures in zip(events, row_measures(events), strict=True):
        event.odds, event.named_odds = row_odds(measures), row_odds(measures.in_small_topic())
    return sorted(events, key=lambda event: (event.day, event.start))


def _places(reports: Sequence[Report]) -> dict[str, list[int]]:
    """The places of the reports of each article, by its id."""
    places: dict[str, list[int]] = {}
    for place, report in enumerate(reports):
        places.setdefault(report.article.id, []).append(place)
    return places
