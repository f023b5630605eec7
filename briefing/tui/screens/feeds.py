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

from briefing.config import Config
from briefing.desk import feedlist
from briefing.errors import BriefingError, ConfigError
from briefing.output.counts import count
from briefing.tui.bindings import bindings
from briefing.tui.messages import Chosen
from briefing.tui.outside import editor_command
from briefing.tui.paint.feeds import FeedHealth, paint_feeds
from briefing.tui.paint.line import MUTED, Target
from briefing.tui.screens.ask import Ask, Choose
from briefing.tui.screens.panes import Panes
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

if TYPE_CHECKING:
    from briefing.desk.feedlist import Found


class FeedsPage(Panes):
    """Lists the feeds; the last good configuration goes on when an edit cannot be used."""

    BINDINGS: ClassVar = bindings("feeds page")
    PLACE: ClassVar = "feeds page"
    KEYS: ClassVar[tuple[str, ...]] = ("back", "add", "pause", "remove", "edit", "help")

    def __init__(self, symbols: Symbols) -> None:
        super().__init__(symbols)
        self.where = Static(id="where")
        self.page = Page(symbols, id="detail")
        self.feeds: tuple[FeedHealth, ...] = ()
        self._at = 0
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Lay out bars and the list."""
        yield self.where
        yield self.status
        yield self.page
        yield self.key_bar

    def on_mount(self) -> None:
        """Load the feeds, and again whenever a refresh has ended."""
        self.where.update(Content.styled(f" Feeds  {self.briefing.newsroom.config.path}", MUTED))
        self.show_keys()
        self.page.focus()
        self.watch(self.app, "health", self.reload)

    def reload(self) -> None:
        """Load the feeds anew."""
        self.briefing.attempt(self._load(), "feeds", exclusive=True)

    async def _load(self) -> None:
        notes = {note.name: note.cause for note in self.briefing.notes}
        feeds = await self.briefing.newsroom.feeds()
        add = self.briefing.key_of("add")
        self.feeds = tuple(replace(health, note=notes.get(health.name, "")) for health in feeds)
        self.page.show(partial(paint_feeds, self.feeds, self.briefing.newsroom.now(), self.symbols, add), keep=True)
        if self._wanted in [health.feed.url for health in self.feeds]:
            self.page.go(Target("feed", self._wanted))
            self._wanted = ""
        elif self.chosen is None and self.feeds:
            self.page.go(Target("feed", self.feeds[min(self._at, len(self.feeds) - 1)].feed.url))
        self.show_status()

    @property
    def chosen(self) -> FeedHealth | None:
        """The feed under the cursor."""
        target = self.page.target
        return next((health for health in self.feeds if target and health.feed.url == target.id), None)

    def summary_line(self) -> str:
        """Say how many feeds there are, and how many fail."""
        conditions = [health.condition for health in self.feeds]
        parts = [count(len(conditions), "feed")]
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

    def change(self, edit: Callable[[Config], Config], done: str, undone: str) -> None:
        """Change the configuration and say what was done."""
        self.briefing.attempt(self._change(edit, done, undone), "marks")

    async def _change(self, edit: Callable[[Config], Config], done: str, undone: str) -> None:
        before, after = await self.briefing.newsroom.change_feeds(edit)
        self.briefing.feed_edits.append((before, after, undone))
        self.briefing.tell_done(done)
        await self._follow_up()

    async def _follow_up(self) -> None:
        """Let the list and the figures of the front page follow a change."""
        self.briefing.health = await self.briefing.newsroom.health()
        await self._load()

    def action_undo(self) -> None:
        """Take back the last change of the feeds."""
        if self.briefing.feed_edits:
            self.briefing.attempt(self._undo(*self.briefing.feed_edits.pop()), "marks")
        else:
            self.briefing.say("Nothing to undo here")

    async def _undo(self, before: str, after: str, words: str) -> None:
        await self.briefing.newsroom.change_feeds(lambda config: feedlist.restored(config, before, after))
        self.briefing.say(words)
        await self._follow_up()

    def action_pause(self) -> None:
        """Pause the feed, or fetch it again."""
        if health := self.chosen:
            self.briefing.attempt(self._pause(health), "marks")

    async def _pause(self, health: FeedHealth) -> None:
        """Turn the feed round as it is by then: keys may come faster than the file is written."""
        newsroom, url = self.briefing.newsroom, health.feed.url
        before, after = await newsroom.change_feeds(partial(feedlist.turned, url=url))
        on = any(feed.url == url and feed.enabled for feed in newsroom.config.feeds)
        done, undone = ("Fetched again", "Paused again") if on else ("Paused", "Fetched again")
        self.briefing.feed_edits.append((before, after, f"{undone}: {health.name}"))
        self.briefing.tell_done(f"{done}: {health.name}")
        if on:
            await newsroom.ask_again(health.feed)
        await self._follow_up()

    def action_remove(self) -> None:
        """Remove the feed; its articles stay."""
        if health := self.chosen:
            url, name = health.feed.url, health.name
            self._at = self.feeds.index(health)
            self.change(
                partial(feedlist.removed, url=url), f"Removed: {name}; its articles stay", f"Back again: {name}"
            )

    # --- adding --------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Ask for an address and look what feeds are there."""

        def asked(address: str | None) -> None:
            if address:
                self.briefing.say(f"Looking for feeds at {address} ...")
                self.briefing.attempt(self._find(address), "find", exclusive=True)

        self.app.push_screen(Ask("Add a feed", "the address of a site or of its feed; Enter looks there"), asked)

    async def _find(self, address: str) -> None:
        found = await self.briefing.newsroom.find_feeds(address)
        if not self.is_current:  # whoever went elsewhere is not stopped there
            keys = f"{self.briefing.key_to_feeds} {self.briefing.key_of('add')}"
            self.briefing.say(f"{count(len(found), 'feed')} found at {address} - {keys} adds one")
            return
        by_url = {one.url: one for one in found}

        def chosen(url: str | None) -> None:
            if url:
                self._ask_section(by_url[url])

        self.briefing.say(f"{count(len(found), 'feed')} found")
        choices = [(one.url, one.title, preview(one)) for one in found]
        await self.app.push_screen(Choose("Which one?", choices, self.symbols, "Enter adds it, Esc leaves it"), chosen)

    def _ask_section(self, found: Found) -> None:
        known = ", ".join(dict.fromkeys(health.feed.section for health in self.feeds))

        def asked(section: str | None) -> None:
            if section:
                feed = feedlist.feed_of(found, section)
                self._wanted = feed.url
                self.change(partial(feedlist.added, feed=feed), f"Added: {feed.name}", f"Removed again: {feed.name}")
                self.briefing.refresh_feeds()

        usual = self.chosen.feed.section if self.chosen else "news"
        self.app.push_screen(Ask("In which section?", f"there are {known}" if known else "any word", usual), asked)

    # --- editing -------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Open the file in the reader's editor at the feed, then read it again."""
        config = self.briefing.newsroom.config
        line = self.chosen.feed.line if self.chosen else 1
        try:
            feedlist.text_of(config)
        except ConfigError as error:
            self.briefing.say(f"{error}; {error.hint}")
            return
        if self.briefing.lend(editor_command(os.environ, str(config.path), max(line, 1))):
            self.briefing.attempt(self._reload(), "marks")

    async def _reload(self) -> None:
        try:
            await self.briefing.newsroom.use(feedlist.reloaded)
        except BriefingError as error:
            self.briefing.say(f"{self.briefing.key_of('edit')} edits again, the configuration before goes on: {error}")
            return
        config = self.briefing.newsroom.config
        wrong = f", {count(len(config.problems), 'problem')}: {config.problems[0]}" if config.problems else ""
        self.briefing.say(f"Read {config.path.name}: {count(len(config.feeds), 'feed')}{wrong}")
        await self._follow_up()


def preview(found: Found) -> str:
    """Return what can be told of a found feed: address, entries, newest titles."""
    often = f", about {found.a_day:.1f} a day" if found.a_day else ""
    return "\n".join(
        [f"{count(found.entries, 'entry', 'entries')}{often}  {found.url}", *(f"- {t}" for t in found.newest)]
    )
