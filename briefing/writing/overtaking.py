"""When a later report can overtake an older one: what headlines and sentences have in common.

A level, such as the category of a storm, is measured or counted, so that one later report is enough, also among
headlines. A higher toll and the end of a state need several houses among headlines
(`titles.overtaken_headlines`), because a single headline may report another disaster.
"""

from __future__ import annotations

MIN_SHARED_TERMS = 2
"""Number of terms that two reports on the same share."""
MIN_RISE = 1.2
"""Factor by which a toll exceeds an older one, which may be a lower bound, that it replaces."""


def are_on_the_same(terms: frozenset[str], other_terms: frozenset[str]) -> bool:
    """Whether two reports with these terms are on the same, so that the later one can overtake the other."""
    return len(terms & other_terms) >= MIN_SHARED_TERMS
