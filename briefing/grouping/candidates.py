"""An inverted index that finds the stories or threads sharing rare words and names with an article."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice

from briefing.grouping.article_vectors import ArticleVector, TermWeights
from briefing.grouping.group import Group, group_from_profile
from briefing.grouping.idf import Idf
from briefing.model.grouping import Absorption, Archive, GroupKind

MIN_LOOKUP_IDF = 2.2
"""Minimum IDF of a term that is looked up: more common terms than one article in nine find too much."""
MAX_LOOKUP_TERMS = 16
"""Number of heaviest terms of an article that are looked up among the groups of this batch."""
MAX_ARCHIVE_TERMS = 10
"""Number of heaviest terms of an article that are looked up in the archive, where each costs a query."""
EXTRA_ASCII_TERMS = 6
"""Number of further ASCII terms that are looked up for an article in another script: names that languages share."""
MAX_POSTINGS_READ = 150
"""Number of latest groups read for each term; bounds the cost of a term that fills the news."""
MIN_SHARE_OF_BEST: dict[GroupKind, float] = {"story": 0.2, "thread": 0.0}
"""Share of the best candidate's score below which a candidate is dropped; a topic has reports that share few words."""
MAX_KEPT_ARTICLES: dict[GroupKind, int] = {"story": 3_000, "thread": 4_000}
"""Number of articles that the latest used groups keep together, 5 to 7 kB each with all that is computed of them: of
the largest groups 250 stories or 200 threads, of those with one article all that a refresh compares.

Of the other groups, those of the archive are read again if needed, and those that this batch changes are computed
again."""


