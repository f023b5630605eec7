"""Constraints of another store: adding them to those of this one, and moving what must move so that they hold. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from briefing.grouping.group import new_group_id
from briefing.model.grouping import CannotLink, Constraints, Evidence, GroupKind, Home, Homes, MustLink, Placement, Plan


def with_imported_links(
    constraints: Constraints, together: Iterable[MustLink], apart: Iterable[CannotLink]
) -> tuple[Constraints, int]:
    """Add constraints of another store; those that contradict one of this store are left out, and counted."""
    refused = 0
    must_links = list(constraints.must_link)
    for link in together:
        if any(_contradict(link, pair) for pair in constraints.cannot_link):
            refused += 1
            continue
        if any(own.kind == link.kind and link.articles <= own.articles for own in must_links):
            continue
        meeting = [own for own in must_links if own.kind == link.kind and own.articles & link.articles]
        united = link.articles.union(*(own.articles for own in meeting))
        must_links = [own for own in must_links if own not in meeting] + [replace(link, articles=united)]
    cannot_links = set(constraints.cannot_link)
    for pair in apart:
        if any(_contradict(link, pair) for link in must_links):
            refused += 1
        elif replace(pair, removed=pair.remaining, remaining=pair.removed) not in cannot_links:
            cannot_links.add(pair)
    return replace(constraints, must_link=tuple(must_links), cannot_link=frozenset(cannot_links)), refused


def _contradict(link: MustLink, pair: CannotLink) -> bool:
    """Whether a must-link holds together what a cannot-link keeps apart; what is one story is one thread, too."""
    reaches = link.kind == "story" or pair.kind == "thread"
    return reaches and pair.removed in link.articles and pair.remaining in link.articles


def plan_constrained(constraints: Constraints, current: Homes, at: datetime, is_taken: Callable[[str], bool]) -> Plan:
    """Return what must move so that the constraints hold.

    Args:
        constraints: The constraints to carry out.
        current: Where all articles of every thread are that has an article of a constraint.
        at: When the person asked for it.
        is_taken: Whether an id of a story or thread is in use, or leads to another one.
    """
    return _Enforcement(constraints, current, at, is_taken).plan()


class _Enforcement:
    """Moves whole stories where it can, else articles; later moves see the earlier ones.

    `_homes` has where each article is after the moves so far, `_stories` and `_articles` have the moves.
    """

    def __init__(self, constraints: Constraints, current: Homes, at: datetime, is_taken: Callable[[str], bool]) -> None:
        self._constraints = constraints
        self._homes = dict(current)
        self._at = at
        self._is_taken = is_taken
        self._stories: dict[str, str] = {}
        self._articles: dict[str, str] = {}

    def plan(self) -> Plan:
        for link in sorted(self._constraints.must_link, key=lambda link: (link.kind != "thread", link.at)):
            self._bring_together(link)
        pairs: dict[tuple[GroupKind, str], set[str]] = {}
        for pair in self._constraints.cannot_link:
            pairs.setdefault((pair.kind, pair.removed), set()).add(pair.remaining)
        for (kind, removed), others in sorted(pairs.items()):
            self._take_apart(kind, removed, others)
        return Plan(
            articles=tuple(self._placement(id, story, "story") for id, story in self._articles.items()),
            stories=tuple(self._placement(id, thread, "thread") for id, thread in self._stories.items()),
        )

    def _placement(self, child: str, parent: str, kind: GroupKind) -> Placement:
        return Placement(child, parent, Evidence(child, parent, kind, 1.0, corrected=self._at))

    def _bring_together(self, link: MustLink) -> None:
        """Move the articles of a must-link to where most of them are."""
        placed = sorted(article for article in link.articles if article in self._homes)
        threads = Counter(self._homes[article].thread for article in placed)
        if len(threads) > 1:
            target = threads.most_common(1)[0][0]
            for article in placed:
                if self._homes[article].thread != target:
                    self._move_story(self._homes[article].story, target)
        stories = Counter(self._homes[article].story for article in placed)
        if link.kind == "story" and len(stories) > 1:
            target = stories.most_common(1)[0][0]
            for article in placed:
                self._move_article(article, target, self._homes[article].thread)

    def _take_apart(self, kind: GroupKind, removed: str, others: Collection[str]) -> None:
        """Move an article, and those that are linked to it, to a new group unless the others are not in its group."""
        if removed not in self._homes:
            return
        links = self._constraints.must_link
        partners = next((link.articles for link in links if link.kind == kind and removed in link.articles), None)
        thread = self._homes[removed].thread
        group = self._group(kind, removed)
        leaving = sorted(one for one in partners or (removed,) if self._group(kind, one) == group)
        staying = [one for one in others if self._group(kind, one) == group and one not in leaving]
        if not staying:
            return
        new_thread = thread if kind == "story" else new_group_id("thread", leaving, self._in_use)
        mixed = [a for a in leaving if kind == "story" or self._shares_story(a, staying)]
        for article in leaving:
            if article not in mixed:
                self._move_story(self._homes[article].story, new_thread)
        if mixed:
            new_story = new_group_id("story", mixed, self._in_use)
            self._stories[new_story] = new_thread
            for article in mixed:
                self._move_article(article, new_story, new_thread)

    def _group(self, kind: GroupKind, article: str) -> str:
        """Return the id of the story or thread of an article, "" if it has none."""
        return self._homes[article].id_of(kind) if article in self._homes else ""

    def _shares_story(self, article: str, others: Iterable[str]) -> bool:
        return any(self._homes[other].story == self._homes[article].story for other in others)

    def _in_use(self, id: str) -> bool:
        return self._is_taken(id) or id in self._stories or id in self._stories.values()

    def _move_story(self, story: str, thread: str) -> None:
        self._stories[story] = thread
        self._homes = {id: Home(story, thread) if home.story == story else home for id, home in self._homes.items()}

    def _move_article(self, article: str, story: str, thread: str) -> None:
        if self._homes[article].story != story:
            self._articles[article] = story
            self._homes[article] = Home(story, thread)
