"""The page of one thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import ScreenResume, ScreenSuspend

from briefing.errors import VALUE_ERRORS, BriefingError
from briefing.model.digests import SummarySize
from briefing.model.threads import Thread
from briefing.output.formatting import section_title
from briefing.program_faults import fault_name
from briefing.tui.app_context import AppContext
from briefing.tui.bindings import bindings
from briefing.tui.command import Command
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.list_items import place_of
from briefing.tui.messages import Chosen
from briefing.tui.queries import load_thread_page
from briefing.tui.render.leaving_articles import leaving_of_row
from briefing.tui.render.page_lines import MUTED, Target, no_lines
from briefing.tui.render.thread_options import ThreadExtras
from briefing.tui.render.thread_panes import head_of, render_main_pane, render_side_pane, render_single_pane
from briefing.tui.screens.bar_texts import header_time
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.carried_cursor import CarriedCursor
from briefing.tui.screens.ended_threads import EndedThreads
from briefing.tui.screens.heading_moves import HeadingMoves
from briefing.tui.screens.shown_events import ShownEvents
from briefing.tui.screens.summary_rewriting import SummaryRewriting
from briefing.tui.widgets.heading_bar import HeadingBar
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.pane_rule import PaneRule
from briefing.tui.widgets.panes import Panes
from briefing.tui.worker_pool import start_task

KEYED_HEADINGS = (
    CommandName.LINE,
    CommandName.PARAGRAPH,
    CommandName.PAGE,
    CommandName.AHEAD,
    CommandName.TIMELINE,
    CommandName.COVERAGE,
    CommandName.ARTICLES,
)
"""The commands whose keys the bar of headings shows."""


class ThreadScreen(BaseScreen):
    """Shows a thread: summary and timeline, and beside them (on narrow terminals below) coverage and articles.

    Mounting and laying out a screen takes longer than painting it. So a closed page may be pushed and opened again.
    """

    BINDINGS: ClassVar = bindings("thread page")
    SCREEN_NAME: ClassVar = "thread page"
    KEYS: ClassVar[tuple[CommandName, ...]] = (
        CommandName.BACK,
        CommandName.OPEN,
        CommandName.NEXT_HEADING,
        CommandName.FOLLOW,
        CommandName.WHY,
        CommandName.NEXT,
        CommandName.BROWSE,
        CommandName.HELP,
    )

    def __init__(self, context: AppContext, controllers: Controllers) -> None:
        super().__init__(context, controllers)
        self.heading_bar = HeadingBar(context.symbols, id="where")
        self.detail_pane = Page(context.symbols, id="detail")
        self.articles_pane = Page(context.symbols, id="sources")
        back_key, next_key = context.key_for(CommandName.BACK), context.key_for(CommandName.NEXT)
        self.detail_pane.failure_hint = self.articles_pane.failure_hint = (
            f"{back_key} goes back, {next_key} shows the next thread."
        )
        self.extras: ThreadExtras | None = None
        """None until it is loaded: coverage and articles are shown with it, so that nothing moves them down later."""
        self._rewrite_refusal = ""
        """Why a language model did not rewrite the summary in sight."""
        self._is_rendering = False
        """Whether both panes are being filled, so that the bar of headings waits."""
        self._shown_id = ""
        self._is_opening = True
        """Whether the thread is still to be marked as read, once it is shown."""
        self._styled_theme = ""  # the theme that the styles were last computed for
        self.moves = HeadingMoves(self, context)
        self._shown_events = ShownEvents(context, self.moves, self.repaint)
        self.rewriting = SummaryRewriting(self, context)
        self._cursor = CarriedCursor(self, self.detail_pane, self.articles_pane)
        self._ended = EndedThreads(context)

    def compose(self) -> ComposeResult:
        """Lay out the bars and the pages."""
        yield self.heading_bar
        yield self.status_line
        yield self.search.line
        yield PaneRule(self.symbols, "top")
        with Panes(id="panes"):
            yield self.detail_pane
            yield self.articles_pane
        yield PaneRule(self.symbols, "bottom", classes="bottom-rule")
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the thread that was opened, and follow the state of the application."""
        self._begin()
        self.watch(self.app, "correction_count", self._reload_thread, init=False)
        self.watch(self.app, "starred", self.repaint, init=False)
        for pane in (self.detail_pane, self.articles_pane):
            self.watch(pane, "headings", self._show_headings, init=False)
            self.watch(pane, "current_heading", self._show_headings, init=False)

    @on(ScreenResume)
    def keep_styles(self, event: ScreenResume) -> None:
        """Keep the styles of a closed page that is opened again in the theme that it was closed in."""
        event.refresh_styles = event.refresh_styles and self._styled_theme != self.app.theme
        self._styled_theme = self.app.theme

    @on(ScreenSuspend)
    def remember_theme(self) -> None:
        """Remember the theme, which may change while the page is closed."""
        self._styled_theme = self.app.theme

    @property
    def thread_id(self) -> str:
        """The thread of this page."""
        return self._shown_id

    @property
    def is_open(self) -> bool:
        """Whether it is on the stack of screens, perhaps below others, with its panes."""
        return self.detail_pane.is_attached and self in self.app.screen_stack

    # --- loading -------------------------------------------------------------------------------------------------

    def open(self, thread_id: str, loaded_thread: Thread | None = None) -> None:
        """Show a thread from its start; `loaded_thread` until all of it is loaded. The page is on the stack."""
        self.search.close()
        self.thread, self.extras, self._shown_id = loaded_thread, None, thread_id
        self._rewrite_refusal = ""
        self._shown_events.forget()
        self._ended.forget()
        self.moves.forget_waiting()
        self.moves.note_loading()
        self.rewriting.forget()
        self.unfolded_entries = frozenset()
        if self.is_mounted:
            self._begin()

    def _begin(self) -> None:
        self.show_footer()
        self._cursor.start()
        self.detail_pane.focus()
        if self.thread:
            self._render_thread(self.thread, in_place=False)
            self.call_after_refresh(self._load_rest, self._shown_id)  # nothing delays the first repaint
        else:
            self.detail_pane.show(head_of(self.context.listing.row(self._shown_id), self.render_options()))
            self.articles_pane.show(no_lines)
            self._start_loading(self._shown_id)

    def _reload_thread(self) -> None:
        """Load the thread again, after a correction or its undo, or rather one that ended in it and is there again."""
        if not self.is_open:
            return
        if self._is_opening:
            self._start_loading(self._shown_id)
            return
        thread_id, target = self._ended.take_returned() or (self._shown_id, None)
        start_task(self, self._load(thread_id, after_correction=True, target=target), "detail", exclusive=True)

    def _load_rest(self, thread_id: str) -> None:
        """Load all of a thread that is shown in part, unless a key led to another one meanwhile."""
        if thread_id == self._shown_id:
            self._start_loading(thread_id)

    def _start_loading(self, thread_id: str) -> None:
        """Open a thread, which marks it as read once it is shown; keys pressed on another page move nothing on it."""
        if thread_id != self._shown_id:
            self.search.close()
            self.context.end_earlier_answer()
            self.moves.forget_waiting()
            self._cursor.forget_removed()
            self._ended.forget()
        self._shown_id, self._is_opening = thread_id, True
        self.moves.note_loading()
        self.show_footer()
        start_task(self, self._load(thread_id), "detail", exclusive=True)

    async def _load(self, thread_id: str, *, after_correction: bool = False, target: Target | None = None) -> None:
        """Load and show a thread, with the cursor on a target; if it is being opened, mark it as read."""
        context, curation, run = self.context, self.controllers.curation, self.context.work_pools.readers.run
        since = curation.previously_read_at(thread_id)
        try:
            loaded, self.extras = await run(load_thread_page, context.services, thread_id, since)
        except (BriefingError, *VALUE_ERRORS) as error:
            head = head_of(context.listing.row(thread_id), self.render_options())
            self.detail_pane.show_failure(fault_name(thread_id), error, context.now(), head)
            self.moves.note_loaded()
            return
        if not self.is_open:
            return  # the page was closed meanwhile
        shown = self.thread if self.thread and self.thread.row.id == loaded.row.id else None
        changes = loaded.changes or (shown.changes if shown else None)
        has_same_summary = shown is not None and shown.summary == loaded.summary
        rewrite = shown.rewrite if shown and has_same_summary else None
        self._rewrite_refusal = self._rewrite_refusal if has_same_summary else ""
        self.thread, self._shown_id = replace(loaded, changes=changes, rewrite=rewrite), loaded.row.id
        self.unfolded_entries = self.unfolded_entries if shown else frozenset()
        if after_correction and loaded.row.id != thread_id:
            self._ended.note(thread_id, self.cursor_target)
        self._render_thread(self.thread, in_place=shown is not None, after_correction=after_correction)
        if target:
            self.detail_pane.select_target(target)
        self.show_footer()
        self.moves.note_loaded()
        if self._is_opening:
            self._is_opening = False
            curation.mark_read(self._shown_id)
        self.rewriting.start_if_configured(self._shown_id)

    def show_neighbour(self, step: int) -> None:
        """Show the next thread of the list, or the previous one; one of a single article opens as that article."""
        rows = self.context.listing.visible_rows
        ids = [row.id for row in rows]
        index = ids.index(self._shown_id) + step if self._shown_id in ids else 0
        if not 0 <= index < len(rows):
            return
        if rows[index].article_count == 1:
            self.app.pop_screen()
            self.context.open_thread(ids[index])
        else:
            self._start_loading(ids[index])
        self.context.select_thread(ids[index])

    # --- the headings of the page --------------------------------------------------------------------------------

    def _show_headings(self) -> None:
        """Show the bar of headings, and the status, which depends on what is in sight."""
        if not self.is_open or self._is_rendering:
            return
        keys: dict[str, str] = {name: self.context.key_for(name) for name in KEYED_HEADINGS}
        self.heading_bar.note = Content.styled(header_time(self.context.now()), MUTED)
        self.heading_bar.show(self.moves.headings, self.moves.current, self.context.summary_size, keys)
        self.show_status()

    def on_descendant_focus(self) -> None:
        """Show the heading that the cursor is under in the pane that has the keys now, and what they do there."""
        self._cursor.note_focus()
        self._show_headings()
        self.show_footer()

    def action_heading(self, step: int) -> None:
        """Go to the next heading of the page, or to the one before."""
        self.moves.move(step)

    def action_heading_named(self, name: str) -> None:
        """Go to a heading of the page."""
        self.moves.move_to(name)

    def action_pane(self, step: int) -> None:
        """Focus another pane; where there is one pane, go to the next heading of the page."""
        if len(self.panes.visible_panes) < 2 and not self.panes.zoomed_id:
            self.moves.move(step, around=True)
        else:
            super().action_pane(step)

    # --- commands ------------------------------------------------------------------------------------------------

    def on_chosen(self, message: Chosen) -> None:
        """Treat a double click as Enter."""
        message.stop()
        self.action_choose()

    def action_read_on(self) -> None:
        """Move down by a page; at the end, to the next thread."""
        pane = self.panes.active_pane
        if isinstance(pane, Page) and pane.at_end:
            self.show_neighbour(1)
        else:
            super().action_read_on()

    def action_full_text(self) -> None:
        """Open the article under the cursor and fetch its full text."""
        if self.thread and (article := self.article):
            sentence = self.cursor_target.text if self.cursor_target else ""
            self.context.open_article(self.thread, article, sentence, fetch_text=True)

    def action_split(self) -> None:
        """Give the articles of the row under the cursor a thread of their own."""
        self.controllers.regrouping.split(leaving_of_row(self.thread, self.cursor_target))

    def action_move_to_thread(self) -> None:
        """Move the articles of the row under the cursor to another thread."""
        self.controllers.regrouping.move(leaving_of_row(self.thread, self.cursor_target))

    def action_all_events(self) -> None:
        """Show all events in the timeline or coverage, or the main ones again."""
        self._shown_events.toggle(self.thread, self.extras)

    def action_mute(self) -> None:
        """Mute the thread and leave its page."""
        super().action_mute()
        self.app.pop_screen()

    def action_mute_until_new(self) -> None:
        """Mute the thread until a new story of it begins, and leave its page."""
        super().action_mute_until_new()
        self.app.pop_screen()

    def action_size(self, size: SummarySize) -> None:
        """Show the summary in another size, in the published sentences."""
        if self.detail_pane.current_heading not in ("since", "summary"):
            self.action_heading_named("summary")
        super().action_size(size)
        self.rewriting.show_published(self._shown_id)

    def action_rewrite(self) -> None:
        """Let the language model rewrite the summary, or show the published sentences again."""
        self.rewriting.toggle(self._shown_id)

    def show_rewrite(self, thread: Thread, refusal: str = "") -> None:
        """Show the thread with another summary; `refusal` says why a language model did not rewrite it."""
        self.thread, self._rewrite_refusal = thread, refusal
        self.repaint()

    # --- rendering -----------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Arrange the pages for the new size; the cursor stays on what it is on."""
        self.call_after_refresh(lambda: self.apply_layout(self.context.ui_state))
        self.call_after_refresh(self.call_after_refresh, self._cursor.carry)

    def repaint(self) -> None:
        """Render the thread again."""
        if self.thread and self.is_open:
            self._render_thread(self.thread, in_place=True)

    def _render_thread(self, thread: Thread, *, in_place: bool, after_correction: bool = False) -> None:
        has_side_pane = not self.has_class("-narrow")
        options = replace(
            self.render_options(),
            articles_aside=has_side_pane,
            all_events=self._shown_events.all_in_timeline,
            all_coverage=self._shown_events.all_in_coverage,
            all_events_key=self.context.key_for(CommandName.ALL_EVENTS),
            doubt_keys=(self.context.key_for(CommandName.PIN), self.context.key_for(CommandName.SPLIT)),
        )
        render = render_main_pane if has_side_pane else render_single_pane
        extras = self.extras and replace(self.extras, rewrite_refusal=self._rewrite_refusal)
        self._is_rendering = True  # the bar of headings is shown once, not for each pane
        subject = fault_name(thread.row.id)
        self.articles_pane.show(partial(render_side_pane, thread, extras, options), in_place=in_place, subject=subject)
        head = head_of(thread.row, options)
        self.detail_pane.show(partial(render, thread, extras, options), in_place=in_place, subject=subject, head=head)
        self._is_rendering = False
        self._cursor.carry(after_correction=after_correction)
        self._show_headings()

    def show_status(self) -> None:
        """Take over a change of the followed mark, too."""
        if not self.is_open:
            return
        super().show_status()
        row = self.context.listing.row(self._shown_id)
        if self.thread and row and row.followed != self.thread.row.followed:
            self.thread = replace(self.thread, row=replace(self.thread.row, followed=row.followed))
            self.repaint()
            self.show_footer()

    def footer_label(self, command: Command) -> str:
        """Return the label of a command in the footer: what its key does to this thread now."""
        row = self.context.listing.row(self._shown_id) or (self.thread.row if self.thread else None)
        is_followed = command.name == CommandName.FOLLOW and row is not None and row.followed
        return "unfollow" if is_followed else super().footer_label(command)

    def status_text(self) -> str:
        """Return the title of the thread where it is out of sight, else its place in the list, its section and id."""
        if self.thread and self.detail_pane.first_visible_line:
            return self.thread.row.title
        place, count = place_of(self.context.listing.items, self._shown_id)
        position = f"{place} of {count} in the list" if place else ""
        section = self.thread.row.section if self.thread else ""
        return f" {self.symbols.marks.dot} ".join(filter(None, (position, section_title(section), self._shown_id)))
