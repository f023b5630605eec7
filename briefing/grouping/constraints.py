"""A person's corrections as must-link and cannot-link constraints, which outrank the model.

Constraints name articles, because articles keep their ids. Each must-link group, and each side of a cannot-link, has a
label. While grouping runs, every article, story and thread carries the labels of its articles. Invariant: a story never
carries labels that force it into two different threads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from briefing.grouping.scoring import Match
from briefing.model.grouping import CannotLink, Constraints, GroupKind, MustLink

ConstraintLabel = tuple[GroupKind, str]
"""The level at which a constraint holds, and the smallest id of the articles that it keeps together."""
NO_LABELS: frozenset[ConstraintLabel] = frozenset()
NO_CONSTRAINTS = Constraints()


def with_must_link(
    constraints: Constraints,
    kind: GroupKind,
    article_ids: Collection[str],
    at: datetime,
    current_members: Collection[str],
) -> Constraints:
    """Add a must-link.

    Args:
        constraints: The constraints so far.
        kind: Whether the articles must share a story or a thread.
        article_ids: The articles.
        at: When the person decided this.
        current_members: All articles now in the group. Cannot-links between any two of them end.
    """
    must_links, linked = _add_must_link(constraints.must_link, kind, article_ids, at)
    together = linked.union(current_members)
    ending = {"thread"} if kind == "thread" else {"story", "thread"}
    cannot_links = {
        link
        for link in constraints.cannot_link
        if not (link.kind in ending and link.removed in together and link.remaining in together)
    }
    return replace(constraints, must_link=must_links, cannot_link=frozenset(cannot_links))


def with_cannot_link(
    constraints: Constraints, kind: GroupKind, separated: Collection[str], others: Collection[str], at: datetime
) -> Constraints:
    """Add cannot-links between some articles, which stay together, and each of some others.

    Args:
        constraints: The constraints so far.
        kind: Whether the articles must not share a story or a thread.
        separated: The articles that leave; a must-link keeps them together.
        others: The articles that they leave.
        at: When the person decided this.
    """
    must_links: list[MustLink] = []
    cannot_links = set(constraints.cannot_link)
    for link in constraints.must_link:
        leaving, staying = link.articles.intersection(separated), link.articles.difference(separated)
        if link.kind != kind or not leaving or not staying:
            must_links.append(link)
            continue
        must_links += [replace(link, articles=side) for side in (leaving, staying) if len(side) > 1]
        for side in (leaving, staying):  # a cannot-link of the whole group holds for each part
            for old in constraints.cannot_link:
                if old.kind == kind and old.removed in link.articles:
                    cannot_links.add(CannotLink(kind, min(side), old.remaining))
                elif old.kind == kind and old.remaining in link.articles:
                    cannot_links.add(CannotLink(kind, old.removed, min(side)))
    remaining = tuple(must_links)
    if len(separated) > 1:
        remaining, _ = _add_must_link(remaining, kind, separated, at)
    cannot_links |= {CannotLink(kind, min(separated), other) for other in others}
    return replace(constraints, must_link=remaining, cannot_link=frozenset(cannot_links))


def _add_must_link(
    must_links: Iterable[MustLink], kind: GroupKind, article_ids: Collection[str], at: datetime
) -> tuple[tuple[MustLink, ...], frozenset[str]]:
    """Add a must-link, united with those that share an article with it.

    Returns:
        All must-links, and the articles of the new one.
    """
    united = frozenset(article_ids)
    others = []
    for link in must_links:
        if link.kind == kind and not link.articles.isdisjoint(article_ids):
            united |= link.articles
        else:
            others.append(link)
    return (*others, MustLink(kind, united, at)), united


class ConstraintChecker:
    """Checks placements against the constraints while grouping runs; no two of the frozen threads may be merged."""

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
        for article, (story, thread) in constraints.homes.items():
            self.record_membership("story", article, story)
            self.record_membership("thread", story, thread)

    def allows(self, kind: GroupKind, child_id: str, group_id: str) -> bool:
        """Whether an article, a story or another group of this kind may join a group."""
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
        """Whether any constraint concerns an article or a story."""
        return bool(self._labels_of.get(child_id))

    def filter_allowed(self, kind: GroupKind, child_id: str, matches: list[Match]) -> list[Match]:
        """The matches whose groups an article or a story may join."""
        if not self._has_constraints:
            return matches
        return [match for match in matches if self.allows(kind, child_id, match.group.id)]

    def must_link_target(self, kind: GroupKind, child_id: str) -> str:
        """The group that holds the articles of a child's must-link; "" if it has none or none of them is placed yet."""
        for label in self._labels_of.get(child_id, ()):
            if label[0] == kind and label in self._linked_at and label in self._group_of_label:
                return self._group_of_label[label]
        return ""

    def linked_at(self, kind: GroupKind, child_id: str) -> datetime | None:
        """When a person made the latest must-link of a child; None if it has none."""
        moments = [
            self._linked_at[label]
            for label in self._labels_of.get(child_id, ())
            if label[0] == kind and label in self._linked_at
        ]
        return max(moments, default=None)

    def record_membership(self, kind: GroupKind, child_id: str, group_id: str) -> None:
        """Record that a child joined a group, or that a group was absorbed by another."""
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
        """Give every constrained article its labels; a must-link of a story is also one of its thread."""
        labels: dict[GroupKind, dict[str, str]] = {"story": {}, "thread": {}}
        for kind, label_of in labels.items():
            links = [link for link in constraints.must_link if kind in ("thread", link.kind)]
            for link, connected in zip(links, _connected_articles(links), strict=True):
                label = min(connected)
                label_of.update(dict.fromkeys(link.articles, label))
                self._linked_at[kind, label] = max(link.at, self._linked_at.get((kind, label), link.at))
                self._exclusive_labels.add((kind, label))
        for cannot in constraints.cannot_link:
            kind, label_of = cannot.kind, labels[cannot.kind]
            one, other = (
                (kind, label_of.setdefault(article, article)) for article in (cannot.removed, cannot.remaining)
            )
            self._exclusive_labels.add(one)
            if one != other:
                self._conflicting_labels[one].add(other)
                self._conflicting_labels[other].add(one)
        for kind, label_of in labels.items():
            for article, label in label_of.items():
                self._labels_of[article] = self._labels_of.get(article, NO_LABELS) | {(kind, label)}

    def _compatible(self, kind: GroupKind, one: frozenset[ConstraintLabel], other: frozenset[ConstraintLabel]) -> bool:
        """Whether items with these labels may share a story or a thread."""
        for label in one:
            if (kind == "story" or label[0] == "thread") and not other.isdisjoint(
                self._conflicting_labels.get(label, ())
            ):
                return False
        threads = {label for label in one | other if label[0] == "thread"}
        return kind == "thread" or not other or len(threads) < 2 or threads.isdisjoint(self._exclusive_labels)


def _connected_articles(must_links: Iterable[MustLink]) -> list[frozenset[str]]:
    """For each must-link, the articles of its connected component (links that share an article are connected)."""
    component_of: dict[str, set[str]] = {}
    for link in must_links:
        touched = {id(component_of[one]): component_of[one] for one in link.articles if one in component_of}
        united = set(link.articles).union(*touched.values())
        component_of.update(dict.fromkeys(united, united))
    return [frozenset(component_of[min(link.articles)]) for link in must_links]
