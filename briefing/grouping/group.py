"""A story or thread while grouping works on it, and its profile, which the archive stores as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain, count
from sys import intern
from typing import Any

from briefing.errors import StoreError
from briefing.grouping.article_vectors import ArticleVector, TermWeights, blend
from briefing.grouping.features import features_from_json, features_to_json
from briefing.grouping.idf import Idf
from briefing.model.grouping import GroupKind, Profile

FIRST_KEPT = 4
"""Number of first members that a group keeps with their features."""
LATEST_KEPT: dict[GroupKind, int] = {"story": 20, "thread": 16}
"""Number of latest members that a group keeps; those in between are only counted.

Of a story more are kept than a score needs: it is cut anew among the kept. With 20 instead of 8, stories of labelled
articles of two years agree better with readers, and grouping takes 3 % longer."""
PROFILE_VERSION = 1
"""The format of `Profile.body`. Added fields need no new version; a changed shape does."""
MAX_PROFILE_TERMS = 40
"""Number of terms by which the archive can find a group: those with the largest summed IDF."""
MIN_TERM_IDF = 2.0
"""IDF above which a term may be one of these."""
PROFILE_HALF_LIFE_HOURS = 30 * 24.0
"""Hours in which the weight of an article in its group decays to one half, so that the topic may move on."""
MAX_PROFILE_WORDS = 200
"""Number of words that the profile of a thread keeps: more change no decision, and each is stored."""
MAX_PROFILE_NAMES = 30
"""Number of names that the profile of a thread keeps."""


@dataclass(slots=True, eq=False)
class Group:
    """A story with some of its articles, or a thread with the first articles of some of its stories.

    Attributes:
        first_hour: Publication of the earliest member, in hours since 1970.
        last_hour: Publication of the latest member, in hours since 1970.
        word_weights: Of a thread, the decayed sum of the topic vectors of all articles; of a story, the sum for those
            articles that its thread has not counted yet.
        article_weight: The decayed number of the articles in that sum.
        name_weights: The decayed sum of the members' name vectors; only for threads.
        size: Number of all members, including those not kept.
        thread_id: The thread of a story; "" if not yet known.
        indexed_terms: The terms by which the archive finds it.
        load_members: Reads the members of a group from the archive; None once they are read.
    """

    id: str
    kind: GroupKind
    first_hour: float
    last_hour: float
    word_weights: TermWeights = field(default_factory=dict)
    article_weight: float = 0.0
    name_weights: TermWeights = field(default_factory=dict)
    size: int = 0
    thread_id: str = ""
    indexed_terms: frozenset[str] = frozenset()
    load_members: Callable[[], list[ArticleVector]] | None = None
    _members: list[ArticleVector] = field(default_factory=list)

    @property
    def members(self) -> list[ArticleVector]:
        """The kept members, oldest first."""
        if self.load_members:
            self._members, self.load_members = self.load_members(), None
        return self._members

    @property
    def kept_count(self) -> int:
        """The number of kept members; they are not read from the archive for it."""
        return min(self.size, FIRST_KEPT + LATEST_KEPT[self.kind])

    def forget_computed(self) -> None:
        """Free what was computed from the members."""
        for member in self._members:
            member.forget_computed()

    def add(self, vector: ArticleVector) -> None:
        """Add an article to a story."""
        self._advance(vector.published_hour)
        self._count(vector)
        self._keep(vector)

    def add_story(self, story: Group, vector: ArticleVector) -> None:
        """Add a story to a thread.

        Args:
            story: The story; its sum of topic vectors moves to the thread.
            vector: The article that represents it among the members.
        """
        self.count_articles(story)
        weight = _decay(self.last_hour - vector.published_hour)
        self.name_weights = blend(self.name_weights, 1.0, _scaled(vector.name_vector, weight), MAX_PROFILE_NAMES)
        self._keep(vector)

    def count_articles(self, story: Group) -> None:
        """Add the articles of a story that a thread has not counted yet to its sum of topic vectors."""
        self._advance(story.last_hour)
        weight = _decay(self.last_hour - story.last_hour)
        self.word_weights = blend(self.word_weights, 1.0, _scaled(story.word_weights, weight), MAX_PROFILE_WORDS)
        self.article_weight += story.article_weight * weight
        story.word_weights, story.article_weight = {}, 0.0

    def _count(self, vector: ArticleVector) -> None:
        """Add an article to the sum of topic vectors, unless it has no topic."""
        if not vector.topic_vector:
            return
        weight = _decay(self.last_hour - vector.published_hour)
        self.word_weights = blend(self.word_weights, 1.0, _scaled(vector.topic_vector, weight), MAX_PROFILE_WORDS)
        self.article_weight += weight

    def _advance(self, hour: float) -> None:
        """Let the sums decay until a later hour, which becomes that of the last member."""
        decay = _decay(hour - self.last_hour)
        self.word_weights, self.name_weights = _scaled(self.word_weights, decay), _scaled(self.name_weights, decay)
        self.article_weight *= decay
        self.last_hour = max(self.last_hour, hour)

    def _keep(self, vector: ArticleVector) -> None:
        """Keep an article as a member and drop one from the middle if there are too many."""
        self.first_hour = min(self.first_hour, vector.published_hour)
        self.size += 1
        self.members.append(vector)
        if len(self.members) > FIRST_KEPT + LATEST_KEPT[self.kind]:
            del self.members[FIRST_KEPT]

    def set_members(self, members: Iterable[ArticleVector]) -> None:
        """Replace the kept members, given oldest first."""
        self._members, self.load_members = list(members), None

    def represent_anew(self, left_ids: Set[str], vector: ArticleVector) -> None:
        """Let another article represent a story of a thread among the members, in place of those that left."""
        staying = [member for member in self.members if member.features.id not in left_ids]
        for member in self.members:
            if member.features.id in left_ids:
                weight = _decay(self.last_hour - member.published_hour)
                self.name_weights = _difference(self.name_weights, member.name_vector, weight)
        if all(member.features.id != vector.features.id for member in staying):
            weight = _decay(self.last_hour - vector.published_hour)
            self.name_weights = blend(self.name_weights, 1.0, _scaled(vector.name_vector, weight), MAX_PROFILE_NAMES)
            staying.append(vector)
        self.set_members(sorted(staying, key=lambda member: (member.published_hour, member.features.id)))

    def count_anew(self, uncounted: Iterable[ArticleVector]) -> None:
        """Replace the sum of the articles that the thread of a story has not counted yet."""
        self.word_weights, self.article_weight = {}, 0.0
        for vector in uncounted:
            self._count(vector)

    def uncount(self, vectors: Iterable[ArticleVector]) -> None:
        """Take articles out of the sum of topic vectors."""
        for vector in vectors:
            weight = _decay(self.last_hour - vector.published_hour)
            self.word_weights = _difference(self.word_weights, vector.topic_vector, weight)
            self.article_weight = max(0.0, self.article_weight - (weight if vector.topic_vector else 0.0))

    def multiply_weights(self, factor: float) -> None:
        """Let the articles in the sum of word vectors stand for `factor` times as many."""
        self.word_weights = {term: weight * factor for term, weight in self.word_weights.items()}
        self.article_weight *= factor

    def absorb(self, other: Group) -> None:
        """Add all members of another group of the same kind."""
        self._advance(other.last_hour)
        weight = _decay(self.last_hour - other.last_hour)
        self.word_weights = blend(self.word_weights, 1.0, _scaled(other.word_weights, weight), MAX_PROFILE_WORDS)
        self.article_weight += other.article_weight * weight
        self.name_weights = blend(self.name_weights, 1.0, _scaled(other.name_weights, weight), MAX_PROFILE_NAMES)
        members = sorted(
            [*self.members, *other.members], key=lambda member: (member.published_hour, member.features.id)
        )
        excess = max(0, len(members) - FIRST_KEPT - LATEST_KEPT[self.kind])
        self._members = [*members[:FIRST_KEPT], *members[FIRST_KEPT + excess :]]
        self.first_hour = min(self.first_hour, other.first_hour)
        self.size += other.size


def _decay(hours: float) -> float:
    """The share of a weight that is left after some hours; 1 if they are negative."""
    return float(0.5 ** (max(0.0, hours) / PROFILE_HALF_LIFE_HOURS))


def _scaled(weights: TermWeights, factor: float) -> TermWeights:
    return {term: weight * factor for term, weight in weights.items()} if factor < 1 else weights


def _difference(weights: TermWeights, vector: TermWeights, factor: float) -> TermWeights:
    """Weights less those of a vector times a factor, where that leaves some."""
    left = {term: value - factor * vector.get(term, 0.0) for term, value in weights.items()}
    return {term: value for term, value in left.items() if value > 0}


def founded_group_id(kind: GroupKind, article_id: str) -> str:
    """Derive the id of the story or thread that an article founds."""
    return kind[0] + sha256(f"{kind} {article_id}".encode()).hexdigest()[:10]


def new_group_id(kind: GroupKind, article_ids: Sequence[str], is_taken: Callable[[str], bool]) -> str:
    """Choose an unused id for a story or thread of some articles, derived from the first of them if possible."""
    founders = chain(article_ids, (f"{article_ids[0]} {n}" for n in count()))
    return next(id for founder in founders if not is_taken(id := founded_group_id(kind, founder)))


def new_story(vector: ArticleVector, id: str = "") -> Group:
    """Found a story with one article, from which its id is derived if none is given."""
    hour = vector.published_hour
    story = Group(id or founded_group_id("story", vector.features.id), "story", hour, hour)
    story.add(vector)
    return story


def new_thread(story: Group, vector: ArticleVector, id: str = "") -> Group:
    """Found a thread with one story, which an article represents; the article gives the id if there is none."""
    hour = story.first_hour
    thread = Group(id or founded_group_id("thread", vector.features.id), "thread", hour, hour)
    thread.add_story(story, vector)
    return thread


def profile_of_group(group: Group, idf: Idf) -> Profile:
    """Make the profile of a group that the archive stores."""
    weight: dict[str, float] = {}
    for member in group.members:
        for term in member.word_vector:
            weight[term] = weight.get(term, 0.0) + idf[term]
    terms = sorted((term for term in weight if idf[term] > MIN_TERM_IDF), key=lambda term: (-weight[term], term))
    body = {
        "version": PROFILE_VERSION,
        "members": [features_to_json(member.features) for member in group.members],
        "size": group.size,
        "thread": group.thread_id,
        "words": _rounded(group.word_weights),
        "weight": round(group.article_weight, 3),
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
    """Restore a group from its stored profile."""
    body = _load_body(stored)
    members = body.get("members", [])
    size = body.get("size", len(members))
    uncounted = float(size) if stored.kind == "thread" else 0.0  # older profiles have no weight
    return Group(
        id=stored.id,
        kind=stored.kind,
        first_hour=stored.first.timestamp() / 3600,
        last_hour=stored.last.timestamp() / 3600,
        word_weights=_interned(body.get("words", {})),
        article_weight=body.get("weight", uncounted),
        name_weights=_interned(body.get("names", {})),
        size=size,
        thread_id=body.get("thread", ""),
        indexed_terms=frozenset(map(intern, stored.terms)),
        load_members=lambda: [ArticleVector(features_from_json(member), idf) for member in members],
    )


def _interned(weights: TermWeights) -> TermWeights:
    """Return weights by terms that are one object in memory for all groups, as most of them stand in many."""
    return {intern(term): weight for term, weight in weights.items()}


def _load_body(stored: Profile) -> dict[str, Any]:
    """Return the parsed body of a profile; version 0 had no version. Missing fields have defaults.

    Raises:
        StoreError: The body is damaged, or a newer briefing wrote it.
    """
    try:
        body = json.loads(stored.body)
        version = body.get("version", 0)
    except (AttributeError, TypeError, ValueError):
        body, version = {}, None
    if not isinstance(version, int) or version > PROFILE_VERSION:
        message = f"the store is damaged: the profile of {stored.kind} {stored.id} cannot be read"
        raise StoreError(message, "`briefing regroup` makes all profiles again")
    return dict(body)


def _rounded(weights: TermWeights) -> TermWeights:
    """Weights as a profile stores them, without those that have all but decayed."""
    rounded = ((term, round(weight, 3)) for term, weight in sorted(weights.items()))
    return {term: weight for term, weight in rounded if weight}


def _to_datetime(hour: float) -> datetime:
    return datetime.fromtimestamp(round(hour * 3600), UTC)
