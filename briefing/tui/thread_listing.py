"""What the front page lists: the threads as shown, those that wait to be taken in, and what narrows them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from briefing.model.threads import ThreadRow

ReadState = Literal["new", "updated", "read"]

ALL_TAB = ""
FOLLOWED_TAB = "★"
"""The tab of followed threads; no section of a configuration is called so."""
VIEW_TAB_PREFIX = "⌕"
"""Begins the tab of a saved view."""


def read_state(row: ThreadRow) -> ReadState:
    """Tell what a thread is to its reader: new, updated (since it was read, or in the period), or nothing new."""
    if row.read is not None:
        return "updated" if row.last > row.read else "read"
    return "read" if row.status == "running" else row.status


@dataclass(frozen=True, slots=True, eq=False)
class ThreadListing:
    """The rows in the order shown; `waiting` are the rows that a refresh has brought and nobody has taken in yet."""

    rows: tuple[ThreadRow, ...] = ()
    pending: tuple[ThreadRow, ...] | None = None
    sections: tuple[str, ...] = ()
    tab: str = ALL_TAB
    filter_text: str = ""
    matching_ids: frozenset[str] | None = None
    view_thread_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def visible_rows(self) -> tuple[ThreadRow, ...]:
        """Return the rows of the chosen tab that the filter leaves.

        What a query has `found` counts once it is there; until then, and for plain words always, rows that hold all
        words in their titles, sections or publishers stand first.
        """
        rows = [row for row in self.rows if self._in_tab(row)]
        wanted = [] if self.is_query else self.filter_text.casefold().split()
        if not wanted:
            return tuple(rows if self.matching_ids is None else (row for row in rows if row.id in self.matching_ids))
        first = [row for row in rows if _contains_words(row, wanted)]
        here = {row.id for row in first}
        return (
            *first,
            *(row for row in rows if self.matching_ids and row.id in self.matching_ids and row.id not in here),
        )

    @property
    def is_query(self) -> bool:
        """Whether the filter says more than words: a key, exact words, or what is not to be."""
        return any(":" in word or word.startswith(("-", '"')) for word in self.filter_text.split())

    @property
    def view_name(self) -> str:
        """The name of the saved view whose tab is chosen, "" if it is none."""
        return self.tab.removeprefix(VIEW_TAB_PREFIX) if self.tab.startswith(VIEW_TAB_PREFIX) else ""

    def with_filter(self, filter_text: str) -> ThreadListing:
        """Narrow to words or a query; what another one found is forgotten."""
        if filter_text == self.filter_text:
            return self
        narrowed = replace(self, filter_text=filter_text)
        return narrowed if self.is_query and narrowed.is_query else replace(narrowed, matching_ids=None)

    def _in_tab(self, row: ThreadRow) -> bool:
        if self.tab.startswith(VIEW_TAB_PREFIX):
            return row.id in self.view_thread_ids.get(self.tab[1:], ())
        return in_tab(row, self.tab)

    def row(self, thread_id: str) -> ThreadRow | None:
        """Return the row of a thread, None if it is not listed."""
        return next((row for row in self.rows if row.id == thread_id), None)

    def tabs(self) -> tuple[tuple[str, int], ...]:
        """Return each tab with its number of threads that hold something new."""
        unread = [row for row in self.rows if read_state(row) != "read"]
        counts = Counter(row.section for row in unread)
        followed = sum(row.followed for row in unread)
        views = (
            (VIEW_TAB_PREFIX + name, sum(row.id in ids for row in unread)) for name, ids in self.view_thread_ids.items()
        )
        return (
            (ALL_TAB, len(unread)),
            *((name, counts[name]) for name in self.sections),
            (FOLLOWED_TAB, followed),
            *views,
        )

    def status_counts(self) -> tuple[int, int]:
        """Return how many of the listed threads began, and how many went on, in the period."""
        statuses = Counter(row.status for row in self.rows)
        return statuses["new"], statuses["updated"]

    def with_next_tab(self, step: int) -> ThreadListing:
        """Choose the section `step` tabs further, round the end."""
        names = [name for name, _ in self.tabs()]
        here = names.index(self.tab) if self.tab in names else 0
        return replace(self, tab=names[(here + step) % len(names)])

    def with_pending(self, rows: tuple[ThreadRow, ...]) -> ThreadListing:
        """Keep newer rows waiting, so that the list does not move under the reader's hands."""
        return replace(self, pending=rows if changed_thread_ids(self.rows, rows) else None)

    def apply_pending(self) -> ThreadListing:
        """Show what waits."""
        return self if self.pending is None else replace(self, rows=self.pending, pending=None)

    def pending_count(self) -> int:
        """Return how many threads wait with something new."""
        return 0 if self.pending is None else len(changed_thread_ids(self.rows, self.pending))

    def with_marks(
        self, thread_id: str, *, followed: bool | None = None, read: datetime | None = None
    ) -> ThreadListing:
        """Change the marks of one thread where it stands."""

        def mark(row: ThreadRow) -> ThreadRow:
            if row.id != thread_id:
                return row
            row = row if followed is None else replace(row, followed=followed)
            return row if read is None else replace(row, read=read)

        return self._map_rows(mark)

    def without_thread(self, thread_id: str) -> ThreadListing:
        """Take a thread off the list."""
        waiting = None if self.pending is None else tuple(row for row in self.pending if row.id != thread_id)
        return replace(self, rows=tuple(row for row in self.rows if row.id != thread_id), pending=waiting)

    def updated_in_place(self, rows: tuple[ThreadRow, ...]) -> ThreadListing:
        """Take rows over from the store whole, where they stand; what is new among them stands in its rank."""
        latest = {row.id: row for row in rows}
        known = replace(self, rows=tuple(latest.get(row.id, row) for row in self.rows), pending=None)
        return known.with_stored_marks(rows)

    def with_stored_marks(self, rows: tuple[ThreadRow, ...]) -> ThreadListing:
        """Take marks and missing threads over from the store, without moving the rows that are shown.

        A thread that came back (it was muted) stands behind the one that ranks before it; news go on waiting.
        """
        news = changed_thread_ids(self.rows, self.pending or ())
        latest = {row.id: row for row in rows}
        kept = [
            replace(row, followed=new.followed, muted=new.muted, read=new.read)
            for row in self.rows
            if (new := latest.get(row.id))
        ]
        place = {row.id: index for index, row in enumerate(kept)}
        back: dict[int, list[ThreadRow]] = {}
        at = -1
        for row in rows:
            if row.id in place:
                at = place[row.id]
            elif row.id not in news:
                back.setdefault(at, []).append(row)
        order = list(back.get(-1, ()))
        for index, row in enumerate(kept):
            order += [row, *back.get(index, ())]
        return replace(self, rows=tuple(order), pending=rows if self.pending is not None else None)

    def _map_rows(self, change: Callable[[ThreadRow], ThreadRow]) -> ThreadListing:
        waiting = None if self.pending is None else tuple(map(change, self.pending))
        return replace(self, rows=tuple(map(change, self.rows)), pending=waiting)


def changed_thread_ids(before: Iterable[ThreadRow], after: Iterable[ThreadRow]) -> frozenset[str]:
    """Return the threads of `after` that `before` lacks or holds with fewer articles or an older last one."""
    known = {row.id: (row.article_count, row.last) for row in before}
    return frozenset(row.id for row in after if known.get(row.id) != (row.article_count, row.last))


def in_tab(row: ThreadRow, tab: str) -> bool:
    """Tell whether a tab holds a thread."""
    return tab == ALL_TAB or (row.followed if tab == FOLLOWED_TAB else row.section == tab)


def _contains_words(row: ThreadRow, words: list[str]) -> bool:
    if not words:
        return True
    text = " ".join((row.title, row.latest_development, row.section, *row.publishers)).casefold()
    return all(word in text for word in words)
