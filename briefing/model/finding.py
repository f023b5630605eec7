"""What is found in the store: articles by their words, and why they stand where they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.grouping import Evidence
    from briefing.model.stories import Story, ThreadRow


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found by searching, with its thread and a snippet."""

    article: Article
    thread: str
    thread_title: str
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The stored evidence of an article or a story, with the titles of what it names.

    `in_affair` tells why the thread is part of a larger one. Of a whole thread `story` is the newest, and `earlier` are
    the others, newest first, each with what put it there (None: it founded the thread).
    """

    article: Article | None
    story: Story
    thread: ThreadRow
    in_story: Evidence | None
    in_thread: Evidence | None
    titles: Mapping[str, str] = field(default_factory=dict)
    in_affair: Evidence | None = None
    earlier: tuple[tuple[Story, Evidence | None], ...] = ()
