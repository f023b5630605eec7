"""The page of the feeds: their state, and commands that add, pause, remove and edit them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.bindings import bindings
from briefing.tui.command import Command
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.feed_status import FeedRow
from briefing.tui.keymap import config_mistakes
from briefing.tui.messages import Chosen
from briefing.tui.queries import load_feed_rows
from briefing.tui.render.feeds_page import FeedsPage, health_words, render_feeds, settings_words
from briefing.tui.render.page_lines import Target
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.feed_articles_screen import FeedArticlesScreen
from briefing.tui.screens.list_layout import ListLayout

DEFAULT_SECTION = "news"
"""Proposed for the first feed that is added."""


class FeedsScreen(BaseScreen):
    """Lists the feeds and follows their changes."""

    BINDINGS: ClassVar = bindings("feeds page")
    SCREEN_NAME: ClassVar = "feeds page"
    KEYS: ClassVar[tuple[CommandName, ...]] = (
        CommandName.BACK,
        CommandName.OPEN,
        CommandName.ADD_FEED,
        CommandName.PAUSE_FEED,
        CommandName.REMOVE_FEED,
        CommandName.EDIT_FEED,
        CommandName.HELP,
    )

    def __init__(self, context: AppContext, controllers: Controllers) -> None:
        super().__init__(context, controllers)
        self._list = ListLayout(self, f"Feeds  {context.services.config.path}")
        self.page = self._list.page
        self.feeds: tuple[FeedRow, ...] = ()
        self._removed_index = 0
        self._removed_url = ""
        self._url_to_select = ""

    def compose(self) -> ComposeResult:
        """Lay out the list of the feeds."""
        yield from self._list.compose()

    def on_mount(self) -> None:
        """Load the feeds, and again after each refresh and each change."""
        self._list.start(self.reload)
        self.watch(self.app, "feed_change_count", self.reload, init=False)

    def reload(self) -> None:
        """Load the feeds again."""
        self.context.run_in_background(self._load(), "feeds", exclusive=True)

    async def _load(self) -> None:
        context = self.context
        notes = {note.url: note.text for note in context.feed_notes}
        rows = await context.work_pools.readers.run(load_feed_rows, context.services)
        sections = list(dict.fromkeys(row.feed.section for row in (*self.feeds, *rows)))  # none changes its place
        noted = [replace(row, note=notes.get(row.feed.url, "")) for row in rows]
        had_feeds = {row.feed.url for row in self.feeds}
        self.feeds = tuple(sorted(noted, key=lambda row: sections.index(row.feed.section)))
        add_key = context.key_for(CommandName.ADD_FEED)
        mistakes = config_mistakes(context.services.config)
        feeds_page = FeedsPage(self.feeds, context.now(), self.symbols, add_key, context.health.next_attempt, mistakes)
        first_line = self.page.first_visible_line
        self.page.show(partial(render_feeds, feeds_page), in_place=True)
        if mistakes and self.is_current:
            context.withdraw_announcement(mistakes[0])
        if any(row.feed.url == self._url_to_select for row in self.feeds):
            self.page.select_target(Target("feed", self._url_to_select))
            self._url_to_select = ""
        elif self._removed_url not in had_feeds and any(row.feed.url == self._removed_url for row in self.feeds):
            self.page.scroll_to_line(first_line)
            self.page.move_to_target(Target("feed", self._removed_url))
        elif self.selected_feed is None and self.feeds:
            nearest = self.feeds[min(self._removed_index, len(self.feeds) - 1)]
            self.page.select_target(Target("feed", nearest.feed.url))
        self.show_status()

    @property
    def selected_feed(self) -> FeedRow | None:
        """The feed under the cursor."""
        target = self.page.target
        return next((row for row in self.feeds if target and row.feed.url == target.id), None)

    def status_text(self) -> str:
        """Return the number of feeds, of those that are not well, and what is wrong with the selected one, its address
        and its settings.
        """
        conditions = [row.condition for row in self.feeds]
        parts = [format_count(len(conditions), "feed")]
        parts += [f"{count} {name}" for name in ("failing", "gone", "paused") if (count := conditions.count(name))]
        counts = ", ".join(parts)
        if (selected := self.selected_feed) is None:
            return counts
        first = health_words(selected) if selected.needs_attention else counts  # the cause needs the room
        about = [first, selected.feed.url, *settings_words(selected.feed)]
        return f" {self.symbols.marks.dot} ".join(about)

    def footer_label(self, command: Command) -> str:
        """Return the label of a command in the footer: what its key does to the feed under the cursor."""
        is_paused = (
            command.name == CommandName.PAUSE_FEED and self.selected_feed and self.selected_feed.condition == "paused"
        )
        return "fetch again" if is_paused else super().footer_label(command)

    def show_status(self) -> None:
        """Show the keys for the feed under the cursor, too."""
        super().show_status()
        self.show_footer()

    def action_choose(self) -> None:
        """List the articles of the feed under the cursor."""
        if row := self.selected_feed:
            self.app.push_screen(FeedArticlesScreen(self.context, self.controllers, row))

    def on_chosen(self, message: Chosen) -> None:
        """Treat a double click as Enter."""
        message.stop()
        self.action_choose()

    def action_feeds(self) -> None:
        """Do nothing: this is the feeds page."""

    def action_pause(self) -> None:
        """Pause the feed, or fetch it again."""
        if row := self.selected_feed:
            self.controllers.feeds.toggle_pause(row)

    def action_remove(self) -> None:
        """Remove the feed; its articles stay."""
        if row := self.selected_feed:
            self._removed_index, self._removed_url = self.feeds.index(row), row.feed.url
            self.controllers.feeds.remove(row)

    def action_add(self) -> None:
        """Ask for a feed and add it."""
        sections = tuple(dict.fromkeys(row.feed.section for row in self.feeds))
        usual_section = self.selected_feed.feed.section if self.selected_feed else DEFAULT_SECTION
        self.controllers.feeds.ask_address(sections, usual_section, self._select_when_loaded)

    def _select_when_loaded(self, url: str) -> None:
        self._url_to_select = url

    def action_edit(self) -> None:
        """Edit feeds.toml at the selected feed."""
        self.controllers.feeds.edit_file(self.selected_feed.feed.line if self.selected_feed else 1)
