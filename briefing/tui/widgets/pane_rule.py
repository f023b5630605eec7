"""The rule above or below the panes: it meets the borders between them and says where each pane stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.content import Content
from textual.widget import Widget

from briefing.tui.render.page_lines import MUTED
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_scroll_view import LineScrollView

MIN_RULE_CELLS = 12
"""Cells of a pane from which its position stands in the rule above it."""
RULE = "$rule"


class PaneRule(Widget):
    """A line over the whole width."""

    def __init__(self, symbols: Symbols, edge: Literal["top", "bottom"], *, classes: str = "") -> None:
        super().__init__(classes=f"rule {classes}")
        self._symbols = symbols
        self._edge = edge
        self._panes: Sequence[LineScrollView] = ()

    def follow(self, panes: Sequence[LineScrollView]) -> None:
        """Follow the places and positions of these panes, which stand from left to right."""
        self._panes = panes
        for pane in panes:
            self.watch(pane, "position", self._draw_again, init=False)
            self.watch(pane, "has_focus", self._draw_again, init=False)

    def _draw_again(self) -> None:
        self.refresh()

    def render(self) -> Content:
        """Draw the rule."""
        symbols, width = self._symbols, self.size.width
        rule = symbols.rule
        joint = symbols.rule_down if self._edge == "top" else symbols.rule_up
        visible = [pane for pane in self._panes if pane.region.width]
        parts: list[Content] = []
        x = 0
        for index, pane in enumerate(visible):
            end = pane.region.right - self.region.x if index + 1 < len(visible) else width
            begins_with_joint = index > 0
            cells = max(end - x - begins_with_joint, 0)
            note = pane.position if self._edge == "top" and cells >= MIN_RULE_CELLS else ""
            label = f" {note} " if note else ""
            style = "$primary" if pane.has_focus and len(visible) > 1 else RULE
            line = rule * max(cells - len(label) - (1 if label else 0), 0)
            parts += [Content.styled(joint, RULE)] if begins_with_joint else []
            parts += [Content.styled(line, style), Content.styled(label, MUTED)]
            parts += [Content.styled(rule, style)] if label else []
            x = end
        if not visible:
            parts = [Content.styled(rule * width, RULE)]
        return Content("").join(parts)
