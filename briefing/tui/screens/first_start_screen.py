"""The first start: which sections and feeds, in under a minute."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from briefing.model.feeds import Feed
from briefing.tui.bindings import bindings
from briefing.tui.messages import Chosen
from briefing.tui.render.feed_table import FeedChoice, render_first_start
from briefing.tui.render.page_lines import Target
from briefing.tui.screens.pane_screen import PaneScreen
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

if TYPE_CHECKING:
    from briefing.services import AppServices


class FirstStartScreen(PaneScreen):
    """Shows what an empty store can be filled with; Enter fetches it."""

    BINDINGS: ClassVar = bindings("first start")
    PLACE: ClassVar = "first start"
    KEYS: ClassVar[tuple[str, ...]] = ("begin", "take", "unfold", "help", "quit")

    def __init__(self, feeds: Sequence[Feed], symbols: Symbols) -> None:
        super().__init__(symbols)
        self.page = Page(symbols, id="first")
        self._feeds = tuple(feeds)
        self._chosen_urls = frozenset(feed.url for feed in feeds if feed.enabled)
        self._unfolded_sections: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Lay out page and bars."""
        yield self.page
        yield self.status_line
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the sections, the first one under the cursor."""
        self.show_footer()
        self.page.focus()
        self.repaint()
        if self._feeds:
            self.page.target = Target("section", self._feeds[0].section)

    def repaint(self) -> None:
        """Draw what is chosen."""
        keys = self.briefing_app.key_for("begin"), self.briefing_app.key_for("feeds")
        choice = FeedChoice(self._feeds, self._chosen_urls, self._unfolded_sections)
        self.page.show(partial(render_first_start, choice, self.symbols, keys), keep=True)

    def on_chosen(self, message: Chosen) -> None:
        """A second click takes or leaves."""
        message.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the section or the feed under the cursor, or leave it."""
        target = self.page.target
        if target is None:
            return
        urls = {f.url for f in self._feeds if target.id == (f.section if target.kind == "section" else f.url)}
        self._chosen_urls = self._chosen_urls - urls if urls <= self._chosen_urls else self._chosen_urls | urls
        self.repaint()

    def action_unfold(self) -> None:
        """Show the feeds of the section under the cursor, or hide them."""
        if self.page.target and self.page.target.kind == "section":
            self._unfolded_sections ^= {self.page.target.id}
            self.repaint()

    def action_begin(self) -> None:
        """Write down what is chosen, then fetch it."""
        if not self._chosen_urls:
            self.briefing_app.notify_status(f"Nothing is chosen: {self.briefing_app.key_for('take')} takes a section")
            return
        self.app.pop_screen()
        self.briefing_app.run_in_background(self._apply_choice(), "marks")

    async def _apply_choice(self) -> None:
        """Pause what was left and wake what was taken; where the file cannot be changed, all is fetched."""
        newsroom = self.briefing_app.async_services
        paused = [feed.url for feed in self._feeds if feed.enabled and feed.url not in self._chosen_urls]
        woken = [feed.url for feed in self._feeds if not feed.enabled and feed.url in self._chosen_urls]
        try:
            for urls, on in ((paused, False), (woken, True)):
                if urls:
                    await newsroom.run_write(partial(_set_enabled, urls, on))
        finally:
            self.briefing_app.refresh_feeds()

    def action_back(self) -> None:
        """Leave it at what the file says."""
        self.app.pop_screen()


def _set_enabled(urls: Sequence[str], enabled: bool, services: AppServices) -> None:
    services.feed_list.set_enabled(urls, enabled)
