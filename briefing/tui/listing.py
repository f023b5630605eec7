"""What the front page lists: the threads as shown, those that wait to be taken in, and what narrows them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from briefing.model.threads import ThreadRow

State = Literal["new", "updated", "read"]

ALL = ""
FOLLOWED = "★"
"""The tab of followed threads; no section of a configuration is called so."""
VIEW = "⌕"
"""Begins the tab of a saved view."""


def state(row: ThreadRow) -> State:
    """Tell what a thread is to its reader: new, updated (since it was read, or in the period), or nothing new."""
    if row.read is not None:
        return "updated" if row.last > row.read else "read"
    return "read" if row.status == "running" else row.status


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The rows in the order shown; `waiting` are the rows that a refresh has brought and nobody has taken in yet."""

    rows: tuple[ThreadRow, ...] = ()
    waiting: tuple[ThreadRow, ...] | None = None
    sections: tuple[str, ...] = ()
    section: str = ALL
    words: str = ""
    found: frozenset[str] | None = None
    views: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def shown(self) -> tuple[ThreadRow, ...]:
        """Return the rows of the chosen tab that the filter leaves.

        What a query has `found` counts once it is there; until then, and for plain words always, rows that hold all
        words in their titles, sections or publishers stand first.
        """
        rows = [row for row in self.rows if self._in_tab(row)]
        wanted = [] if self.is_query else self.words.casefold().split()
        if not wanted:
            return tuple(rows if self.found is None else (row for row in rows if row.id in self.found))
        first = [row for row in rows if _holds(row, wanted)]
        here = {row.id for row in first}
        return (*first, *(row for row in rows if self.found and row.id in self.found and row.id not in here))

    @property
    def is_query(self) -> bool:
        """Whether the filter says more than words: a key, exact words, or what is not to be."""
        return any(":" in word or word.startswith(("-", '"')) for word in self.words.split())

    @property
    def view(self) -> str:
        """The name of the saved view whose tab is chosen, "" if it is none."""
        return self.section.removeprefix(VIEW) if self.section.startswith(VIEW) else ""

    def filtered(self, words: str) -> Listing:
        """Narrow to words or a query; what another one found is forgotten."""
        if words == self.words:
            return self
        narrowed = replace(self, words=words)
        return narrowed if self.is_query and narrowed.is_query else replace(narrowed, found=None)

    def _in_tab(self, row: ThreadRow) -> bool:
        if self.section.startswith(VIEW):
            return row.id in self.views.get(self.section[1:], ())
        return in_section(row, self.section)

    def row(self, thread: str) -> ThreadRow | None:
        """Return the row of a thread, None if it is not listed."""
        return next((row for row in self.rows if row.id == thread), None)

    def tabs(self) -> tuple[tuple[str, int], ...]:
        """Return each tab with its number of threads that hold something new."""
        unread = [row for row in self.rows if state(row) != "read"]
        counts = Counter(row.section for row in unread)
        followed = sum(row.followed for row in unread)
        views = ((VIEW + name, sum(row.id in ids for row in unread)) for name, ids in self.views.items())
        return ((ALL, len(unread)), *((name, counts[name]) for name in self.sections), (FOLLOWED, followed), *views)

    def counts(self) -> tuple[int, int]:
        """Return how many of the listed threads began, and how many went on, in the period."""
        statuses = Counter(row.status for row in self.rows)
        return statuses["new"], statuses["updated"]

    def beside(self, step: int) -> Listing:
        """Choose the section `step` tabs further, round the end."""
        names = [name for name, _ in self.tabs()]
        here = names.index(self.section) if self.section in names else 0
        return replace(self, section=names[(here + step) % len(names)])

    def arrived(self, rows: tuple[ThreadRow, ...]) -> Listing:
        """Keep newer rows waiting, so that the list does not move under the reader's hands."""
        return replace(self, waiting=rows if changed(self.rows, rows) else None)

    def taken_in(self) -> Listing:
        """Show what waits."""
        return self if self.waiting is None else replace(self, rows=self.waiting, waiting=None)

    def news(self) -> int:
        """Return how many threads wait with something new."""
        return 0 if self.waiting is None else len(changed(self.rows, self.waiting))

    def marked(self, thread: str, *, followed: bool | None = None, read: datetime | None = None) -> Listing:
        """Change the marks of one thread where it stands."""

        def mark(row: ThreadRow) -> ThreadRow:
            if row.id != thread:
                return row
            row = row if followed is None else replace(row, followed=followed)
            return row if read is None else replace(row, read=read)

        return self._each(mark)

    def without(self, thread: str) -> Listing:
        """Take a thread off the list."""
        waiting = None if self.waiting is None else tuple(row for row in self.waiting if row.id != thread)
        return replace(self, rows=tuple(row for row in self.rows if row.id != thread), waiting=waiting)

    def corrected(self, rows: tuple[ThreadRow, ...]) -> Listing:
        """Take rows over from the store whole, where they stand; what is new among them stands in its rank."""
        latest = {row.id: row for row in rows}
        known = replace(self, rows=tuple(latest.get(row.id, row) for row in self.rows), waiting=None)
        return known.restored(rows)

    def restored(self, rows: tuple[ThreadRow, ...]) -> Listing:
        """Take marks and missing threads over from the store, without moving the rows that are shown.

        A thread that came back (it was muted) stands behind the one that ranks before it; news go on waiting.
        """
        news = changed(self.rows, self.waiting or ())
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
        return replace(self, rows=tuple(order), waiting=rows if self.waiting is not None else None)

    def _each(self, change: Callable[[ThreadRow], ThreadRow]) -> Listing:
        waiting = None if self.waiting is None else tuple(map(change, self.waiting))
        return replace(self, rows=tuple(map(change, self.rows)), waiting=waiting)


def changed(before: Iterable[ThreadRow], after: Iterable[ThreadRow]) -> frozenset[str]:
    """Return the threads of `after` that `before` lacks or holds with fewer articles or an older last one."""
    known = {row.id: (row.articles, row.last) for row in before}
    return frozenset(row.id for row in after if known.get(row.id) != (row.articles, row.last))


def in_section(row: ThreadRow, section: str) -> bool:
    """Tell whether a tab holds a thread."""
    return section == ALL or (row.followed if section == FOLLOWED else row.section == section)


def _holds(row: ThreadRow, wanted: list[str]) -> bool:
    if not wanted:
        return True
    text = " ".join((row.title, row.latest, row.section, *row.publishers)).casefold()
    return all(word in text for word in wanted)
