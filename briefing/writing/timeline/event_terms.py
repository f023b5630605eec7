"""How much of the terms of one report another text holds."""

from __future__ import annotations

from briefing.writing.timeline.reports import Report


def weighted_share(report: Report, terms: frozenset[str]) -> float:
    """Return the share of a headline's terms, weighted by rarity, that are among some terms."""
    weights = {term: report.vector.get(term, 0.0) for term in sorted(report.headline.terms)}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0
