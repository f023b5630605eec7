"""Threads in full, and the briefing made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefing.model.articles import Article
from briefing.model.feeds import FeedProblem
from briefing.model.grouping import Evidence
from briefing.model.stories import Story, ThreadRow
from briefing.model.writing import Changes, Rewrite, Summary, TimelineEntry

NO_SUMMARY = Summary()


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in full: its row, stories (oldest first), summary and timeline (newest first).

    `changes` is what a reader, or a digest, does not know yet, if it was told of the thread before; `rewrite` is there
    only if a language model was asked for one.
    """

    row: ThreadRow
    stories: tuple[Story, ...] = ()
    summary: Summary = NO_SUMMARY
    timeline: tuple[TimelineEntry, ...] = ()
    changes: Changes | None = None
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """The ranked threads of a period, ready to render. `total` counts threads before `threads` was cut.

    `running` holds what a digest names without telling it again.
    """

    now: datetime
    since: datetime
    threads: tuple[Thread, ...]
    total: int = 0
    new: int = 0
    updated: int = 0
    feeds: int = 0
    articles: int = 0
    problems: tuple[FeedProblem, ...] = ()
    running: tuple[ThreadRow, ...] = ()
    digest: str = ""


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

    `in_affair` tells why the thread is part of a larger one.
    """

    article: Article | None
    story: Story
    thread: ThreadRow
    in_story: Evidence | None
    in_thread: Evidence | None
    titles: Mapping[str, str] = field(default_factory=dict)
    in_affair: Evidence | None = None
