"""How likely an event is worth an entry, and how likely two events are one: logistic models of a few measures."""

from __future__ import annotations

from datetime import timedelta
from math import exp, log
from typing import NamedTuple

from briefing.writing.sentence_vectors import dot_product
from briefing.writing.timeline.events import MAX_REPEAT_GAP, Event
from briefing.writing.timeline.happenings import (
    are_cause_and_outcome,
    are_offer_and_answer,
    are_other_matches,
    are_other_rounds,
    contained_share,
    kind_of,
    vocabulary,
    weighted_share,
)
from briefing.writing.timeline.reviews import is_review

# The weights, in log-odds, were fitted on events of the first days of two replayed windows of different years that an
# editor labelled: 950 events (worth an entry of a timeline or not) and 164 pairs (one happening or two). Fitted on one
# window and applied to the other, the first model ranks an event that is worth an entry above one that is not in 84 and
# 86 % of such pairs; the second is right in 58 % at .4 or more, which are 60 % of the repetitions (the cosine alone:
# 19 %, 12 %).
WORTH_BIAS = -1.5
"""Log-odds of an event without any of the following."""
LIKELIHOOD_WEIGHT = 0.27
"""Weight of the log-odds of its likeliest report."""
LEAST_LOG_ODDS, MOST_LOG_ODDS = -2.0, 4.0
"""Bounds of the log-odds of a report."""
REPORTED_WEIGHT, NO_PUBLISHER = 1.0, 0.2
"""Weight of the logarithm of the number of publishers that probably report it, each by its likelihood; number that is
added to them."""
OTHERS_WEIGHT = 1.0
"""Weight of how much other publishers report it, or something close to it."""
QUALITY_WEIGHT = 1.1
"""Weight of the quality of the likeliest report's headline."""
REACTION_WEIGHT = -0.75
"""Weight of being about how somebody reacts."""
LEAST_SIMILARITY, MOST_SIMILARITY = 0.12, 0.3
"""Similarities to another publisher's report at which that counts nothing, and as much as the same event."""

SAME_BIAS = -2.9
"""Log-odds that two events are one, without any of the following."""
COSINE_WEIGHT = 4.95
"""Weight of their cosine."""
DAYS_APART_WEIGHT = -0.74
"""Weight of the days between their first reports."""
SAME_DAY_WEIGHT = 1.08
"""Weight of happening on one day."""
CONTAINED_WEIGHT = 2.48
"""Weight of the share of the smaller one's headlines that the larger one holds."""
SAME_KIND_WEIGHT = 0.88
"""Weight of being known to be of one kind."""
PUBLISHERS_WEIGHT = -0.8
"""Weight of the logarithm of the publishers of the smaller one, on different days: many do not repeat what is old. It
was chosen by reading, as few pairs had two events of many publishers."""
MIN_REPETITION, MIDDLING_REPETITION = 0.45, 0.35
"""Probability from which on two events are one; the same if they share most of their rare words."""
MIN_SHARED_WORDS = 0.55
"""Share of the words in a headline, by rarity, that are most of them."""
SEVERAL, MIN_SHARED_OF_SEVERAL, MIN_SURE_OF_SEVERAL = 2, 0.38, 0.6
"""Number of publishers of each of two events from which on they share words if they are one; that share; probability
below which they share most of them. Of 15 such pairs of three windows that share less 12 were two happenings."""
MIN_SHARED_OF_ONE_KIND = 0.2
"""The same share if both are known to be of one kind, of which a day has one: it can have many attacks."""
_ONE_DAY = timedelta(days=1)


def worth(event: Event) -> float:
    """Return the probability that an event is worth an entry of a timeline."""
    likeliest = max(event.reports, key=lambda report: report.likelihood)
    odds = log(likeliest.likelihood / (1 - likeliest.likelihood)) if 0 < likeliest.likelihood < 1 else LEAST_LOG_ODDS
    total = WORTH_BIAS + LIKELIHOOD_WEIGHT * min(MOST_LOG_ODDS, max(LEAST_LOG_ODDS, odds))
    total += REPORTED_WEIGHT * log(_reporting_publishers(event) + NO_PUBLISHER) + OTHERS_WEIGHT * support(event)
    total += QUALITY_WEIGHT * likeliest.headline.quality + (REACTION_WEIGHT if event.is_reaction else 0.0)
    return _probability(total)


