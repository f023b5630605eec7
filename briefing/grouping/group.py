"""A story or thread while it is worked on: a few of its members' features, kept in its profile as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from briefing.grouping.article_vectors import ArticleVector, TermWeights, blend
from briefing.grouping.features import features_from_json, features_to_json
from briefing.grouping.idf import Idf
from briefing.model.grouping import GroupKind, Profile

FIRST_KEPT = 4
LATEST_KEPT: dict[GroupKind, int] = {"story": 8, "thread": 16}
"""So many of the first and of the latest members are remembered; those in between counted."""
MAX_PROFILE_TERMS = 40
MIN_TERM_IDF = 2.0
PROFILE_HALF_LIFE_HOURS = 30 * 24.0
MAX_PROFILE_WORDS, MAX_PROFILE_NAMES = 80, 30
"""How many words and names of a thread's profile are kept."""


@dataclass(slots=True, eq=False)
class Group:
    """A story with some of its articles, or a thread with one article for each of some of its stories.

    `words` and `names` sum up what a thread is about; `thread` is that of a story, as far as known. `size` counts all
    members; `first` and `last` are hours since 1970; `terms` are those it was found by. Members of a group that comes
    from the archive are read (`unread`) when they are first asked for.
    """

    id: str
    kind: GroupKind
    first_hour: float
    last_hour: float
    word_weights: TermWeights = field(default_factory=dict)
    name_weights: TermWeights = field(default_factory=dict)
    size: int = 0
    thread_id: str = ""
    indexed_terms: frozenset[str] = frozenset()
    load_members: Callable[[], list[ArticleVector]] | None = None
    _members: list[ArticleVector] = field(default_factory=list)

    @property
    def members(self) -> list[ArticleVector]:
        """The remembered members, oldest first."""
        if self.load_members:
            self._members, self.load_members = self.load_members(), None
        return self._members

    def add(self, vector: ArticleVector) -> None:
        """Take a member in; what a thread is about fades with time, so that it may move on."""
        if self.kind == "thread":
            fade = 0.5 ** (max(0.0, vector.published_hour - self.last_hour) / PROFILE_HALF_LIFE_HOURS)
            self.word_weights = blend(self.word_weights, fade, vector.word_vector, MAX_PROFILE_WORDS)
            self.name_weights = blend(self.name_weights, fade, vector.name_vector, MAX_PROFILE_NAMES)
        self.first_hour, self.last_hour = (
            min(self.first_hour, vector.published_hour),
            max(self.last_hour, vector.published_hour),
        )
        self.size += 1
        self.members.append(vector)
        if len(self.members) > FIRST_KEPT + LATEST_KEPT[self.kind]:
            del self.members[FIRST_KEPT]

    def set_members(self, members: Iterable[ArticleVector]) -> None:
        """Remember just these members, given oldest first, and no longer those before."""
        self._members, self.load_members = list(members), None

    def absorb(self, other: Group) -> None:
        """Take all members of another group in."""
        self.word_weights = blend(self.word_weights, 1.0, other.word_weights, MAX_PROFILE_WORDS)
        self.name_weights = blend(self.name_weights, 1.0, other.name_weights, MAX_PROFILE_NAMES)
        members = sorted(
            [*self.members, *other.members], key=lambda member: (member.published_hour, member.features.id)
        )
        excess = max(0, len(members) - FIRST_KEPT - LATEST_KEPT[self.kind])
        self._members = [*members[:FIRST_KEPT], *members[FIRST_KEPT + excess :]]
        self.first_hour, self.last_hour = min(self.first_hour, other.first_hour), max(self.last_hour, other.last_hour)
        self.size += other.size


def founded_group_id(kind: GroupKind, article_id: str) -> str:
    """The id of the story or thread that an article founds."""
    return kind[0] + sha256(f"{kind} {article_id}".encode()).hexdigest()[:10]


def new_group(kind: GroupKind, vector: ArticleVector) -> Group:
    """A new story or thread with one member."""
    group = Group(founded_group_id(kind, vector.features.id), kind, vector.published_hour, vector.published_hour)
    group.add(vector)
    return group


def profile_of_group(group: Group, idf: Idf) -> Profile:
    """What the archive keeps of a group; it is found again by the rarest terms of its members."""
    weight: dict[str, float] = {}
    for member in group.members:
        for term in member.word_vector:
            weight[term] = weight.get(term, 0.0) + idf[term]
    terms = sorted((term for term in weight if idf[term] > MIN_TERM_IDF), key=lambda term: (-weight[term], term))
    body = {
        "members": [features_to_json(member.features) for member in group.members],
        "size": group.size,
        "thread": group.thread_id,
        "words": _rounded(group.word_weights),
        "names": _rounded(group.name_weights),
    }
    return Profile(
        id=group.id,
        kind=group.kind,
        first=_to_datetime(group.first_hour),
        last=_to_datetime(group.last_hour),
        terms=tuple(terms[:MAX_PROFILE_TERMS]),
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )


def group_from_profile(stored: Profile, idf: Idf) -> Group:
    """The group that a profile was made of."""
    body = json.loads(stored.body)
    members = body["members"]
    return Group(
        id=stored.id,
        kind=stored.kind,
        first_hour=stored.first.timestamp() / 3600,
        last_hour=stored.last.timestamp() / 3600,
        word_weights=body["words"],
        name_weights=body["names"],
        size=body["size"],
        thread_id=body["thread"],
        indexed_terms=frozenset(stored.terms),
        load_members=lambda: [ArticleVector(features_from_json(member), idf) for member in members],
    )


def _rounded(weights: TermWeights) -> TermWeights:
    return {term: round(weight, 3) for term, weight in sorted(weights.items())}


def _to_datetime(hour: float) -> datetime:
    return datetime.fromtimestamp(round(hour * 3600), UTC)
