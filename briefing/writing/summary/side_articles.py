"""Articles of a thread on something else: their headlines and texts share little with those of the others.

Grouping keeps most such reports out (grouping/two_topics.py). Of those that stay, which a reader may have put there, a
summary quotes nothing; it knows rarity only from the shipped frequencies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest
from statistics import median_low

from briefing.writing.headlines import Headline
from briefing.writing.summary.focus import term_rarity

# The constants below were chosen by reading the articles quoted in the summaries of two replayed windows.
MIN_ARTICLES = 6
"""Number of articles of a thread from which on they show what it is about."""
MIN_HEADLINE = 0.45
"""Least weight of a headline on what the thread is about, as a share of that of its median headline."""
MIN_TEXT = 0.55
"""Least weight of such a headline with the opening below it, as a share of that of the thread's strongest terms."""
STRONGEST_TERMS = 10
"""Number of terms with most weight that stand for a thread."""


def side_articles(measured: Sequence[Headline], title: str) -> frozenset[str]:
    """Return the ids of the articles of a thread that are on something else; none of a small thread.

    Args:
        measured: The headlines of its articles.
        title: The title of the thread, whose articles are on what it is about.
    """
    if len(measured) < MIN_ARTICLES:
        return frozenset()
    counts = Counter(term for one in measured for term in one.terms | one.lead_terms)

    def weight(terms: frozenset[str]) -> float:
        """What other articles have of some terms of one, by rarity."""
        return sum(sorted((counts[term] - 1) * term_rarity(term) for term in terms)) / (len(measured) - 1)

    median = median_low([weight(one.terms) for one in measured])
    strongest = nlargest(STRONGEST_TERMS, (count * term_rarity(term) for term, count in counts.items()))
    full = sum(strongest) / len(measured)
    return frozenset(
        one.article_id
        for one in measured
        if one.text != title
        and weight(one.terms) < MIN_HEADLINE * median
        and weight(one.terms | one.lead_terms) < MIN_TEXT * full
    )
