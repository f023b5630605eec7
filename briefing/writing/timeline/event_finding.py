"""Finds the events of reports: alike ones make an event, and events that are probably one happening are joined."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.sentences.sentence_vectors import dot_product
from briefing.writing.timeline.event_odds import MAX_REPEAT_GAP, are_other_events, compared, repetition
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.linkage import NEVER, clusters_of, linked_reports
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.reviews import joined_reviews
from briefing.writing.timeline.row_odds import row_measures, row_odds

MIN_REPETITION = 0.25
"""Mean probability from which on events are one happening."""
MIN_COSINE = 0.1
"""Cosine below which two events are not compared, which bounds the cost."""


def find_events(reports: Sequence[Report]) -> list[Event]:
    """Return the events of reports, which are in the order of publication; the oldest event first.

    Announcements are first clustered apart. Reviews that several publishers have on one day are one event.
    """
    reviews = joined_reviews(reports)
    joined = {report.article.id for group in reviews for report in group}
    others = [report for report in reports if report.article.id not in joined]
    kinds = [[report for report in others if report.is_preview == is_preview] for is_preview in (False, True)]
    parts = [Event(day_of(cluster), cluster) for kind in kinds for cluster in linked_reports(kind)]
    events = [*(Event(group[0].day, group) for group in reviews), *joined_events(parts)]
    events.sort(key=lambda event: (event.day, event.start))
    for event, measures in zip(events, row_measures(events), strict=True):
        event.odds, event.named_odds = row_odds(measures), row_odds(measures.in_small_topic())
    return events


def joined_events(parts: Sequence[Event]) -> list[Event]:
    """Return one event for each happening: its parts, by average linkage of the probability that two are one."""
    ordered = sorted(parts, key=lambda event: event.start)
    clusters = clusters_of(_probabilities(ordered), MIN_REPETITION)
    return [_joined([ordered[index] for index in indexes]) for indexes in clusters]


def _probabilities(events: Sequence[Event]) -> list[dict[int, float]]:
    """For each of events in the order of their starts the probability that it and another one are one happening."""
    compared_events = [compared(event) for event in events]
    probabilities: list[dict[int, float]] = [{} for _ in events]
    for index, event in enumerate(events):
        for other in range(index - 1, -1, -1):
            if event.start[0] - events[other].start[0] > MAX_REPEAT_GAP:
                break
            if are_other_events(compared_events[index], compared_events[other]):
                probabilities[index][other] = probabilities[other][index] = NEVER
            elif dot_product(event.vector, events[other].vector) >= MIN_COSINE:
                value = repetition(compared_events[index], compared_events[other])
                probabilities[index][other] = probabilities[other][index] = value
    return probabilities


def _joined(parts: Sequence[Event]) -> Event:
    reports = sorted(
        (report for part in parts for report in part.reports), key=lambda one: (one.article.published, one.article.id)
    )
    return Event(day_of(reports), reports)
