"""The page of the feeds: how each is; add, pause, remove and edit them. Every change can be taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from briefing.errors import BriefingError, ConfigError
from briefing.output.formatting import format_count
from briefing.services.feed_list import feed_to_add
from briefing.tui.bindings import bindings
from briefing.tui.external import editor_command
from briefing.tui.messages import Chosen
from briefing.tui.render.feed_table import FeedStatus, render_feeds
from briefing.tui.render.page_lines import MUTED, Target
from briefing.tui.screens.pane_screen import PaneScreen
from briefing.tui.screens.prompts import ChoicePrompt, TextPrompt
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

if TYPE_CHECKING:
    from briefing.services import AppServices
    from briefing.services.feed_list import ConfigEdit, DiscoveredFeed


class FeedsScreen(PaneScreen):
    """Lists the feeds; the last good configuration goes on when an edit cannot be used."""

    BINDINGS: ClassVar = bindings("feeds page")
    PLACE: ClassVar = "feeds page"
    KEYS: ClassVar[tuple[str, ...]] = ("back", "add", "pause", "remove", "edit", "help")

    def __init__(self, symbols: Symbols) -> None:
        super().__init__(symbols)
        self.title_bar = Static(id="where")
        self.page = Page(symbols, id="detail")
        self.feeds: tuple[FeedStatus, ...] = ()
        self._removed_index = 0
        self._url_to_select = ""

    def compose(self) -> ComposeResult:
        """Lay out bars and the list."""
        yield self.title_bar
        yield self.status_line
        yield self.page
        yield self.key_bar

    def on_mount(self) -> None:
        """Load the feeds, and again whenever a refresh has ended."""
        self.title_bar.update(Content.styled(f" Feeds  {self.briefing_app.async_services.config.path}", MUTED))
        self.show_footer()
        self.page.focus()
        self.watch(self.app, "health", self.reload)

    def reload(self) -> None:
        """Load the feeds anew."""
        self.briefing_app.run_in_background(self._load(), "feeds", exclusive=True)

    async def _load(self) -> None:
        notes = {note.url: note.cause for note in self.briefing_app.feed_notes}
        feeds = await self.briefing_app.async_services.feed_statuses()
        add = self.briefing_app.key_for("add")
        self.feeds = tuple(replace(health, note=notes.get(health.feed.url, "")) for health in feeds)
        self.page.show(
            partial(render_feeds, self.feeds, self.briefing_app.async_services.now(), self.symbols, add), keep=True
        )
        if self._url_to_select in [health.feed.url for health in self.feeds]:
            self.page.select_target(Target("feed", self._url_to_select))
            self._url_to_select = ""
        elif self.selected_feed is None and self.feeds:
            self.page.select_target(Target("feed", self.feeds[min(self._removed_index, len(self.feeds) - 1)].feed.url))
        self.show_status()

    @property
    def selected_feed(self) -> FeedStatus | None:
        """The feed under the cursor."""
        target = self.page.target
        return next((health for health in self.feeds if target and health.feed.url == target.id), None)

    def status_text(self) -> str:
        """Say how many feeds there are, and how many fail."""
        conditions = [health.condition for health in self.feeds]
        parts = [format_count(len(conditions), "feed")]
        parts += [f"{number} {word}" for word in ("failing", "gone", "paused") if (number := conditions.count(word))]
        return ", ".join(parts)

    def action_back(self) -> None:
        """Back to where the reader was."""
        self.app.pop_screen()

    def action_feeds(self) -> None:
        """They are shown already."""

    def on_chosen(self, message: Chosen) -> None:
        """A second click selects only."""
        message.stop()

    # --- changes -------------------------------------------------------------------------------------------------

    def change_config(self, edit: Callable[[AppServices], ConfigEdit], done_message: str, undone_message: str) -> None:
        """Change the configuration and say what was done."""
        self.briefing_app.run_in_background(self._change_config(edit, done_message, undone_message), "marks")

    async def _change_config(
        self, edit: Callable[[AppServices], ConfigEdit], done_message: str, undone_message: str
    ) -> None:
        done = await self.briefing_app.async_services.run_write(edit)
        self.briefing_app.feed_edits.append((done, undone_message))
        self.briefing_app.show_done(done_message)
        await self._reload_after_change()

    async def _reload_after_change(self) -> None:
        """Let the list and the figures of the front page follow a change."""
        self.briefing_app.health = await self.briefing_app.async_services.feed_health_summary()
        await self._load()

    def action_undo(self) -> None:
        """Take back the last change of the feeds."""
        if self.briefing_app.feed_edits:
            self.briefing_app.run_in_background(self._undo(*self.briefing_app.feed_edits.pop()), "marks")
        else:
            self.briefing_app.notify_status("Nothing to undo here")

    async def _undo(self, edit: ConfigEdit, message: str) -> None:
        await self.briefing_app.async_services.run_write(lambda services: services.feed_list.restore(edit))
        self.briefing_app.notify_status(message)
        await self._reload_after_change()

    def action_pause(self) -> None:
        """Pause the feed, or fetch it again."""
        if health := self.selected_feed:
            self.briefing_app.run_in_background(self._toggle_pause(health), "marks")

    async def _toggle_pause(self, status: FeedStatus) -> None:
        """Turn the feed round as it is by then: keys may come faster than the file is written."""
        newsroom, url = self.briefing_app.async_services, status.feed.url
        edit = await newsroom.run_write(lambda services: services.feed_list.toggle(url))
        on = any(feed.url == url and feed.enabled for feed in newsroom.config.feeds)
        done, undone = ("Fetched again", "Paused again") if on else ("Paused", "Fetched again")
        self.briefing_app.feed_edits.append((edit, f"{undone}: {status.display_name}"))
        self.briefing_app.show_done(f"{done}: {status.display_name}")
        await self._reload_after_change()

    def action_remove(self) -> None:
        """Remove the feed; its articles stay."""
        if health := self.selected_feed:
            url, name = health.feed.url, health.display_name
            self._removed_index = self.feeds.index(health)
            self.change_config(
                lambda services: services.feed_list.remove(url),
                f"Removed: {name}; its articles stay",
                f"Back again: {name}",
            )

    # --- adding --------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Ask for an address and look what feeds are there."""

        def asked(address: str | None) -> None:
            if address:
                self.briefing_app.notify_status(f"Looking for feeds at {address} ...")
                self.briefing_app.run_in_background(self._find_feeds(address), "find", exclusive=True)

        self.app.push_screen(TextPrompt("Add a feed", "the address of a site or of its feed; Enter looks there"), asked)

    async def _find_feeds(self, address: str) -> None:
        found = await self.briefing_app.async_services.find_feeds(address)
        if not self.is_current:  # whoever went elsewhere is not stopped there
            keys = f"{self.briefing_app.feeds_key_hint} {self.briefing_app.key_for('add')}"
            self.briefing_app.notify_status(f"{format_count(len(found), 'feed')} found at {address} - {keys} adds one")
            return
        by_url = {one.url: one for one in found}

        def chosen(url: str | None) -> None:
            if url:
                self._ask_section(by_url[url])

        self.briefing_app.notify_status(f"{format_count(len(found), 'feed')} found")
        choices = [(one.url, one.title, found_feed_preview(one)) for one in found]
        await self.app.push_screen(
            ChoicePrompt("Which one?", choices, self.symbols, "Enter adds it, Esc leaves it"), chosen
        )

    def _ask_section(self, found_feed: DiscoveredFeed) -> None:
        known = ", ".join(dict.fromkeys(health.feed.section for health in self.feeds))

        def asked(section: str | None) -> None:
            if section:
                feed = feed_to_add(found_feed, section=section)
                self._url_to_select = feed.url
                self.change_config(
                    lambda services: services.feed_list.add(feed), f"Added: {feed.name}", f"Removed again: {feed.name}"
                )
                self.briefing_app.refresh_feeds()

        usual = self.selected_feed.feed.section if self.selected_feed else "news"
        self.app.push_screen(
            TextPrompt("In which section?", f"there are {known}" if known else "any word", usual), asked
        )

    # --- editing -------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Open the file in the reader's editor at the feed, then read it again."""
        config = self.briefing_app.async_services.config
        line = self.selected_feed.feed.line if self.selected_feed else 1
        try:
            self.briefing_app.async_services.require_editable_config()
        except ConfigError as error:
            self.briefing_app.notify_status(f"{error}; {error.hint}")
            return
        if self.briefing_app.run_in_terminal(editor_command(os.environ, str(config.path), max(line, 1))):
            self.briefing_app.run_in_background(self._reload_config(), "marks")

    async def _reload_config(self) -> None:
        try:
            await self.briefing_app.async_services.run_write(lambda services: services.feed_list.reload())
        except BriefingError as error:
            self.briefing_app.notify_status(
                f"{self.briefing_app.key_for('edit')} edits again, the configuration before goes on: {error}"
            )
            return
        config = self.briefing_app.async_services.config
        wrong = f", {format_count(len(config.problems), 'problem')}: {config.problems[0]}" if config.problems else ""
        self.briefing_app.notify_status(f"Read {config.path.name}: {format_count(len(config.feeds), 'feed')}{wrong}")
        await self._reload_after_change()


def found_feed_preview(found_feed: DiscoveredFeed) -> str:
    """Return what can be told of a found feed: address, entries, newest titles."""
    often = f", about {found_feed.entries_per_day:.1f} a day" if found_feed.entries_per_day else ""
    return "\n".join(
        [
            f"{format_count(found_feed.entry_count, 'entry', 'entries')}{often}  {found_feed.url}",
            *(f"- {t}" for t in found_feed.newest_titles),
        ]
    )
