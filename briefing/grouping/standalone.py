"""Grouping without a store: a plan over an empty archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.grouping.plan import make_plan
from briefing.model.articles import EPOCH, Article
from briefing.model.grouping import GroupKind, Profile
from briefing.text.house_phrase_learning import without_own_phrases


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

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return no frequencies."""
        del terms
        return {}

    def size(self) -> int:
        """Return zero."""
        return 0


def group_without_store(articles: Sequence[Article]) -> dict[str, tuple[str, str]]:
    """Group articles as if they had arrived in the order of publication.

    Returns:
        The ids of story and thread by the id of each article.
    """
    cleaned = without_own_phrases(articles)
    plan = make_plan(cleaned, EmptyArchive(), max((article.published for article in articles), default=EPOCH))
    absorbed_by = {(kind, old): new for kind, old, new in plan.absorbed}

    def surviving(kind: GroupKind, name: str) -> str:
        while (kind, name) in absorbed_by:
            name = absorbed_by[kind, name]
        return name

    threads = {surviving("story", place.child): surviving("thread", place.parent) for place in plan.stories}
    stories = {place.child: surviving("story", place.parent) for place in plan.articles}
    return {article: (story, threads[story]) for article, story in stories.items()}
