"""Changes of the configured feeds: add, pause, remove, edit, and undo."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from briefing.errors import BriefingError, ConfigError
from briefing.model.feeds import Feed
from briefing.model.fetching import Progress
from briefing.output.formatting import format_count
from briefing.services.feed_list import feed_to_add
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.controllers.feeds_key import feeds_key_hint
from briefing.tui.controllers.refresh_controller import RefreshController
from briefing.tui.controllers.store_writer import WRITE_GROUP, StoreWriter
from briefing.tui.external import editor_command
from briefing.tui.feed_status import FeedRow
from briefing.tui.modals.prompts import Choice, ChoicePrompt, TextPrompt

if TYPE_CHECKING:
    from briefing.services.config_edits import ConfigEdit
    from briefing.services.feed_list import DiscoveredFeed


SEARCH_NOTE_INTERVAL = 1.0
"""Seconds between two messages that a search for feeds goes on."""
FileStamp = tuple[int, int]
"""When a file was written, in nanoseconds, and its bytes."""


def file_stamp(path: Path) -> FileStamp | None:
    """Return what shows that a file has changed; None if it cannot be read."""
    try:
        file_facts = path.stat()
    except OSError:
        return None
    return file_facts.st_mtime_ns, file_facts.st_size


class FeedController:
    """Edits feeds.toml. Each edit can be undone in its turn, with the actions on threads."""

    def __init__(self, context: AppContext, refresh: RefreshController, writer: StoreWriter) -> None:
        self._context = context
        self._refresh = refresh
        self._writer = writer
        self._file_problem = ""
        """Why feeds.toml cannot be used as it is now; the configuration before stays in use."""
        self._file_stamp: FileStamp | None = None

    # --- edits ---------------------------------------------------------------------------------------------------

    def toggle_pause(self, row: FeedRow) -> None:
        """Pause a feed, or fetch it again."""
        self._context.run_in_background(self._toggle_pause(row), WRITE_GROUP)

    async def _toggle_pause(self, row: FeedRow) -> None:
        """Toggle the state that the configuration has by then: keys may come faster than the file is written."""
        feed_list, url, name = self._context.services.feed_list, row.feed.url, row.display_name
        await self._context.work_pools.writer.run(feed_list.toggle, url)
        is_enabled = feed_list.is_enabled(url)
        self._context.show_done(f"{'No longer paused' if is_enabled else 'Paused'}: {name}")
        await self._refresh.announce_feed_change()
        if is_enabled:
            self._refresh.refresh_when_free()

    def remove(self, row: FeedRow) -> None:
        """Remove a feed; its articles stay."""
        name = row.display_name
        remove = partial(self._context.services.feed_list.remove, row.feed.url)
        self._apply(remove, f"Removed: {name}; its articles stay")

    def _apply(self, change: Callable[[], ConfigEdit], done_message: str) -> None:
        self._context.run_in_background(self._apply_change(change, done_message), WRITE_GROUP)

    async def _apply_change(self, change: Callable[[], ConfigEdit], done_message: str) -> None:
        await self._context.work_pools.writer.run(change)
        self._context.show_done(done_message)
        await self._refresh.announce_feed_change()

    # --- the first start -----------------------------------------------------------------------------------------

    def begin_with(self, feeds: Sequence[Feed], chosen_urls: frozenset[str]) -> None:
        """Enable the chosen feeds and pause the others, then fetch."""
        self._context.run_in_background(self._begin_with(feeds, chosen_urls), WRITE_GROUP)

    async def _begin_with(self, feeds: Sequence[Feed], chosen_urls: frozenset[str]) -> None:
        """Edit only what differs; if the file cannot be changed, all enabled feeds are fetched."""
        paused = [feed.url for feed in feeds if feed.enabled and feed.url not in chosen_urls]
        enabled = [feed.url for feed in feeds if not feed.enabled and feed.url in chosen_urls]
        try:
            for urls, on in ((paused, False), (enabled, True)):
                if urls:
                    await self._context.work_pools.writer.run(self._context.services.feed_list.set_enabled, urls, on)
        finally:
            self._refresh.refresh()
            await self._refresh.update_feed_health()  # the page that says how many are fetched counts the chosen ones

    # --- adding --------------------------------------------------------------------------------------------------

    def ask_address(self, sections: Sequence[str], usual_section: str, on_added: Callable[[str], None]) -> None:
        """Ask for an address, then which of its feeds to add, then for its section.

        Args:
            sections: The sections that exist.
            usual_section: The section that is proposed.
            on_added: Called with the address of the feed that is being added.
        """
        requested_on = self._context.screen

        def section_answered(discovered: DiscoveredFeed, section: str | None) -> None:
            if section:
                feed = feed_to_add(discovered, section=section)
                on_added(feed.url)
                self._context.run_in_background(self._add(feed), WRITE_GROUP)

        def feed_chosen(discovered: DiscoveredFeed | None) -> None:
            if discovered:
                known = f"There are {', '.join(sections)}." if sections else ""
                prompt = TextPrompt("In which section?", "any word makes a new one", usual_section, help_text=known)
                self._context.ask(prompt, partial(section_answered, discovered))

        def ask(value: str = "", failure: str = "") -> None:
            prompt = TextPrompt("Add a feed", "the address of a site or of its feed", value, failure=failure)
            self._context.ask(prompt, address_answered)

        async def search(address: str) -> None:
            try:
                await self._choose_feed(address, requested_on, feed_chosen)
            except BriefingError as error:
                if self._context.screen is not requested_on:
                    raise
                self._context.notify_status("")
                ask(address, error.in_one_line)

        def address_answered(address: str | None) -> None:
            if address:
                self._context.run_in_background(search(address), "find", exclusive=True)

        ask()

    async def _choose_feed(
        self, address: str, requested_on: Screen[object], chosen: Callable[[DiscoveredFeed | None], None]
    ) -> None:
        context = self._context
        feeds = await self._find(address)
        count = format_count(len(feeds), "feed")
        if context.screen is not requested_on:  # the reader went elsewhere, and is not interrupted there
            keys = f"{feeds_key_hint(context)} {context.key_for(CommandName.ADD_FEED)}"
            context.notify_status(f"{count} found at {address} - {keys} adds one")
            return
        context.notify_status("")
        choices = [Choice(feed, feed.title, found_feed_preview(feed)) for feed in feeds]
        hint = "Enter adds it, Esc cancels"
        question = "Which one?" if len(feeds) > 1 else "Add this feed?"
        context.ask(ChoicePrompt(question, choices, context.symbols, hint, labels=("add", "cancel")), chosen)

    async def _find(self, address: str) -> tuple[DiscoveredFeed, ...]:
        """Search for feeds at an address, and say all the time that the search goes on."""
        context, begun, tried = self._context, time.monotonic(), Progress("searching", 0, 0)
        context.notify_status("")
        shown = ""

        def note_progress(progress: Progress) -> None:
            nonlocal tried
            tried = progress

        find = context.services.feed_list.find
        search = asyncio.ensure_future(context.work_pools.readers.run(find, address, note_progress))
        try:
            while not search.done():
                counts = f", {tried.done} of {tried.total} addresses tried" if tried.total else ""
                if context.status_message in ("", shown):  # else the answer to a key that was pressed since
                    shown = f"Looking for feeds at {address}: {time.monotonic() - begun:.0f} s{counts}"
                    context.notify_status(shown)
                await asyncio.wait([search], timeout=SEARCH_NOTE_INTERVAL)
            return search.result()
        finally:
            search.cancel()

    async def _add(self, feed: Feed) -> None:
        await self._apply_change(partial(self._context.services.feed_list.add, feed), f"Added: {feed.name}")
        self._refresh.refresh_when_free()

    # --- editing -------------------------------------------------------------------------------------------------

    def edit_file(self, line: int) -> None:
        """Open feeds.toml at a line in the reader's editor, then read it again."""
        config = self._context.services.config
        try:
            self._context.services.feed_list.require_editable()
        except ConfigError as error:
            self._context.notify_status(f"{error}; {error.hint}")
            return
        try:
            command = editor_command(os.environ, str(config.path), max(line, 1))
        except BriefingError as error:
            self._context.notify_status(str(error))
            return
        if self._context.run_in_terminal(command):
            self._context.run_in_background(self._reload_config(), WRITE_GROUP)

    def look_at_file(self) -> None:
        """Use what another program wrote into feeds.toml; say it again if that cannot be used."""
        self._context.run_in_background(self.take_in_file_changes(is_asked=True), "config", exclusive=True)

    async def take_in_file_changes(self, *, is_asked: bool = False) -> None:
        """Use what another program wrote into feeds.toml; the first call only notes the state of the file.

        With `is_asked`, say it again if what it wrote before cannot be used.
        """
        context, before = self._context, self._file_stamp
        self._file_stamp = await context.work_pools.readers.run(file_stamp, context.services.config.path)
        if before != self._file_stamp and before and self._file_stamp:
            context.run_in_background(self._reload_config(of_another_program=True), WRITE_GROUP)
        elif is_asked and self._file_problem:
            context.notify_in_background(self._file_problem)

    @property
    def _edit_keys(self) -> str:
        """The keys that open feeds.toml, from the page on top."""
        key = self._context.key_for(CommandName.EDIT_FEED)
        return key if self._context.screen_name == "feeds page" else f"{feeds_key_hint(self._context)} {key}"

    async def _reload_config(self, *, of_another_program: bool = False) -> None:
        context, before = self._context, self._context.services.config
        notify = context.notify_in_background if of_another_program else context.notify_status
        try:
            config = await context.work_pools.writer.run(context.services.feed_list.reload)
        except BriefingError as error:
            reason = str(error).replace(str(before.path), before.path.name)
            self._file_problem = f"{reason}; the configuration before stays in use, {self._edit_keys} edits"
            notify(self._file_problem)
            return
        self._file_problem = ""
        if of_another_program and config == before:
            return  # the reader wrote it
        count, problems = format_count(len(config.feeds), "feed"), config.problems
        is_on_page = context.screen_name == "feeds page"
        first = "see above the feeds" if is_on_page else problems[0].without_folder if problems else ""
        wrong = f", {format_count(len(problems), 'problem')}: {first}" if problems else ""
        notify(f"Read {config.path.name}: {count}{wrong}")
        await self._refresh.announce_feed_change()
        await self._writer.reload_listing()  # a rule hides or shows threads
        if {feed.url for feed in config.feeds if feed.enabled} - {feed.url for feed in before.feeds if feed.enabled}:
            self._refresh.refresh_when_free()


def found_feed_preview(feed: DiscoveredFeed) -> str:
    """Return what is known of a found feed: number of entries, address, newest titles."""
    rate = f", about {feed.entries_per_day:.1f} a day" if feed.entries_per_day else ""
    count = format_count(feed.entry_count, "entry", "entries")
    return "\n".join([f"{count}{rate}  {feed.url}", *(f"- {title}" for title in feed.newest_titles)])
