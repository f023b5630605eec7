"""A story or thread while it is worked on: a few of its members' features, kept in its profile as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from briefing.grouping.features import pack, unpack
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector, Weights, blend
from briefing.model.grouping import Kind, Profile

FIRST = 4
LAST: dict[Kind, int] = {"story": 8, "thread": 16}
"""So many of the first and of the latest members are remembered; those in between counted."""
TERMS = 40
LEAST_RARITY = 2.0
HALF_LIFE = 30 * 24.0
MOST_WORDS, MOST_NAMES = 80, 30
"""How many words and names of a thread's profile are kept."""


@dataclass(slots=True, eq=False)
class Group:
    """A story with some of its articles, or a thread with one article for each of some of its stories.

    `words` and `names` sum up what a thread is about; `thread` is that of a story, as far as known. `size` counts all
    members; `first` and `last` are hours since 1970; `terms` are those it was found by. Members of a group that comes
    from the archive are read (`unread`) when they are first asked for.
    """

    id: str
    kind: Kind
    first: float
    last: float
    words: Weights = field(default_factory=dict)
    names: Weights = field(default_factory=dict)
    size: int = 0
    thread: str = ""
    terms: frozenset[str] = frozenset()
    unread: Callable[[], list[Vector]] | None = None
    _members: list[Vector] = field(default_factory=list)

    @property
    def members(self) -> list[Vector]:
        """The remembered members, oldest first."""
        if self.unread:
            self._members, self.unread = self.unread(), None
        return self._members

    def add(self, vector: Vector) -> None:
        """Take a member in; what a thread is about fades with time, so that it may move on."""
        if self.kind == "thread":
            fade = 0.5 ** (max(0.0, vector.hour - self.last) / HALF_LIFE)
            self.words = blend(self.words, fade, vector.words, MOST_WORDS)
            self.names = blend(self.names, fade, vector.names, MOST_NAMES)
        self.first, self.last = min(self.first, vector.hour), max(self.last, vector.hour)
        self.size += 1
        self.members.append(vector)
        if len(self.members) > FIRST + LAST[self.kind]:
            del self.members[FIRST]

    def hold(self, members: Iterable[Vector]) -> None:
        """Remember just these members, given oldest first, and no longer those before."""
        self._members, self.unread = list(members), None

    def take(self, other: Group) -> None:
        """Take all members of another group in."""
        self.words = blend(self.words, 1.0, other.words, MOST_WORDS)
        self.names = blend(self.names, 1.0, other.names, MOST_NAMES)
        members = sorted([*self.members, *other.members], key=lambda member: (member.hour, member.features.id))
        excess = max(0, len(members) - FIRST - LAST[self.kind])
        self._members = [*members[:FIRST], *members[FIRST + excess :]]
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.size += other.size


def named(kind: Kind, article: str) -> str:
    """The id of the story or thread that an article founds."""
    return kind[0] + sha256(f"{kind} {article}".encode()).hexdigest()[:10]


def found(kind: Kind, vector: Vector) -> Group:
    """A new story or thread with one member."""
    group = Group(named(kind, vector.features.id), kind, vector.hour, vector.hour)
    group.add(vector)
    return group


def profile(group: Group, rarity: Rarity) -> Profile:
    """What the archive keeps of a group; it is found again by the rarest terms of its members."""
    weight: dict[str, float] = {}
    for member in group.members:
        for term in member.words:
            weight[term] = weight.get(term, 0.0) + rarity[term]
    terms = sorted((term for term in weight if rarity[term] > LEAST_RARITY), key=lambda term: (-weight[term], term))
    body = {
        "members": [pack(member.features) for member in group.members],
        "size": group.size,
        "thread": group.thread,
        "words": _rounded(group.words),
        "names": _rounded(group.names),
    }
    return Profile(
        id=group.id,
        kind=group.kind,
        first=_moment(group.first),
        last=_moment(group.last),
        terms=tuple(terms[:TERMS]),
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )


def restored(kept: Profile, rarity: Rarity) -> Group:
    """The group that a profile was made of."""
    body = json.loads(kept.body)
    members = body["members"]
    return Group(
        id=kept.id,
        kind=kept.kind,
        first=kept.first.timestamp() / 3600,
        last=kept.last.timestamp() / 3600,
        words=body["words"],
        names=body["names"],
        size=body["size"],
        thread=body["thread"],
        terms=frozenset(kept.terms),
        unread=lambda: [Vector(unpack(member), rarity) for member in members],
    )


def _rounded(weights: Weights) -> Weights:
    return {term: round(weight, 3) for term, weight in sorted(weights.items())}


def _moment(hour: float) -> datetime:
    return datetime.fromtimestamp(round(hour * 3600), UTC)
