"""How much of a headline most of the independent publishers of a thread have in theirs lately: what they agree on.

A detail that one of them reports, a remark or a review has few of these terms, and so has a state that is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import fsum, sqrt

from briefing.writing.headlines import MIN_REPORT_QUALITY, Headline

HALF_LIFE_HOURS = 36.0
"""Hours before the newest article in which the weight of what a publisher's headline says halves."""
MIN_HOUSES = 4
"""Publishers of a thread from which on they agree on something: of fewer each is a third of them."""
MIN_TERMS = 5
"""Number of terms below which a headline gains nothing by being short."""
QUESTION_SHARE = 0.5
"""Weight of a headline that asks or comments: it names the affair, but not what happened."""


def recent_term_shares(candidates: Sequence[Headline], end: datetime) -> dict[str, float]:
    """Return the share of the publishers of a thread whose headlines have a term, the recent ones first of all.

    Args:
        candidates: The headlines of the thread.
        end: When its newest article was published.

    Returns:
        The share of each term, 0 to 1; empty if the thread has fewer than `MIN_HOUSES` publishers.
    """
    most: dict[str, float] = {}
    by_term: dict[str, dict[str, float]] = {}
    for one in candidates:
        hours = (end - one.published).total_seconds() / 3600
        weight = 0.5 ** (hours / HALF_LIFE_HOURS) * (1.0 if one.quality >= MIN_REPORT_QUALITY else QUESTION_SHARE)
        most[one.house] = max(most.get(one.house, 0.0), weight)
        for term in one.terms:
            houses = by_term.setdefault(term, {})
            houses[one.house] = max(houses.get(one.house, 0.0), weight)
    if len(most) < MIN_HOUSES:
        return {}
    total = sum(most.values())
    return {term: sum(houses.values()) / total for term, houses in by_term.items()}


def agreement(headline: Headline, shares: Mapping[str, float]) -> float:
    """Return how much of what most publishers have in their recent headlines a headline has, for its length."""
    shared = fsum(shares.get(term, 0.0) for term in headline.terms)
    return shared / sqrt(max(MIN_TERMS, len(headline.terms)))
