"""What all screens have in common: bars, and panes to move in, to widen, to zoom and to hide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.screen import Screen

from briefing.output.formatting import format_count
from briefing.tui.commands import Place, command_for, key_name
from briefing.tui.messages import CommandChosen
from briefing.tui.render.page_lines import ACCENT, MUTED, Target
from briefing.tui.symbols import Symbols
from briefing.tui.ui_state import UiState
from briefing.tui.widgets.line_scroll_view import LineScrollView
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar, StatusLine
from briefing.tui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp

WIDTH_SHARES = 21
"""Parts that the width is divided into: the left pane has as many as the reader gave it."""
BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-broad")]
STAGE_UNITS = {"fetching": "feeds", "pages": "pages", "grouping": "articles", "writing": "threads"}


class PaneScreen(Screen[None]):
    """A screen with panes, a status line and the keys that matter; its actions are those of the table of commands."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    KEYS: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""
    PLACE: ClassVar[Place] = "everywhere"

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self.symbols = symbols
        self.status_line = StatusLine(id="status")
        self.key_bar = KeyBar(symbols, id="keys")

    @property
    def briefing_app(self) -> BriefingApp:
        """The application."""
        return cast("BriefingApp", self.app)

    @property
    def cursor_target(self) -> Target | None:
        """What the cursor of the page rests on, if the pane with the keys is a page."""
        return self.pane.target if isinstance(self.pane, Page) else None

    def on_mount(self) -> None:
        """Follow what the application knows."""
        for name in ("status_message", "progress", "listing", "health"):
            self.watch(self.app, name, self.show_status)
        self.watch(self.app, "summary_size", self.repaint, init=False)
        self.watch(self.app, "ui_state", self.apply_layout, init=False)

    def repaint(self) -> None:
        """Draw the pages anew, keeping their places."""

    @property
    def panes(self) -> list[LineScrollView]:
        """The panes that can be seen, from left to right."""
        return [pane for pane in self.query(LineScrollView) if pane.display and pane.parent and pane.parent.display]

    @property
    def pane(self) -> LineScrollView:
        """The pane that keys move in."""
        panes = self.panes
        if isinstance(self.focused, LineScrollView) and (self.focused in panes or not panes):
            return self.focused
        return panes[0] if panes else self.query(LineScrollView).first()

    def action_move(self, step: int) -> None:
        """Move the cursor by a row."""
        self._movable_pane.move_cursor(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self._movable_pane.move_page(step)

    def action_read_on(self) -> None:
        """Move by a page."""
        self._movable_pane.move_page(1)

    def action_top(self) -> None:
        """Move to the start."""
        self._movable_pane.move_to_top()

    def action_bottom(self) -> None:
        """Move to the end."""
        self._movable_pane.move_to_bottom()

    @property
    def _movable_pane(self) -> ThreadList | Page:
        return cast("ThreadList | Page", self.pane)

    def action_pane(self, step: int) -> None:
        """Focus another pane; a zoomed one gives its place to the next."""
        zoomed = self.zoomed_pane_id
        panes = self.available_panes if zoomed else self.panes
        pane = panes[(panes.index(self.pane) + step) % len(panes)]
        if zoomed:
            self.briefing_app.ui_state = replace(self.briefing_app.ui_state, zoomed=f"{self.PLACE}:{pane.id}")
        pane.focus(scroll_visible=False)

    @property
    def available_panes(self) -> list[LineScrollView]:
        """The panes that the width allows, hidden or not."""
        return [pane for pane in self.query(LineScrollView) if pane.display or pane.has_class("-away")]

    @property
    def zoomed_pane_id(self) -> str:
        """The id of the pane that fills this screen, "" if none does."""
        place, _, pane = self.briefing_app.ui_state.zoomed.partition(":")
        return pane if place == self.PLACE else ""

    def apply_layout(self, ui_state: UiState) -> None:
        """Give the panes the widths, and the absences, that the reader chose; narrow screens show one anyway."""
        narrow = self.has_class("-narrow")
        panes = list(self.query(LineScrollView))
        for index, pane in enumerate(panes):
            pane.remove_class("-away")
            pane.styles.width = f"{ui_state.split if index == 0 else WIDTH_SHARES - ui_state.split}fr"
        seen = [pane for pane in panes if pane.display]
        zoomed = self.zoomed_pane_id if self.zoomed_pane_id in [pane.id for pane in seen] else ""
        for pane in seen:
            hidden = f"{self.PLACE}:{pane.id}" in ui_state.hidden
            pane.set_class(not narrow and (pane.id != zoomed if zoomed else hidden), "-away")
        if seen and all(pane.has_class("-away") for pane in seen):
            seen[0].remove_class("-away")
        if isinstance(self.focused, LineScrollView) and self.focused.has_class("-away"):
            self.pane.focus()
        self.call_after_refresh(self.repaint)

    def action_widen(self, step: int) -> None:
        """Make the left pane wider or narrower."""
        if len(self.panes) < 2:
            self.briefing_app.notify_status(
                f"There is one pane only; {self.briefing_app.key_for('pane(1)')} shows the other"
            )
        else:
            self.briefing_app.ui_state = replace(
                self.briefing_app.ui_state, split=self.briefing_app.ui_state.widened(step)
            )

    def action_zoom(self) -> None:
        """Let the pane fill the screen, or no longer."""
        self.briefing_app.ui_state = replace(
            self.briefing_app.ui_state, zoomed="" if self.zoomed_pane_id else f"{self.PLACE}:{self.pane.id}"
        )

    def action_hide(self) -> None:
        """Hide the pane; if one is hidden, show all."""
        here = [name for name in self.briefing_app.ui_state.hidden if name.startswith(f"{self.PLACE}:")]
        others = tuple(name for name in self.briefing_app.ui_state.hidden if name not in here)
        if here or self.zoomed_pane_id:
            self.briefing_app.ui_state = replace(self.briefing_app.ui_state, hidden=others, zoomed="")
            self.briefing_app.notify_status("All panes are shown")
        elif len(self.panes) < 2:
            self.briefing_app.notify_status("There is one pane only")
        else:
            key = self.briefing_app.key_for("hide")
            self.briefing_app.ui_state = replace(
                self.briefing_app.ui_state, hidden=(*others, f"{self.PLACE}:{self.pane.id}")
            )
            self.briefing_app.notify_status(f"Pane hidden - {key} shows it again")

    def show_status(self) -> None:
        """Say what was done or what there is, and what goes on or waits."""
        app = self.briefing_app
        line = self.status_line
        line.left = Content(app.status_message) if app.status_message else Content.styled(self.status_text(), MUTED)
        line.left_has_priority = bool(app.status_message)
        line.right_action = "take_in" if app.listing.pending_count() and not app.progress else ""
        if app.progress:
            step = app.progress
            of = f" {step.done} of {step.total} {STAGE_UNITS[step.stage]}" if step.total else ""
            line.right = Content.styled(f"{step.stage}{of}", MUTED)
        elif news := app.listing.pending_count():
            line.right = Content.styled(
                f"{format_count(news, 'thread')} updated - press {app.key_for('take_in')}", ACCENT
            )
        else:
            line.right = Content("")

    def status_text(self) -> str:
        """Say in a line what the screen shows."""
        return ""

    @property
    def footer_actions(self) -> tuple[str, ...]:
        """The actions whose keys matter now."""
        return self.KEYS

    def show_footer(self) -> None:
        """Show the keys that matter now."""
        commands = [command_for(action, self.briefing_app.commands) for action in self.footer_actions]
        self.key_bar.show([(c.action, key_name(c.keys[0]), c.footer_label) for c in commands if c.keys])

    def action_undo(self) -> None:
        """Take back what was done last."""
        self.briefing_app.undo()

    def action_refresh(self) -> None:
        """Fetch what is due."""
        self.briefing_app.refresh_feeds(requested=True)

    def action_refresh_all(self) -> None:
        """Fetch all feeds, due or not."""
        self.briefing_app.refresh_feeds(force=True, requested=True)

    def action_take_in(self) -> None:
        """Show what a refresh has brought."""
        self.briefing_app.apply_pending()

    def action_feeds(self) -> None:
        """Show how the feeds are."""
        self.briefing_app.open_feeds()

    async def on_command_chosen(self, message: CommandChosen) -> None:
        """A click on a key is like the key."""
        await self.run_action(message.action)
