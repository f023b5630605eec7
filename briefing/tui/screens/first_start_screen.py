"""The first start: the choice of sections and feeds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from briefing.model.feeds import Feed
from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.bindings import bindings
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.messages import Chosen
from briefing.tui.render.context_help import HelpSubject
from briefing.tui.render.feed_choice import FeedChoice, render_first_start
from briefing.tui.render.page_lines import MUTED, Target
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.widgets.page import Page


class FirstStartScreen(BaseScreen):
    """Offers the configured feeds to a reader whose store is empty."""

    BINDINGS: ClassVar = bindings("first start")
    SCREEN_NAME: ClassVar = "first start"
    KEYS: ClassVar[tuple[CommandName, ...]] = (
        CommandName.BEGIN,
        CommandName.TAKE,
        CommandName.UNFOLD,
        CommandName.HELP,
        CommandName.QUIT,
    )

    def __init__(self, context: AppContext, controllers: Controllers, feeds: Sequence[Feed]) -> None:
        super().__init__(context, controllers)
        self.page = Page(context.symbols, id="first")
        self._feeds = tuple(feeds)
        self._chosen_urls = frozenset(feed.url for feed in feeds if feed.enabled)
        self._unfolded_sections: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Lay out the line of the search, the page and the bars."""
        yield self.search.line
        yield self.page
        yield self.status_line
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the sections, with the cursor on the first."""
        self.show_footer()
        self.page.focus()
        self.repaint()
        if self._feeds:
            self.page.target = Target("section", self._feeds[0].section)

    @property
    def help_subject(self) -> HelpSubject:
        """What the help explains first."""
        subject = super().help_subject
        return "offered" if subject == "feed" else subject

    def repaint(self) -> None:
        """Render the choice; how many feeds are chosen stays in sight where it scrolls away."""
        count = format_count(len(self._chosen_urls), "feed")
        self.key_bar.note = Content.styled(f"{count} chosen", MUTED)
        keys = self.context.key_for(CommandName.BEGIN), self.context.key_for(CommandName.FEEDS)
        choice = FeedChoice(self._feeds, self._chosen_urls, self._unfolded_sections)
        self.page.show(partial(render_first_start, choice, self.symbols, keys), in_place=True)

    def on_chosen(self, message: Chosen) -> None:
        """Choose or leave out on a double click."""
        message.stop()
        self.action_take()

    def action_take(self) -> None:
        """Choose the section or feed under the cursor, or leave it out."""
        target = self.page.target
        if target is None:
            return
        urls = {f.url for f in self._feeds if target.id == (f.section if target.kind == "section" else f.url)}
        self._chosen_urls = self._chosen_urls - urls if urls <= self._chosen_urls else self._chosen_urls | urls
        self.repaint()

    def action_unfold(self) -> None:
        """Show the feeds of the section under the cursor, or hide them, also from one of them."""
        self._show_sections(self._unfolded_sections ^ {self._section})

    def action_fold(self) -> None:
        """Hide the feeds of the section under the cursor, also from one of them."""
        self._show_sections(self._unfolded_sections - {self._section})

    @property
    def _section(self) -> str:
        """The section under the cursor, or that of the feed under it; "" if there is none."""
        target = self.page.target
        return next((feed.section for feed in self._feeds if target and target.id in (feed.url, feed.section)), "")

    def _show_sections(self, unfolded: frozenset[str]) -> None:
        """Show the feeds of these sections; the cursor goes to the section that it is in."""
        if section := self._section:
            self._unfolded_sections = unfolded
            self.repaint()
            self.page.select_target(Target("section", section))

    def action_begin(self) -> None:
        """Configure what is chosen, then fetch it."""
        if not self._chosen_urls:
            key = self.context.key_for(CommandName.TAKE)
            self.context.notify_status(f"Nothing is chosen: {key} chooses a section")
            return
        self.app.pop_screen()
        self.controllers.feeds.begin_with(self._feeds, self._chosen_urls)
