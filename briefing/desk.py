"""The one door for both front ends: refresh, read, curate, digest.

What only a refresh needs (HTTP, parsers, grouping) is imported when it is called: reading the store stays instant.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from briefing.arranging import BATCH, Report
from briefing.config import Config
from briefing.correction import Correcting
from briefing.errors import BriefingError, StoreError
from briefing.extras.fulltext import FullTexts
from briefing.extras.retelling import Retelling
from briefing.model import (
    EPOCH,
    Briefing,
    Changes,
    Coming,
    Coverage,
    Feed,
    FeedProblem,
    FeedState,
    Hit,
    Progress,
    RefreshReport,
    Thread,
    ThreadRow,
    Why,
)
from briefing.store.store import Store
from briefing.text.clean import clean
from briefing.text.query import Query
from briefing.text.urls import host
from briefing.writing.rank import rank
from briefing.writing.untold import untold

if TYPE_CHECKING:
    from concurrent.futures import Future

    from briefing.feeds.fetch import Outcome

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: articles can reach the store a day after they were published."""
DIGEST_LIMIT = 200
"""Ranked threads a digest considers; its ledger decides which of them it tells."""


def period_start(now: datetime) -> datetime:
    """Return the start of the day's period in UTC: local midnight or 24 hours ago, whichever is earlier."""
    local = now.astimezone()
    midnight = datetime(local.year, local.month, local.day).astimezone()
    return min(midnight.astimezone(UTC), now - timedelta(hours=24))


class Clock:
    """Tells what time it is: the real one, a fixed moment, or one that runs on from a given start."""

    def __init__(self, start: datetime | None = None, *, running: bool = False) -> None:
        self._start = start
        self._running = running
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=time.monotonic() - self._began) if self._running else self._start

    def set(self, moment: datetime, *, running: bool = False) -> None:
        """Move the clock to `moment`."""
        self._start, self._running, self._began = moment, running, time.monotonic()


@dataclass(slots=True)
class _Tally:
    """What the feeds of a refresh gave so far."""

    new_data: int = 0
    unchanged: int = 0
    articles: int = 0
    failed: tuple[FeedProblem, ...] = ()
    notes: tuple[FeedProblem, ...] = ()
    states: list[FeedState] = field(default_factory=list)


