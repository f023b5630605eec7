"""The desk itself: its parts together, reading, and digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.desk.clock import period_start
from briefing.desk.correcting import Correcting
from briefing.desk.refreshing import Refreshing
from briefing.desk.retelling import Retelling
from briefing.errors import BriefingError, StoreError
from briefing.model.articles import EPOCH
from briefing.model.threads import Briefing
from briefing.store.find import is_number
from briefing.text.clean import clean
from briefing.writing.news import news
from briefing.writing.rank import rank
from briefing.writing.untold import untold

if TYPE_CHECKING:
    from briefing.model.curation import Hit, Why
    from briefing.model.threads import Changes, Coming, Coverage, Thread, ThreadRow
    from briefing.text.query import Query

DIGEST_OVERLAP = timedelta(days=1)
"""How far before its last run a digest looks: articles can reach the store a day after they were published."""
DIGEST_BATCH = 200
"""Threads a digest reads at once; its ledger decides which of them it tells."""


class Desk(Refreshing, Correcting, Retelling):
    """Joins configuration, feeds, grouping, writing and store; the front ends know nothing below it."""

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
        """Return the briefing of a period (None: the query's, or the day's), best `limit` first; no thread is read.

        Threads that were known before have what changed since they were last read, else since the period began.
        """
        now, asked = self.now(), self.query(query)
        since = since or asked.since(now) or period_start(now)
        rows = self.rows(since=since, section=section, query=asked)
        threads = self._full(rows[:limit], now, since)
        return self._briefing(now, since, rows, tuple(replace(t, changes=news(t, since)) for t in threads))

    def thread(self, thread: str) -> Thread:
        """Return a thread in full; BriefingError for an id that is not there."""
        now = self.now()
        found = self._store.thread(thread, now, period_start(now))
        if found is None:
            raise BriefingError(f"There is no thread {clean(thread)}.", "`briefing threads` lists them.")
        return found

    def changes(self, thread: str, since: datetime | None = None) -> Changes | None:
        """Return what is new in a thread since a person last read it; None if nobody did, or nothing came.

        `since` stands for that moment where a person reads on and still wants to know what was new at first.
        """
        from briefing.writing.changes import since_read

        found = self.thread(thread)
        return since_read(replace(found, row=replace(found.row, read=since)) if since else found)

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

    def ahead(self, thread: str, days: int = 60) -> tuple[Coming, ...]:
        """Return what the articles of the last month in a thread say of the next days, earliest first."""
        from briefing.writing.agenda import agenda

        return agenda([self.thread(thread)], self.now(), days)

    def resolve(self, words: str) -> str:
        """Return the id of the thread a person means by an id, a prefix, a print-out number or words of a title."""
        found = self._store.find_threads(words)
        name = clean(words)
        if not name:
            raise BriefingError("No thread is named.", "Say its number, its id, or words of its title.")
        if not found and is_number(name):
            raise BriefingError(f"The last print-out has no number {name}.", "`briefing today` numbers threads anew.")
        if not found:
            raise BriefingError(f'No thread is called "{name}".', f"`briefing search {name}` looks into articles.")
        if len(found) > 1:
            near = [f"{thread} {title}" for thread, title in found[:5]]
            raise BriefingError(f'"{name}" names {len(found)} threads.', "Say more words, or an id.", near)
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
        rows = self.rows(since=period)
        fresh: tuple[Thread, ...] = ()
        for start in range(0, len(rows), DIGEST_BATCH):
            threads = self._full(rows[start : start + DIGEST_BATCH], now, period)
            fresh += tuple(found for thread in threads if (found := untold(thread, ledger, period, last)))
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
