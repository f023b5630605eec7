"""How likely two reports are of one happening: a logistic model of a few signals of the pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import sqrt
from operator import mul
from typing import NamedTuple

from briefing.text.names import find_names
from briefing.text.publishers.publishers import opening_key
from briefing.writing.headlines import Headline
from briefing.writing.timeline.event_kinds import kinds_named
from briefing.writing.timeline.headline_sides import MAX_REMEMBERED, Deed, are_exchanged, deed_of
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
"""The highest probability of reports that are so far apart, unless both name one day: the labelled ones of one
happening are hardly likelier, and the next step of an affair has the words of the one before."""
SOON = 0.25
"""Days within which a publisher rarely reports one happening twice."""
_BORDER = re.compile(r"\bborders?\b", re.IGNORECASE)
"""Matches what makes a happening one of two countries: "a quake near the border of"."""
OUTCOMES = frozenset(("arrest", "charge", "lawsuit", "resignation", "sentence"))
"""Kinds of events that follow each other, each reported in the words of the one before."""
_ONE_DAY = timedelta(days=1)


class PairSignals(NamedTuple):
    """What shows whether two reports are of one happening.

    Attributes:
        closeness: The square root of their cosine.
        gap: The days between them.
        next_day: Whether they are of two days that follow each other.
        same_publisher: Their cosine if one publisher has both: it writes of the next step in the words of the last one.
        soon_again: Whether one publisher has both within hours.
        likelihood: The log-odds that the less likely one reports an event at all.
        other_names: The weight of names in a headline that the other report lacks: that of the headline with less.
        other_days: Whether both name the day of what they report, and name two.
        other_countries: Whether both headlines name countries, and neither one that the other report names.
        other_outcomes: Whether they are of two days, and the headlines name two of `OUTCOMES`: an arrest and a charge.
        exchanged: Whether who acts in one headline is acted upon in the other.
    """

    closeness: float
    gap: float
    next_day: float
    same_publisher: float
    soon_again: float
    likelihood: float
    other_names: float
    other_days: float
    other_countries: float
    other_outcomes: float
    exchanged: float


# The weights were learned by `benchmarks/train_same_events.py` from 8,900 pairs of reports of the first days of three
# replayed windows, of which readers labelled 1,600 as one happening, and from 77 pairs of our own of kinds that news
# have too rarely. Learned on two windows and applied to the third, they order the pairs of a thread with an average
# precision of .73 to .81; the cosine has .43 to .69.
BIAS = -2.37
WEIGHTS = PairSignals(
    closeness=7.02,
    gap=-1.88,
    next_day=-0.26,
    same_publisher=-3.75,
    soon_again=-0.73,
    likelihood=0.27,
    other_names=-1.65,
    other_days=-2.25,
    other_countries=-3.49,
    other_outcomes=-4.17,
    exchanged=-8.59,
)


class _ComparedReport(NamedTuple):
    """What is compared of a report.

    Attributes:
        odds: The log-odds that it reports an event.
        terms: Those of its headline and opening.
        names: The terms of names in its headline, with their weights.
        is_day_named: Whether it names the day.
        countries: Those in its headline.
        outcomes: Those in its headline.
        deed: What its headline says that somebody does.
    """

    publisher_number: int
    published: datetime
    day: date
    odds: float
    terms: frozenset[str]
    names: tuple[tuple[str, float], ...]
    is_day_named: bool
    countries: frozenset[str]
    outcomes: frozenset[str]
    deed: Deed | None
    headline: Headline
    lang: str


def same_event_probabilities(
    reports: Sequence[Report], bias: float = BIAS, weights: Sequence[float] = WEIGHTS
) -> list[dict[int, float]]:
    """Return for each report of a topic the probability that it and another one are of one happening.

    It is `NEVER` for two matches, and 1 for two copies of one text, whenever they were published: with third reports, a
    copy has the probabilities of the first one. Those left out have nothing in common or are days apart.

    Args:
        reports: The reports of a topic, in the order of publication.
        bias: The log-odds of two reports without any signal.
        weights: Those of `PairSignals`.
    """
    first = first_copies(reports)
    places = [place for place, original in enumerate(first) if place == original]
    known = {
        place: {places[other]: value for other, value in row.items()}
        for place, row in zip(places, _probabilities([reports[place] for place in places], bias, weights), strict=True)
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
    return report.headline.house != other.headline.house or report.article.title == other.article.title


def _probabilities(reports: Sequence[Report], bias: float, weights: Sequence[float]) -> list[dict[int, float]]:
    """The probabilities of reports of which none is a copy."""
    probabilities: list[dict[int, float]] = [{} for _ in reports]
    for (one, other), signals in pair_signals(reports).items():
        value = probability(bias + sum(map(mul, weights, signals)))
        if signals.gap >= MAX_GAP and not _name_one_day(reports[one], reports[other]):
            value = min(MOST_LATE, value)
        probabilities[one][other] = probabilities[other][one] = value
    for one, other in pairs_of_matches(reports):
        probabilities[one][other] = probabilities[other][one] = NEVER
    return probabilities


def _name_one_day(one: Report, other: Report) -> bool:
    return one.is_day_named and other.is_day_named and one.day == other.day


def pair_signals(reports: Sequence[Report]) -> dict[tuple[int, int], PairSignals]:
    """Return the signals of the pairs of reports of a topic that can be of one happening, by their places."""
    if len(reports) < 2:
        return {}
    compared = [_compared(report) for report in reports]
    reports_by_term: dict[str, list[tuple[int, float]]] = {}
    signals: dict[tuple[int, int], PairSignals] = {}
    for place, report in enumerate(reports):
        cosines: dict[int, float] = {}
        for term, value in report.vector.items():
            listed = reports_by_term.setdefault(term, [])
            for other, weight in listed:
                cosines[other] = cosines.get(other, 0.0) + value * weight
            listed.append((place, value))
        one = compared[place]
        for other, cosine in cosines.items():
            if cosine >= MIN_COSINE and abs(one.published - compared[other].published) <= MAX_APART:
                signals[other, place] = _signals(compared[other], one, cosine)
    return signals


def _compared(report: Report) -> _ComparedReport:
    headline = report.headline
    names = tuple((name, report.vector.get(name, 0.0)) for name in sorted(headline.names))
    terms = headline.terms | headline.lead_terms
    lang = report.article.lang
    return _ComparedReport(
        report.publisher_number,
        report.article.published,
        report.day,
        log_odds(report),
        terms,
        names,
        report.is_day_named,
        _countries_in(headline.text, lang),
        OUTCOMES.intersection(kinds_named(headline.text, lang)),
        deed_of(headline.text),
        headline,
        lang,
    )


def _signals(one: _ComparedReport, other: _ComparedReport, cosine: float) -> PairSignals:
    gap = abs(one.published - other.published) / _ONE_DAY
    is_of_one = one.publisher_number == other.publisher_number
    return PairSignals(
        sqrt(cosine),
        min(MAX_GAP, gap),
        float(abs(one.day - other.day) == _ONE_DAY),
        cosine if is_of_one else 0.0,
        float(is_of_one and gap < SOON),
        min(one.odds, other.odds),
        min(_missing(one.names, other.terms), _missing(other.names, one.terms)),
        float(one.is_day_named and other.is_day_named and one.day != other.day),
        float(_are_of_other_countries(one, other)),
        float(
            bool(one.outcomes and other.outcomes) and one.day != other.day and one.outcomes.isdisjoint(other.outcomes)
        ),
        float(are_exchanged(one.deed, other.deed)),
    )


def _are_of_other_countries(one: _ComparedReport, other: _ComparedReport) -> bool:
    """Whether each headline names countries, and none that the other headline or the text below it names."""
    return bool(
        one.countries
        and other.countries
        and one.countries.isdisjoint(other.countries)
        and one.countries.isdisjoint(_countries_in(other.headline.lead, other.lang))
        and other.countries.isdisjoint(_countries_in(one.headline.lead, one.lang))
        and not any(_BORDER.search(report.headline.text) for report in (one, other))
    )


@lru_cache(maxsize=MAX_REMEMBERED)
def _countries_in(text: str, lang: str) -> frozenset[str]:
    return find_names(text, lang=lang).countries


def _missing(names: tuple[tuple[str, float], ...], terms: frozenset[str]) -> float:
    return sum([weight for name, weight in names if name not in terms])
