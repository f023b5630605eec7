"""What a person decided, as constraints that outrank the model: what is bonded stays together, what is parted apart.

Corrections are kept in articles, for these keep their ids. While grouping runs, every article, story and
thread carries the labels of the corrections that concern it; a label stands for a bond, or for one parted
article. A story may hold one label that some thread must or must not have, or several that are merely the
other side of a parting: so no story can come to stand between threads that a person decided about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from briefing.grouping.scoring import Match
from briefing.model.grouping import CannotLink, Constraints, GroupKind, MustLink

ConstraintLabel = tuple[GroupKind, str]
NO_LABELS: frozenset[ConstraintLabel] = frozenset()
NO_CONSTRAINTS = Constraints()


def with_must_link(
    constraints: Constraints,
    kind: GroupKind,
    article_ids: Collection[str],
    at: datetime,
    current_members: Collection[str],
) -> Constraints:
    """The corrections with `articles` in one story or thread for ever; whatever parted `among`, all in it now, ends."""
    bonds, joined = _add_must_link(constraints.must_link, kind, article_ids, at)
    near = joined.union(current_members)
    ending = {"thread"} if kind == "thread" else {"story", "thread"}
    partings = {
        p for p in constraints.cannot_link if not (p.kind in ending and p.removed in near and p.remaining in near)
    }
    return replace(constraints, must_link=bonds, cannot_link=frozenset(partings))


def with_cannot_link(
    constraints: Constraints, kind: GroupKind, separated: Collection[str], others: Collection[str], at: datetime
) -> Constraints:
    """The corrections with `ones`, who stay together, never again in one story or thread with any of `others`."""
    bonds: list[MustLink] = []
    partings = set(constraints.cannot_link)
    for bond in constraints.must_link:
        off, rest = bond.articles.intersection(separated), bond.articles.difference(separated)
        if bond.kind != kind or not off or not rest:
            bonds.append(bond)
            continue
        bonds += [replace(bond, articles=side) for side in (off, rest) if len(side) > 1]
        for side in (off, rest):  # what parted the whole bond goes on to part each side
            for p in constraints.cannot_link:
                if p.kind == kind and p.removed in bond.articles:
                    partings.add(CannotLink(kind, min(side), p.remaining))
                elif p.kind == kind and p.remaining in bond.articles:
                    partings.add(CannotLink(kind, p.removed, min(side)))
    kept = tuple(bonds)
    if len(separated) > 1:
        kept, _ = _add_must_link(kept, kind, separated, at)
    partings |= {CannotLink(kind, min(separated), other) for other in others}
    return replace(constraints, must_link=kept, cannot_link=frozenset(partings))


def _add_must_link(
    must_links: Iterable[MustLink], kind: GroupKind, article_ids: Collection[str], at: datetime
) -> tuple[tuple[MustLink, ...], frozenset[str]]:
    """The bonds with a new one, that takes in those it touches; and the articles of the new one."""
    joined = frozenset(article_ids)
    kept = []
    for bond in must_links:
        if bond.kind == kind and not bond.articles.isdisjoint(article_ids):
            joined |= bond.articles
        else:
            kept.append(bond)
    return (*kept, MustLink(kind, joined, at)), joined


class ConstraintChecker:
    """The corrections while grouping runs. No two of the `settled` threads may become one."""

    def __init__(self, constraints: Constraints = NO_CONSTRAINTS, frozen_threads: frozenset[str] = frozenset()) -> None:
        self._frozen_threads = frozen_threads
        self._has_constraints = bool(constraints.must_link or constraints.cannot_link or frozen_threads)
        self._labels_of: dict[str, frozenset[ConstraintLabel]] = {}
        self._linked_at: dict[ConstraintLabel, datetime] = {}
        self._exclusive_labels: set[ConstraintLabel] = set()
        self._conflicting_labels: defaultdict[ConstraintLabel, set[ConstraintLabel]] = defaultdict(set)
        self._group_of_label: dict[ConstraintLabel, str] = {}
        self._thread_of_story: dict[str, str] = {}
        self._assign_labels(constraints)
        for article, (story, thread) in constraints.placements_by_article.items():
            self.record_membership("story", article, story)
            self.record_membership("thread", story, thread)

    def allows(self, kind: GroupKind, child_id: str, group_id: str) -> bool:
        """Whether a child (an article, a story), or another group of this kind, may join a group."""
        if child_id in self._frozen_threads and group_id in self._frozen_threads:
            return False
        mine = self._labels_of.get(child_id, NO_LABELS)
        if not mine:
            return True
        if not self._compatible(kind, mine, self._labels_of.get(group_id, NO_LABELS)):
            return False
        thread = self._thread_of_story.get(group_id) if kind == "story" else None
        return thread is None or (
            self.must_link_target("thread", child_id) in ("", thread)
            and self._compatible("thread", mine, self._labels_of.get(thread, NO_LABELS))
        )

    def is_constrained(self, child_id: str) -> bool:
        """Whether a person decided anything about a child."""
        return bool(self._labels_of.get(child_id))

    def filter_allowed(self, kind: GroupKind, child_id: str, matches: list[Match]) -> list[Match]:
        """The verdicts on groups that a child may join."""
        return (
            [one for one in matches if self.allows(kind, child_id, one.group.id)] if self._has_constraints else matches
        )

    def must_link_target(self, kind: GroupKind, child_id: str) -> str:
        """The story or thread in which others of the child's bond are; "" if it has none, or none of them is placed."""
        for label in self._labels_of.get(child_id, ()):
            if label[0] == kind and label in self._linked_at and label in self._group_of_label:
                return self._group_of_label[label]
        return ""

    def linked_at(self, kind: GroupKind, child_id: str) -> datetime | None:
        """When a person made the bond of the child; None if it has none."""
        moments = [
            self._linked_at[label]
            for label in self._labels_of.get(child_id, ())
            if label[0] == kind and label in self._linked_at
        ]
        return max(moments, default=None)

    def record_membership(self, kind: GroupKind, child_id: str, group_id: str) -> None:
        """Remember that a child, or another group that ended, is in a group now."""
        if not self._has_constraints:
            return
        if kind == "thread":
            self._thread_of_story[child_id] = group_id
        mine = {label for label in self._labels_of.get(child_id, ()) if kind == "story" or label[0] == "thread"}
        if mine:
            self._labels_of[group_id] = self._labels_of.get(group_id, NO_LABELS) | mine
            self._group_of_label.update({label: group_id for label in mine if label[0] == kind})
            if kind == "story" and group_id in self._thread_of_story:
                self.record_membership("thread", group_id, self._thread_of_story[group_id])

    def _assign_labels(self, constraints: Constraints) -> None:
        """Give every article concerned its labels. Who shares a story for ever also shares a thread."""
        labels: dict[GroupKind, dict[str, str]] = {"story": {}, "thread": {}}
        for kind, named in labels.items():
            bonds = [bond for bond in constraints.must_link if kind in ("thread", bond.kind)]
            for bond, whole in zip(bonds, _connected_articles(bonds), strict=True):
                label = min(whole)
                named.update(dict.fromkeys(bond.articles, label))
                self._linked_at[kind, label] = max(bond.at, self._linked_at.get((kind, label), bond.at))
                self._exclusive_labels.add((kind, label))
        for parting in constraints.cannot_link:
            kind, named = parting.kind, labels[parting.kind]
            one, other = (
                (kind, named.setdefault(article, article)) for article in (parting.removed, parting.remaining)
            )
            self._exclusive_labels.add(one)
            if one != other:
                self._conflicting_labels[one].add(other)
                self._conflicting_labels[other].add(one)
        for kind, named in labels.items():
            for article, label in named.items():
                self._labels_of[article] = self._labels_of.get(article, NO_LABELS) | {(kind, label)}

    def _compatible(self, kind: GroupKind, one: frozenset[ConstraintLabel], other: frozenset[ConstraintLabel]) -> bool:
        """Whether those with these labels may share a story or a thread."""
        for label in one:
            if (kind == "story" or label[0] == "thread") and not other.isdisjoint(
                self._conflicting_labels.get(label, ())
            ):
                return False
        threads = {label for label in one | other if label[0] == "thread"}
        return kind == "thread" or not other or len(threads) < 2 or threads.isdisjoint(self._exclusive_labels)


def _connected_articles(must_links: Iterable[MustLink]) -> list[frozenset[str]]:
    """For each bond all articles that it and the bonds it touches, directly or through others, put together."""
    whole: dict[str, set[str]] = {}
    for bond in must_links:
        touched = {id(whole[article]): whole[article] for article in bond.articles if article in whole}
        joined = set(bond.articles).union(*touched.values())
        whole.update(dict.fromkeys(joined, joined))
    return [frozenset(whole[min(bond.articles)]) for bond in must_links]
