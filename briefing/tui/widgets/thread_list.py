"""The ranked threads, two lines each."""

from __future__ import annotations

from datetime import datetime

from textual import events
from textual.content import Content

from briefing.model.articles import EPOCH
from briefing.model.threads import ThreadRow
from briefing.tui.messages import Chosen, ThreadHighlighted
from briefing.tui.paint.rows import paint_row
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.lines import Lines

ROOMY = 28
"""From this height on a blank line parts the threads."""


class ThreadList(Lines):
    """A list that keeps its cursor on the same thread, and that thread at the same height, whatever is loaded."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(symbols, id=id)
        self.threads: tuple[ThreadRow, ...] = ()
        self.cursor = 0
        self._now = EPOCH
        self._sections = True
        self._marked: frozenset[str] = frozenset()
        self._painted: dict[int, tuple[Content, Content]] = {}

    @property
    def selected(self) -> str:
        """The id of the thread under the cursor, "" if the list is empty."""
        return self.threads[self.cursor].id if self.threads else ""

    @property
    def _pitch(self) -> int:
        """Lines from one thread to the next."""
        return 3 if self.rows_seen >= ROOMY else 2

    def show(self, threads: tuple[ThreadRow, ...], now: datetime, *, sections: bool, at: str | None = None) -> None:
        """Show threads; `sections` tells whether each names its section.

        The cursor stays on its thread; with `at` it goes to that one, or else to the first.
        """
        before, offset = self.selected, self.cursor * self._pitch - self.top_line
        self.threads, self._now, self._sections = threads, now, sections
        self._painted.clear()
        places = {row.id: index for index, row in enumerate(threads)}
        nearest = min(self.cursor, max(len(threads) - 1, 0))
        self.cursor = places.get(before, nearest) if at is None else places.get(at, 0)
        self.set_height(len(threads) * self._pitch)
        if at is not None:
            self.jump((self.cursor - 1) * self._pitch)
        elif before in places:
            self.jump(self.cursor * self._pitch - offset)
        self._see_cursor()
        if self.selected != before or not threads:
            self.post_message(ThreadHighlighted(self.selected))

    def set_marked(self, marked: frozenset[str]) -> None:
        """Show which threads are marked."""
        self._marked = marked
        self._painted.clear()
        self.refresh()

    def set_now(self, now: datetime) -> None:
        """Let the ages go on."""
        self._now = now
        self._painted.clear()
        self.refresh()

    def line(self, y: int) -> tuple[Content, bool]:
        """Return a line of a thread, or the blank one between two."""
        index, part = divmod(y, self._pitch)
        if index >= len(self.threads) or part == 2:
            return Content(""), False
        if index not in self._painted:
            row = self.threads[index]
            marked = row.id in self._marked
            self._painted[index] = paint_row(row, self.room, self._now, self.symbols, self._sections, marked)
        return self._painted[index][part], index == self.cursor

    def move(self, step: int) -> None:
        """Move the cursor by some threads."""
        self.select(self.cursor + step)

    def page(self, step: int) -> None:
        """Move the cursor by some pages."""
        self.move(step * max(self.rows_seen // self._pitch - 1, 1))

    def top(self) -> None:
        """Move the cursor to the first thread."""
        self.select(0)

    def bottom(self) -> None:
        """Move the cursor to the last thread."""
        self.select(len(self.threads) - 1)

    def select(self, index: int) -> None:
        """Put the cursor on a thread, or on the nearest there is."""
        index = max(min(index, len(self.threads) - 1), 0)
        if index != self.cursor:
            for row in (self.cursor, index):
                self.refresh_lines(row * self._pitch, 2)
            self.cursor = index
            self.post_message(ThreadHighlighted(self.selected))
        self._see_cursor()

    def on_resize(self) -> None:
        """Lay the rows out anew."""
        self._painted.clear()
        self.set_height(len(self.threads) * self._pitch)
        self._see_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the reader clicks; a second click opens."""
        index = (self.top_line + event.y) // self._pitch
        if index < len(self.threads):
            self.select(index)
            if event.chain == 2:
                self.post_message(Chosen())

    def _see_cursor(self) -> None:
        line = self.cursor * self._pitch
        self.reveal(line, line + 1)
