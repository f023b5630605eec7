"""The list of the front page: the threads shown, those that wait for `apply_pending`, the tab and the filter. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Literal

from briefing.model.threads import ThreadRow

ReadState = Literal["new", "updated", "read"]

FOLLOWED_TEXT = "★"
VIEW_PREFIX = "⌕"
"""First character of the tab of a saved view in the stored UI state, where ★ alone is the tab of followed threads."""


class TabKind(Enum):
    """What a tab of the front page selects."""

    ALL = "all"
    FOLLOWED = "followed"
    SECTION = "section"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the front page; `name` is the section or the saved view."""

    kind: TabKind
    name: str = ""

    @classmethod
    def section(cls, name: str) -> Tab:
        """Return the tab of a section."""
        return cls(TabKind.SECTION, name)

    @classmethod
    def view(cls, name: str) -> Tab:
        """Return the tab of a saved view."""
        return cls(TabKind.VIEW, name)

    @classmethod
    def from_text(cls, text: str) -> Tab:
        """Return the tab that `to_text` wrote."""
        if not text:
            return ALL_TAB
        if text == FOLLOWED_TEXT:
            return FOLLOWED_TAB
        return cls.view(text.removeprefix(VIEW_PREFIX)) if text.startswith(VIEW_PREFIX) else cls.section(text)

    def to_text(self) -> str:
        """Return the tab as the UI state stores it: "" (all), "★" (followed), "asia" (section), "⌕pacts" (view)."""
        match self.kind:
            case TabKind.ALL:
                return ""
            case TabKind.FOLLOWED:
                return FOLLOWED_TEXT
            case TabKind.SECTION:
                return self.name
            case TabKind.VIEW:
                return VIEW_PREFIX + self.name


ALL_TAB = Tab(TabKind.ALL)
FOLLOWED_TAB = Tab(TabKind.FOLLOWED)


def read_state(row: ThreadRow) -> ReadState:
    """Return the state of a thread for its reader: new, updated (since last read, or in the period), or read."""
    if row.read is not None or row.unread is not None:
        return "updated" if row.has_unread else "read"
    return "read" if row.status == "running" else row.status