class Desk(Correcting, FullTexts, Retelling):
    """Joins configuration, feeds, grouping, writing and store; the front ends know nothing below it."""

    def __init__(self, config: Config, store: Store, clock: Clock, transport: Any = None) -> None:
        self.config = config
        self.clock = clock
        self._store = store
        self._transport = transport

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def now(self) -> datetime:
        """Return the current moment in UTC, by this desk's clock."""
        return self.clock.now()

    def beside(self, suffix: str) -> Path:
        """Return the path of a file that is kept beside the store."""
        return self._store.path.with_name(self._store.path.name + suffix)

    # --- refreshing --------------------------------------------------------------------------------------------------

    def refresh(self, *, force: bool = False, progress: Report | None = None) -> RefreshReport:
        """Fetch all due feeds, then group and write what is new; blocks, so call it in a worker.

        `force` ignores polling intervals, never a Retry-After. StoreError if the store cannot be written.
        """
        tell = progress or (lambda _: None)
        with self._store.refresh_lock() as mine:
            if not mine:
                return RefreshReport(busy=True)
            now = self.now()
            tally, asked, total = self._fetch(now, force, tell)
            notes = self._read_pages(now, tell)
            stories = self._group(now, tell)
            threads = self._write(tell)
        return RefreshReport(
            feeds=total,
            new_data=tally.new_data,
            unchanged=tally.unchanged,
            not_due=total - asked,
            failed=tally.failed,
            notes=(*tally.notes, *notes),
            articles=tally.articles,
            stories=stories,
            threads=threads,
        )

    def _fetch(self, now: datetime, force: bool, tell: Report) -> tuple[_Tally, int, int]:
        """Fetch the due feeds; one worker parses and stores what comes, so that the network never waits for it."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        from briefing.feeds.fetch import fetch_all
        from briefing.feeds.schedule import is_due, is_waiting

        enabled = [(feed, state) for feed, state in self.feeds() if feed.enabled]
        due = [(feed, state) for feed, state in enabled if is_due(feed, state, now, force)]
        before = {feed.url: state for feed, state in due}
        tally = _Tally()
        if force:
            waiting = [self._problem(feed, state) for feed, state in enabled if is_waiting(state, now)]
            tally.notes = tuple(replace(one, cause=f"asked us to wait ({one.cause})") for one in waiting)
        jobs: list[Future[None]] = []
        with ThreadPoolExecutor(1, thread_name_prefix="clerk") as clerk:

            def on_done(feed: Feed, outcome: Outcome) -> Future[None]:
                jobs.append(clerk.submit(self._take_in, feed, before[feed.url], outcome, now, tally))
                tell(Progress("fetching", len(jobs), len(due), feed.name or host(feed.url)))
                return jobs[-1]

            try:
                if due:
                    tell(Progress("fetching", 0, len(due)))
                    asyncio.run(fetch_all(due, now=now, transport=self._transport, on_done=on_done))
            finally:  # whoever interrupts a refresh keeps what came in so far
                jobs.append(clerk.submit(self._save_unchanged, tally))
        for job in jobs:
            job.result()
        return tally, len(due), len(enabled)

    def _take_in(self, feed: Feed, state: FeedState, outcome: Outcome, now: datetime, tally: _Tally) -> None:
        """Parse what a feed answered and store its articles and state in one transaction."""
        from briefing.feeds.intake import take_in

        took = take_in(feed, state, outcome, now)
        if took.kind == "unchanged":
            tally.unchanged += 1
            tally.states.append(took.state)
            if len(tally.states) >= BATCH:
                self._save_unchanged(tally)
        else:
            tally.articles += self._store.save_feed(took.state, took.articles)
        if took.kind == "failed":
            tally.failed = (*tally.failed, self._problem(feed, took.state))
        elif took.kind == "new":
            tally.new_data += 1
        if took.note:
            tally.notes = (*tally.notes, replace(self._problem(feed, took.state), cause=took.note, next_try=None))

    def _save_unchanged(self, tally: _Tally) -> None:
        """Store the states of feeds without news: many in one transaction, for most feeds of a refresh are such."""
        self._store.save_states(tally.states)
        tally.states.clear()

    # --- reading -----------------------------------------------------------------------------------------------------

    def rows(
        self, *, since: datetime | None = None, section: str = "", muted: bool = False, query: Query | str = ""
    ) -> tuple[ThreadRow, ...]:
        """Return the ranked threads that `query` means, with an article since `since` (None: what the query says).

        Muted ones are kept if `muted` says so, or the query asks for them.
        """
        now, asked = self.now(), self.query(query)
        since = since or asked.since(now)
        period, names = since or period_start(now), self._names() if asked else None
        rows = self._store.rows(now, period, section=section, all_time=since is None, query=asked, names=names)
        muted = muted or "muted" in asked.values("is")
        return tuple(rank([row for row in rows if muted or not row.muted], now))

    def today(
        self, *, since: datetime | None = None, limit: int | None = None, section: str = "", query: Query | str = ""
    ) -> Briefing:
        """Return the briefing of a period (None: the query's, or the day's), best `limit` first; no thread is read."""
        now, asked = self.now(), self.query(query)
        since = since or asked.since(now) or period_start(now)
        rows = self.rows(since=since, section=section, query=asked)
        return self._briefing(now, since, rows, self._full(rows[:limit], now, since))

    def thread(self, thread: str) -> Thread:
        """Return a thread in full; BriefingError for an id that is not there."""
        now = self.now()
        found = self._store.thread(thread, now, period_start(now))
        if found is None:
            raise BriefingError(f"There is no thread {clean(thread)}.", "`briefing threads` lists them.")
        return found

    def changes(self, thread: str) -> Changes | None:
        """Return what is new in a thread since a person last read it; None if nobody did, or nothing came."""
        from briefing.writing.changes import since_read

        return since_read(self.thread(thread))

    def coverage(self, thread: str) -> Coverage:
        """Return who reports a thread; publishers whose feeds of its section were read and have nothing are silent."""
        from briefing.writing.coverage import coverage

        return coverage(self.thread(thread), self.feeds())

    def agenda(self, days: int = 14) -> tuple[Coming, ...]:
        """Return what the articles of the last month say of the next days, earliest first; muted threads left out."""
        from briefing.writing.agenda import LOOKS_BACK, agenda

        now = self.now()
        rows = [row for row in self._store.rows(now, now - LOOKS_BACK) if not row.muted]
        return agenda(self._store.threads([row.id for row in rows], now, now), now, days)

    def resolve(self, words: str) -> str:
        """Return the id of the thread a person means by an id, a prefix, a print-out number or words of a title."""
        found = self._store.find_threads(words)
        name = clean(words)
        if not found:
            raise BriefingError(f'No thread is called "{name}".', f"`briefing search {name}` looks into articles.")
        if len(found) > 1:
            near = "; ".join(f"{thread} {title}" for thread, title in found[:5])
            raise BriefingError(f'"{name}" names {len(found)} threads: {near}', "Say more words, or an id.")
        return found[0][0]

    def edits(self, article: str) -> tuple[tuple[datetime, str], ...]:
        """Return until when an article had which headline before, oldest first; also where only its text changed."""
        return tuple((until, title) for until, title, _ in self._store.edits(article))

    def search(self, words: Query | str, limit: int = 20) -> tuple[Hit, ...]:
        """Return the articles that a query means: with words the best first, else the newest first."""
        now, asked = self.now(), self.query(words)
        return tuple(self._store.search(asked, limit, now, asked.since(now) or period_start(now), self._names()))

    def why(self, words: str) -> Why:
        """Return the stored evidence of an article, or of the newest story of a thread."""
        found = self._store.why(words) or self._store.why(self.resolve(words))
        if found is None:
            raise BriefingError(f'Nothing is stored about "{clean(words)}".', "`briefing threads` lists the threads.")
        return found

    def sections(self) -> tuple[str, ...]:
        """Return the sections in the order of the configuration, then others that the store holds."""
        configured = dict.fromkeys(feed.section for feed in self.config.feeds if feed.enabled)
        stored = self._store.sections()
        return (*(s for s in configured if s in stored), *(s for s in stored if s not in configured))

    def is_empty(self) -> bool:
        """Tell whether the store holds no article yet."""
        return self._store.counts(EPOCH)[1] == 0

    def next_refresh(self) -> datetime | None:
        """Return when the next feed is due; None if there is no feed."""
        states = self._store.feed_states()
        due = [states[f.url].next_due if f.url in states else None for f in self.config.feeds if f.enabled]
        return min((moment or EPOCH for moment in due), default=None)

    def problems(self) -> tuple[FeedProblem, ...]:
        """Return the configured feeds whose last fetch failed."""
        return tuple(self._problem(feed, state) for feed, state in self.feeds() if feed.enabled and state.failures)

    def feeds(self) -> tuple[tuple[Feed, FeedState], ...]:
        """Return each configured feed with what is remembered of it."""
        states = self._store.feed_states()
        return tuple((feed, states.get(feed.url) or FeedState(feed.url)) for feed in self.config.feeds)

    def activity(self) -> dict[str, tuple[float, timedelta]]:
        """Return per feed address how many articles a day it had in the last week, and their average delay."""
        found = self._store.activity(self.now() - timedelta(days=7))
        return {feed: (number / 7, lag) for feed, (number, lag) in found.items()}

    def ask_again(self, feed: Feed) -> None:
        """Forget that a feed failed or is gone, so that the next refresh asks it, if its server did not ask to wait."""
        state = self._store.feed_states().get(feed.url)
        if state and (state.gone or state.failures):
            self._store.save_states([replace(state, gone=False, failures=0, error="", next_due=None)])

    def remember_printout(self, threads: Sequence[str]) -> bool:
        """Remember the order of a print-out, so that its numbers name threads; False if that cannot be written now."""
        try:
            self._store.remember_printout(threads)
        except StoreError:
            return False
        return True

    # --- digests -----------------------------------------------------------------------------------------------------

    def digest(self, name: str = "default", since: datetime | None = None) -> Briefing:
        """Return what the digest `name` has not told yet; `told` advances its ledger once it has been put out."""
        now = self.now()
        last = self._store.last_told(name)
        period = since or (last - DIGEST_OVERLAP if last else period_start(now))
        ledger = self._store.told(name)
        rows = self.rows(since=period)[:DIGEST_LIMIT]
        threads = self._full(rows, now, period)
        fresh = tuple(found for thread in threads if (found := untold(thread, ledger, period, last)))
        telling = {thread.row.id for thread in fresh}
        running = tuple(replace(row, status="running") for row in rows if row.id not in telling and row.id in ledger)
        return replace(self._briefing(now, period, [t.row for t in fresh], fresh), digest=name, running=running)

    def told(self, briefing: Briefing) -> None:
        """Record in the ledger of its digest that `briefing` was put out."""
        stories = {t.row.id: [story.id for story in t.stories] for t in briefing.threads}
        self._store.tell(briefing.digest, stories, briefing.now)

    # --- within ------------------------------------------------------------------------------------------------------

    def _full(self, rows: Sequence[ThreadRow], now: datetime, since: datetime) -> tuple[Thread, ...]:
        """Load the threads of ranked rows, keeping the rows' scores."""
        found = {thread.row.id: thread for thread in self._store.threads([row.id for row in rows], now, since)}
        return tuple(replace(found[row.id], row=row) for row in rows if row.id in found)

    def _briefing(
        self, now: datetime, since: datetime, rows: Sequence[ThreadRow], threads: tuple[Thread, ...]
    ) -> Briefing:
        """Put threads and the figures of the period together."""
        statuses = Counter(row.status for row in rows)
        return Briefing(
            now=now,
            since=since,
            threads=threads,
            total=len(rows),
            new=statuses["new"],
            updated=statuses["updated"],
            feeds=sum(feed.enabled for feed in self.config.feeds),
            articles=self._store.counts(since)[1],
            problems=self.problems(),
        )

    def _problem(self, feed: Feed, state: FeedState) -> FeedProblem:
        name = clean(feed.name or state.title) or host(feed.url)
        return FeedProblem(name, clean(state.error), state.failures, state.retry_after or state.next_due)
