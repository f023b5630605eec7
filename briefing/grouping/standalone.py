"""Grouping without a store: a plan over an empty archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from briefing.grouping.affairs import top_affair
from briefing.grouping.plan import make_plan
from briefing.model.articles import Article
from briefing.model.grouping import GroupKind, Home, LinkedArticle, Profile
from briefing.text.publishers.house_phrase_learning import without_own_phrases


class EmptyArchive:
    """An archive without articles."""

    def candidates(self, kind: GroupKind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Return no groups."""
        del kind, terms, since, limit
        return ()

    def profiles(self, kind: GroupKind, ids: Sequence[str]) -> Sequence[Profile]:
        """Return no profiles."""
        del kind, ids
        return ()

    def stories_of(self, threads: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return nothing."""
        del threads
        return {}

    def affairs(self, threads: Sequence[str]) -> Mapping[str, str]:
        """Return no affairs."""
        del threads
        return {}

    def decided_affairs(self, threads: Sequence[str]) -> Set[str]:
        """Return none."""
        del threads
        return frozenset()

    def linked_articles(self, urls: Sequence[str]) -> Sequence[tuple[str, LinkedArticle, bool]]:
        """Return no articles."""
        del urls
        return ()

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return no frequencies."""
        del terms
        return {}

    def size(self) -> int:
        """Return zero."""
        return 0


@dataclass(frozen=True, slots=True)
class HomeWithAffair:
    """Where an article belongs: the ids of its story, its thread and the affair of that, else again of its thread."""

    story: str
    thread: str
    affair: str


def group_without_store(articles: Sequence[Article]) -> dict[str, Home]:
    """Group articles as if they had arrived in the order of publication. For tests and benchmarks.

    Returns:
        The home of each article by its id.
    """
    return {article: Home(home.story, home.thread) for article, home in homes_without_store(articles).items()}


def homes_without_store(articles: Sequence[Article]) -> dict[str, HomeWithAffair]:
    """Group articles as if they had arrived in the order of publication.

    Returns:
        Where each article belongs, by its id.
    """
    cleaned = without_own_phrases(articles)
    plan = make_plan(cleaned, EmptyArchive(), with_profiles=False)
    absorbed_by = {(kind, old): new for kind, old, new in plan.absorbed}

    def surviving(kind: GroupKind, group_id: str) -> str:
        while (kind, group_id) in absorbed_by:
            group_id = absorbed_by[kind, group_id]
        return group_id

    threads = {surviving("story", placement.child): surviving("thread", placement.parent) for placement in plan.stories}
    stories = {placement.child: surviving("story", placement.parent) for placement in plan.articles}
    affairs = {placement.child: placement.parent for placement in plan.affairs}
    return {
        article: HomeWithAffair(story, threads[story], top_affair(threads[story], affairs))
        for article, story in stories.items()
    }
