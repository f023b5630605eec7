"""The terms of an event, and how much of one event another one holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.writing.timeline.reports import Report

MANY_REPORTS = 4
"""Number of reports of an event from which on a term counts as its own only if two of them use it."""


def vocabulary(reports: Sequence[Report]) -> frozenset[str]:
    """Return the terms of an event's headlines and openings."""
    counts = Counter(term for r in reports for term in r.headline.terms | r.headline.lead_terms)
    least = 2 if len(reports) >= MANY_REPORTS else 1
    return frozenset(term for term, count in counts.items() if count >= least)


def weighted_share(report: Report, terms: frozenset[str]) -> float:
    """Return the share of a headline's terms, weighted by rarity, that are among some terms."""
    weights = {term: report.vector.get(term, 0.0) for term in sorted(report.headline.terms)}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0
