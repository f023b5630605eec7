"""Going to the headings of a page that may still be loading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from briefing.tui.app_context import AppContext
from briefing.tui.render.page_lines import PageHeading
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.widgets.page import Page


class HeadingMoves:
    """Moves to the headings of a screen. What is not loaded yet when its key is pressed is gone to once it is."""

    def __init__(self, screen: BaseScreen, context: AppContext) -> None:
        self._screen = screen
        self._context = context
        self._waiting: list[Callable[[], None]] = []
        """Moves to headings that were not loaded when their keys were pressed."""
        self._is_loaded = False
        """Whether the last loading of a thread ended, perhaps with a fault."""

    def forget_waiting(self) -> None:
        """Forget the moves that wait: their keys were pressed on another page."""
        self._waiting = []

    def note_loading(self) -> None:
        """Let moves wait from now on."""
        self._is_loaded = False

    def note_loaded(self) -> None:
        """Make the moves that wait; the loading ended."""
        self._is_loaded = True
        moves, self._waiting = self._waiting, []
        for move in moves:
            self._screen.call_after_refresh(move)

    def _with_panes(self) -> list[tuple[Page, PageHeading]]:
        panes = [pane for pane in self._screen.panes.visible_panes if isinstance(pane, Page)]
        return [(pane, heading) for pane in panes for heading in pane.headings]

    @property
    def headings(self) -> list[PageHeading]:
        """The headings of all panes in sight, in order."""
        return [heading for _, heading in self._with_panes()]

    @property
    def current(self) -> str:
        """The heading that the cursor is under, "" without one."""
        pane = self._screen.panes.active_pane
        return pane.current_heading if isinstance(pane, Page) else ""

    def move(self, step: int, *, around: bool = False) -> None:
        """Go to the next heading, or to the one before; `around`: after the last to the first."""
        names = [heading.name for heading in self.headings]
        if not names:
            if not self._is_loaded:
                self._waiting.append(partial(self.move, step, around=around))
            return
        current = self.current
        index = (names.index(current) if current in names else 0) + step
        if around or 0 <= index < len(names):
            self.move_to(names[index % len(names)])
        elif step < 0:
            self._screen.action_top()

    def move_to(self, name: str) -> None:
        """Go to a heading."""
        pane = next((pane for pane, heading in self._with_panes() if heading.name == name), None)
        if pane is None and not self._is_loaded:
            self._waiting.append(partial(self.move_to, name))
        elif pane is None:
            self._context.notify_status(f'This page shows no heading "{name.capitalize()}"')
        else:
            self._screen.set_focus(pane, scroll_visible=False)  # at once, so that it gets the next keys
            pane.move_to_heading(name)
            self._screen.name_source()
