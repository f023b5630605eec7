"""The desk as the application sees it: awaited, on workers, and marks are written in the order they were made."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from briefing.config import Config
from briefing.desk import feedlist
from briefing.errors import BriefingError, ConfigError
from briefing.model.articles import Article
from briefing.model.curation import Hidden, Rule, Why
from briefing.model.feeds import Feed, FeedProblem, Progress, RefreshReport
from briefing.model.threads import Briefing, Coming, Thread, ThreadRow
from briefing.tui.memory import Memory, remember
from briefing.tui.outside import open_window, run, write_new
from briefing.tui.paint.feeds import FeedHealth
from briefing.tui.paint.view import More
from briefing.tui.workers import Crew

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.desk.feedlist import Found

T = TypeVar("T")
MEMORY = ".reader.json"
"""The end of the name of the file, beside the store, in which the interface remembers."""

TYPING, COURTESY = 0.1, 0.02
"""Seconds after a key in which a refresh lets the UI's loop go first, and how long, between two of its steps."""
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
    views: Mapping[str, frozenset[str]] = field(default_factory=dict)
    starred: frozenset[str] = frozenset()


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
        self._pages = Crew("pages")
        self._model = Crew("model")
        self._leaving = False
        self.typed = float("-inf")
        """When a key was pressed last, by time.monotonic()."""

    def now(self) -> datetime:
        """Return the current moment, by the desk's clock."""
        return self._desk.now()

    async def recent(self) -> tuple[ThreadRow, ...]:
        """Load the ranked threads of the last day."""
        return await self._readers.do(lambda: self._desk.rows(since=self.now() - timedelta(days=1)))

    async def stock(self) -> Stock:
        """Load the ranked threads of the whole store and its sections."""

        def work() -> Stock:
            desk = self._desk
            views = {view.name: self._ids(view.query) for view in desk.views()}
            return Stock(desk.rows(), desk.sections(), desk.is_empty(), views, desk.starred())

        return await self._readers.do(work)

    def _ids(self, query: str) -> frozenset[str]:
        """The threads that a query means; none where a section or publisher it names is gone."""
        try:
            return frozenset(row.id for row in self._desk.rows(query=query))
        except ConfigError:
            return frozenset()

    async def find(self, query: str) -> frozenset[str]:
        """Load the ids of the threads that a query means; ConfigError in words if it is wrong."""
        return await self._readers.do(lambda: frozenset(row.id for row in self._desk.rows(query=query)))

    async def known(self) -> Mapping[str, tuple[str, ...]]:
        """Load what keys of a query can have as values."""
        return await self._readers.do(self._desk.known)

    async def whole(self, thread: str, since: datetime | None = None) -> tuple[Thread, More]:
        """Load a thread with what changed since it was last read (or since then), and what its page tells more."""

        def work() -> tuple[Thread, More]:
            desk = self._desk
            found = replace(_read_at(desk.thread(thread), since), changes=desk.changes(thread, since))
            return found, More(desk.coverage(thread), desk.ahead(thread), desk.put_right(thread))

        return await self._readers.do(work)

    async def agenda(self) -> tuple[Coming, ...]:
        """Load what the articles say of the next days."""
        return await self._readers.do(self._desk.agenda)

    async def hidden(self) -> tuple[tuple[Hidden, ...], tuple[Rule, ...]]:
        """Load the threads that lists leave out, and why; and all rules."""
        return await self._readers.do(lambda: (self._desk.hidden(), self._desk.rules()))

    async def act(self, work: Callable[[Desk], T]) -> T:
        """Do something at the desk, after everything that was asked for before."""
        return await self._clerk.do(lambda: work(self._desk))

    async def thread(self, thread: str, since: datetime | None = None) -> Thread:
        """Load a thread in full, as last read at `since` if that is given; BriefingError if it is not there."""
        return await self._readers.do(lambda: _read_at(self._desk.thread(thread), since))

    async def why(self, subject: str) -> Why:
        """Load the evidence of an article or a thread; BriefingError if there is none."""
        return await self._readers.do(lambda: self._desk.why(subject))

    async def health(self) -> Health:
        """Load the state of the feeds."""

        def work() -> Health:
            feeds = sum(feed.enabled for feed in self._desk.config.feeds)
            return Health(feeds, self._desk.problems(), self._desk.next_refresh())

        return await self._readers.do(work)

    async def refresh(self, tell: Callable[[Progress], None], *, force: bool = False) -> RefreshReport:
        """Fetch, group and write what is due; `tell` is called on the worker, at most ten times a second.

        With `force` feeds that are not due are asked too.
        """
        told = 0.0

        def progress(step: Progress) -> None:
            nonlocal told
            if self._leaving:
                raise Stopped("The refresh was stopped.")
            if time.monotonic() - self.typed < TYPING:
                time.sleep(COURTESY)
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                tell(step)

        return await self._fetcher.do(lambda: self._desk.refresh(force=force, progress=progress))

    async def full_text(self, article: str) -> tuple[Article, str]:
        """Read the page of an article; return the article with its text, and "" or why that is not to be had."""
        return await self._pages.do(lambda: self._desk.full_text(article))

    async def retell(self, thread: Thread, size: Literal["paragraph", "page"]) -> tuple[Thread, str]:
        """Let the model rewrite a summary; return the thread, and "" or why it stays. ConfigError without a model."""

        def work() -> tuple[Thread, str]:
            (told,), why = self._desk.retell([thread], size)
            return told, why

        return await self._model.do(work)

    async def edits(self, article: str) -> tuple[tuple[datetime, str], ...]:
        """Load the headlines that an article had before."""
        return await self._readers.do(lambda: self._desk.edits(article))

    async def digest(self) -> Briefing:
        """Load what the digest would tell now; its ledger stays as it is."""
        return await self._readers.do(self._desk.digest)

    # --- feeds ---------------------------------------------------------------------------------------------------

    @property
    def config(self) -> Config:
        """The configuration in use."""
        return self._desk.config

    async def feeds(self) -> tuple[FeedHealth, ...]:
        """Load each feed with what is remembered of it and how busy it is."""

        def work() -> tuple[FeedHealth, ...]:
            activity = self._desk.activity()
            idle = (0.0, timedelta())
            return tuple(FeedHealth(feed, state, *activity.get(feed.url, idle)) for feed, state in self._desk.feeds())

        return await self._readers.do(work)

    async def find_feeds(self, address: str) -> tuple[Found, ...]:
        """Look for the feeds at or behind an address; FetchError in words if there is none."""
        return await self._readers.do(lambda: feedlist.found_at(address))

    async def change_feeds(self, change: Callable[[Config], Config]) -> tuple[str, str]:
        """Change the configuration and use it from now on; return what the file held before, and what it holds."""

        def work() -> tuple[str, str]:
            before = feedlist.text_of(self._desk.config)
            self._desk.config = change(self._desk.config)
            return before, feedlist.text_of(self._desk.config)

        return await self._clerk.do(work)

    async def use(self, load: Callable[[Path], Config]) -> None:
        """Use the configuration that `load` reads anew; if it raises, the one before goes on."""

        def work() -> None:
            self._desk.config = load(self._desk.config.path)

        await self._clerk.do(work)

    async def ask_again(self, feed: Feed) -> None:
        """Forget that a feed failed, so that the next refresh asks it."""
        await self._clerk.do(lambda: self._desk.ask_again(feed))

    # --- the world outside ---------------------------------------------------------------------------------------

    def beside(self, suffix: str) -> Path:
        """Return the path of a file kept beside the store."""
        return self._desk.beside(suffix)

    async def remember(self, memory: Memory) -> None:
        """Write down what the interface remembers."""
        await self._clerk.do(lambda: remember(self.beside(MEMORY), memory))

    async def browse(self, url: str) -> bool:
        """Open a page in the reader's browser; False if there is none, or the address is not of the web."""
        if not url.startswith(("http://", "https://")):
            return False
        return await self._readers.do(lambda: open_window(url))

    async def save(self, path: Path, text: str) -> None:
        """Write a file, whole or not at all; BriefingError if it cannot be, or is there already."""
        await self._clerk.do(lambda: write_new(path, text))

    async def send(self, command: Sequence[str], text: str) -> str:
        """Give a text to a command of the reader's; return its last line. BriefingError if it cannot run, or fails."""
        return await self._readers.do(lambda: run(command, text))

    async def leave(self) -> None:
        """Stop refreshing and wait until every mark is written."""
        self._leaving = True
        await self._clerk.do(lambda: None)


def _read_at(thread: Thread, since: datetime | None) -> Thread:
    """The thread as if it had last been read at `since`, if that is given."""
    return replace(thread, row=replace(thread.row, read=since)) if since else thread
