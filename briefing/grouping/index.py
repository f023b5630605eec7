"""Finding the stories or threads that an article may belong to, by the rare words and names they share."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice

from briefing.grouping.group import Group, restored
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector
from briefing.model import Archive, Kind

RARE = 2.2
"""Words more common than one text in nine find nothing."""
ASKED = 16
DEPTH = 150


class Index:
    """The groups of one kind: those of the archive, read when asked for, and over them those changed in this batch."""

    def __init__(self, kind: Kind, archive: Archive, rarity: Rarity) -> None:
        self.kind = kind
        self.groups: dict[str, Group] = {}
        self.touched: dict[str, None] = {}
        self.gone: set[str] = set()
        self._archive = archive if archive.size() else None
        self._rarity = rarity
        self._postings: dict[str, dict[str, None]] = {}

    def find(self, vector: Vector, since: float | None, limit: int) -> list[Group]:
        """The groups most like an article, best first; `since` is the earliest hour of their last member."""
        weights = self._asked(vector)
        scores: dict[str, float] = {}
        for term, weight in weights:
            for name in islice(reversed(self._postings.get(term, {})), DEPTH):
                if since is not None and self.groups[name].last < since:
                    break
                scores[name] = scores.get(name, 0.0) + weight
        if self._archive:
            self._look_up(weights, since, limit, scores)
        names = sorted(scores, key=lambda name: (-scores[name], name))[:limit]
        return [self.groups[name] for name in names]

    def get(self, name: str) -> Group | None:
        """One group by its id."""
        if name not in self.groups and self._archive:
            self._read([name])
        return self.groups.get(name)

    def touch(self, group: Group, vector: Vector) -> None:
        """Remember that a group is new or has a new member."""
        self.groups[group.id] = group
        self.touched[group.id] = None
        for term in vector.words:
            if self._rarity[term] >= RARE:
                posting = self._postings.setdefault(term, {})
                posting.pop(group.id, None)
                posting[group.id] = None

    def forget(self, group: Group) -> None:
        """Drop a group that ended in another."""
        self.touched.pop(group.id, None)
        self.gone.add(group.id)
        for posting in self._postings.values():
            posting.pop(group.id, None)

    def _asked(self, vector: Vector) -> list[tuple[str, float]]:
        rarity = self._rarity
        weights = [(term, weight * rarity[term]) for term, weight in vector.words.items() if rarity[term] >= RARE]
        weights.sort(key=lambda pair: (-pair[1], pair[0]))
        return weights[:ASKED]

    def _look_up(
        self, weights: list[tuple[str, float]], since: float | None, limit: int, scores: dict[str, float]
    ) -> None:
        assert self._archive is not None
        moment = None if since is None else datetime.fromtimestamp(since * 3600, UTC)
        names = self._archive.candidates(self.kind, [term for term, _ in weights], moment, limit)
        self._read([name for name in names if name not in self.groups])
        for name in names:
            group = self.groups.get(name)
            if group and name not in scores and name not in self.gone:
                known: set[str] = set().union(*(member.words for member in group.members))
                scores[name] = sum(weight for term, weight in weights if term in known)

    def _read(self, names: list[str]) -> None:
        assert self._archive is not None
        for kept in self._archive.profiles(self.kind, names) if names else ():
            self.groups[kept.id] = restored(kept, self._rarity)
