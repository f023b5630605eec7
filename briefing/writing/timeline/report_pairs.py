"""How likely two reports are of one happening: a logistic model of a few measures of the pair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import sqrt
from operator import mul
from typing import NamedTuple

from briefing.text.publishers.publishers import opening_key
from briefing.writing.timeline.linkage import NEVER
from briefing.writing.timeline.match_results import pairs_of_matches
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.row_odds import log_odds, probability

MAX_APART = timedelta(days=3)
"""Time between two reports of one happening; of labelled pairs further apart, one in forty is of one."""
MIN_COSINE = 0.05
"""Cosine of two reports below which they are not compared, which bounds the number of pairs."""
MAX_GAP = 2.0
"""Days between two reports from which on more count the same."""
MOST_LATE = 0.3
"""The highest probability of reports that are so far apart: the labelled ones of one happening are hardly likelier, and
the next step of an affair has the words of the one before."""
SOON = 0.25
"""Days within which a publisher rarely reports one happening twice."""
_ONE_DAY = timedelta(days=1)


class PairMeasures(NamedTuple):
    """What shows whether two reports are of one happening.

    Attributes:
        closeness: The square root of their cosine.
        gap: The days between them.
        next_day: Whether they are of two days that follow each other.
        same_publisher: Their cosine if one publisher has both: it writes of the next step in the words of the last one.
        soon_again: Whether one publisher has both within hours.
        likelihood: The log-odds that the less likely one reports an event at all.
        other_names: The weight of names in a headline that the other report lacks: that of the headline with less.
    """

    closeness: float
    gap: float
    next_day: float
    same_publisher: float
    soon_again: float
    likelihood: float
    other_names: float


# The weights were learned by `benchmarks/train_same_events.py` from 8,900 pairs of reports of the first days of three
# replayed windows, of which readers labelled 1,600 as one happening. Learned on two windows and applied to the third,
# they order the pairs of a thread with an average precision of .73 to .80; the cosine has .43 to .69.
BIAS = -2.46
WEIGHTS = PairMeasures(
    closeness=7.26,
    gap=-1.92,
    next_day=-0.29,
    same_publisher=-4.06,
    soon_again=-0.66,
    likelihood=0.28,
    other_names=-1.68,
)


class _Read(NamedTuple):
    """What is compared of a report.

    Attributes:
        odds: The log-odds that it reports an event.
        terms: Those of its headline and opening.
        names: The terms of names in its headline, with their weights.
    """

    publisher: int
    published: datetime
    day: date
    odds: float
    terms: frozenset[str]
    names: tuple[tuple[str, float], ...]


def same_event_probabilities(reports: Sequence[Report]) -> list[dict[int, float]]:
    """Return for each report of a topic the probability that it and another one are of one happening.

    It is `NEVER` for two matches, and 1 for two copies of one text, whenever they were published: with third reports, a
    copy has the probabilities of the first one. Those left out have nothing in common or are days apart.

    Args:
        reports: The reports of a topic, in the order of publication.
    """
    first = first_copies(reports)
    places = [place for place, original in enumerate(first) if place == original]
    known = {
        place: {places[other]: value for other, value in row.items()}
        for place, row in zip(places, _probabilities([reports[place] for place in places]), strict=True)
    }
    copies: dict[int, list[int]] = {}
    for place, original in enumerate(first):
        copies.setdefault(original, []).append(place)
    return [
        {copy: value for other, value in known[original].items() for copy in copies[other]}
        | {copy: 1.0 for copy in copies[original] if copy != place}
        for place, original in enumerate(first)
    ]


def first_copies(reports: Sequence[Report]) -> list[int]:
    """Return for each report the place of the first one with its text; its own if there is none before.

    Texts of one publisher that begin alike under different headlines are none: they can begin with a standing text.
    """
    firsts: dict[str, list[int]] = {}
    copies = []
    for place, report in enumerate(reports):
        opening = opening_key(report.article.text)
        alike = firsts.setdefault(opening, []) if opening else []
        copies.append(next((first for first in alike if _is_copy(report, reports[first])), place))
        if copies[-1] == place:
            alike.append(place)
    return copies


def _is_copy(report: Report, other: Report) -> bool:
    return report.headline.house != other.headline.house or report.headline.text == other.headline.text


def _probabilities(reports: Sequence[Report]) -> list[dict[int, float]]:
    """The probabilities of reports of which none is a copy."""
    probabilities: list[dict[int, float]] = [{} for _ in reports]
    for (one, other), measures in pair_measures(reports).items():
        value = probability(BIAS + sum(map(mul, WEIGHTS, measures)))
        value = min(MOST_LATE, value) if measures.gap >= MAX_GAP else value
        probabilities[one][other] = probabilities[other][one] = value
    for one, other in pairs_of_matches(reports):
        probabilities[one][other] = probabilities[other][one] = NEVER
    return probabilities


def pair_measures(reports: Sequence[Report]) -> dict[tuple[int, int], PairMeasures]:
    """Return the measures of the pairs of reports of a topic that can be of one happening, by their places."""
    read = [_read(report) for report in reports]
    reports_by_term: dict[str, list[tuple[int, float]]] = {}
    measures: dict[tuple[int, int], PairMeasures] = {}
    for place, report in enumerate(reports):
        cosines: dict[int, float] = {}
        for term, value in report.vector.items():
            listed = reports_by_term.setdefault(term, [])
            for other, weight in listed:
                cosines[other] = cosines.get(other, 0.0) + value * weight
            listed.append((place, value))
        one = read[place]
        for other, cosine in cosines.items():
            if cosine >= MIN_COSINE and abs(one.published - read[other].published) <= MAX_APART:
                measures[other, place] = _measures(read[other], one, cosine)
    return measures


def _read(report: Report) -> _Read:
    headline = report.headline
    names = tuple((name, report.vector.get(name, 0.0)) for name in sorted(headline.names))
    terms = headline.terms | headline.lead_terms
    return _Read(report.publisher, report.article.published, report.day, log_odds(report), terms, names)


def _measures(one: _Read, other: _Read, cosine: float) -> PairMeasures:
    gap = abs(one.published - other.published) / _ONE_DAY
    is_of_one = one.publisher == other.publisher
    return PairMeasures(
        sqrt(cosine),
        min(MAX_GAP, gap),
        float(abs(one.day - other.day) == _ONE_DAY),
        cosine if is_of_one else 0.0,
        float(is_of_one and gap < SOON),
        min(one.odds, other.odds),
        min(_missing(one.names, other.terms), _missing(other.names, one.terms)),
    )


def _missing(names: tuple[tuple[str, float], ...], terms: frozenset[str]) -> float:
    return sum(weight for name, weight in names if name not in terms)
