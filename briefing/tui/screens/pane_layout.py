"""The panes of a screen: which one has the keys, and how they are widened, zoomed and hidden."""

from __future__ import annotations

from dataclasses import replace

from textual.screen import Screen

from briefing.tui.app_context import AppContext
from briefing.tui.command import ScreenName
from briefing.tui.command_names import CommandName
from briefing.tui.ui_state import WIDTH_SHARES, PaneId, UiState
from briefing.tui.widgets.line_scroll_view import LineScrollView
from briefing.tui.widgets.page import Page


class PaneLayout:
    """Arranges the panes of one screen as the UI state says; narrow screens show one pane at a time anyway."""

    def __init__(self, screen: Screen[None], context: AppContext, screen_name: ScreenName) -> None:
        self._screen = screen
        self._context = context
        self._screen_name = screen_name
        self._hidden_place: tuple[LineScrollView, int] | None = None
        """The pane that was hidden last, and its first line in sight then."""

    @property
    def _all_panes(self) -> list[LineScrollView]:
        return list(self._screen.query(LineScrollView))

    @property
    def visible_panes(self) -> list[LineScrollView]:
        """The visible panes, from left to right."""
        return [pane for pane in self._all_panes if pane.display and pane.parent and pane.parent.display]

    @property
    def active_pane(self) -> LineScrollView:
        """The pane that keys move in."""
        panes, focused = self.visible_panes, self._screen.focused
        if isinstance(focused, LineScrollView) and (focused in panes or not panes):
            return focused
        return panes[0] if panes else self._all_panes[0]

    @property
    def zoomed_id(self) -> str:
        """The id of the pane that fills this screen; "" if none does."""
        zoomed = self._context.ui_state.zoomed
        return zoomed.pane if zoomed and zoomed.screen == self._screen_name else ""

    def apply(self, ui_state: UiState) -> None:
        """Give the panes their widths, and hide those that are hidden or beside a zoomed one."""
        narrow = self._screen.has_class("-narrow")
        panes = self._all_panes
        for pane in panes:
            pane.remove_class("-away")
        count = sum(pane.display for pane in panes)
        for index, pane in enumerate(panes):
            pane.styles.width = f"{_width_share(ui_state.split, index, count)}fr"
        displayed = [pane for pane in panes if pane.display]
        zoomed = self.zoomed_id if self.zoomed_id in [pane.id for pane in displayed] else ""
        for pane in displayed:
            hidden = pane.id != zoomed if zoomed else self._pane_id(pane) in ui_state.hidden
            pane.set_class(not narrow and hidden, "-away")
        if displayed and all(pane.has_class("-away") for pane in displayed):
            displayed[0].remove_class("-away")
        leftmost = next((pane for pane in displayed if not pane.has_class("-away")), None)
        for pane in panes:
            pane.set_class(pane is leftmost, "-leftmost")
        focused = self._screen.focused
        if isinstance(focused, LineScrollView) and focused.has_class("-away"):
            self.active_pane.focus()

    def focus_next(self, step: int) -> None:
        """Focus another pane; if one is zoomed, zoom that one instead."""
        zoomed = self.zoomed_id
        panes = [p for p in self._all_panes if p.display or p.has_class("-away")] if zoomed else self.visible_panes
        pane = panes[(panes.index(self.active_pane) + step) % len(panes)]
        if zoomed:
            self._context.ui_state = replace(self._context.ui_state, zoomed=self._pane_id(pane))
        give_keys(pane)

    @property
    def jump_panes(self) -> list[LineScrollView]:
        """The panes to jump to, from left to right: those in sight, and those that zoom or hiding put out of sight."""
        return [pane for pane in self._all_panes if pane.display or pane.has_class("-away")]

    def focus_pane(self, pane_id: str) -> None:
        """Focus a pane; if it is hidden, or if another one is zoomed, show it."""
        state = self._context.ui_state
        pane = PaneId(self._screen_name, pane_id)
        zoomed = pane if self.zoomed_id else state.zoomed
        hidden = tuple(one for one in state.hidden if one != pane)
        if (zoomed, hidden) != (state.zoomed, state.hidden):
            self._context.ui_state = replace(state, zoomed=zoomed, hidden=hidden)
        for widget in self._all_panes:
            if widget.id == pane_id:
                widget.remove_class("-away")
                give_keys(widget)

    def widen(self, step: int) -> None:
        """Make the left pane wider, or narrower with a negative step."""
        if len(self.visible_panes) < 2:
            key = self._context.key_for(CommandName.NEXT_PANE)
            self._context.notify_status(f"There is only one pane; {key} shows the other")
        else:
            state = self._context.ui_state
            self._context.ui_state = replace(state, split=state.widened(step))

    def toggle_zoom(self) -> None:
        """Let the active pane fill the screen, or show all again."""
        self._context.end_earlier_answer()  # "All panes are shown" is not true any more
        zoomed = None if self.zoomed_id else self._pane_id(self.active_pane)
        self._context.ui_state = replace(self._context.ui_state, zoomed=zoomed)

    def toggle_hidden(self) -> None:
        """Hide the active pane; if one is hidden or zoomed, show all."""
        state, hidden = self._context.ui_state, self._context.ui_state.hidden
        elsewhere = tuple(pane for pane in hidden if pane.screen != self._screen_name)
        if len(elsewhere) < len(hidden) or self.zoomed_id:
            self._context.ui_state = replace(state, hidden=elsewhere, zoomed=None)
            self._go_back_to_hidden()
            self._context.notify_status("All panes are shown")
        elif len(self.visible_panes) < 2:
            self._context.notify_status("There is only one pane")
        else:
            self._hidden_place = self.active_pane, self.active_pane.first_visible_line
            self._context.ui_state = replace(state, hidden=(*elsewhere, self._pane_id(self.active_pane)))
            self._context.notify_status(f"Pane hidden - {self._context.key_for(CommandName.HIDE)} shows it again")

    def _go_back_to_hidden(self) -> None:
        """Give the keys to the pane that was hidden last, which shows what it showed then."""
        if self._hidden_place:
            (pane, line), self._hidden_place = self._hidden_place, None
            pane.remove_class("-away")
            give_keys(pane)
            pane.call_after_refresh(pane.scroll_to_line, line)

    def _pane_id(self, pane: LineScrollView) -> PaneId:
        return PaneId(self._screen_name, pane.id or "")


def _width_share(split: int, index: int, count: int) -> int:
    """Return the share of a pane: beside two others the first one keeps more, since its titles are cut, not wrapped."""
    if count < 2:
        return 1
    rest = WIDTH_SHARES - split
    return split if index == 0 else rest if count == 2 else max(rest * 4 // 5, 1)


def give_keys(pane: LineScrollView) -> None:
    """Focus a pane, which shows its cursor at once."""
    pane.focus(scroll_visible=False)
    if isinstance(pane, Page):
        pane.show_cursor()
        pane.call_after_refresh(pane.show_cursor)  # it may come into sight only now
