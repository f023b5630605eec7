"""Opens the pages over the front page, and the palettes.

The application imports this module when the first of them is opened, or after its first page is painted.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from briefing.tui.modals.page_modal import HelpModal
from briefing.tui.modals.palette import PaletteModal
from briefing.tui.palettes import command_entries, entries_elsewhere, theme_entries
from briefing.tui.queries import load_thread
from briefing.tui.render.context_help import context_lines
from briefing.tui.render.static_pages import render_help
from briefing.tui.render.target_articles import article_at
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.base_screen import BaseScreen, screen_name_of
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.curation import SearchHit
    from briefing.model.threads import Thread
    from briefing.tui.app_context import AppContext
    from briefing.tui.controllers import Controllers


THREAD_PAGE = "thread"
"""The name under which a page of a thread stays mounted after it is closed."""


class PageOpener:
    """Opens pages of threads, articles and feeds, the palettes and the help."""

    def __init__(self, app: App[None], context: AppContext, controllers: Controllers) -> None:
        self._app = app
        self._context = context
        self._controllers = controllers
        self._thread_page: ThreadScreen | None = None

    # --- threads and articles ------------------------------------------------------------------------------------

    def open_thread(self, thread_id: str, loaded_thread: Thread | None = None) -> None:
        """Open the page of a thread, or that of its article if it has only one."""
        context = self._context
        known = loaded_thread if loaded_thread and loaded_thread.row.id == thread_id else None
        row = known.row if known else context.listing.row(thread_id)
        if row and row.article_count == 1:
            context.run_in_background(self._open_only_article(thread_id, known), "open", exclusive=True)
            return
        page = self._closed_thread_page() or ThreadScreen(context, self._controllers)
        self._app.push_screen(page)
        page.open(thread_id, known)

    def _closed_thread_page(self) -> ThreadScreen | None:
        """Return the page that stays mounted, unless it is open."""
        if self._thread_page is None:
            self._thread_page = ThreadScreen(self._context, self._controllers)
            self._app.install_screen(self._thread_page, THREAD_PAGE)
        return None if self._thread_page.is_open else self._thread_page

    async def _open_only_article(self, thread_id: str, known: Thread | None) -> None:
        """Open the article of a thread that has one, and mark the thread as read."""
        context, requested_on = self._context, self._app.screen
        thread = known
        if thread is None:
            thread = await context.work_pools.readers.run(load_thread, context.services, thread_id, None)
        article = article_at(thread, None)
        if article and self._app.screen is requested_on:
            self.open_article(thread, article)
            self._controllers.curation.mark_read(thread_id)

    def open_article(self, thread: Thread, article: Article, sentence: str = "", *, fetch_text: bool = False) -> None:
        """Open the page of an article at a sentence; with `fetch_text`, fetch its full text at once."""
        page = ArticleScreen(self._context, self._controllers, thread, article, sentence, fetch_text=fetch_text)
        self._app.push_screen(page)

    def open_hit(self, hit: SearchHit) -> None:
        """Open the page of an article in its thread; a thread of one article counts as read then."""
        if hit.thread:
            self._context.run_in_background(self._open_hit(hit), "open", exclusive=True)
        else:
            self._context.notify_status("This article is in no thread yet; the next refresh groups it")

    async def _open_hit(self, hit: SearchHit) -> None:
        context, requested_on = self._context, self._app.screen
        thread = await context.work_pools.readers.run(load_thread, context.services, hit.thread, None)
        articles = [article for story in thread.stories for article in story.articles]
        article = next((one for one in articles if one.id == hit.article.id), hit.article)
        if self._app.screen is requested_on:
            self.open_article(thread, article)
            if len(articles) == 1:
                self._controllers.curation.mark_read(hit.thread)

    # --- feeds ---------------------------------------------------------------------------------------------------

    def open_feeds(self) -> None:
        """Open the feeds page."""
        self._app.push_screen(FeedsScreen(self._context, self._controllers))

    async def open_first_start(self) -> None:
        """Open the choice of feeds before the first refresh."""
        feeds = self._context.services.config.feeds
        await self._app.push_screen(FirstStartScreen(self._context, self._controllers, feeds))

    # --- palette, themes, help -----------------------------------------------------------------------------------

    def open_command_palette(self) -> None:
        """Open the palette of all commands."""
        app, context, screen = self._app, self._context, self._app.screen
        if isinstance(screen, PaletteModal):
            return

        def chosen(name: str | None) -> None:
            command = next((command for command in context.commands if command.name == name), None)
            if command:
                node: App[None] | Screen[Any] = app if "everywhere" in command.screens else screen
                context.run_in_background(_run_action(node, command.action), "command")

        screen_name = screen_name_of(screen)
        entries = command_entries(context.commands, screen_name)
        elsewhere = entries_elsewhere(context.commands, screen_name)
        app.push_screen(PaletteModal("Commands", entries, context.symbols, elsewhere=elsewhere), chosen)

    def open_themes(self) -> None:
        """Choose a theme, which is shown while the cursor is on it."""
        app, before = self._app, self._app.theme

        def chosen(name: str | None) -> None:
            app.theme = name or before

        entries = theme_entries(list(app.available_themes), before)
        show = partial(setattr, app, "theme")
        symbols = self._context.symbols
        palette = PaletteModal("Theme", entries, symbols, selected_id=before, on_highlight=show, keeps_order=True)
        app.push_screen(palette, chosen)

    def open_help(self) -> None:
        """List all keys, those of the present screen first."""
        context, screen = self._context, self._app.screen
        subject = screen.help_subject if isinstance(screen, BaseScreen) else ""
        explained = partial(context_lines, subject, context.key_for)
        help_renderer = partial(render_help, context.symbols, context.commands, screen_name_of(screen), explained)
        self._app.push_screen(HelpModal("All keys", help_renderer, context.symbols))


async def _run_action(node: App[None] | Screen[Any], action: str) -> None:
    await node.run_action(action)
