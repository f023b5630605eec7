"""Finds the events of reports: the reports of one happening make an event."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.linkage import clusters_of
from briefing.writing.timeline.report_pairs import same_event_probabilities
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.reviews import joined_reviews
from briefing.writing.timeline.row_odds import row_measures, row_odds


def find_events(reports: Sequence[Report]) -> list[Event]:
    """Return the events of reports, which are in the order of publication; the oldest event first.

    Reviews that several publishers have on one day are one event.
    """
    reviews = joined_reviews(reports)
    joined = {report.article.id for group in reviews for report in group}
    events = _events_of([report for report in reports if report.article.id not in joined])
    events += [Event(group[0].day, group) for group in reviews]
    events.sort(key=lambda event: (event.day, event.start))
    for event, measures in zip(events, row_measures(events), strict=True):
        event.odds, event.named_odds = row_odds(measures), row_odds(measures.in_small_topic())
    return events


def _events_of(reports: Sequence[Report]) -> list[Event]:
    clusters = clusters_of(same_event_probabilities(reports))
    groups = [[reports[place] for place in places] for places in clusters.members]
    events = [Event(day_of(group), group) for group in groups]
    for event, likeness in zip(events, clusters.likeness, strict=True):
        event.likeness = {events[place]: value for place, value in likeness.items()}
    return events
