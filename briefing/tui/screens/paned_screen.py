"""A screen of panes between bars: moving in them, arranging them, finding words, and what the bars say."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Any, ClassVar, cast

from textual.content import Content
from textual.screen import Screen

from briefing.output.lines import shown_text
from briefing.tui.app_context import AppContext
from briefing.tui.command import Command, ScreenName, key_name
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named
from briefing.tui.controllers import Controllers
from briefing.tui.messages import CommandChosen
from briefing.tui.modals.footer_keys import HasFooterKeys
from briefing.tui.render.page_lines import MUTED, SECONDARY, Target
from briefing.tui.screens.bar_texts import progress_note
from briefing.tui.screens.footer import FOUND_LABELS, FooterAction, keys_of_prompt, keys_of_search
from briefing.tui.screens.pane_layout import PaneLayout
from briefing.tui.ui_state import UiState
from briefing.tui.widgets.line_scroll_view import LineScrollView
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.page_search import PageSearch
from briefing.tui.widgets.pane_rule import PaneRule
from briefing.tui.widgets.screen_bars import KeyBar, StatusLine
from briefing.tui.widgets.thread_list import ThreadList

BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-broad")]
"""Widths in cells from which a screen has one pane, two, or three."""
HEIGHT_BREAKPOINTS = [(0, "-low"), (30, "-tall")]
"""Heights in cells: tall screens have a rule below the panes, too."""


class PanedScreen(Screen[None]):
    """A screen with panes, a status line and a footer.

    The actions here do one call each of the layout. `BINDINGS` of a screen says which of them have keys there.
    """

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHT_BREAKPOINTS
    AUTO_FOCUS = ""
    BLANK: ClassVar[bool] = True
    """Bars and panes cover it, so it draws one blank line for all of its lines."""
    SCREEN_NAME: ClassVar[ScreenName] = "everywhere"
    KEYS: ClassVar[tuple[CommandName, ...]] = ()
    """The commands in the footer."""

    def __init__(self, context: AppContext, controllers: Controllers) -> None:
        super().__init__()
        self.context = context
        self.controllers = controllers
        self.symbols = context.symbols
        self.panes = PaneLayout(self, context, self.SCREEN_NAME)
        self.status_line = StatusLine(context.symbols, id="status")
        self.key_bar = KeyBar(context.symbols, id="keys")
        self.search = PageSearch(self, self.show_footer)

    def on_mount(self) -> None:
        """Follow the state of the application."""
        for name in ("status_message", "progress", "listing", "health"):
            self.watch(self.app, name, self.show_status)
        for page in self.query(Page):
            self.watch(page, "target", self._show_target, init=False)
        self.watch(self.app, "summary_size", self.repaint, init=False)
        self.watch(self.app, "ui_state", self.apply_layout, init=False)

        self.search.start()
        for rule in self.query(PaneRule):
            rule.follow(list(self.query(LineScrollView)))

    def repaint(self) -> None:
        """Render the pages again, at their present positions."""

    def apply_layout(self, ui_state: UiState) -> None:
        """Arrange the panes, then render them for their new widths."""
        self.panes.apply(ui_state)
        self.call_after_refresh(self._show_layout)

    def _show_layout(self) -> None:
        self.repaint()
        for rule in self.query(PaneRule):
            rule.refresh()

    @property
    def cursor_target(self) -> Target | None:
        """What the cursor of the active pane is on, if that pane is a page."""
        pane = self.panes.active_pane
        return pane.target if isinstance(pane, Page) else None

    # --- movement and panes --------------------------------------------------------------------------------------

    @property
    def _movable_pane(self) -> ThreadList | Page:
        return cast("ThreadList | Page", self.panes.active_pane)  # all panes are one of the two

    def action_move(self, step: int) -> None:
        """Move the cursor by rows."""
        self._movable_pane.move_cursor(step)
        self.name_source()

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self._movable_pane.move_page(step)
        self.name_source()

    def action_read_on(self) -> None:
        """Move down by a page."""
        self.action_page(1)

    def action_top(self) -> None:
        """Move to the top."""
        self._movable_pane.move_to_top()
        self.name_source()

    def action_bottom(self) -> None:
        """Move to the bottom."""
        self._movable_pane.move_to_bottom()
        self.name_source()

    def name_source(self) -> None:
        """End a message that stands where the source of the sentence is named that the reader just moved to."""
        if self.context.status_message and self.source_text():
            self.context.notify_status("")

    def action_pane(self, step: int) -> None:
        """Focus another pane."""
        self.panes.focus_next(step)

    def action_widen(self, step: int) -> None:
        """Make the left pane wider or narrower."""
        self.panes.widen(step)

    def action_jump(self) -> None:
        """Show a letter on each pane, and focus the one whose letter is pressed."""
        from briefing.tui.screens.jump import JumpModal

        panes = self.jump_panes
        if len(panes) < 2:
            self.context.notify_status("There is only one pane")
            return

        def chosen(pane_id: str | None) -> None:
            if pane_id:
                self.jump_to(pane_id)

        self.context.ask(JumpModal(panes), chosen)

    @property
    def jump_panes(self) -> list[LineScrollView]:
        """The panes to jump to."""
        return self.panes.jump_panes

    def jump_to(self, pane_id: str) -> None:
        """Focus a pane."""
        self.panes.focus_pane(pane_id)

    def action_density(self) -> None:
        """Show threads in one line each, or in two."""
        state = self.context.ui_state
        self.context.ui_state = replace(state, compact=not state.compact)

    def action_zoom(self) -> None:
        """Zoom the active pane, or show all."""
        self.panes.toggle_zoom()

    def action_hide(self) -> None:
        """Hide the active pane, or show all."""
        self.panes.toggle_hidden()

    # --- leaving, and words on the pages; the front page filters its list instead --------------------------------

    def action_find(self) -> None:
        """Find words on the pages in sight; a message that stands there would hide what the cursor is on."""
        self.context.notify_status("")
        pane = self.panes.active_pane
        self.search.open(pane if isinstance(pane, Page) else None)

    def action_find_keep(self) -> None:
        """Do what Enter does in the line of the search."""
        self.search.keep()

    def action_find_hit(self, step: int) -> None:
        """Do what Down and Up do in the line of the search."""
        self.search.move(step)

    def action_neighbour(self, step: int) -> None:
        """Go to the next hit of the search, or to the one before; without a search, to the next thread or article."""
        if not self.search.move(step):
            self.show_neighbour(step)

    def show_neighbour(self, _step: int) -> None:
        """Show the next thread or article, or the one before; a page of something else says that it has none."""
        self.context.notify_status(f"Nothing is looked for: {self.context.key_for(CommandName.FIND)} finds words here")

    def action_back(self) -> None:
        """End the search, else leave the screen."""
        if not self.search.close():
            self.leave()

    def leave(self) -> None:
        """Go back to the previous screen."""
        self.app.pop_screen()

    # --- bars ----------------------------------------------------------------------------------------------------

    def show_status(self) -> None:
        """Show the last message, else what the screen shows; at the right the progress, or the waiting updates."""
        context, line = self.context, self.status_line
        message, pending = context.status_message, context.listing.pending_count()
        source = "" if message else self.source_text()
        if message:
            line.left = Content(shown_text(message))
        elif source:
            line.left = Content.styled(source, SECONDARY)
        else:
            line.left = Content.styled(self.status_text(), MUTED)
        line.left_has_priority = bool(message or source)
        line.right_action = "take_in" if pending else ""
        line.right = progress_note(pending, context.key_for(CommandName.TAKE_IN), context.progress)

    def source_text(self) -> str:
        """Return where what is under the cursor is from; "" without that."""
        return ""

    def status_text(self) -> str:
        """Return what the screen shows, as one line."""
        return ""

    @property
    def footer_commands(self) -> tuple[CommandName, ...]:
        """The commands in the footer now."""
        return self.KEYS

    @property
    def footer_keys(self) -> list[FooterAction]:
        """What the footer shows now: action, key and label of each command, those of a search before the others."""
        search_keys = keys_of_search(self.search, self.context.commands)
        if self.search.is_typed:
            return search_keys
        names = [name for name in self.footer_commands if not search_keys or name not in FOUND_LABELS]
        commands = [command_named(name, self.context.commands) for name in names]
        return [*search_keys, *((c.action, key_name(c.keys[0]), self.footer_label(c)) for c in commands if c.keys)]

    def _show_target(self) -> None:
        """Show what the cursor of a page is on, and what keys do to it."""
        self.show_status()
        self.show_footer()

    def show_footer(self) -> None:
        """Show the keys of the page or prompt that stands over this screen, else those of the screen.

        A full screen that a prompt has opened covers both: when it is closed, the prompt has the keys again.
        """
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        prompts = list(takewhile(lambda screen: isinstance(screen, HasFooterKeys), above))
        keys = keys_of_prompt(prompts[-1], self.context.commands) if prompts else []
        self.key_bar.show(keys or self.footer_keys)

    def on_screen_suspend(self) -> None:
        """Show the keys of a prompt that was opened; end what answered an earlier key."""
        self.show_footer()
        self.context.end_earlier_answer()

    def on_screen_resume(self) -> None:
        """Show the keys of the screen again; end what answered an earlier key."""
        self.show_footer()
        self.context.end_earlier_answer()

    def footer_label(self, command: Command) -> str:
        """Return the label of a command in the footer."""
        return command.footer_label

    async def on_command_chosen(self, message: CommandChosen) -> None:
        """Run a command that was clicked."""
        await self.run_action(message.action)


def screen_name_of(screen: Screen[Any]) -> ScreenName:
    """Return the name of a screen as the table of commands names it; a modal screen has none of its own."""
    return screen.SCREEN_NAME if isinstance(screen, PanedScreen) else "everywhere"
