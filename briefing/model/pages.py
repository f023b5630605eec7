"""The front page of a period, as values: main threads with the parts of their affairs, and single reports."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A main row of the front page with its parts, or a part that stands alone because a query leaves its affair out.

    Attributes:
        row: The thread.
        parts: The threads with news that are part of it, the most important first.
        is_loose_part: Whether it is such a part.
    """

    row: ThreadRow
    parts: tuple[ThreadRow, ...] = ()
    is_loose_part: bool = False


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The threads with news since a moment, most important first; every list of them is a part of this page.

    Attributes:
        since: The start of the period.
        entries: The main rows and loose parts, in order.
        singles: The reports of one publisher that stand behind one folded line.
    """

    since: datetime
    entries: tuple[PageEntry, ...] = ()
    singles: tuple[ThreadRow, ...] = ()

    @property
    def main_rows(self) -> tuple[ThreadRow, ...]:
        """Return the rows that badges and counts count: neither parts nor folded single reports."""
        return tuple(entry.row for entry in self.entries if not entry.is_loose_part)

    def flat_rows(self) -> Iterator[ThreadRow]:
        """Yield the rows of the entries in order, each followed by its parts."""
        for entry in self.entries:
            yield entry.row
            yield from entry.parts

    def in_section(self, section: str) -> FrontPage:
        """Return the part of the page that is of one section, "" for all; parts stand where their affair stands."""
        if not section:
            return self
        entries = tuple(entry for entry in self.entries if entry.row.section == section)
        return replace(self, entries=entries, singles=tuple(row for row in self.singles if row.section == section))

    def with_ids(self, ids: Container[str]) -> FrontPage:
        """Return the page of some threads only. A part whose affair is left out stands alone in its place."""
        entries: list[PageEntry] = []
        for entry in self.entries:
            parts = tuple(part for part in entry.parts if part.id in ids)
            if entry.row.id in ids:
                entries.append(replace(entry, parts=parts))
            else:
                entries += [PageEntry(part, is_loose_part=True) for part in parts]
        return replace(self, entries=tuple(entries), singles=tuple(row for row in self.singles if row.id in ids))

    def with_row(self, row: ThreadRow) -> FrontPage:
        """Return the page with one row as it is now, in its place; nothing else is composed anew."""
        entries = tuple(
            replace(entry, row=_newer(entry.row, row), parts=tuple(_newer(part, row) for part in entry.parts))
            if row.id in (entry.row.id, *(part.id for part in entry.parts))
            else entry
            for entry in self.entries
        )
        return replace(self, entries=entries, singles=tuple(_newer(one, row) for one in self.singles))

    def with_singles_if_empty(self) -> FrontPage:
        """Return the page with its single reports as main rows if it has no others."""
        if self.entries:
            return self
        return replace(self, entries=tuple(PageEntry(row) for row in self.singles), singles=())


def _newer(old: ThreadRow, row: ThreadRow) -> ThreadRow:
    return row if row.id == old.id else old
