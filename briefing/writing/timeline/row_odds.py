"""How likely an event is worth a row of the default timeline: a logistic model of a few measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import median
from typing import NamedTuple

from briefing.text.language_tags import primary_language
from briefing.text.titles import classify_headline
from briefing.writing.timeline.event_terms import vocabulary
from briefing.writing.timeline.events import MIN_LIKELIHOOD, Event
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.reviews import is_review

LEAST_LIKELIHOOD, MOST_LIKELIHOOD = 0.02, 0.98
"""Bounds of the likelihood of a report."""
OTHER_LANGUAGE_ODDS = 2.5
"""Log-odds that are added to a report in another language than English, of whose words nothing is known: what the words
of an English headline that is worth a row add on average."""
MIN_EVENTS = 5
"""Number of events of a topic from which on it has a centre."""
MAX_CLOSENESS = 2.0
"""Closeness to the topic from which on more counts the same."""
MIN_TERMS = 3
"""Number of terms that a shorter text counts as having: one of two words would seem too close to any topic."""
MIN_PUBLISHERS, MAX_PUBLISHERS = 3, 12
"""Numbers of publishers that a topic with fewer or more counts as having: few say nothing of what others left out, and
of a topic that sixty report at its beginning, one alone may report how it goes on."""


class RowMeasures(NamedTuple):
    """What shows that an event is worth a row.

    Attributes:
        likelihood: The log-odds of its likeliest report.
        publishers: The logarithm of the number of publishers that report it.
        repetition: How alike it and an event are that has a row.
        is_list: Whether its best headline is that of a live page, a list, a recurring column or a lone review.
        closeness: How much its texts share with those of the topic's other events, relative to the median event.
        is_reaction: Whether it is about how somebody reacts.
        of_topic: The logarithm of the number of publishers of the topic: of more, one alone is a lesser sign.
    """

    likelihood: float
    publishers: float
    repetition: float
    is_list: float
    closeness: float
    is_reaction: float
    of_topic: float

    def in_small_topic(self) -> RowMeasures:
        """Return the measures of the same event in a topic of few publishers."""
        return self._replace(of_topic=log(MIN_PUBLISHERS))


# The weights were fitted by `benchmarks/train_rows.py` on 2,100 events of 350 threads of the first days of three
# replayed windows, of which a reader labelled 700 as worth a row; each window with the weights of headlines that were
# learned without it. Fitted on two windows and applied to the third, 74 % of the rows that `main_events` selects are
# worth one, and 79 % of the events that are worth one have it.
BIAS = -0.27
WEIGHTS = RowMeasures(
    likelihood=0.63,
    publishers=1.58,
    repetition=-3.47,
    is_list=-2.67,
    closeness=0.59,
    is_reaction=-0.14,
    of_topic=-0.74,
)


def row_measures(events: Sequence[Event]) -> list[RowMeasures]:
    """Return the measures of each event of a topic, beside no row."""
    publishers = len(frozenset[int]().union(*(event.publishers for event in events)))
    closeness = _closeness(events)
    measures = []
    for event, close in zip(events, closeness, strict=True):
        best = max(event.reports, key=lambda report: report.likelihood * report.headline.quality)
        measures.append(
            RowMeasures(
                likelihood=max(map(log_odds, event.reports)),
                publishers=log(len(event.publishers)),
                repetition=0.0,
                is_list=_is_list(best),
                closeness=close,
                is_reaction=event.is_reaction,
                of_topic=log(min(MAX_PUBLISHERS, max(MIN_PUBLISHERS, publishers))),
            )
        )
    return measures


def row_odds(measures: RowMeasures) -> float:
    """Return the log-odds that an event is worth a row."""
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))


def odds_beside(odds: float, repeated: float) -> float:
    """Return the log-odds that an event is worth a row beside one that it is alike to some degree."""
    return odds + WEIGHTS.repetition * repeated


def probability(odds: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + exp(-odds))


def _is_list(report: Report) -> bool:
    is_lone_review = report.likelihood < MIN_LIKELIHOOD and is_review(report)
    return is_lone_review or classify_headline(report.headline.text) != ""


def log_odds(report: Report) -> float:
    """Return the log-odds that a report is of an event, within bounds."""
    likelihood = min(MOST_LIKELIHOOD, max(LEAST_LIKELIHOOD, report.likelihood))
    is_english = primary_language(report.article.lang) in ("", "en")
    return log(likelihood / (1 - likelihood)) + (0.0 if is_english else OTHER_LANGUAGE_ODDS)


def _closeness(events: Sequence[Event]) -> list[float]:
    """How much the texts of each event share with those of the others, relative to the median event."""
    if len(events) < MIN_EVENTS:
        return [1.0] * len(events)
    texts = [vocabulary(event.reports) for event in events]
    counts = Counter(term for terms in texts for term in terms)
    shared = [sum(counts[term] - 1 for term in terms) / sqrt(max(MIN_TERMS, len(terms))) for terms in texts]
    middle = median(shared) or 1.0
    return [min(MAX_CLOSENESS, value / middle) for value in shared]
