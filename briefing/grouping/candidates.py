"""Finding the stories or threads that an article may belong to, by the rare words and names they share."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.group import Group, group_from_profile
from briefing.grouping.idf import Idf
from briefing.model.grouping import Archive, GroupKind

MIN_LOOKUP_IDF = 2.2
"""Words more common than one text in nine find nothing."""
MAX_LOOKUP_TERMS, MAX_ARCHIVE_TERMS = 16, 10
"""So many of the heaviest words of an article are looked up: in this batch, and in the archive."""
EXTRA_ASCII_TERMS = 6
"""Of an article in another script so many words are looked up beside these that other languages write alike."""
MAX_POSTINGS_READ = 150
MIN_SHARE_OF_BEST = 0.2
"""What shares so little of what the best candidate shares is not looked at."""


class CandidateIndex:
    """The groups of one kind: those of the archive, read when asked for, and over them those changed in this batch."""

    def __init__(self, kind: GroupKind, archive: Archive, idf: Idf) -> None:
        self.kind = kind
        self.groups: dict[str, Group] = {}
        self.changed: dict[str, None] = {}
        self.absorbed_into: dict[str, str] = {}
        self._from_archive: set[str] = set()
        self._archive = archive if archive.size() else None
        self._idf = idf
        self._postings: dict[str, dict[str, None]] = {}

    def find(self, vector: ArticleVector, since_hour: float | None, limit: int) -> list[Group]:
        """The groups most like an article, best first; `since` is the earliest hour of their last member."""
        weights = self._lookup_terms(vector)
        scores: dict[str, float] = {}
        for term, weight in weights:
            for name in islice(reversed(self._postings.get(term, {})), MAX_POSTINGS_READ):
                if since_hour is not None and self.groups[name].last_hour < since_hour:
                    break
                scores[name] = scores.get(name, 0.0) + weight
        if self._archive:
            self._add_archive_candidates(weights, since_hour, limit, scores)
        alive = scores.keys() - self.absorbed_into.keys()
        least = MIN_SHARE_OF_BEST * max([scores[name] for name in alive], default=0.0)
        names = sorted([name for name in alive if scores[name] > least], key=lambda name: (-scores[name], name))
        return [self.groups[name] for name in names[:limit]]

    def mark_changed(self, group: Group, vector: ArticleVector) -> None:
        """Remember that a group is new or has a new member."""
        self.groups[group.id] = group
        self.changed[group.id] = None
        for term in vector.word_vector:
            if self._idf[term] >= MIN_LOOKUP_IDF:
                posting = self._postings.setdefault(term, {})
                posting.pop(group.id, None)
                posting[group.id] = None

    def get(self, group_id: str) -> Group | None:
        """A group by its id, or the one it ended in; None if there is no such group."""
        if group_id not in self.groups and self._archive:
            self._load([group_id])
        return self.resolve(group_id) if group_id in self.groups else None

    def resolve(self, group_id: str) -> Group:
        """A group by its id, or the one it ended in."""
        while group_id in self.absorbed_into:
            group_id = self.absorbed_into[group_id]
        return self.groups[group_id]

    def absorb(self, group: Group, target: Group) -> None:
        """Let a group end in another, which is found by its words from now on."""
        self.absorbed_into[group.id] = target.id
        self.changed.pop(group.id, None)
        self.changed[target.id] = None
        for member in group.members:
            for term in member.word_vector:
                posting = self._postings.get(term, {})
                posting.pop(group.id, None)
                if self._idf[term] >= MIN_LOOKUP_IDF:
                    self._postings.setdefault(term, {})[target.id] = None

    def absorbed_archive_groups(self) -> tuple[tuple[GroupKind, str, str], ...]:
        """Groups of the archive that ended in another, and that other."""
        return tuple((self.kind, old, self.resolve(old).id) for old in self.absorbed_into if old in self._from_archive)

    def _lookup_terms(self, vector: ArticleVector) -> list[tuple[str, float]]:
        rarity = self._idf
        weights = [
            (term, weight * rarity[term])
            for term, weight in vector.word_vector.items()
            if rarity[term] >= MIN_LOOKUP_IDF
        ]
        weights.sort(key=lambda pair: (-pair[1], pair[0]))
        asked, rest = weights[:MAX_LOOKUP_TERMS], weights[MAX_LOOKUP_TERMS:]
        if rest and sum(term.isascii() for term, _ in asked) < MAX_LOOKUP_TERMS // 2:
            asked += [pair for pair in rest if pair[0].isascii()][:EXTRA_ASCII_TERMS]
        return asked

    def _add_archive_candidates(
        self, weighted_terms: list[tuple[str, float]], since_hour: float | None, limit: int, scores: dict[str, float]
    ) -> None:
        assert self._archive is not None
        moment = None if since_hour is None else datetime.fromtimestamp(since_hour * 3600, UTC)
        names = self._archive.candidates(
            self.kind,
            [term for term, _ in (*weighted_terms[:MAX_ARCHIVE_TERMS], *weighted_terms[MAX_LOOKUP_TERMS:])],
            moment,
            limit,
        )
        self._load([name for name in names if name not in self.groups])
        for name in names:
            group = self.groups.get(name)
            if group and name not in scores and name not in self.absorbed_into:
                scores[name] = sum([weight for term, weight in weighted_terms if term in group.indexed_terms])

    def _load(self, group_ids: list[str]) -> None:
        assert self._archive is not None
        for kept in self._archive.profiles(self.kind, group_ids) if group_ids else ():
            self.groups[kept.id] = group_from_profile(kept, self._idf)
            self._from_archive.add(kept.id)
