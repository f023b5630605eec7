"""The thread or the article under the cursor of the list, beside it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from briefing.errors import VALUE_ERRORS, BriefingError
from briefing.model.articles import Article
from briefing.model.threads import Thread, ThreadRow
from briefing.program_faults import fault_name
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.list_items import ListItem
from briefing.tui.queries import load_thread, with_changes
from briefing.tui.render.article import ArticleDisplay, render_article
from briefing.tui.render.empty_pages import render_folded
from briefing.tui.render.page_lines import no_lines
from briefing.tui.render.thread import render_thread, render_thread_articles
from briefing.tui.render.thread_panes import head_of
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.read_timer import ReadTimer
from briefing.tui.widgets.page import Page
from briefing.tui.worker_pool import start_task

CURSOR_DEBOUNCE = 0.05
"""Seconds that the cursor rests on a thread before it is loaded: held keys load nothing."""


class ThreadPreview:
    """Loads what the cursor of the front page rests on, and shows it in two panes."""

    def __init__(self, screen: BaseScreen, context: AppContext, controllers: Controllers) -> None:
        self._screen = screen
        self._context = context
        self._controllers = controllers
        self.detail_pane = Page(context.symbols, id="detail")
        self.articles_pane = Page(context.symbols, id="sources")
        down = context.key_for(CommandName.DOWN)
        self.detail_pane.failure_hint = self.articles_pane.failure_hint = f"{down} moves on to the next thread."
        self.read_timer = ReadTimer(screen, controllers.curation)

    def show_item(self, item: ListItem) -> None:
        """Show an article that the filter found, or the titles of what a line of the list folds."""
        self._screen.workers.cancel_group(self._screen, "detail")
        self.read_timer.stop()
        self._screen.thread = None
        if item.hit:
            self.detail_pane.show(partial(render_article, self._display_of(item.hit.article)))
        else:
            key = self._context.key_for(CommandName.OPEN)
            self.detail_pane.show(partial(render_folded, item, self._context.now(), key))
        self.articles_pane.show(no_lines)

    def _display_of(self, article: Article) -> ArticleDisplay:
        full_text = f"{self._context.key_for(CommandName.OPEN)} {self._context.key_for(CommandName.FULL_TEXT)}"
        keys = full_text, self._context.key_for(CommandName.BROWSE)
        return ArticleDisplay(article, self._context.now(), self._context.symbols, text_and_browser_keys=keys)

    def start_loading(self, thread_id: str) -> None:
        """Load a thread once the cursor rests."""
        self.read_timer.stop()
        start_task(self._screen, self._load(thread_id), "detail", exclusive=True)

    def take_over(self, row: ThreadRow) -> None:
        """Load the thread again if its row has new articles; take over whether it is followed."""
        thread = self._screen.thread
        if thread is None or thread.row.id != row.id:
            return
        if (row.article_count, row.last) != (thread.row.article_count, thread.row.last):
            self.start_loading(row.id)
        elif row.followed != thread.row.followed:
            self._screen.thread = replace(thread, row=replace(thread.row, followed=row.followed))
            self.repaint()

    async def _load(self, thread_id: str) -> None:
        """Load and show a thread once the cursor rests; the next call cancels this one."""
        await asyncio.sleep(CURSOR_DEBOUNCE)
        context, since = self._context, self._controllers.curation.previously_read_at(thread_id)
        try:
            thread = await context.work_pools.readers.run(load_thread, context.services, thread_id, since)
            if thread.awaits_changes:
                self._show_title(thread)
                thread = await context.work_pools.readers.run(with_changes, context.services, thread)
        except (BriefingError, *VALUE_ERRORS) as error:
            self._screen.thread = None
            head = head_of(context.listing.row(thread_id), self._screen.render_options())
            self.detail_pane.show_failure(fault_name(thread_id), error, context.now(), head)
            return
        if self.detail_pane.is_attached:  # the page may have been closed meanwhile
            self._show_thread(thread)

    def _show_title(self, thread: Thread) -> None:
        """Show what is known of a thread until the rest is, unless it is in sight already."""
        shown = self._screen.thread
        if self.detail_pane.is_attached and (shown is None or shown.row.id != thread.row.id):
            self._show_thread(thread)

    def _show_thread(self, thread: Thread) -> None:
        is_same = self._screen.thread is not None and self._screen.thread.row.id == thread.row.id
        self._screen.thread = thread
        self._screen.unfolded_entries = self._screen.unfolded_entries if is_same else frozenset()
        self._render_thread(thread, in_place=is_same)
        self.start_read_timer()

    def repaint(self) -> None:
        """Render the thread again."""
        if self._screen.thread:
            self._render_thread(self._screen.thread, in_place=True)

    def _render_thread(self, thread: Thread, *, in_place: bool) -> None:
        subject = fault_name(thread.row.id)
        options = replace(self._screen.render_options(), brief=True, articles_aside=self._screen.has_class("-broad"))
        head = head_of(thread.row, options)
        self.detail_pane.show(partial(render_thread, thread, options), in_place=in_place, subject=subject, head=head)
        render_articles = partial(render_thread_articles, thread, replace(options, brief=False))
        self.articles_pane.show(render_articles, in_place=in_place, subject=subject)

    def start_read_timer(self) -> None:
        """Begin to count the time that the cursor rests on the thread, once what is new in it can be shown."""
        self.read_timer.stop()
        thread = self._screen.thread
        if thread and not thread.awaits_changes and self._screen.is_current:
            self.read_timer.start(thread.row.id)
