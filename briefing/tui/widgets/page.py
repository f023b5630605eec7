"""A page of lines to read, with a cursor on those that can be selected."""

from __future__ import annotations

from datetime import datetime

from textual import events
from textual.content import Content
from textual.reactive import var

from briefing.output.formatting import format_time
from briefing.program_faults import failure_text
from briefing.text.page_hits import Hit, WrappedText
from briefing.tui.messages import Chosen
from briefing.tui.render.page_lines import (
    EMPTY_CONTENT,
    THEME_STYLES,
    LineRenderer,
    PageHeading,
    PageLine,
    Target,
    no_lines,
    render_failure,
    stand_in,
)
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_scroll_view import LineScrollView

LineRange = tuple[int, int]
"""The first and the last line of what takes several."""
FOUND, CURRENT = THEME_STYLES["hit"], f"{THEME_STYLES['hit']} reverse"
"""The styles of words that were looked for, and of those that the reader is at."""
SCROLL_STEP = 2
"""Lines that a key scrolls where nothing in sight can be selected."""


class Page(LineScrollView):
    """Lines that a renderer lays out for the width of the page, again whenever the width changes."""

    target: var[Target | None] = var(None)
    """What the cursor is on."""
    headings: var[tuple[PageHeading, ...]] = var(())
    """The headings of the page, from top to bottom."""
    current_heading: var[str] = var("")
    """The name of the heading that the cursor is under, or the first line in sight; "" on a page without headings."""

    hits: var[tuple[Hit, ...]] = var(())
    """Where the words stand that are looked for, from top to bottom."""

    def __init__(
        self,
        symbols: Symbols,
        *,
        id: str | None = None,
        always_shows_cursor: bool = False,
        keeps_cursor: bool = False,
    ) -> None:
        super().__init__(symbols, id=id)
        self.failure_hint = ""
        """What to press where the page cannot be shown."""
        self._subject = ""
        self._always_shows_cursor = always_shows_cursor  # also while an input beside the page has the focus
        self._keeps_cursor = keeps_cursor  # at its top too: the page is a list to choose from, not a text to read
        self._line_renderer: LineRenderer = no_lines
        self._head: LineRenderer = no_lines
        self._lines: list[PageLine] = []
        self.searched_words = ""
        self._current_hit: Hit | None = None
        self._target_to_select: Target | None = None
        self._cursor_waits = False
        """Whether the cursor is to be shown once the page has something for it."""
        self._height = 0  # that the page had when it was laid out last
        self._cursor_line = 0  # where the cursor stood when the page was laid out last
        self._former_order: tuple[Target, ...] = ()  # the targets of the last layout that had that of the cursor

    def show(
        self,
        renderer: LineRenderer,
        *,
        in_place: bool = False,
        subject: str = "this page",
        head: LineRenderer = no_lines,
    ) -> None:
        """Show the lines of a renderer; `in_place` keeps the scroll position and the cursor.

        If they cannot be rendered, the page says so of its `subject`, below the lines of its `head`.
        """
        self._line_renderer, self._subject, self._head = renderer, subject, head
        had_cursor = self.target is not None
        if in_place:
            self._rebuild_around_cursor()
        else:
            self.target = None
            self._rebuild_lines()
            self.scroll_to_line(0)
            if had_cursor:
                self.refresh()  # without the cursor, also where the lines are the same

    def line_at(self, y: int) -> tuple[Content, bool]:
        """Return a line of the page."""
        if y >= len(self._lines):
            return EMPTY_CONTENT, False
        line = self._lines[y]
        content = self._with_hits(line.content, y) if self.hits else line.content
        if self.target is None or not self.has_keys:
            return content, False
        for start, end, target in line.target_spans:
            if target == self.target:
                return content.stylize("underline", start, end), True
        return content, line.target == self.target

    def _with_hits(self, content: Content, y: int) -> Content:
        """Return the content of a line in which the words that are looked for stand out."""
        for hit in self.hits:
            style = CURRENT if hit == self._current_hit else FOUND
            for part in hit:
                content = content.stylize(style, part.start, part.end) if part.line == y else content
        return content

    @property
    def _cursor_lines(self) -> LineRange | None:
        """The lines of what the cursor is on; None if that does not stand on the page."""
        return self._lines_by_target().get(self.target) if self.target else None

    @property
    def shows_target(self) -> bool:
        """Whether what the cursor is on is in sight."""
        lines = self._cursor_lines
        return lines is not None and self._is_in_sight(lines)

    @property
    def has_keys(self) -> bool:
        """Whether keys move its cursor, perhaps those that an input beside it passes on."""
        return self.has_focus or self._always_shows_cursor

    def show_failure(self, subject: str, error: Exception, now: datetime, head: LineRenderer = no_lines) -> None:
        """Show when and why the subject of the page could not be loaded, and what to press, below a head."""
        text = f"{format_time(now)}  {failure_text(subject, error)}"
        self.show(lambda width: [*head(width), *render_failure(text, self.failure_hint, width)])

    def move_cursor(self, step: int) -> None:
        """Select the next target in the direction of `step` if it is in sight, else scroll towards it."""
        lines_by_target = self._lines_by_target()
        order, following = list(lines_by_target), self._next_target_index(lines_by_target, step)
        ahead = order[following:] if step > 0 else order[: following + 1][::-1]
        if ahead and self._is_nearly_in_sight(lines_by_target[ahead[0]], step):
            self.target = ahead[0]
            first, last = lines_by_target[ahead[0]]
            is_at_top = ahead[0] == order[0] and last < self.visible_line_count
            self.reveal_lines(0 if is_at_top else first, last)  # the title stands above the first target
            self.refresh()
        else:
            self.scroll_to_line(self.first_visible_line + step * SCROLL_STEP)

    def show_cursor(self) -> None:
        """Select the first target in sight, unless the cursor is on one that is: keys came to this pane.

        The larger affair that is named beneath a title leads away from the page: what is below it comes first.
        """
        self._cursor_waits = not self._lines_by_target()
        if not self.shows_target:
            seen = [one for one, lines in self._lines_by_target().items() if self._is_in_sight(lines)]
            self.target = next((one for one in seen if one.kind != "thread"), next(iter(seen), self.target))
            self.refresh()

    def select_target(self, target: Target) -> None:
        """Select a target of the page and bring it into sight; before the page has a size, do so once it has."""
        if not self._lines:
            self._target_to_select = target
            return
        self._target_to_select = None
        if lines := self._lines_by_target().get(target):
            self.target = target
            first, last = lines
            if not self._is_in_sight(lines) or last >= self.first_visible_line + self.visible_line_count:
                self.scroll_to_line(first - self.visible_line_count // 3)
            self.refresh()

    def select_in_place(self) -> None:
        """Select, at the height of the cursor, what stands in place of the target that is gone."""
        height = self._cursor_line - self.first_visible_line
        lines_by_target = self._lines_by_target()
        self.target = stand_in(self.target, self._former_order, tuple(lines_by_target))
        if self.target and 0 <= height < self.visible_line_count:
            self.scroll_to_line(lines_by_target[self.target][0] - height)
        self.refresh()

    def move_to_target(self, target: Target) -> None:
        """Select a target of the page, and scroll no more than is needed to see it."""
        if lines := self._lines_by_target().get(target):
            self.target = target
            self.reveal_lines(*lines)
            self.refresh()

    def look_for(self, words: str) -> None:
        """Mark where words stand; "" marks nothing."""
        self.searched_words, self._current_hit = words, None
        self._find_hits()
        self.refresh()

    def show_hit(self, hit: Hit) -> None:
        """Go to words that were found, with the cursor on what they belong to."""
        self._current_hit = hit
        first, last = hit[0], hit[-1]
        line = self._lines[first.line]
        inner = (target for start, end, target in line.target_spans if start <= first.start < end)
        self.target = next(inner, line.target)
        if first.line < self.first_visible_line or last.line >= self.first_visible_line + self.visible_line_count:
            self.scroll_to_line(first.line - self.visible_line_count // 3)
        self.refresh()

    def leave_hit(self) -> None:
        """Mark no hit as the one that the reader is at."""
        self._current_hit = None
        self.refresh()

    def _find_hits(self) -> None:
        words = self.searched_words
        texts = [line.content.plain for line in self._lines] if words else []
        before, hits = self.hits, WrappedText(texts).hits(words) if words else ()
        if self._current_hit in before and len(hits) == len(before):  # the lines were wrapped anew
            self._current_hit = hits[before.index(self._current_hit)]
        self.hits = hits

    def move_to_heading(self, name: str) -> None:
        """Scroll to a heading of the page and select the first target under it."""
        begins = self._first_line_by_heading()
        if name not in begins:
            return
        top = begins[name]
        end = min((y for y in begins.values() if y > top), default=len(self._lines))
        self.target = next((one for one, (first, _) in self._lines_by_target().items() if top <= first < end), None)
        self.scroll_to_line(top if top > min(begins.values()) else 0)  # the first heading stands below the title
        self._update_heading()
        self.refresh()

    def watch_target(self) -> None:
        """Follow the cursor under another heading."""
        self._update_heading()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the sight under another heading."""
        super().watch_scroll_y(old_value, new_value)
        self._update_position()
        self._update_heading()

    def _update_position(self) -> None:
        """Say how much of the page the last line in sight has behind it."""
        count, last = len(self._lines), self.first_visible_line + self.visible_line_count
        self.position = f"{min(100 * last // count, 100)} %" if count > self.visible_line_count else ""

    def _first_line_by_heading(self) -> dict[str, int]:
        return {line.heading.name: y for y, line in enumerate(self._lines) if line.heading}

    def _update_heading(self) -> None:
        """Set the heading of the cursor if that is in sight, else the heading of the first line in sight."""
        begins = self._first_line_by_heading()
        if not begins:
            self.current_heading = ""
            return
        lines = self._cursor_lines
        line = lines[0] if lines and self._is_in_sight(lines) else self.first_visible_line
        names = list(begins)
        self.current_heading = next((name for name in reversed(names) if begins[name] <= line), names[0])

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.first_visible_line + self.visible_line_count >= len(self._lines)

    def move_page(self, step: int) -> None:
        """Scroll by `step` pages."""
        self.scroll_to_line(self.first_visible_line + step * max(self.visible_line_count - 2, 1))

    def move_to_top(self) -> None:
        """Show the start; on a page that keeps its cursor, select the first target."""
        self.target = next(iter(self._lines_by_target()), None) if self._keeps_cursor else None
        self.scroll_to_line(0)
        self.refresh()

    def move_to_bottom(self) -> None:
        """Show the end and select the last target."""
        self.target = next(reversed(self._lines_by_target()), None)
        self.scroll_to_line(len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        """Lay the page out for the new size."""
        self._rebuild_around_cursor()
        if self._target_to_select:
            self.select_target(self._target_to_select)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Select what the reader clicks; a double click opens it."""
        at = self.first_visible_line + event.y
        line = self._lines[at] if at < len(self._lines) else PageLine()
        inner = (target for start, end, target in line.target_spans if start < event.x <= end)
        if target := next(inner, line.target):
            self.target = target
            self.refresh()
            if event.chain == 2:
                self.post_message(Chosen())

    def has(self, target: Target) -> bool:
        """Whether a target stands on the page."""
        return target in self._lines_by_target()

    def _rebuild_around_cursor(self) -> None:
        """Lay the page out; a cursor that was in sight stays at its height, and in sight."""
        lines_by_target, top = self._lines_by_target(), self.first_visible_line
        before = lines_by_target.get(self.target) if self.target else None
        height = max(self._height, self.visible_line_count)
        if before:
            self._cursor_line, self._former_order = before[0], tuple(lines_by_target)
        self._rebuild_lines()
        after = self._cursor_lines
        if before and after and top <= before[0] < top + height:
            last_height = max(self.visible_line_count - (after[1] - after[0] + 1), 0)
            self.scroll_to_line(after[0] - min(before[0] - top, last_height))

    def _rebuild_lines(self) -> None:
        lines = self._rendered_lines(self.content_cells) if self.content_cells else []
        self._height = self.visible_line_count
        if lines != self._lines or self.virtual_size.width != self.content_cells:  # comparing is faster than drawing
            self._lines = lines
            self.set_line_count(len(lines))
            self._find_hits()
        if self._cursor_waits and self.has_keys and self._lines:
            self.show_cursor()
        self.headings = tuple(line.heading for line in self._lines if line.heading)
        self._update_position()
        self._update_heading()

    def _rendered_lines(self, width: int) -> list[PageLine]:
        """Return the lines of the renderer; after an unexpected error what failed, and what to press."""
        try:
            return self._line_renderer(width)
        except Exception as error:
            return [
                *self._head_lines(width),
                *render_failure(failure_text(self._subject, error), self.failure_hint, width),
            ]

    def _head_lines(self, width: int) -> list[PageLine]:
        """Return the lines of the head; none if these cannot be rendered either."""
        try:
            return self._head(width)
        except Exception:
            return []

    def _lines_by_target(self) -> dict[Target, LineRange]:
        """Return the first and the last line of each target, in order of appearance."""
        ranges: dict[Target, LineRange] = {}
        for y, line in enumerate(self._lines):
            for target in (*((line.target,) if line.target else ()), *(part[2] for part in line.target_spans)):
                ranges[target] = (ranges.get(target, (y, y))[0], y)
        return ranges

    def _is_in_sight(self, lines: LineRange) -> bool:
        return lines[0] < self.first_visible_line + self.visible_line_count and lines[1] >= self.first_visible_line

    def _is_nearly_in_sight(self, lines: LineRange, step: int) -> bool:
        """Whether a target is in sight, or would be after one more key press in the direction of `step`."""
        bottom = self.first_visible_line + self.visible_line_count - 1
        return lines[0] <= bottom + SCROLL_STEP if step > 0 else lines[1] >= self.first_visible_line - SCROLL_STEP

    def _next_target_index(self, lines_by_target: dict[Target, LineRange], step: int) -> int:
        """Return the index of the target after the cursor, or after the edge of sight if the cursor is out of sight."""
        order = list(lines_by_target)
        if self.target in lines_by_target and self._is_in_sight(lines_by_target[self.target]):
            return order.index(self.target) + step
        if step > 0:
            top = self.first_visible_line
            return next((i for i, target in enumerate(order) if lines_by_target[target][0] >= top), len(order))
        bottom = self.first_visible_line + self.visible_line_count
        return max((i for i, target in enumerate(order) if lines_by_target[target][1] < bottom), default=-1)
