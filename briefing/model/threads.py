"""Threads in full, and the briefing made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.writing import Summary

if TYPE_CHECKING:
    from briefing.model.changes import Changes
    from briefing.model.feeds import FeedProblem
    from briefing.model.stories import Story, ThreadRow
    from briefing.model.telling import Rewrite
    from briefing.model.writing import TimelineEntry

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
