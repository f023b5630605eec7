"""Finding the stories or threads that an article may belong to, by the rare words and names they share."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice

from briefing.grouping.group import Group, restored
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector
from briefing.model.grouping import Archive, Kind

RARE = 2.2
"""Words more common than one text in nine find nothing."""
ASKED, ASKED_ARCHIVE = 16, 10
"""So many of the heaviest words of an article are looked up: in this batch, and in the archive."""
ABROAD = 6
"""Of an article in another script so many words are looked up beside these that other languages write alike."""
DEPTH = 150
HOPELESS = 0.2
"""What shares so little of what the best candidate shares is not looked at."""


class Index:
    """The groups of one kind: those of the archive, read when asked for, and over them those changed in this batch."""

    def __init__(self, kind: Kind, archive: Archive, rarity: Rarity) -> None:
        self.kind = kind
        self.groups: dict[str, Group] = {}
        self.touched: dict[str, None] = {}
        self.ended: dict[str, str] = {}
        self._kept: set[str] = set()
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
        alive = scores.keys() - self.ended.keys()
        least = HOPELESS * max([scores[name] for name in alive], default=0.0)
        names = sorted([name for name in alive if scores[name] > least], key=lambda name: (-scores[name], name))
        return [self.groups[name] for name in names[:limit]]

    def touch(self, group: Group, vector: Vector) -> None:
        """Remember that a group is new or has a new member."""
        self.groups[group.id] = group
        self.touched[group.id] = None
        for term in vector.words:
            if self._rarity[term] >= RARE:
                posting = self._postings.setdefault(term, {})
                posting.pop(group.id, None)
                posting[group.id] = None

    def get(self, name: str) -> Group | None:
        """A group by its id, or the one it ended in; None if there is no such group."""
        if name not in self.groups and self._archive:
            self._read([name])
        return self.current(name) if name in self.groups else None

    def current(self, name: str) -> Group:
        """A group by its id, or the one it ended in."""
        while name in self.ended:
            name = self.ended[name]
        return self.groups[name]

    def absorb(self, group: Group, into: Group) -> None:
        """Let a group end in another, which is found by its words from now on."""
        self.ended[group.id] = into.id
        self.touched.pop(group.id, None)
        self.touched[into.id] = None
        for member in group.members:
            for term in member.words:
                posting = self._postings.get(term, {})
                posting.pop(group.id, None)
                if self._rarity[term] >= RARE:
                    self._postings.setdefault(term, {})[into.id] = None

    def absorbed(self) -> tuple[tuple[Kind, str, str], ...]:
        """Groups of the archive that ended in another, and that other."""
        return tuple((self.kind, old, self.current(old).id) for old in self.ended if old in self._kept)

    def _asked(self, vector: Vector) -> list[tuple[str, float]]:
        rarity = self._rarity
        weights = [(term, weight * rarity[term]) for term, weight in vector.words.items() if rarity[term] >= RARE]
        weights.sort(key=lambda pair: (-pair[1], pair[0]))
        asked, rest = weights[:ASKED], weights[ASKED:]
        if rest and sum(term.isascii() for term, _ in asked) < ASKED // 2:
            asked += [pair for pair in rest if pair[0].isascii()][:ABROAD]
        return asked

    def _look_up(
        self, weights: list[tuple[str, float]], since: float | None, limit: int, scores: dict[str, float]
    ) -> None:
        assert self._archive is not None
        moment = None if since is None else datetime.fromtimestamp(since * 3600, UTC)
        names = self._archive.candidates(
            self.kind, [term for term, _ in (*weights[:ASKED_ARCHIVE], *weights[ASKED:])], moment, limit
        )
        self._read([name for name in names if name not in self.groups])
        for name in names:
            group = self.groups.get(name)
            if group and name not in scores and name not in self.ended:
                scores[name] = sum([weight for term, weight in weights if term in group.terms])

    def _read(self, names: list[str]) -> None:
        assert self._archive is not None
        for kept in self._archive.profiles(self.kind, names) if names else ():
            self.groups[kept.id] = restored(kept, self._rarity)
            self._kept.add(kept.id)
