"""The base of all screens: bars, panes, and the commands of the table as Textual actions."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Any, ClassVar, cast

from textual.content import Content
from textual.screen import Screen

from briefing.model.articles import Article
from briefing.model.digests import SummarySize
from briefing.model.threads import Thread
from briefing.output.lines import shown_text
from briefing.tui.app_context import AppContext
from briefing.tui.command import Command, ScreenName, key_name
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named
from briefing.tui.controllers import Controllers
from briefing.tui.messages import CommandChosen
from briefing.tui.modals.footer_keys import HasFooterKeys
from briefing.tui.render.context_help import HelpSubject
from briefing.tui.render.page_lines import MUTED, SECONDARY, Target
from briefing.tui.render.target_articles import article_at, article_link, evidence_subject, source_line
from briefing.tui.render.thread import summary_parts
from briefing.tui.render.thread_options import RenderOptions
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


class BaseScreen(Screen[None]):
    """A screen with panes, a status line and a footer, about one thread and one article, or none.

    The actions here do one call each, of the layout or of a controller. `BINDINGS` of a screen says which of them
    have keys there.
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
        self.thread: Thread | None = None
        self.unfolded_entries: frozenset[str] = frozenset()

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
    def help_subject(self) -> HelpSubject:
        """What the help explains first."""
        return self.cursor_target.kind if self.cursor_target else ""

    # --- what commands are about ---------------------------------------------------------------------------------

    @property
    def cursor_target(self) -> Target | None:
        """What the cursor of the active pane is on, if that pane is a page."""
        pane = self.panes.active_pane
        return pane.target if isinstance(pane, Page) else None

    @property
    def thread_id(self) -> str:
        """The thread that commands are about; "" if there is none."""
        return self.thread.row.id if self.thread else ""

    @property
    def article(self) -> Article | None:
        """The article under the cursor, else the first that the summary cites, else the newest."""
        if self.thread is None or self.thread.row.id != self.thread_id:
            return None
        return article_at(self.thread, self.cursor_target)

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

    # --- commands on the thread ----------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Open the article or thread under the cursor, or unfold the entry or month of the timeline.

        Where there is no cursor yet, that is what stands first in sight.
        """
        pane = self.panes.active_pane
        if self.cursor_target is None and isinstance(pane, Page):
            pane.show_cursor()
        target = self.cursor_target
        if target and target.kind in ("entry", "month"):
            self.unfolded_entries ^= {target.id}
            self.repaint()
            self.show_footer()
        elif target and target.kind == "thread":
            self.context.open_thread(target.id)
        elif target and self.thread and (article := self.article):
            self.context.open_article(self.thread, article, target.text)

    def action_follow(self) -> None:
        """Follow the thread, or stop following it."""
        self.controllers.curation.follow(self.thread_id)

    def action_mute(self) -> None:
        """Mute the thread."""
        self.controllers.curation.mute(self.thread_id)

    def action_mute_until_new(self) -> None:
        """Mute the thread until a new story of it begins."""
        self.controllers.curation.mute(self.thread_id, until_new=True)

    def action_unread(self) -> None:
        """Mark the thread as unread, or as read."""
        self.controllers.curation.toggle_read(self.thread_id, in_list=False)

    def action_star(self) -> None:
        """Star the article, or unstar it."""
        self.controllers.curation.star(self.article)

    def action_pin(self) -> None:
        """Keep the present articles of the thread together."""
        self.controllers.corrections.pin(self.thread_id)

    def action_under(self) -> None:
        """Make the thread part of a larger affair."""
        self.controllers.corrections.set_affair(self.thread_id)

    def action_merge(self) -> None:
        """Merge the marked threads, or this one into another."""
        self.controllers.corrections.merge(self.thread_id)

    def action_rename(self) -> None:
        """Give the thread another title."""
        self.controllers.corrections.rename(self.thread_id)

    def action_tag(self) -> None:
        """Change the tags of the thread."""
        self.controllers.curation.ask_for_tags(self.thread_id)

    def action_size(self, size: SummarySize) -> None:
        """Show summaries in another size, or say that this one has no more or less in it."""
        before = self.render_options()
        self.context.summary_size = size
        if self.thread and not self.thread.rewrite:
            shown, now_shown = (summary_parts(self.thread, options) for options in (before, self.render_options()))
            if shown and shown == now_shown:
                self.context.notify_status("The summary is the same in this size")

    def action_why(self) -> None:
        """Show why the article, story or thread is where it is."""
        self.controllers.modal_pages.show_explanation(
            evidence_subject(self.thread, self.cursor_target) or self.thread_id
        )

    def action_browse(self) -> None:
        """Open the article in the browser."""
        self.controllers.sharing.browse(article_link(self.article))

    def action_copy_link(self) -> None:
        """Copy the link under the cursor, else the address of the article."""
        target = self.cursor_target
        link = target.id if target and target.kind == "link" else article_link(self.article)
        self.controllers.sharing.copy_link(link)

    def action_copy(self) -> None:
        """Copy the thread as Markdown."""
        self.controllers.sharing.copy_thread(self.thread)

    def action_save(self) -> None:
        """Save the thread as Markdown."""
        self.controllers.sharing.save_thread(self.thread)

    def action_send(self) -> None:
        """Send the article under the cursor, else the thread, to a command."""
        target = self.cursor_target
        is_on_article = target is not None and target.kind in ("article", "sentence")
        self.controllers.sharing.send(self.thread, self.article if is_on_article else None)

    # --- commands on everything ----------------------------------------------------------------------------------

    def action_agenda(self) -> None:
        """Show the agenda."""
        self.controllers.modal_pages.show_agenda()

    def action_digest(self) -> None:
        """Show the digest that cron would print now."""
        self.controllers.modal_pages.show_digest()

    def action_undo(self) -> None:
        """Undo the last action."""
        self.controllers.undo.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.controllers.undo.redo()

    def action_refresh(self) -> None:
        """Fetch due feeds."""
        self.controllers.feeds.look_at_file()
        self.controllers.refresh.refresh(requested=True)

    def action_refresh_all(self) -> None:
        """Fetch all feeds."""
        self.controllers.refresh.refresh(force=True, requested=True)

    def action_take_in(self) -> None:
        """Show the updates that are waiting."""
        self.controllers.refresh.take_in()

    def action_feeds(self) -> None:
        """Open the feeds page."""
        self.context.open_feeds()

    async def on_command_chosen(self, message: CommandChosen) -> None:
        """Run a command that was clicked."""
        await self.run_action(message.action)

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
        """Return which article the sentence, event or row under the cursor is from, or that it is another thread; ""
        without one.
        """
        pane = self.panes.active_pane if self.is_attached else None
        if self.thread is None or not isinstance(pane, Page) or not pane.shows_target:
            return ""
        if self.cursor_target and self.cursor_target.kind == "thread":
            return f"{self.context.key_for(CommandName.OPEN)} opens this thread"
        return source_line(self.thread, self.cursor_target, self.context.now())

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
        """Return the label of a command in the footer: what Enter does to a row of the timeline under the cursor."""
        target = self.cursor_target if command.name == CommandName.OPEN and self.query(Page) else None
        if target is None or target.kind not in ("entry", "month"):
            return command.footer_label
        return "fold" if target.id in self.unfolded_entries else "unfold"

    def render_options(self) -> RenderOptions:
        """Return how threads are rendered now."""
        context = self.context
        return RenderOptions(
            context.now(),
            self.symbols,
            context.summary_size,
            self.unfolded_entries,
            starred=context.starred,
        )


def screen_name_of(screen: Screen[Any]) -> ScreenName:
    """Return the name of a screen as the table of commands names it; a modal screen has none of its own."""
    return screen.SCREEN_NAME if isinstance(screen, BaseScreen) else "everywhere"
