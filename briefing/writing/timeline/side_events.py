"""Finds the events that share too little with the rest of their topic to stand for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import median

from briefing.writing.timeline.event_odds import support
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

# Constants of this module were chosen by reading the 70 farthest such events of two replayed windows: of those below
# both limits about two in three were of another topic or beside the topic.
MIN_REPORTS = 8
"""Number of reports of a topic from which on it has a centre."""
MIN_HEADLINE_SHARE, MIN_TEXT_SHARE = 0.6, 0.58
"""Closeness to the topic, relative to the median report, of an event's headline, and of headline and opening together;
an event below both is beside the topic."""
MAX_SUPPORT = 0.5
"""Support by other publishers from which on an event is not beside the topic."""
MIN_TERMS = 3
"""Number of terms below which a headline gains nothing by being short."""


def side_events(events: Sequence[Event]) -> frozenset[int]:
    """Return the `id` of each event without support whose headlines and openings are far from those of its topic."""
    reports = [report for event in events for report in event.reports]
    if len(reports) < MIN_REPORTS:
        return frozenset()
    counts = Counter(term for report in reports for term in _all_terms(report))
    headline_shares = {report.article.id: _closeness(report.headline.terms, counts) for report in reports}
    text_shares = {report.article.id: _closeness(_all_terms(report), counts) for report in reports}
    least_headline = MIN_HEADLINE_SHARE * median(headline_shares.values())
    least_text = MIN_TEXT_SHARE * median(text_shares.values())
    return frozenset(
        id(event)
        for event in events
        if support(event) < MAX_SUPPORT
        and all(headline_shares[report.article.id] < least_headline for report in event.reports)
        and all(text_shares[report.article.id] < least_text for report in event.reports)
    )


def _all_terms(report: Report) -> frozenset[str]:
    return report.headline.terms | report.headline.lead_terms


def _closeness(terms: frozenset[str], counts: Counter[str]) -> float:
    """How many other reports have the terms, on average; long texts count a little more."""
    return sum(counts[term] - 1 for term in terms) / sqrt(max(MIN_TERMS, len(terms)))