def _reporting_publishers(event: Event) -> float:
    """How many publishers report an event, and not what they think of it."""
    best: dict[int, float] = {}
    for report in event.reports:
        best[report.publisher] = max(best.get(report.publisher, 0.0), report.likelihood)
    return sum(best.values())


def support(event: Event) -> float:
    """Return how much other publishers report an event, or something close to it: 0 to 1."""
    if len(event.publishers | event.retrospective_publishers) > 1:
        return 1.0
    return min(1.0, max(0.0, event.nearest - LEAST_SIMILARITY) / (MOST_SIMILARITY - LEAST_SIMILARITY))


class Happening(NamedTuple):
    """What is compared of an event.

    Attributes:
        event: The event.
        kind: The kind of happening that its headlines name; "" if they name none.
        terms: The terms of its headlines and openings.
        publisher_count: The number of publishers that report it.
        is_reviewed: Whether it is that publishers review a product, which is no part of the product's launch.
    """

    event: Event
    kind: str
    terms: frozenset[str]
    publisher_count: int
    is_reviewed: bool


def happening(event: Event) -> Happening:
    """Return what is compared of an event."""
    is_reviewed = all(map(is_review, event.reports))
    return Happening(event, kind_of(event.reports), vocabulary(event.reports), len(event.publishers), is_reviewed)


def repetition(one: Happening, other: Happening, *, is_one_night: bool = False) -> float:
    """Return the probability that two events are one happening.

    Args:
        one: An event.
        other: Another event.
        is_one_night: Whether their days are neighbouring ones only by the clock of UTC.
    """
    days = abs(one.event.day - other.event.day)
    is_other = one.is_reviewed != other.is_reviewed or are_other_matches(one.event.reports, other.event.reports)
    kinds = (one.kind, other.kind)
    is_other |= are_cause_and_outcome(one.event.reports, other.event.reports, kinds, is_same_day=not days)
    if days:
        is_other |= are_offer_and_answer(one.kind, other.kind)
        is_other |= are_other_rounds(one.event.reports, other.event.reports)
    if days > MAX_REPEAT_GAP or is_other:
        return 0.0
    larger, smaller = (one, other) if len(one.event.reports) >= len(other.event.reports) else (other, one)
    apart = min(MAX_REPEAT_GAP, abs(one.event.start[0] - other.event.start[0])) / _ONE_DAY
    total = SAME_BIAS + COSINE_WEIGHT * dot_product(one.event.vector, other.event.vector) + DAYS_APART_WEIGHT * apart
    are_of_days = bool(days) and not is_one_night
    total += PUBLISHERS_WEIGHT * log(smaller.publisher_count) if are_of_days else SAME_DAY_WEIGHT
    total += CONTAINED_WEIGHT * contained_share(smaller.event.reports, larger.terms)
    total += SAME_KIND_WEIGHT if one.kind and one.kind == other.kind else 0.0
    return _probability(total)


def repeats(one: Happening, other: Happening, probability: float) -> bool:
    """Return whether two events are one happening.

    Args:
        one: An event.
        other: Another event.
        probability: The probability of it by `repetition`. The rare words that they share decide if it is middling, or
            if several publishers report each.
    """
    if probability >= MIN_REPETITION:
        is_sure = probability >= MIN_SURE_OF_SEVERAL
        if one.kind == other.kind != "attack" and one.kind:
            least = MIN_SHARED_OF_ONE_KIND
        else:
            least = MIN_SHARED_OF_SEVERAL if is_sure else MIN_SHARED_WORDS
        are_of_several = min(one.publisher_count, other.publisher_count) >= SEVERAL
        return not are_of_several or shared_words(one, other) >= least
    return probability >= MIDDLING_REPETITION and shared_words(one, other) >= MIN_SHARED_WORDS


def shared_words(one: Happening, other: Happening) -> float:
    """Return the share of the words in a headline of the smaller event, by rarity, that the larger one has close by."""
    if abs(one.event.day - other.event.day) > MAX_REPEAT_GAP:
        return 0.0
    larger, smaller = (one, other) if len(one.event.reports) >= len(other.event.reports) else (other, one)
    shares = [weighted_share(report, larger.terms) for report in smaller.event.reports]
    return sum(shares) / len(shares)


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))
