"""The desk as the application sees it: awaited, on workers, and marks are written in the order they were made."""

from __future__ import annotations

import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.model import FeedProblem, Progress, RefreshReport, Thread, ThreadRow, Why
from briefing.tui.workers import Crew

if TYPE_CHECKING:
    from briefing.desk import Desk

TELL_EVERY = 0.1
"""Seconds between two reports of a refresh's progress."""


class Stopped(BriefingError):
    """The reader leaves, so the refresh ends early."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What the front page starts from."""

    rows: tuple[ThreadRow, ...] = ()
    sections: tuple[str, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """How the feeds are."""

    feeds: int = 0
    problems: tuple[FeedProblem, ...] = ()
    next_refresh: datetime | None = None


class Newsroom:
    """Asks the desk and tells it, without ever holding up the UI's loop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._readers = Crew("reading", 2)
        self._clerk = Crew("marking")
        self._fetcher = Crew("refreshing")
        self._leaving = False

    def now(self) -> datetime:
        """Return the current moment, by the desk's clock."""
        return self._desk.now()

    async def stock(self) -> Stock:
        """Load the ranked threads of the whole store and its sections."""

        def work() -> Stock:
            return Stock(self._desk.rows(), self._desk.sections(), self._desk.is_empty())

        return await self._readers.do(work)

    async def thread(self, thread: str) -> Thread:
        """Load a thread in full; BriefingError if it is not there."""
        return await self._readers.do(lambda: self._desk.thread(thread))

    async def why(self, subject: str) -> Why:
        """Load the evidence of an article or a thread; BriefingError if there is none."""
        return await self._readers.do(lambda: self._desk.why(subject))

    async def health(self) -> Health:
        """Load the state of the feeds."""

        def work() -> Health:
            feeds = sum(feed.enabled for feed in self._desk.config.feeds)
            return Health(feeds, self._desk.problems(), self._desk.next_refresh())

        return await self._readers.do(work)

    async def follow(self, thread: str, on: bool) -> None:
        """Follow a thread, or no longer."""
        await self._clerk.do(lambda: self._desk.follow(thread, on))

    async def mute(self, thread: str) -> None:
        """Take a thread off every list."""
        await self._clerk.do(lambda: self._desk.mute(thread))

    async def mark_read(self, thread: str) -> None:
        """Remember that a thread was read up to now."""
        await self._clerk.do(lambda: self._desk.mark_read(thread))

    async def undo(self) -> str:
        """Take back the last action; return it in words, "" if there was none."""
        return await self._clerk.do(self._desk.undo)

    async def refresh(self, tell: Callable[[Progress], None]) -> RefreshReport:
        """Fetch, group and write what is due; `tell` is called on the worker, at most ten times a second."""
        told = 0.0

        def progress(step: Progress) -> None:
            nonlocal told
            if self._leaving:
                raise Stopped("The refresh was stopped.")
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                tell(step)

        return await self._fetcher.do(lambda: self._desk.refresh(progress=progress))

    async def browse(self, url: str) -> bool:
        """Open a page in the reader's browser; False if there is none, or the address is not of the web."""
        if not url.startswith(("http://", "https://")):
            return False
        return await self._readers.do(lambda: webbrowser.open(url))

    async def leave(self) -> None:
        """Stop refreshing and wait until every mark is written."""
        self._leaving = True
        await self._clerk.do(lambda: None)
