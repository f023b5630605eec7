"""Clusters reports, and the events that they make, by average linkage."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from briefing.writing.timeline.conflicts import are_in_conflict, claims_of
from briefing.writing.timeline.match_results import are_other_rounds, scores_of
from briefing.writing.timeline.outcomes import is_outcome
from briefing.writing.timeline.reports import Report

# Constants of this module were compared by reading the events of threads of two replayed windows, of their first days.
MIN_LINKAGE = 0.25
"""Mean similarity of the reports of two clusters from which on they are about one happening."""
SIMILARITY_BY_DAYS = (1.0, 0.75, 0.6, 0.5)
"""Factor of the cosine of two reports by the days between them; reports further apart are not compared."""
MIN_SIMILARITY = 0.05
"""Similarity of two reports below which it counts as none, which bounds the number of pairs."""
NEVER = float("-inf")
"""What stands for the value of two that are known to be two: no third one joins them."""


class _Linkage:
    """Clusters that are joined pair by pair, those with the highest mean value first."""

    def __init__(self, values: list[dict[int, float]], least: float) -> None:
        self._least = least
        self.members = {number: [number] for number in range(len(values))}
        self._next = len(values)
        # The sums of the values between the members of two clusters.
        self._sums = {index: dict(row) for index, row in enumerate(values)}
        self._pairs = [
            (-round(value, 9), one, two)
            for one, row in enumerate(values)
            for two, value in row.items()
            if one < two and value >= least
        ]
        heapify(self._pairs)

    def join_all(self) -> None:
        """Join clusters until no two have a mean value that is high enough."""
        while self._pairs:
            _, one, two = heappop(self._pairs)
            if one in self.members and two in self.members:
                self._join(one, two)

    def _join(self, one: int, two: int) -> None:
        sums: dict[int, float] = {}
        for row in (self._sums.pop(one), self._sums.pop(two)):
            for other, value in row.items():
                if other not in (one, two):
                    sums[other] = sums.get(other, 0.0) + value
        joined = self._next
        self._next += 1
        self.members[joined] = self.members.pop(one) + self.members.pop(two)
        self._sums[joined] = sums
        for other, value in sums.items():
            row = self._sums[other]
            row.pop(one, None)
            row.pop(two, None)
            row[joined] = value
            mean = value / (len(self.members[other]) * len(self.members[joined]))
            if mean >= self._least:
                heappush(self._pairs, (-round(mean, 9), other, joined))


def linked_reports(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the clusters of reports that are about one happening, in the order of their first reports."""
    return [[reports[place] for place in places] for places in clusters_of(_similarities(reports), MIN_LINKAGE)]


def clusters_of(values: list[dict[int, float]], least: float) -> list[list[int]]:
    """Return the indexes of the members of each cluster, in the order of the first ones.

    Args:
        values: For each index the similarity to others, or the probability that both are one; 0 to those left out,
            `NEVER` if both are known to be two.
        least: The mean value between the members of two clusters from which on they are one.
    """
    linkage = _Linkage(values, least)
    linkage.join_all()
    return sorted(map(sorted, linkage.members.values()))


def _similarities(reports: Sequence[Report]) -> list[dict[int, float]]:
    """The similarity of each report to the others that are close in time; `NEVER` if both are known to be two."""
    similarities: list[dict[int, float]] = [{} for _ in reports]
    scores = [scores_of((report,)) for report in reports]
    claims = [claims_of((report,)) for report in reports]
    reports_by_term: dict[str, list[tuple[int, float]]] = {}
    for number, report in enumerate(reports):
        cosines: dict[int, float] = {}
        for term, value in report.vector.items():
            listed = reports_by_term.setdefault(term, [])
            for other, weight in listed:
                cosines[other] = cosines.get(other, 0.0) + value * weight
            listed.append((number, value))
        for other, cosine in cosines.items():
            days = abs((report.day - reports[other].day).days)
            similarity = cosine * SIMILARITY_BY_DAYS[days] if days < len(SIMILARITY_BY_DAYS) else 0.0
            is_other = bool(scores[number] and scores[other]) and scores[number].isdisjoint(scores[other])
            if days:
                is_other |= are_other_rounds((report,), (reports[other],))
            is_other = is_other or is_outcome(report, reports[other], is_same_day=not days)
            is_other = is_other or are_in_conflict(claims[number], claims[other])
            if is_other or similarity >= MIN_SIMILARITY:
                similarities[number][other] = similarities[other][number] = NEVER if is_other else similarity
    return similarities