class CandidateIndex:
    """The groups of one kind: those of the archive, loaded on demand, and those that this batch creates or changes.

    Attributes:
        groups: The groups created, changed or lately loaded, by id; others of the archive are loaded when asked for.
        changed: Ids of the groups that this batch creates or changes, in that order (an ordered set).
        absorbed_into: For each group that was merged into another, the id of the other.
    """

    def __init__(self, kind: GroupKind, archive: Archive, idf: Idf) -> None:
        self.kind = kind
        self.groups: dict[str, Group] = _LoadedGroups(self._load_one)
        self.changed: dict[str, None] = {}
        self.absorbed_into: dict[str, str] = {}
        self._from_archive: set[str] = set()
        self._archive = archive if archive.size() else None
        self._idf = idf
        self._postings: dict[str, dict[str, None]] = {}
        self._in_use: OrderedDict[str, int] = OrderedDict()
        """How many articles each group keeps, by the time of its last use; without the groups that were freed."""
        self._kept_articles = 0
        """How many they keep together."""

    def find(self, words: TermWeights, since_hour: float | None, limit: int) -> list[Group]:
        """Find the groups most similar to an article or a group by shared terms, best first.

        Args:
            words: The word vector of the article, or the sum of those of the group.
            since_hour: Earliest hour (since 1970) of the last member of a group; None for no limit.
            limit: Maximum number of groups.
        """
        self.free_unused()
        weights = self._lookup_terms(words)
        scores: dict[str, float] = {}
        groups = self.groups
        for term, weight in weights:
            if posting := self._postings.get(term):
                for group_id in islice(reversed(posting), MAX_POSTINGS_READ):
                    if group_id in scores:
                        scores[group_id] += weight
                    elif since_hour is not None and groups[group_id].last_hour < since_hour:
                        break
                    else:
                        scores[group_id] = weight
        if self._archive:
            self._add_archive_candidates(weights, since_hour, limit, scores)
        alive = {group_id: score for group_id, score in scores.items() if group_id not in self.absorbed_into}
        best = sorted(alive.values(), reverse=True)[:limit] or [0.0]
        minimum, last = MIN_SHARE_OF_BEST[self.kind] * best[0], best[-1]
        ranked = sorted([(-score, group_id) for group_id, score in alive.items() if score >= last and score > minimum])
        best_groups = [self.groups[group_id] for _, group_id in ranked[:limit]]
        for group in best_groups:
            self._use(group.id)
        return best_groups

    def mark_changed(self, group: Group, vector: ArticleVector) -> None:
        """Record that a group is new or has a new member, and index the member's terms."""
        self._count_as_changed(group)
        for term in vector.word_vector:
            if self._idf[term] >= MIN_LOOKUP_IDF:
                posting = self._postings.setdefault(term, {})
                posting.pop(group.id, None)
                posting[group.id] = None

    def get(self, group_id: str) -> Group | None:
        """Return a group by its id, or the group that absorbed it, in this batch or before; None if there is none."""
        if group_id not in self.groups and group_id not in self.absorbed_into and self._archive:
            self._load([group_id])
        return self.resolve(group_id) if group_id in self.groups or group_id in self.absorbed_into else None

    def read(self, group_ids: Sequence[str]) -> list[Group]:
        """Return groups by their ids; to save memory, those of the archive that were not loaded are not kept."""
        known = {
            group_id: self.resolve(group_id)
            for group_id in group_ids
            if group_id in self.groups or group_id in self.absorbed_into
        }
        missing = [group_id for group_id in group_ids if group_id not in known] if self._archive else []
        stored = self._archive.profiles(self.kind, missing) if self._archive and missing else ()
        groups = [*known.values(), *(group_from_profile(profile, self._idf) for profile in stored)]
        return list({group.id: group for group in groups}.values())

    def resolve(self, group_id: str) -> Group:
        """Return a known group by its id, or the group that absorbed it."""
        return self.groups[self.resolve_id(group_id)]

    def resolve_id(self, group_id: str) -> str:
        """Return the id of a known group, or that of the group that absorbed it."""
        while group_id in self.absorbed_into:
            group_id = self.absorbed_into[group_id]
        return group_id

    def absorb(self, group: Group, target: Group) -> None:
        """Record that a group was merged into another, and index its terms under the other."""
        self.absorbed_into[group.id] = target.id
        self.changed.pop(group.id, None)
        self._forget_use(group.id)
        self._count_as_changed(target)
        for member in group.members:
            for term in member.word_vector:
                posting = self._postings.get(term, {})
                posting.pop(group.id, None)
                if self._idf[term] >= MIN_LOOKUP_IDF:
                    self._postings.setdefault(term, {})[target.id] = None

    def mark_moved_story(self, story: Group) -> None:
        """Record that a story, of this batch or read from the archive, belongs to another thread now."""
        if story.id not in self.groups:
            self._from_archive.add(story.id)
        self._count_as_changed(story)

    def _count_as_changed(self, group: Group) -> None:
        self.groups[group.id] = group
        self.changed[group.id] = None
        self._use(group.id)

    def _use(self, group_id: str) -> None:
        """Record that a group is used, and how many articles it keeps by now."""
        self._forget_use(group_id)
        self._in_use[group_id] = self.groups[group_id].kept_count
        self._kept_articles += self._in_use[group_id]

    def _forget_use(self, group_id: str) -> None:
        self._kept_articles -= self._in_use.pop(group_id, 0)

    def free_unused(self) -> None:
        """Free memory of the groups that were not used for longest, if there are too many; they are then made again."""
        while self._kept_articles > MAX_KEPT_ARTICLES[self.kind]:
            group_id = next(iter(self._in_use))
            self._forget_use(group_id)
            if group_id in self.changed:
                self.groups[group_id].forget_computed()
            elif group_id not in self.absorbed_into:
                del self.groups[group_id]

    def archived_ids(self) -> dict[str, list[str]]:
        """For each group, the ids under which the archive knows it and those that were merged into it in this batch."""
        ids: dict[str, list[str]] = {}
        for group_id in sorted(self._from_archive):
            ids.setdefault(self.resolve_id(group_id), []).append(group_id)
        return ids

    def absorbed_archive_groups(self) -> tuple[Absorption, ...]:
        """Return the archived groups that were merged into others."""
        return tuple(
            Absorption(self.kind, old, self.resolve_id(old)) for old in self.absorbed_into if old in self._from_archive
        )

    def _lookup_terms(self, words: TermWeights) -> list[tuple[str, float]]:
        """The terms to look up with their weights, heaviest first."""
        weights = [
            (term, weight * self._idf[term]) for term, weight in words.items() if self._idf[term] >= MIN_LOOKUP_IDF
        ]
        weights.sort(key=lambda pair: (-pair[1], pair[0]))
        heaviest, rest = weights[:MAX_LOOKUP_TERMS], weights[MAX_LOOKUP_TERMS:]
        if rest and sum(term.isascii() for term, _ in heaviest) < MAX_LOOKUP_TERMS // 2:
            heaviest += [pair for pair in rest if pair[0].isascii()][:EXTRA_ASCII_TERMS]
        return heaviest

    def _add_archive_candidates(
        self, weighted_terms: list[tuple[str, float]], since_hour: float | None, limit: int, scores: dict[str, float]
    ) -> None:
        """Add the groups that the archive finds by the same terms to the scores.

        Of a group that grew in this batch the postings have the terms of its new articles only.
        """
        assert self._archive is not None
        moment = None if since_hour is None else datetime.fromtimestamp(since_hour * 3600, UTC)
        group_ids = self._archive.candidates(
            self.kind,
            [term for term, _ in (*weighted_terms[:MAX_ARCHIVE_TERMS], *weighted_terms[MAX_LOOKUP_TERMS:])],
            moment,
            limit,
        )
        self._load([group_id for group_id in group_ids if group_id not in self.groups])
        for group_id in group_ids:
            group = self.groups.get(group_id)
            if group and group_id not in self.absorbed_into:
                score = sum([weight for term, weight in weighted_terms if term in group.indexed_terms])
                scores[group_id] = max(score, scores.get(group_id, 0.0))

    def _load(self, group_ids: list[str]) -> None:
        """Load groups of the archive; of an id whose group was absorbed before, the group that absorbed it."""
        assert self._archive is not None
        for profile in self._archive.profiles(self.kind, group_ids) if group_ids else ():
            if len(group_ids) == 1 and profile.id != group_ids[0]:  # of several ids it is not known which led to it
                self.absorbed_into[group_ids[0]] = profile.id
            if profile.id not in self.groups:
                self.groups[profile.id] = group_from_profile(profile, self._idf)
                self._from_archive.add(profile.id)
                self._use(profile.id)

    def _load_one(self, group_id: str) -> None:
        """Load a group of the archive again that was dropped."""
        if group_id in self._from_archive:
            self._load([group_id])


class _LoadedGroups(dict[str, Group]):
    """Groups by id; one that is missing is loaded before it is returned."""

    def __init__(self, load: Callable[[str], None]) -> None:
        super().__init__()
        self._load = load

    def __missing__(self, group_id: str) -> Group:
        self._load(group_id)
        if group_id not in self:
            raise KeyError(group_id)
        return self[group_id]
