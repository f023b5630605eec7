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
from briefing.tui.palettes import command_entries, theme_entries
from briefing.tui.queries import load_thread
from briefing.tui.render.context_help import context_lines
from briefing.tui.render.static_pages import render_help
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.base_screen import BaseScreen, article_at
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.curation import SearchHit
    from briefing.model.threads import Thread
    from briefing.tui.app import BriefingApp


class Pages:
    """Opens pages of threads, articles and feeds, the palettes and the help."""

    def __init__(self, app: BriefingApp) -> None:
        self._app = app

    # --- threads and articles ------------------------------------------------------------------------------------

    def open_thread(self, thread_id: str, loaded_thread: Thread | None = None) -> None:
        """Open the page of a thread, or that of its article if it has only one."""
        app = self._app
        known = loaded_thread if loaded_thread and loaded_thread.row.id == thread_id else None
        row = known.row if known else app.listing.row(thread_id)
        if row and row.article_count == 1:
            app.run_in_background(self._open_only_article(thread_id, known), "open", exclusive=True)
            return
        app.push_screen(ThreadScreen(app, app.controllers, thread_id, known))

    async def _open_only_article(self, thread_id: str, known: Thread | None) -> None:
        """Open the article of a thread that has one, and mark the thread as read."""
        app, requested_on = self._app, self._app.screen
        thread = known
        if thread is None:
            thread = await app.work_pools.readers.run(load_thread, app.services, thread_id, None)
        article = article_at(thread, None)
        if article and app.screen is requested_on:
            self.open_article(thread, article)
            app.controllers.curation.mark_read(thread_id)

    def open_article(self, thread: Thread, article: Article, sentence: str = "", *, fetch_text: bool = False) -> None:
        """Open the page of an article at a sentence; with `fetch_text`, fetch its full text at once."""
        app = self._app
        app.push_screen(ArticleScreen(app, app.controllers, thread, article, sentence, fetch_text=fetch_text))

    def open_hit(self, hit: SearchHit) -> None:
        """Open the page of an article in its thread; a thread of one article counts as read then."""
        if hit.thread:
            self._app.run_in_background(self._open_hit(hit), "open", exclusive=True)
        else:
            self._app.notify_status("This article is in no thread yet; the next refresh groups it")

    async def _open_hit(self, hit: SearchHit) -> None:
        app, requested_on = self._app, self._app.screen
        thread = await app.work_pools.readers.run(load_thread, app.services, hit.thread, None)
        articles = [article for story in thread.stories for article in story.articles]
        article = next((one for one in articles if one.id == hit.article.id), hit.article)
        if app.screen is requested_on:
            self.open_article(thread, article)
            if len(articles) == 1:
                app.controllers.curation.mark_read(hit.thread)

    # --- feeds ---------------------------------------------------------------------------------------------------

    def open_feeds(self) -> None:
        """Open the feeds page."""
        self._app.push_screen(FeedsScreen(self._app, self._app.controllers))

    async def open_first_start(self) -> None:
        """Open the choice of feeds before the first refresh."""
        app = self._app
        await app.push_screen(FirstStartScreen(app, app.controllers, app.services.config.feeds))

    # --- palette, themes, help -----------------------------------------------------------------------------------

    def open_command_palette(self) -> None:
        """Open the palette of all commands."""
        app, screen = self._app, self._app.screen
        if isinstance(screen, PaletteModal):
            return

        def chosen(name: str | None) -> None:
            command = next((command for command in app.commands if command.name == name), None)
            if command:
                node: App[None] | Screen[Any] = app if "everywhere" in command.places else screen
                app.run_in_background(_run_action(node, command.action), "command")

        entries = command_entries(app.commands, app.place)
        app.push_screen(PaletteModal("Commands", entries, app.symbols), chosen)

    def open_themes(self) -> None:
        """Choose a theme, which is shown while the cursor is on it."""
        app, before = self._app, self._app.theme

        def chosen(name: str | None) -> None:
            app.theme = name or before

        entries = theme_entries(list(app.available_themes), before)
        palette = PaletteModal(
            "Theme", entries, app.symbols, selected_id=before, on_highlight=partial(setattr, app, "theme")
        )
        app.push_screen(palette, chosen)

    def open_help(self) -> None:
        """List all keys, those of the present screen first."""
        app = self._app
        subject = app.screen.help_subject if isinstance(app.screen, BaseScreen) else ""
        context = partial(context_lines, subject, app.key_for)
        help_renderer = partial(render_help, app.symbols, app.commands, app.place, context)
        app.push_screen(HelpModal("All keys", help_renderer, app.symbols))


async def _run_action(node: App[None] | Screen[Any], action: str) -> None:
    await node.run_action(action)