@dataclass(frozen=True, slots=True, eq=False)
class ThreadListing:
    """The rows in the order shown; `pending` are the rows of a refresh that the reader has not taken in yet."""

    rows: tuple[ThreadRow, ...] = ()
    pending: tuple[ThreadRow, ...] | None = None
    sections: tuple[str, ...] = ()
    tab: Tab = ALL_TAB
    filter_text: str = ""
    matching_ids: frozenset[str] | None = None
    view_thread_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def visible_rows(self) -> tuple[ThreadRow, ...]:
        """Return the rows of the selected tab that match the filter.

        For plain words, rows that contain all of them in title, section or publishers come first, then the other
        rows of `matching_ids`, which the store found. A query shows all rows until `matching_ids` is known.
        """
        rows = [row for row in self.rows if self._in_tab(row)]
        words = [] if self.is_query else self.filter_text.casefold().split()
        if not words:
            return tuple(rows if self.matching_ids is None else (row for row in rows if row.id in self.matching_ids))
        by_words = [row for row in rows if _contains_words(row, words)]
        ids_by_words = {row.id for row in by_words}
        return (
            *by_words,
            *(r for r in rows if self.matching_ids and r.id in self.matching_ids and r.id not in ids_by_words),
        )

    @property
    def is_query(self) -> bool:
        """Whether the filter is more than plain words: it has a key, a phrase or an exclusion."""
        return any(":" in word or word.startswith(("-", '"')) for word in self.filter_text.split())

    def with_filter(self, filter_text: str) -> ThreadListing:
        """Filter by words or a query, and drop the matches of the previous filter."""
        if filter_text == self.filter_text:
            return self
        narrowed = replace(self, filter_text=filter_text)
        return narrowed if self.is_query and narrowed.is_query else replace(narrowed, matching_ids=None)

    def _in_tab(self, row: ThreadRow) -> bool:
        match self.tab.kind:
            case TabKind.ALL:
                return True
            case TabKind.FOLLOWED:
                return row.followed
            case TabKind.SECTION:
                return row.section == self.tab.name
            case TabKind.VIEW:
                return row.id in self.view_thread_ids.get(self.tab.name, ())

    def row(self, thread_id: str) -> ThreadRow | None:
        """Return the row of a thread, None if it is not listed."""
        return next((row for row in self.rows if row.id == thread_id), None)

    def tabs(self) -> tuple[tuple[Tab, int], ...]:
        """Return each tab with its number of unread threads."""
        unread = [row for row in self.rows if read_state(row) != "read"]
        counts = Counter(row.section for row in unread)
        followed = sum(row.followed for row in unread)
        views = ((Tab.view(name), sum(row.id in ids for row in unread)) for name, ids in self.view_thread_ids.items())
        return (
            (ALL_TAB, len(unread)),
            *((Tab.section(name), counts[name]) for name in self.sections),
            (FOLLOWED_TAB, followed),
            *views,
        )

    def status_counts(self) -> tuple[int, int]:
        """Return how many of the listed threads are new, and how many are updated, in the period."""
        statuses = Counter(row.status for row in self.rows)
        return statuses["new"], statuses["updated"]

    def with_next_tab(self, step: int) -> ThreadListing:
        """Select the tab `step` positions further; the last is followed by the first."""
        tabs = [tab for tab, _ in self.tabs()]
        index = tabs.index(self.tab) if self.tab in tabs else 0
        return replace(self, tab=tabs[(index + step) % len(tabs)])

    def with_pending(self, rows: tuple[ThreadRow, ...]) -> ThreadListing:
        """Hold newer rows back, so that the list does not move while it is read."""
        return replace(self, pending=rows if changed_thread_ids(self.rows, rows) else None)

    def apply_pending(self) -> ThreadListing:
        """Show the pending rows."""
        return self if self.pending is None else replace(self, rows=self.pending, pending=None)

    def pending_count(self) -> int:
        """Return how many of the pending threads are new or changed."""
        return 0 if self.pending is None else len(changed_thread_ids(self.rows, self.pending))

    def with_followed(self, thread_id: str, followed: bool) -> ThreadListing:
        """Mark one thread as followed or not, in its place."""
        return self._map_rows(lambda row: replace(row, followed=followed) if row.id == thread_id else row)

    def with_read(self, thread_id: str, read: datetime | None, before: datetime | None) -> ThreadListing:
        """Set when one thread was read, and when before the read session, in its place."""

        def mark(row: ThreadRow) -> ThreadRow:
            return replace(row, read=read, read_before=before, unread=None) if row.id == thread_id else row

        return self._map_rows(mark)

    def without_thread(self, thread_id: str) -> ThreadListing:
        """Remove a thread from the list."""
        pending = None if self.pending is None else tuple(row for row in self.pending if row.id != thread_id)
        return replace(self, rows=tuple(row for row in self.rows if row.id != thread_id), pending=pending)

    def updated_in_place(self, rows: tuple[ThreadRow, ...]) -> ThreadListing:
        """Replace the rows by those of the store, in their present order; new ones are inserted at their rank."""
        latest = {row.id: row for row in rows}
        updated = replace(self, rows=tuple(latest.get(row.id, row) for row in self.rows), pending=None)
        return updated.with_stored_marks(rows)

    def with_stored_marks(self, rows: tuple[ThreadRow, ...]) -> ThreadListing:
        """Take marks and missing threads from the rows of the store, without moving the rows that are shown.

        A thread that is missing (it was muted) is inserted after the row that ranks before it. Threads that the store
        no longer lists are removed. Pending news stay pending.
        """
        pending_ids = changed_thread_ids(self.rows, self.pending or ())
        stored = {row.id: row for row in rows}
        remaining = [
            replace(
                row,
                followed=new.followed,
                muted=new.muted,
                read=new.read,
                read_before=new.read_before,
                unread=new.unread,
            )
            for row in self.rows
            if (new := stored.get(row.id))
        ]
        positions = {row.id: index for index, row in enumerate(remaining)}
        missing: dict[int, list[ThreadRow]] = {}
        last_position = -1
        for row in rows:
            if row.id in positions:
                last_position = positions[row.id]
            elif row.id not in pending_ids:
                missing.setdefault(last_position, []).append(row)
        order = list(missing.get(-1, ()))
        for index, row in enumerate(remaining):
            order += [row, *missing.get(index, ())]
        return replace(self, rows=tuple(order), pending=rows if self.pending is not None else None)

    def _map_rows(self, change: Callable[[ThreadRow], ThreadRow]) -> ThreadListing:
        pending = None if self.pending is None else tuple(map(change, self.pending))
        return replace(self, rows=tuple(map(change, self.rows)), pending=pending)


def changed_thread_ids(before: Iterable[ThreadRow], after: Iterable[ThreadRow]) -> frozenset[str]:
    """Return the threads of `after` that are new, or whose articles differ from those in `before`."""
    articles = {row.id: (row.article_count, row.last) for row in before}
    return frozenset(row.id for row in after if articles.get(row.id) != (row.article_count, row.last))


def _contains_words(row: ThreadRow, words: list[str]) -> bool:
    text = " ".join((row.title, row.latest_development, row.section, *row.publishers)).casefold()
    return all(word in text for word in words)
