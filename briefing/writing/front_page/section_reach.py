"""How far a thread reaches beyond one section: over how many its publishers spread, and how open these sections are.

A section is open if publishers of other sections often report what its own do, as of world news; much of a trade or a
pastime is reported by nobody else. Nothing else of a section counts, nor its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

BREADTH_EXPONENT = 0.5
"""Exponent of the breadth of a widely reported thread: what many sections report outweighs what a trade reports."""
MAX_OPENNESS = 1.3
"""Openness of a section at most, relative to the mean: about that of world news; few feeds exceed it by chance."""
PRIOR_REPORTS = 20
"""Reports, as open as the mean of all sections, that are added to those of each section: a few threads show little."""


def reach_of_threads(rows: Sequence[ThreadRow]) -> dict[str, float]:
    """Return the reach of each thread by its id: 1 if its publishers belong to one section that is as open as the mean.

    A publisher belongs to the section of most threads that it reports on.
    """
    home = _home_sections(rows)
    counts_by_id = {row.id: Counter(home[publisher] for publisher in row.publishers) for row in rows}
    openness = _openness(list(counts_by_id.values()))
    reach = {}
    for row in rows:
        counts, publishers = counts_by_id[row.id], row.independent_publisher_count
        certainty = (publishers - 1) / (publishers + 1)  # the sections of few publishers may be chance
        reach[row.id] = breadth(counts) ** (BREADTH_EXPONENT * certainty) * _mean_openness(counts, openness)
    return reach


def breadth(counts: Counter[str]) -> float:
    """Return over how many sections publishers spread: the root of k if evenly over k, given as numbers by section."""
    return sum(map(sqrt, counts.values())) / sqrt(counts.total()) if counts else 1.0


def _home_sections(rows: Sequence[ThreadRow]) -> dict[str, str]:
    sections: dict[str, Counter[str]] = {}
    for row in rows:
        for publisher in row.publishers:
            sections.setdefault(publisher, Counter())[row.section] += 1
    return {publisher: max(sorted(counts), key=counts.__getitem__) for publisher, counts in sections.items()}


def _openness(threads: Sequence[Counter[str]]) -> dict[str, float]:
    """Return the share of a section's reports that other sections have too, relative to that of all sections.

    Args:
        threads: Of each thread how many of its publishers belong to each section.
    """
    reports: Counter[str] = Counter()
    shared: dict[str, float] = {}
    for counts in threads:
        total = counts.total()
        if total > 1:
            for section, count in counts.items():
                reports[section] += count
                shared[section] = shared.get(section, 0.0) + count * (1 - count / total)
    mean = sum(shared.values()) / max(1, reports.total())
    if not mean:
        return {}
    return {
        section: min(MAX_OPENNESS, (shared[section] / mean + PRIOR_REPORTS) / (count + PRIOR_REPORTS))
        for section, count in reports.items()
    }


def _mean_openness(counts: Counter[str], openness: Mapping[str, float]) -> float:
    total = counts.total()
    return sum(count * openness.get(section, 1.0) for section, count in counts.items()) / total if total else 1.0
