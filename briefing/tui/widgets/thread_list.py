"""The list of ranked threads, two lines each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from textual import events
from textual.content import Content

from briefing.model.articles import EPOCH
from briefing.model.threads import ThreadRow
from briefing.tui.messages import Chosen, ThreadHighlighted
from briefing.tui.render.page_lines import EMPTY_CONTENT, to_content
from briefing.tui.render.thread_row import RowOptions, render_thread_row
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_scroll_view import LineScrollView

BLANK_LINES_FROM = 28
"""Lines of the list from which a blank line separates the threads: lower lists would show too few."""


class ThreadList(LineScrollView):
    """A list of threads. When it is reloaded, the cursor stays on its thread, and that thread at its height."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(symbols, id=id)
        self.rows: tuple[ThreadRow, ...] = ()
        self.cursor = 0
        self._options = RowOptions(EPOCH, symbols)
        self._marked_ids: frozenset[str] = frozenset()
        self._rendered_rows: dict[int, tuple[Content, Content]] = {}

    @property
    def selected_id(self) -> str:
        """The id of the thread under the cursor, "" if the list is empty."""
        return self.rows[self.cursor].id if self.rows else ""

    @property
    def _lines_per_thread(self) -> int:
        """Lines from one thread to the next."""
        return 3 if self.visible_line_count >= BLANK_LINES_FROM else 2

    def show(
        self, rows: tuple[ThreadRow, ...], now: datetime, *, show_sections: bool, select_id: str | None = None
    ) -> None:
        """Show threads.

        Args:
            rows: The threads, in order.
            now: The present time, for their ages.
            show_sections: Whether each row names its section.
            select_id: The thread to put the cursor on, or the first if it is not listed; None leaves it where it is.
        """
        before, offset = self.selected_id, self.cursor * self._lines_per_thread - self.first_visible_line
        self.rows, self._options = rows, RowOptions(now, self.symbols, show_sections)
        self._rendered_rows.clear()
        places = {row.id: index for index, row in enumerate(rows)}
        nearest = min(self.cursor, max(len(rows) - 1, 0))
        self.cursor = places.get(before, nearest) if select_id is None else places.get(select_id, 0)
        self.set_line_count(len(rows) * self._lines_per_thread)
        if select_id is not None:
            self.scroll_to_line((self.cursor - 1) * self._lines_per_thread)
        elif before in places:
            self.scroll_to_line(self.cursor * self._lines_per_thread - offset)
        self._reveal_cursor()
        if self.selected_id != before or not rows:
            self.post_message(ThreadHighlighted(self.selected_id))

    def set_marked(self, marked_ids: frozenset[str]) -> None:
        """Show which threads are marked."""
        self._marked_ids = marked_ids
        self._rendered_rows.clear()
        self.refresh()

    def set_now(self, now: datetime) -> None:
        """Show the ages as of `now`."""
        self._options = replace(self._options, now=now)
        self._rendered_rows.clear()
        self.refresh()

    def line_at(self, y: int) -> tuple[Content, bool]:
        """Return a line of a thread, or the blank line between two threads."""
        index, part = divmod(y, self._lines_per_thread)
        if index >= len(self.rows) or part == 2:
            return EMPTY_CONTENT, False
        if index not in self._rendered_rows:
            row = self.rows[index]
            first, second = render_thread_row(row, self.content_cells, self._options, row.id in self._marked_ids)
            self._rendered_rows[index] = to_content(first), to_content(second)
        return self._rendered_rows[index][part], index == self.cursor

    def move_cursor(self, step: int) -> None:
        """Move the cursor by `step` threads."""
        self.select(self.cursor + step)

    def move_page(self, step: int) -> None:
        """Move the cursor by `step` pages."""
        self.move_cursor(step * max(self.visible_line_count // self._lines_per_thread - 1, 1))

    def move_to_top(self) -> None:
        """Move the cursor to the first thread."""
        self.select(0)

    def move_to_bottom(self) -> None:
        """Move the cursor to the last thread."""
        self.select(len(self.rows) - 1)

    def select(self, index: int) -> None:
        """Put the cursor on the thread at `index`, or on the nearest one if there is none."""
        index = max(min(index, len(self.rows) - 1), 0)
        if index != self.cursor:
            for row in (self.cursor, index):
                self.refresh_lines(row * self._lines_per_thread, 2)
            self.cursor = index
            self.post_message(ThreadHighlighted(self.selected_id, by_reader=True))
        self._reveal_cursor()

    def on_resize(self) -> None:
        """Lay the rows out for the new size."""
        self._rendered_rows.clear()
        self.set_line_count(len(self.rows) * self._lines_per_thread)
        self._reveal_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the reader clicks; a double click opens the thread."""
        index = (self.first_visible_line + event.y) // self._lines_per_thread
        if index < len(self.rows):
            self.select(index)
            if event.chain == 2:
                self.post_message(Chosen())

    def _reveal_cursor(self) -> None:
        line = self.cursor * self._lines_per_thread
        self.reveal_lines(line, line + 1)
