"""The page of one feed: its articles, each of which opens."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from briefing.model.articles import Article
from briefing.model.curation import SearchHit
from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.bindings import bindings
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.feed_status import FeedRow
from briefing.tui.messages import Chosen
from briefing.tui.queries import load_feed_articles, load_feed_rows
from briefing.tui.render.feed_articles import render_feed_articles
from briefing.tui.render.feeds_page import format_next_fetch, health_words, settings_words
from briefing.tui.render.page_lines import Target
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.list_layout import ListLayout


class FeedArticlesScreen(BaseScreen):
    """Lists the newest articles of a feed."""

    BINDINGS: ClassVar = bindings("feed page")
    SCREEN_NAME: ClassVar = "feed page"
    KEYS: ClassVar[tuple[CommandName, ...]] = (
        CommandName.BACK,
        CommandName.OPEN,
        CommandName.BROWSE,
        CommandName.REFRESH,
        CommandName.HELP,
    )

    def __init__(self, context: AppContext, controllers: Controllers, row: FeedRow) -> None:
        super().__init__(context, controllers)
        self._list = ListLayout(self, f"{row.display_name}  {row.feed.url}")
        self.page = self._list.page
        self.hits: tuple[SearchHit, ...] | None = None
        self._row = row

    def compose(self) -> ComposeResult:
        """Lay out the list of the articles."""
        yield from self._list.compose()

    def on_mount(self) -> None:
        """Load the articles, and again after each refresh."""
        self._list.start(self.reload)

    def reload(self) -> None:
        """Load the articles again."""
        self.context.run_in_background(self._load(), "feed articles", exclusive=True)

    async def _load(self) -> None:
        context = self.context
        self.hits = await context.work_pools.readers.run(load_feed_articles, context.services, self._row.feed.url)
        await self._load_row()
        render = partial(render_feed_articles, self.hits, context.now(), self.symbols, self._fetch_hint())
        self.page.show(partial(render, note=self._note_text()), in_place=True)
        if self.page.target is None and self.hits:
            self.page.select_target(Target("article", self.hits[0].article.id))
        self.show_status()

    async def _load_row(self) -> None:
        """Load the state of the feed again: a refresh may have mended it."""
        context, url = self.context, self._row.feed.url
        rows = await context.work_pools.readers.run(load_feed_rows, context.services)
        note = next((note.text for note in context.feed_notes if note.url == url), "")
        self._row = next((replace(row, note=note) for row in rows if row.feed.url == url), self._row)

    def _note_text(self) -> str:
        words = health_words(self._row)
        return f"{words[:1].upper()}{words[1:]}." if self._row.needs_attention else ""

    def _fetch_hint(self) -> str:
        """Return which key fetches the feed: one that failed is not due, so the key for what is due does nothing."""
        row, context = self._row, self.context
        if row.condition in ("gone", "paused"):
            key = context.key_for(CommandName.BACK)
            pause = context.key_for(CommandName.PAUSE_FEED)
            return f"{pause} on the page of the feeds ({key}) has it fetched again."
        if row.condition != "failing":
            return f"{context.key_for(CommandName.REFRESH)} fetches what is due."
        next_try = format_next_fetch(row.state, context.now(), context.health.next_attempt)
        return f"Next try: {next_try}. {context.key_for(CommandName.REFRESH_ALL)} fetches all feeds at once."

    @property
    def hit(self) -> SearchHit | None:
        """The article under the cursor, with its thread."""
        target = self.page.target
        return next((hit for hit in self.hits or () if target and hit.article.id == target.id), None)

    @property
    def article(self) -> Article | None:
        """The article under the cursor."""
        return self.hit.article if self.hit else None

    def status_text(self) -> str:
        """Return the number of articles, the health of the feed and its settings."""
        if self.hits is None:
            return "loading"
        health = [] if self._row.needs_attention else [health_words(self._row)]  # what is wrong stands on the page
        words = [format_count(len(self.hits), "article"), *health, *settings_words(self._row.feed)]
        return f" {self.symbols.marks.dot} ".join(words)

    def action_choose(self) -> None:
        """Open the article under the cursor."""
        if self.hit:
            self.context.open_hit(self.hit)

    def on_chosen(self, message: Chosen) -> None:
        """Treat a double click as Enter."""
        message.stop()
        self.action_choose()
