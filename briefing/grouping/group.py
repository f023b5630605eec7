"""A story or thread while it is worked on: a few of its members' features, kept in its profile as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from briefing.grouping.features import pack, unpack
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector
from briefing.model import Kind, Profile

FIRST, LAST = 4, 8
"""So many of the first and of the latest members are remembered; those in between counted."""
TERMS = 40


@dataclass(slots=True, eq=False)
class Group:
    """A story with some of its articles, or a thread with one article for each of some of its stories.

    `size` counts all members; `thread` is the thread of a story; `first` and `last` are hours since 1970.
    """

    id: str
    kind: Kind
    first: float
    last: float
    members: list[Vector] = field(default_factory=list)
    size: int = 0
    thread: str = ""
    founder: str = ""

    def add(self, vector: Vector) -> None:
        """Take a member in."""
        self.first, self.last = min(self.first, vector.hour), max(self.last, vector.hour)
        self.size += 1
        self.members.append(vector)
        if len(self.members) > FIRST + LAST:
            del self.members[FIRST]


def found(kind: Kind, vector: Vector) -> Group:
    """A new story or thread with one member; its id follows from that article's."""
    article = vector.features.id
    digest = sha256(f"{kind} {article}".encode()).hexdigest()[:10]
    return Group(kind[0] + digest, kind, vector.hour, vector.hour, [vector], 1, founder=article)


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
        "thread": group.thread,
        "founder": group.founder,
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
        thread=body["thread"],
        founder=body["founder"],
    )


def _moment(hour: float) -> datetime:
    return datetime.fromtimestamp(round(hour * 3600), UTC)
