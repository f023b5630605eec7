"""How likely two events are one happening: a logistic model of a few measures."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from briefing.writing.sentences.sentence_vectors import dot_product
from briefing.writing.timeline.conflicts import Claims, are_in_conflict, claims_of
from briefing.writing.timeline.event_terms import mean_share, vocabulary
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.match_results import are_other_matches, are_other_rounds
from briefing.writing.timeline.outcomes import are_cause_and_outcome
from briefing.writing.timeline.reviews import is_review
from briefing.writing.timeline.row_odds import probability

# The weights, in log-odds, were fitted on 7,003 pairs of events of 141 threads, of the first days of three replayed
# windows; 509 pairs are one happening. Fitted on seven eighths of the threads and used with average linkage to the
# others, the model takes pairs for one happening with precision .70 and recall .76.
SAME_BIAS = -3.0
"""Log-odds that two events are one happening, without any of the following."""
COSINE_WEIGHT = 10.1
"""Weight of their cosine."""
SHARE_WEIGHT = 6.5
"""Weight of the share of the headlines of each, by rarity, that the other one has close by: the smaller share."""
DAYS_WEIGHT, MOST_DAYS = -0.35, 4
"""Weight of the days between them, and the number of days from which on more count the same."""
GAP_WEIGHT = -3.25
"""Weight of the days between their first reports."""
SAME_PUBLISHER_WEIGHT = -1.4
"""Weight of both being reported by the same publisher alone, which rarely reports one happening twice."""
REPETITION_WEIGHTS = (COSINE_WEIGHT, SHARE_WEIGHT, DAYS_WEIGHT, GAP_WEIGHT, SAME_PUBLISHER_WEIGHT)
MAX_REPEAT_GAP = timedelta(days=3)
"""Time between the first reports of two events within which they can be one."""
MIN_SURE_REPETITION = 0.5
"""Probability from which on an event repeats another one that is shown."""
_ONE_DAY = timedelta(days=1)


class ComparedEvent(NamedTuple):
    """What is compared of an event.

    Attributes:
        event: The event.
        claims: What its headlines state.
        terms: The terms of its headlines and openings.
        publishers: The publishers that report it.
        is_reviewed: Whether it is that publishers review a product, which is no part of the product's launch.
    """

    event: Event
    claims: Claims
    terms: frozenset[str]
    publishers: frozenset[int]
    is_reviewed: bool


def compared(event: Event) -> ComparedEvent:
    """Return what is compared of an event."""
    is_reviewed = all(map(is_review, event.reports))
    return ComparedEvent(
        event, claims_of(event.reports), vocabulary(event.reports), frozenset(event.publishers), is_reviewed
    )


def repetition(one: ComparedEvent, other: ComparedEvent) -> float:
    """Return the probability that two events are one happening."""
    if abs(one.event.start[0] - other.event.start[0]) > MAX_REPEAT_GAP or are_other_events(one, other):
        return 0.0
    weighted = zip(REPETITION_WEIGHTS, repetition_measures(one, other), strict=True)
    return probability(SAME_BIAS + sum(weight * value for weight, value in weighted))


def repetition_measures(one: ComparedEvent, other: ComparedEvent) -> tuple[float, ...]:
    """Return the measures of two events by which they can be one happening, in the order of their weights."""
    first, second = one.event, other.event
    is_of_one = len(one.publishers) == 1 and one.publishers == other.publishers
    return (
        dot_product(first.vector, second.vector),
        min(mean_share(first.reports, other.terms), mean_share(second.reports, one.terms)),
        min(MOST_DAYS, abs((first.day - second.day).days)),
        abs(first.start[0] - second.start[0]) / _ONE_DAY,
        float(is_of_one),
    )


def are_other_events(one: ComparedEvent, other: ComparedEvent) -> bool:
    """Return whether two events are known to be two: other matches, a death and an arrest, or claims in conflict."""
    reports, others = one.event.reports, other.event.reports
    is_same_day = one.event.day == other.event.day
    if one.is_reviewed != other.is_reviewed or are_other_matches(reports, others):
        return True
    if are_cause_and_outcome(reports, others, (one.claims.kind, other.claims.kind), is_same_day=is_same_day):
        return True
    if not is_same_day and are_other_rounds(reports, others):
        return True
    return are_in_conflict(one.claims, other.claims)
