"""How likely an event is worth a row of the default timeline: a logistic model of a few measures."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from briefing.text.language_tags import primary_language
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

LEAST_LIKELIHOOD, MOST_LIKELIHOOD = 0.02, 0.98
"""Bounds of the likelihood of a report."""
OTHER_LANGUAGE_ODDS = 2.5
"""Log-odds that are added to a report in another language than English, of whose words nothing is known: what the words
of an English headline that is worth a row add on average."""
MIN_PUBLISHERS, MAX_PUBLISHERS = 3, 12
"""Numbers of publishers that a topic with fewer or more counts as having: few say nothing of what others left out, and
of a topic that sixty report at its beginning, one alone may report how it goes on."""


class RowMeasures(NamedTuple):
    """What shows that an event is worth a row.

    Attributes:
        likelihood: The log-odds of its likeliest report.
        publishers: The logarithm of the number of publishers that report it.
        share: That number as a share of the publishers of the topic.
        of_topic: The logarithm of the number of publishers of the topic: of more, one alone is a lesser sign.
        is_day_named: Whether a report names its day.
        repetition: How alike it and an event are that has a row.
    """

    likelihood: float
    publishers: float
    share: float
    of_topic: float
    is_day_named: float
    repetition: float

    def in_small_topic(self) -> RowMeasures:
        """Return the measures of the same event in a topic of few publishers."""
        return self._replace(of_topic=log(MIN_PUBLISHERS))


# The weights were learned by `benchmarks/train_rows.py` from 461 threads of the first days of three replayed windows,
# whose 4,900 headlines readers made into timelines; each window with the weights of headlines that were learned without
# it. Learned on two windows and applied to the third, with the limits of `main_events` and `named_events`, they tell
# 77 % of the 839 events that readers want told; 82 % of the rows are events of the topic that no other row tells.
# Closeness to the topic, kinds of headlines, reactions, retrospect and place in time added nothing.
BIAS = -0.29
WEIGHTS = RowMeasures(
    likelihood=0.49,
    publishers=1.02,
    share=1.44,
    of_topic=-0.37,
    is_day_named=0.35,
    repetition=-2.75,
)


def row_measures(events: Sequence[Event]) -> list[RowMeasures]:
    """Return the measures of each event of a topic, beside no row."""
    publishers = len(frozenset[int]().union(*(event.publishers for event in events)))
    return [
        RowMeasures(
            likelihood=max(map(log_odds, event.reports)),
            publishers=log(len(event.publishers)),
            share=len(event.publishers) / publishers,
            of_topic=log(min(MAX_PUBLISHERS, max(MIN_PUBLISHERS, publishers))),
            is_day_named=any(report.is_day_named for report in event.reports),
            repetition=0.0,
        )
        for event in events
    ]


def row_odds(measures: RowMeasures) -> float:
    """Return the log-odds that an event is worth a row."""
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))


def odds_beside(odds: float, repeated: float) -> float:
    """Return the log-odds that an event is worth a row beside one that it is alike to some degree."""
    return odds + WEIGHTS.repetition * repeated


def probability(odds: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + exp(-odds))


def log_odds(report: Report) -> float:
    """Return the log-odds that a report is of an event, within bounds."""
    likelihood = min(MOST_LIKELIHOOD, max(LEAST_LIKELIHOOD, report.likelihood))
    is_english = primary_language(report.article.lang) in ("", "en")
    return log(likelihood / (1 - likelihood)) + (0.0 if is_english else OTHER_LANGUAGE_ODDS)
