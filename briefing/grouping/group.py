"""A story or thread while it is worked on: a few of its members' features, kept in its profile as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from briefing.grouping.features import pack, unpack
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector, Weights, blend
from briefing.model import Kind, Profile

FIRST = 4
LAST: dict[Kind, int] = {"story": 8, "thread": 16}
"""So many of the first and of the latest members are remembered; those in between counted."""
TERMS = 40
HALF_LIFE = 30 * 24.0
MOST_WORDS, MOST_NAMES = 80, 30
"""How many words and names of a thread's profile are kept."""


@dataclass(slots=True, eq=False)
class Group:
    """A story with some of its articles, or a thread with one article for each of some of its stories.

    `words` and `names` sum up what a thread is about. `size` counts all members, `first`
    and `last` are hours since 1970.
    """

    id: str
    kind: Kind
    first: float
    last: float
    members: list[Vector] = field(default_factory=list)
    words: Weights = field(default_factory=dict)
    names: Weights = field(default_factory=dict)
    size: int = 0
    founder: str = ""

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

    def take(self, other: Group) -> None:
        """Take all members of another group in."""
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.size += other.size
        self.words = blend(self.words, 1.0, other.words, MOST_WORDS)
        self.names = blend(self.names, 1.0, other.names, MOST_NAMES)
        members = sorted([*self.members, *other.members], key=lambda member: (member.hour, member.features.id))
        excess = max(0, len(members) - FIRST - LAST[self.kind])
        self.members = [*members[:FIRST], *members[FIRST + excess :]]


def found(kind: Kind, vector: Vector) -> Group:
    """A new story or thread with one member; its id follows from that article's."""
    article = vector.features.id
    digest = sha256(f"{kind} {article}".encode()).hexdigest()[:10]
    group = Group(kind[0] + digest, kind, vector.hour, vector.hour, founder=article)
    group.add(vector)
    return group


def profile(group: Group, rarity: Rarity) -> Profile:
    """What the archive keeps of a group; it is found again by the rarest terms of its members."""
    weight: dict[str, float] = {}
    for member in group.members:
        for term in member.words:
            weight[term] = weight.get(term, 0.0) + rarity[term]
    floor = 2.0
    terms = sorted((term for term in weight if rarity[term] > floor), key=lambda term: (-weight[term], term))
    body = {
        "members": [pack(member.features) for member in group.members],
        "size": group.size,
        "founder": group.founder,
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
    return Group(
        id=kept.id,
        kind=kept.kind,
        first=kept.first.timestamp() / 3600,
        last=kept.last.timestamp() / 3600,
        members=[Vector(unpack(member), rarity) for member in body["members"]],
        size=body["size"],
        founder=body["founder"],
        words=body["words"],
        names=body["names"],
    )


def _rounded(weights: Weights) -> Weights:
    return {term: round(weight, 3) for term, weight in weights.items()}


def _moment(hour: float) -> datetime:
    return datetime.fromtimestamp(round(hour * 3600), UTC)
