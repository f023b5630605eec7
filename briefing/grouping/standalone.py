"""Grouping without a store: the plan over an empty archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.grouping.plan import make_plan
from briefing.model.articles import EPOCH, Article
from briefing.model.grouping import GroupKind, Profile


class EmptyArchive:
    """An archive that holds nothing yet."""

    def candidates(self, kind: GroupKind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """None."""
        del kind, terms, since, limit
        return ()

    def profiles(self, kind: GroupKind, ids: Sequence[str]) -> Sequence[Profile]:
        """None."""
        del kind, ids
        return ()

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """None."""
        del terms
        return {}

    def size(self) -> int:
        """Zero."""
        return 0


def group_without_store(articles: Sequence[Article]) -> dict[str, tuple[str, str]]:
    """The story and the thread of each article, by its id, as if they had arrived in the order of publication."""
    made = make_plan(articles, EmptyArchive(), max((article.published for article in articles), default=EPOCH))
    ended = {(kind, old): new for kind, old, new in made.absorbed}

    def last(kind: GroupKind, name: str) -> str:
        while (kind, name) in ended:
            name = ended[kind, name]
        return name

    threads = {last("story", place.child): last("thread", place.parent) for place in made.stories}
    stories = {place.child: last("story", place.parent) for place in made.articles}
    return {article: (story, threads[story]) for article, story in stories.items()}
