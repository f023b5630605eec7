"""A page of lines to read, with a cursor for those that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content

from briefing.tui.messages import Chosen
from briefing.tui.paint.line import Line, Target
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.lines import Lines

Painter = Callable[[int], list[Line]]
STRIDE = 2
"""Lines that a key scrolls where there is nothing to select."""


class Page(Lines):
    """What a painter makes of the room there is; painted anew when the room changes."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(symbols, id=id)
        self.target: Target | None = None
        self._painter: Painter = lambda _: []
        self._lines: list[Line] = []
        self._wanted: Target | None = None

    def show(self, painter: Painter, *, keep: bool = False) -> None:
        """Show a page; `keep` the place and the cursor, for the same page painted anew."""
        self._painter = painter
        if not keep:
            self.target = None
        self._paint()
        if not keep:
            self.jump(0)

    def line(self, y: int) -> tuple[Content, bool]:
        """Return a line of the page."""
        if y >= len(self._lines):
            return Content(""), False
        line = self._lines[y]
        if self.target is None or not self.has_focus:
            return line.content, False
        for start, end, target in line.parts:
            if target == self.target:
                return line.content.stylize("underline", start, end), True
        return line.content, line.target == self.target

    def move(self, step: int) -> None:
        """Select the next thing in sight, or scroll towards it."""
        places = self._places()
        order = list(places)
        ahead = order[self._next(places, step) :] if step > 0 else order[: self._next(places, step) + 1][::-1]
        if ahead and self._near(places[ahead[0]], step):
            self.target = ahead[0]
            self.reveal(*places[ahead[0]])
            self.refresh()
        else:
            self.jump(self.top_line + step * STRIDE)

    def go(self, target: Target) -> None:
        """Select something on the page and bring it into sight; if it has no room yet, once it has."""
        if not self._lines:
            self._wanted = target
            return
        self._wanted = None
        places = self._places()
        if target in places:
            self.target = target
            first, last = places[target]
            if not self._seen((first, last)) or last >= self.top_line + self.rows_seen:
                self.jump(first - self.rows_seen // 3)
            self.refresh()

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.top_line + self.rows_seen >= len(self._lines)

    def page(self, step: int) -> None:
        """Scroll by some pages."""
        self.jump(self.top_line + step * max(self.rows_seen - 2, 1))

    def top(self) -> None:
        """Show the start."""
        self.target = None
        self.jump(0)
        self.refresh()

    def bottom(self) -> None:
        """Show the end and select the last thing there."""
        self.target = next(reversed(self._places()), None)
        self.jump(len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        """Lay the page out anew."""
        self._paint()
        if self._wanted:
            self.go(self._wanted)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Select what the reader clicks; a second click opens it."""
        at = self.top_line + event.y
        line = self._lines[at] if at < len(self._lines) else Line()
        inner = (target for start, end, target in line.parts if start < event.x <= end)
        if target := next(inner, line.target):
            self.target = target
            self.refresh()
            if event.chain == 2:
                self.post_message(Chosen())

    def _paint(self) -> None:
        self._lines = self._painter(self.room) if self.room else []
        self.set_height(len(self._lines))

    def _places(self) -> dict[Target, tuple[int, int]]:
        """Return the first and the last line of each target, in order."""
        places: dict[Target, tuple[int, int]] = {}
        for y, line in enumerate(self._lines):
            for target in (*((line.target,) if line.target else ()), *(part[2] for part in line.parts)):
                places[target] = (places.get(target, (y, y))[0], y)
        return places

    def _seen(self, place: tuple[int, int]) -> bool:
        return place[0] < self.top_line + self.rows_seen and place[1] >= self.top_line

    def _near(self, place: tuple[int, int], step: int) -> bool:
        """Tell whether a target can be seen, or nearly so in the direction of the step."""
        bottom = self.top_line + self.rows_seen - 1
        return place[0] <= bottom + STRIDE if step > 0 else place[1] >= self.top_line - STRIDE

    def _next(self, places: dict[Target, tuple[int, int]], step: int) -> int:
        """Return the index of the next target from the cursor, or from the edge of sight if the cursor is out of it."""
        order = list(places)
        if self.target in places and self._seen(places[self.target]):
            return order.index(self.target) + step
        if step > 0:
            return next((i for i, t in enumerate(order) if places[t][0] >= self.top_line), len(order))
        bottom = self.top_line + self.rows_seen
        return max((i for i, t in enumerate(order) if places[t][1] < bottom), default=-1)
