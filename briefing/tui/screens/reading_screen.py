"""What the screens for reading have in common: panes to move in, and the commands on the thread they show."""

from __future__ import annotations

from datetime import datetime

from briefing.model.articles import Article
from briefing.model.threads import Thread
from briefing.output.formatting import format_short_day, format_time
from briefing.text.calendar_words import ENGLISH_WEEKDAYS
from briefing.tui.messages import Chosen
from briefing.tui.render.page_lines import page_lines
from briefing.tui.render.thread_common import RenderOptions, SummarySize, number_citations
from briefing.tui.screens.modals import PageModal
from briefing.tui.screens.pane_screen import PaneScreen
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page


def header_time(now: datetime) -> str:
    """Return a moment as the header tells it: "Mon 16 Dec 18:40"."""
    local = now.astimezone()
    return f"{ENGLISH_WEEKDAYS[local.weekday()][:3]} {format_short_day(local)} {format_time(now)}"


class ReadingScreen(PaneScreen):
    """A screen to read a thread on; its actions are those of the table of commands."""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__(symbols)
        self.detail_pane = Page(symbols, id="detail")
        self.articles_pane = Page(symbols, id="sources")
        self.thread: Thread | None = None
        self.unfolded_entries: frozenset[str] = frozenset()

    @property
    def thread_id(self) -> str:
        """The thread that commands are about, "" if there is none."""
        return self.thread.row.id if self.thread else ""

    @property
    def article(self) -> Article | None:
        """The article under the cursor, else the first that the summary cites, else the newest."""
        thread = self.thread
        if thread is None or thread.row.id != self.thread_id:
            return None
        numbered = number_citations(thread)
        target = self.cursor_target
        if target and target.kind in ("article", "sentence"):
            return numbered.articles.get(target.id)
        if target and target.kind == "entry":
            index = int(target.id)
            ids = thread.timeline[index].articles if index < len(thread.timeline) else ()
        else:
            ids = tuple(numbered.number_by_article)
        found = (numbered.articles[i] for i in ids if i in numbered.articles)
        return next(found, thread.stories[-1].articles[-1] if thread.stories else None)

    def on_chosen(self, message: Chosen) -> None:
        """A second click is like Enter."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Open the article under the cursor, or unfold the timeline's entry."""
        target = self.cursor_target
        if target and target.kind == "entry":
            self.unfolded_entries ^= {target.id}
            self.repaint()
        elif target and target.kind == "thread":
            self.briefing_app.open_thread(target.id)
        elif target and self.thread and (article := self.article):
            self.briefing_app.open_article(self.thread, article, target.text)

    # --- commands on the thread ----------------------------------------------------------------------------------

    def action_browse(self) -> None:
        """Open the article in the browser."""
        article = self.article
        self.briefing_app.browse(article.link or article.url if article else "")

    def action_copy_link(self) -> None:
        """Copy the address of the link or the article under the cursor."""
        target = self.cursor_target
        article = self.article
        own = article.link or article.url if article else ""
        self.briefing_app.copy_link(target.id if target and target.kind == "link" else own)

    def action_copy(self) -> None:
        """Copy the thread as Markdown."""
        self.briefing_app.copy_thread(self.thread)

    def action_save(self) -> None:
        """Save the thread as Markdown."""
        self.briefing_app.save_thread(self.thread)

    def action_send(self) -> None:
        """Send the article under the cursor, else the thread, to a command."""
        target = self.cursor_target
        chosen = target is not None and target.kind in ("article", "sentence")
        self.briefing_app.send(self.thread, self.article if chosen else None)

    def action_digest(self) -> None:
        """Show the digest that cron would print now."""
        self.briefing_app.show_digest()

    def action_star(self) -> None:
        """Star the article under the cursor, or the first that the summary cites."""
        self.briefing_app.star(self.article)

    def action_pin(self) -> None:
        """Keep what the thread holds now together."""
        self.briefing_app.pin(self.thread_id)

    def action_under(self) -> None:
        """Make the thread part of a larger affair."""
        self.briefing_app.set_affair(self.thread_id)

    def action_rename(self) -> None:
        """Give the thread another title."""
        self.briefing_app.rename(self.thread_id)

    def action_mute_until_new(self) -> None:
        """Take the thread off the list until a new story of it begins."""
        self.briefing_app.mute(self.thread_id, until_new=True)

    def action_follow(self) -> None:
        """Follow the thread, or no longer."""
        self.briefing_app.follow(self.thread_id)

    def action_unread(self) -> None:
        """Count the thread as unread, or as read."""
        self.briefing_app.toggle_read(self.thread_id)

    def action_mute(self) -> None:
        """Take the thread off the list."""
        self.briefing_app.mute(self.thread_id)

    def action_size(self, size: SummarySize) -> None:
        """Show the summary in another size."""
        self.briefing_app.summary_size = size

    def action_why(self) -> None:
        """Show the evidence of the article or the story under the cursor, or of the thread."""
        target, subject = self.cursor_target, ""
        if target and target.kind in ("article", "sentence"):
            subject = target.id
        elif target and target.kind == "entry" and self.thread:
            subject = self.thread.timeline[int(target.id)].story
        self.show_explanation(subject or self.thread_id)

    def show_explanation(self, subject_id: str) -> None:
        """Show the evidence of an article or a thread."""
        if subject_id:
            self.briefing_app.run_in_background(self._show_explanation(subject_id), "why", exclusive=True)

    async def _show_explanation(self, subject_id: str) -> None:
        from briefing.output.explanation import (
            explanation_page,  # it knows the rules of grouping, which nothing else here needs
        )

        why = await self.briefing_app.async_services.explanation(subject_id)
        now = self.briefing_app.async_services.now()
        sheet = PageModal(
            "Why is it here?",
            lambda width: page_lines(explanation_page(why, now, width, all_stories=True)),
            self.symbols,
        )
        await self.briefing_app.show_modal(self, sheet)

    # --- bars ----------------------------------------------------------------------------------------------------

    def render_options(self) -> RenderOptions:
        """Return how threads are to be shown now."""
        app = self.briefing_app
        return RenderOptions(
            app.async_services.now(),
            app.since,
            self.symbols,
            app.summary_size,
            self.unfolded_entries,
            starred=app.starred,
        )
