"""A scrolling widget that draws lines itself: without a widget per row, thousands of rows stay fast."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.style import Style

from briefing.tui.render.page_lines import MUTED
from briefing.tui.symbols import Symbols

NO_CURSOR = Content(" ")
"""The leftmost column of a line without the cursor."""


class Brush(NamedTuple):
    """What all lines have in common that are drawn at once."""

    width: int
    first_line: int
    line_style: Style
    cursor_style: Style


class AsciiScrollBar(ScrollBarRender):
    """A scroll bar of spaces, for terminals without block characters."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


class LineScrollView(ScrollView, can_focus=True, inherit_bindings=False):
    """The base of lists and pages. The cursor is drawn in the leftmost column; the rightmost one stays empty."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--line", "lines--cursor"}
    EDGE_CELLS = 2
    """Cells that a line leaves free: the columns at its left and right."""

    position: var[str] = var("")
    """Where the cursor or the sight is, in a few characters: "3/14", "40 %"; "" where all can be seen."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._brush: Brush | None = None

    @property
    def content_cells(self) -> int:
        """Cells that a line of content may take."""
        return max(self.scrollable_content_region.width - self.EDGE_CELLS, 0)

    @property
    def visible_line_count(self) -> int:
        """Lines that can be seen at once."""
        return max(self.scrollable_content_region.height, 1)

    @property
    def first_visible_line(self) -> int:
        """The first line that can be seen."""
        return round(self.scroll_offset.y)

    def set_line_count(self, line_count: int) -> None:
        """Set the number of lines that can be scrolled to."""
        self.virtual_size = Size(self.content_cells, line_count)
        self.refresh()

    @property
    def has_keys(self) -> bool:
        """Whether keys move its cursor."""
        return self.has_focus

    @property
    def _is_beside_keys(self) -> bool:
        """Whether keys move the cursor of another pane: only one shows its bar."""
        focused = self.screen.focused
        return isinstance(focused, LineScrollView) and focused is not self and not self.has_keys

    def line_at(self, y: int) -> tuple[Content, bool]:
        """Return the content of a line and whether the cursor is on it."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a part of the widget; what they have in common is looked up once."""
        self._brush = self._new_brush()
        try:
            return super().render_lines(crop)
        finally:
            self._brush = None

    def _new_brush(self) -> Brush:
        return Brush(
            self.scrollable_content_region.width,
            self.first_visible_line,
            self.get_visual_style("lines--line"),
            self.get_visual_style("lines--cursor"),
        )

    def render_line(self, y: int) -> Strip:
        """Draw the line at row `y` of the widget."""
        brush = self._brush or self._new_brush()
        content, under_cursor = self.line_at(brush.first_line + y)
        style = brush.cursor_style if under_cursor else brush.line_style
        bar = Content.styled(self.symbols.cursor, "$accent" if self.has_keys else MUTED)
        edge = bar if under_cursor and not self._is_beside_keys else NO_CURSOR
        segments = (edge + content).render_segments(style)
        return Strip(segments).adjust_cell_length(brush.width, style.rich_style)

    def reveal_lines(self, first: int, last: int) -> None:
        """Scroll no more than is needed to see the lines from `first` to `last`."""
        top = self.first_visible_line
        top = max(top, last - self.visible_line_count + 1)
        self.scroll_to_line(min(top, first))

    def scroll_to_line(self, top: int) -> None:
        """Make `top` the first visible line, as far as there are lines."""
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)
