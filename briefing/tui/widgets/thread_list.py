"""The ranked threads, two lines each."""

from __future__ import annotations

from datetime import datetime

from textual import events
from textual.content import Content

from briefing.model.articles import EPOCH
from briefing.model.threads import ThreadRow
from briefing.tui.messages import Chosen, ThreadHighlighted
from briefing.tui.render.thread_row import render_thread_row
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_scroll_view import LineScrollView

BLANK_LINES_FROM = 28
"""From this height on a blank line parts the threads."""


class ThreadList(LineScrollView):
    """A list that keeps its cursor on the same thread, and that thread at the same height, whatever is loaded."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(symbols, id=id)
        self.rows: tuple[ThreadRow, ...] = ()
        self.cursor = 0
        self._now = EPOCH
        self._show_sections = True
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
        """Show threads; `sections` tells whether each names its section.

        The cursor stays on its thread; with `at` it goes to that one, or else to the first.
        """
        before, offset = self.selected_id, self.cursor * self._lines_per_thread - self.first_visible_line
        self.rows, self._now, self._show_sections = rows, now, show_sections
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
        """Let the ages go on."""
        self._now = now
        self._rendered_rows.clear()
        self.refresh()

    def line_at(self, y: int) -> tuple[Content, bool]:
        """Return a line of a thread, or the blank one between two."""
        index, part = divmod(y, self._lines_per_thread)
        if index >= len(self.rows) or part == 2:
            return Content(""), False
        if index not in self._rendered_rows:
            row = self.rows[index]
            marked = row.id in self._marked_ids
            self._rendered_rows[index] = render_thread_row(
                row, self.content_cells, self._now, self.symbols, self._show_sections, marked
            )
        return self._rendered_rows[index][part], index == self.cursor

    def move_cursor(self, step: int) -> None:
        """Move the cursor by some threads."""
        self.select(self.cursor + step)

    def move_page(self, step: int) -> None:
        """Move the cursor by some pages."""
        self.move_cursor(step * max(self.visible_line_count // self._lines_per_thread - 1, 1))

    def move_to_top(self) -> None:
        """Move the cursor to the first thread."""
        self.select(0)

    def move_to_bottom(self) -> None:
        """Move the cursor to the last thread."""
        self.select(len(self.rows) - 1)

    def select(self, index: int) -> None:
        """Put the cursor on a thread, or on the nearest there is."""
        index = max(min(index, len(self.rows) - 1), 0)
        if index != self.cursor:
            for row in (self.cursor, index):
                self.refresh_lines(row * self._lines_per_thread, 2)
            self.cursor = index
            self.post_message(ThreadHighlighted(self.selected_id))
        self._reveal_cursor()

    def on_resize(self) -> None:
        """Lay the rows out anew."""
        self._rendered_rows.clear()
        self.set_line_count(len(self.rows) * self._lines_per_thread)
        self._reveal_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the reader clicks; a second click opens."""
        index = (self.first_visible_line + event.y) // self._lines_per_thread
        if index < len(self.rows):
            self.select(index)
            if event.chain == 2:
                self.post_message(Chosen())

    def _reveal_cursor(self) -> None:
        line = self.cursor * self._lines_per_thread
        self.reveal_lines(line, line + 1)
