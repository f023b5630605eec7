"""Clusters reports by average linkage of the probability that two are of one happening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush
from math import log
from typing import NamedTuple

# Both constants were chosen on 6,200 labelled pairs of reports of one thread, with probabilities learned on other
# windows.
MIN_LIKENESS = 0.4
"""Likeness from which on two clusters are one happening: of the pairs that are joined 74 % are, and 72 % of those that
are one are joined."""
SIZE_BONUS = 0.3
"""How much a larger cluster adds to a mean, for each factor of e: two reports of a happening that many report are less
alike than two of one that few report, so the same mean says more."""

Partitions = Sequence[Sequence[Sequence[int]]]
"""Partitions of members: the clusters of each, and the members of each cluster."""
NO_PARTITIONS: Partitions = ()

NEVER = float("-inf")
"""What stands for the probability of two that are known to be two: no third one joins them."""


class Clusters(NamedTuple):
    """Clusters, in the order of their first members.

    Attributes:
        members: The indexes of the members of each cluster. likeness: For each cluster its likeness to each other one
        above 0. All are below the limit, else they would be one.
    """

    members: list[list[int]]
    likeness: list[dict[int, float]]


class _Linkage:
    """Clusters that are joined pair by pair, those that are most alike first."""

    def __init__(self, values: list[dict[int, float]], least: float, given: Partitions) -> None:
        self._least = least
        self._partitions: dict[int, frozenset[int]] = {}
        """By the number of a cluster, the partitions that have a cluster in it."""
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
        for number, partition in enumerate(given):
            for cluster in partition:
                whole = reduce(self._join, cluster)
                self._partitions[whole] = self._partitions.get(whole, frozenset()) | {number}

    def join_all(self) -> None:
        """Join clusters until no two are alike enough."""
        while self._pairs:
            _, one, two = heappop(self._pairs)
            if one in self.members and two in self.members and not self._are_apart(one, two):
                self._join(one, two)

    def _are_apart(self, one: int, two: int) -> bool:
        """Whether a given partition has clusters in both."""
        return bool(self._partitions.get(one, frozenset()) & self._partitions.get(two, frozenset()))

    def _join(self, one: int, two: int) -> int:
        sums: dict[int, float] = {}
        for row in (self._sums.pop(one), self._sums.pop(two)):
            for other, value in row.items():
                if other not in (one, two):
                    sums[other] = sums.get(other, 0.0) + value
        joined = self._next
        self._next += 1
        self.members[joined] = self.members.pop(one) + self.members.pop(two)
        self._partitions[joined] = self._partitions.pop(one, frozenset()) | self._partitions.pop(two, frozenset())
        self._sums[joined] = sums
        for other, value in sums.items():
            row = self._sums[other]
            row.pop(one, None)
            row.pop(two, None)
            row[joined] = value
            likeness = self._likeness(other, joined)
            if likeness >= self._least:
                heappush(self._pairs, (-round(likeness, 9), other, joined))
        return joined

    def clusters(self) -> Clusters:
        """Return the clusters as they are."""
        ordered = sorted(self.members, key=lambda number: min(self.members[number]))
        place_of = {number: place for place, number in enumerate(ordered)}
        likeness = [
            {place_of[other]: value for other in self._sums[number] if (value := self._likeness(number, other)) > 0}
            for number in ordered
        ]
        return Clusters([sorted(self.members[number]) for number in ordered], likeness)

    def _likeness(self, one: int, other: int) -> float:
        """The mean value between the members of two clusters, more of larger ones, so that it may exceed 1."""
        sizes = (len(self.members[one]), len(self.members[other]))
        return self._sums[one][other] / (sizes[0] * sizes[1]) * (1 + SIZE_BONUS * log(max(sizes)))


def clusters_of(
    values: list[dict[int, float]], least: float = MIN_LIKENESS, given: Partitions = NO_PARTITIONS
) -> Clusters:
    """Return the clusters of members that are about one happening.

    Args:
        values: For each index the probability that it and another one are of one happening, `NEVER` if both are known
            to be two; a pair that is left out counts as 0.
        least: The likeness from which on two clusters are one.
        given: Partitions of some of the members, whose clusters stay: no two of one partition are joined.
    """
    linkage = _Linkage(values, least, given)
    linkage.join_all()
    return linkage.clusters()


def with_joined(clusters: Clusters, target_of: Mapping[int, int]) -> Clusters:
    """Return clusters of which some are joined to another one, whose likeness to the others is that of both.

    Args:
        clusters: The clusters.
        target_of: By the places of the clusters to be joined, the place of the cluster that each is joined to; no
            target is itself joined to another.
    """
    members, likeness = [list(one) for one in clusters.members], [dict(one) for one in clusters.likeness]
    for place, target in target_of.items():
        members[target] = sorted(members[target] + members[place])
        for other, value in likeness[place].items():
            if other != target:
                likeness[target][other] = likeness[other][target] = max(value, likeness[target].get(other, 0.0))
    left = [place for place in range(len(members)) if place not in target_of]
    left.sort(key=lambda place: members[place])
    number_of = {place: number for number, place in enumerate(left)}
    rows = (
        {number_of[other]: value for other, value in likeness[place].items() if other in number_of} for place in left
    )
    return Clusters([members[place] for place in left], list(rows))
