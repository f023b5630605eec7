"""Average linkage of sets of articles.

The mean cosine of all pairs of articles of two sets is the product of the sums of their unit vectors, divided by the
numbers of articles. So a set needs only its sum, and no chain of similar articles can join what is not similar on the
whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import fsum

from briefing.grouping.article_vectors import TermWeights


@dataclass(slots=True, eq=False)
class Cluster:
    """A set of articles.

    Attributes:
        words: The sum of their unit vectors.
        members: Numbers of the articles.
        first_hour: Publication of the earliest, in hours since 1970.
        last_hour: Publication of the latest.
    """

    words: TermWeights
    members: list[int]
    first_hour: float
    last_hour: float

    @classmethod
    def of(cls, rows: Sequence[tuple[TermWeights, float]], members: Sequence[int]) -> Cluster:
        """Make a set from the unit vector and the hour of publication of each article."""
        words: TermWeights = {}
        for vector, _ in rows:
            add_weights(words, vector)
        hours = [hour for _, hour in rows]
        return cls(words, list(members), min(hours), max(hours))

    @property
    def middle_hour(self) -> float:
        """The middle between the earliest and the latest publication."""
        return (self.first_hour + self.last_hour) / 2

    def hours_to(self, other: Cluster) -> float:
        """Hours between the last report of the earlier set and the first of the later one; 0 if they overlap."""
        return max(0.0, max(self.first_hour, other.first_hour) - min(self.last_hour, other.last_hour))

    def mean_product(self, other: Cluster) -> float:
        """The mean cosine of the articles of this set and those of another."""
        return inner_product(self.words, other.words) / (len(self.members) * len(other.members))

    def absorb(self, other: Cluster) -> None:
        """Add the articles of another set."""
        add_weights(self.words, other.words)
        self.members += other.members
        self.first_hour = min(self.first_hour, other.first_hour)
        self.last_hour = max(self.last_hour, other.last_hour)


def link_clusters(
    clusters: Sequence[Cluster], similarity: Callable[[Cluster, Cluster], float], minimum: float
) -> list[list[int]]:
    """Join the two most similar clusters again and again, until no two are more similar than a minimum.

    Returns:
        The members of each remaining cluster.
    """
    alive = dict(enumerate(clusters))
    heap = [
        (-value, a, b, len(clusters[a].members), len(clusters[b].members))
        for b in alive
        for a in range(b)
        if (value := similarity(clusters[a], clusters[b])) > minimum
    ]
    heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heappop(heap)
        one, other = alive.get(a), alive.get(b)
        if one is None or other is None or (len(one.members), len(other.members)) != (size_a, size_b):
            continue
        one.absorb(other)
        del alive[b]
        for c, cluster in alive.items():
            if c != a and (value := similarity(one, cluster)) > minimum:
                low, high = min(a, c), max(a, c)
                heappush(heap, (-value, low, high, len(alive[low].members), len(alive[high].members)))
    return [cluster.members for cluster in alive.values()]


def inner_product(a: TermWeights, b: TermWeights) -> float:
    """The sum of the products of weights that two sets of terms share."""
    if len(b) < len(a):
        a, b = b, a
    return fsum([weight * b[term] for term, weight in a.items() if term in b])


def product_without_largest(a: TermWeights, b: TermWeights, *excluded_terms: Set[str]) -> float:
    """The sum of the products of weights that two sets of terms share, without the largest product.

    One rare word or name that both have, such as that of a firm, does not make one topic of them.
    """
    shared = a.keys() & b.keys()
    if excluded_terms:
        shared = shared.difference(*excluded_terms)
    products = [a[term] * b[term] for term in shared]
    return fsum(products) - max(products) if len(products) > 1 else 0.0


def add_weights(target: TermWeights, added: TermWeights) -> None:
    """Add weights to others in place."""
    for term, weight in added.items():
        target[term] = target.get(term, 0.0) + weight
