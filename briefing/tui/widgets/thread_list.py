"""The list of the front page: threads of two or three lines, parts, reports and folding lines of one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import datetime

from textual import events
from textual.content import Content

from briefing.model.articles import EPOCH
from briefing.model.threads import ThreadRow
from briefing.output.lines import Line
from briefing.program_faults import failure_text, fault_name
from briefing.tui.list_items import ItemKind, ListItem, places
from briefing.tui.messages import Chosen, ListResized, ThreadHighlighted
from briefing.tui.render.page_lines import EMPTY_CONTENT, MIN_WIDTH, LineRenderer, PageLine, no_lines, to_content
from briefing.tui.render.thread_row import RowOptions, item_height, render_item, unrendered_item
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_scroll_view import LineScrollView

BLANK_LINES_FROM = 40
"""Lines of the list from which a blank line separates the threads: lower lists would show too few."""


class ThreadList(LineScrollView):
    """A list of threads. When it is reloaded, the cursor stays on its item.

    That item stays at its height, but a list that was shown from its first item on is so still if the cursor is in
    sight then: what comes in above the cursor is not hidden.
    """

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(symbols, id=id)
        self.items: tuple[ListItem, ...] = ()
        self.cursor = 0
        self.rests_at_top = True
        """Whether the reader has chosen no item: the cursor is where it was at first, or where a key for the top put
        it."""
        self._starts: list[int] = [0]
        self._places: list[tuple[int, int]] = []
        """Where each item stands, and of how many."""
        self._empty_lines: list[PageLine] = []
        self._empty_renderer: LineRenderer = no_lines
        self._options = RowOptions(EPOCH, symbols)
        self._marked_ids: frozenset[str] = frozenset()
        self._rendered: dict[int, tuple[Content, ...]] = {}

    @property
    def rows(self) -> tuple[ThreadRow, ...]:
        """The threads that are shown, in order."""
        return tuple(item.row for item in self.items if item.row)

    @property
    def selected(self) -> ListItem | None:
        """The item under the cursor, None if the list is empty."""
        return self.items[self.cursor] if self.items else None

    @property
    def selected_id(self) -> str:
        """The id of the thread under the cursor; "" on a folding line and in an empty list."""
        return self.selected.thread_id if self.selected else ""

    @property
    def selected_key(self) -> str:
        """The key of the item under the cursor, "" if the list is empty."""
        return self.selected.key if self.selected else ""

    def show(
        self,
        items: tuple[ListItem, ...],
        options: RowOptions,
        select_key: str | None = None,
        lines_above: int | None = None,
    ) -> None:
        """Show items.

        Args:
            items: The items, in order.
            options: How they are shown.
            select_key: The item to put the cursor on, or the first if it is not listed; None leaves it where it is.
            lines_above: Lines in sight above the cursor then, as far as there are any; None: those of the item above.
        """
        before, id_before = self.selected_key, self.selected_id
        top, offset = self.first_visible_line, self.lines_above_cursor
        self.items, self._options = items, options
        self._places = places(items)
        self._lay_out()
        index_by_key = {item.key: index for index, item in enumerate(items)}
        nearest = min(self.cursor, max(len(items) - 1, 0))
        self.cursor = index_by_key.get(before, nearest) if select_key is None else index_by_key.get(select_key, 0)
        if select_key is not None:
            above = self._starts[self.cursor] - self._starts[max(self.cursor - 1, 0)]
            self.scroll_to_line(self._starts[self.cursor] - (above if lines_above is None else lines_above))
        elif before in index_by_key:
            is_near_top = self._starts[self.cursor] + self._height(self.cursor) <= self.visible_line_count
            self.scroll_to_line(0 if top == 0 and is_near_top else self._starts[self.cursor] - offset)
        self._reveal_cursor()
        if lines_above is not None:
            # Until then the line of the filter may take its height.
            self.call_after_refresh(self._show_cursor_below, lines_above)
        self._update_position()
        if self.selected_id != id_before or self.selected_key != before or not items:
            self.post_message(ThreadHighlighted(self.selected_id))

    @property
    def lines_above_cursor(self) -> int:
        """The lines in sight above the item under the cursor."""
        return self._starts[min(self.cursor, len(self._starts) - 1)] - self.first_visible_line

    def _show_cursor_below(self, lines_above: int) -> None:
        self.scroll_to_line(self._starts[min(self.cursor, len(self._starts) - 1)] - lines_above)
        self._reveal_cursor()

    def show_empty(self, renderer: LineRenderer) -> None:
        """Set what an empty list says, at any width."""
        self._empty_renderer = renderer
        self._lay_out()

    def set_marked(self, marked_ids: frozenset[str]) -> None:
        """Show which threads are marked."""
        self._marked_ids = marked_ids
        self._rendered.clear()
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """Show each thread in one line, or in two; the cursor stays on its item."""
        self._options = replace(self._options, compact=compact)
        self._lay_out()
        self._reveal_cursor()

    def set_now(self, now: datetime) -> None:
        """Show the ages as of `now`."""
        self._options = replace(self._options, now=now)
        self._rendered.clear()
        self.refresh()

    def line_at(self, y: int) -> tuple[Content, bool]:
        """Return a line of an item, or the blank line below it."""
        if not self.items:
            return (self._empty_lines[y].content if y < len(self._empty_lines) else EMPTY_CONTENT), False
        index = bisect_right(self._starts, y) - 1
        if index >= len(self.items):
            return EMPTY_CONTENT, False
        if index not in self._rendered:
            self._rendered[index] = tuple(map(to_content, self._item_lines(index)))
        part = y - self._starts[index]
        lines_of_item = self._rendered[index]
        return (lines_of_item[part], index == self.cursor) if part < len(lines_of_item) else (EMPTY_CONTENT, False)

    def _item_lines(self, index: int) -> tuple[Line, ...]:
        """Return the lines of an item; after an unexpected error its title and what failed."""
        item, width = self.items[index], self.content_cells
        try:
            return render_item(item, width, self._options, item.key in self._marked_ids)
        except Exception as error:
            failure = failure_text(fault_name(item.thread_id), error)
            return unrendered_item(item, failure, width, self.symbols.ellipsis)[: self._height(index)]

    def move_cursor(self, step: int) -> None:
        """Move the cursor by `step` items."""
        self.select(self.cursor + step)

    def move_page(self, step: int) -> None:
        """Move the cursor by `step` pages."""
        lines = max(self.visible_line_count - 2, 1)
        target = bisect_right(self._starts, max(self._starts[self.cursor] + step * lines, 0)) - 1
        self.select(target if target != self.cursor else self.cursor + step)

    def move_to_top(self) -> None:
        """Move the cursor to the first item."""
        self.select(0)
        self.rests_at_top = True

    def move_to_bottom(self) -> None:
        """Move the cursor to the last item."""
        self.select(len(self.items) - 1)

    def select_above(self, kind: ItemKind) -> None:
        """Move the cursor up to the next item of a kind; it stays where it is if there is none."""
        self.select(next((i for i in range(self.cursor, -1, -1) if self.items[i].kind is kind), self.cursor))

    def reveal_unfolded(self) -> None:
        """Scroll so that half the list shows what the line under the cursor unfolds."""
        if self.selected and self.selected.is_open:
            line = self._starts[self.cursor]
            self.reveal_lines(line, min(line + self.visible_line_count // 2, self._starts[-1] - 1))

    def select_in_place(self, index: int) -> None:
        """Put the cursor on an item that came back, at the height where the cursor is."""
        self.scroll_to_line(self._starts[index] - self.lines_above_cursor)
        self.select(index, by_reader=False)

    def select(self, index: int, *, by_reader: bool = True) -> None:
        """Put the cursor on the item at `index`, or on the nearest one if there is none."""
        index = max(min(index, len(self.items) - 1), 0)
        self.rests_at_top &= not by_reader
        if index != self.cursor:
            for changed in (self.cursor, index):
                self.refresh_lines(self._starts[changed], self._height(changed))
            self.cursor = index
            self._update_position()
            self.post_message(ThreadHighlighted(self.selected_id, by_reader=by_reader))
        self._reveal_cursor()

    def on_resize(self) -> None:
        """Lay the rows out for the new size, and say so: the titles of the columns stand elsewhere."""
        self._lay_out()
        self._reveal_cursor()
        self.post_message(ListResized())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the reader clicks; a double click opens the thread, a click folds or unfolds a line."""
        line = self.first_visible_line + event.y
        index = bisect_right(self._starts, line) - 1
        if index < len(self.items):
            self.select(index)
            if event.chain == 2 or (self.items[index].row is None and self.items[index].hit is None):
                self.post_message(Chosen())

    def _lay_out(self) -> None:
        """Compute where each item starts; the last number is where the next one would."""
        roomy = self.visible_line_count >= BLANK_LINES_FROM and not self._options.compact
        starts = [0]
        for index in range(len(self.items)):
            following = self.items[index + 1].kind if index + 1 < len(self.items) else None
            blank = roomy and following not in (ItemKind.PART, ItemKind.MORE_PARTS, ItemKind.REPORT, ItemKind.HIT)
            starts.append(starts[-1] + self._height(index) + blank)
        self._starts = starts
        self._rendered.clear()
        self._empty_lines = [] if self.items else self._empty_renderer(max(self.content_cells, MIN_WIDTH))
        self.set_line_count(starts[-1] or len(self._empty_lines))

    def _height(self, index: int) -> int:
        return item_height(self.items[index], self.content_cells, self._options)

    def _update_position(self) -> None:
        """Say on which thread or article the cursor is, of how many; nothing of a line that folds others."""
        place, count = self._places[self.cursor] if self.items else (0, 0)
        self.position = f"{place}/{count}" if place else ""

    def _reveal_cursor(self) -> None:
        if self.items:
            line = self._starts[self.cursor]
            self.reveal_lines(line, line + self._height(self.cursor) - 1)
