"""The page of one article."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from briefing.errors import VALUE_ERRORS, BriefingError
from briefing.model.articles import Article, Story
from briefing.model.threads import Thread
from briefing.output.formatting import format_count, section_title
from briefing.tui.app_context import AppContext
from briefing.tui.bindings import bindings
from briefing.tui.command_names import CommandName
from briefing.tui.controllers import Controllers
from briefing.tui.messages import Chosen
from briefing.tui.queries import load_thread_of_article
from briefing.tui.render.article import ArticleDisplay, PageFailure, article_links, render_article
from briefing.tui.render.context_help import HelpSubject
from briefing.tui.render.leaving_articles import leaving_article
from briefing.tui.render.page_lines import MUTED
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.pane_rule import PaneRule
from briefing.tui.widgets.panes import Panes
from briefing.tui.worker_pool import start_task

READING, NO_TEXT, FULL_TEXT = PAGE_MESSAGES = ("Reading the page of", "No full text:", "The full text:")
"""How messages on the page of an article begin."""


class ArticleScreen(BaseScreen):
    """Shows an article, at the sentence that led to it."""

    BINDINGS: ClassVar = bindings("article page")
    SCREEN_NAME: ClassVar = "article page"
    KEYS: ClassVar[tuple[CommandName, ...]] = (
        CommandName.BACK,
        CommandName.FULL_TEXT,
        CommandName.BROWSE,
        CommandName.STAR,
        CommandName.WHY,
        CommandName.NEXT,
        CommandName.HELP,
    )

    def __init__(
        self,
        context: AppContext,
        controllers: Controllers,
        thread: Thread,
        article: Article,
        sentence: str = "",
        *,
        fetch_text: bool = False,
    ) -> None:
        super().__init__(context, controllers)
        self.title_bar = Static(id="where")
        self.detail_pane = Page(context.symbols, id="detail")
        back, browse = context.key_for(CommandName.BACK), context.key_for(CommandName.BROWSE)
        self.detail_pane.failure_hint = f"{back} goes back, {browse} opens the article in the browser."
        self.thread: Thread = thread
        self._article = article
        self._sentence = sentence
        self._fetch_at_once = fetch_text
        self._display: ArticleDisplay | None = None
        self._full_text_ids: set[str] = set()
        self._page_failures: dict[str, PageFailure] = {}
        """Why there is no full text of an article, by the id of the article."""

    def compose(self) -> ComposeResult:
        """Lay out the bars and the page."""
        yield self.title_bar
        yield self.status_line
        yield self.search.line
        yield PaneRule(self.symbols, "top")
        with Panes(id="panes"):
            yield self.detail_pane
        yield PaneRule(self.symbols, "bottom", classes="bottom-rule")
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the article."""
        self.show_footer()
        self.detail_pane.focus()
        self._show_article()
        self.watch(self.app, "correction_count", self._reload_thread, init=False)
        if self._fetch_at_once:
            self.action_full_text()

    @property
    def article(self) -> Article | None:
        """The article of this page, or the one under the cursor."""
        target = self.cursor_target
        if target and target.kind == "article":
            return next((article for article in self._articles() if article.id == target.id), self._article)
        return self._article

    def on_chosen(self, message: Chosen) -> None:
        """Treat a double click as Enter."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Open the link under the cursor in the browser, or the article under it on this page."""
        target = self.cursor_target
        if target and target.kind == "link":
            self.controllers.sharing.browse(target.id)
        elif target and target.kind == "article" and (article := self.article):
            self._switch_to(article)

    def action_link(self, number: int) -> None:
        """Open a link of the article by its number."""
        links = article_links(self._article)
        if number <= len(links):
            self.controllers.sharing.browse(links[number - 1])
        else:
            self.context.notify_status(f"There is no link {number}")

    def action_full_text(self) -> None:
        """Fetch the page of the article, and show its text instead of the feed's."""
        self.context.notify_status(f"{READING} {self._article.publisher} ...")
        self.context.run_in_background(self._fetch_text(self._article), "pages", exclusive=True)

    async def _fetch_text(self, article: Article) -> None:
        context = self.context
        hint = ""
        try:
            read = context.services.article_texts.full_text
            full, failure = await context.work_pools.page_fetcher.run(read, article.id)
        except BriefingError as error:
            failure, hint = str(error), error.hint
        if failure:
            self._page_failures[article.id] = PageFailure(failure.rstrip("."), hint)
            context.notify_status(f"{NO_TEXT} {failure.rstrip('.')}")
            if self._article.id == article.id and self.is_attached:
                self._show_article(in_place=True)
            return
        self.thread = with_updated_article(self.thread, full)
        context.notify_status(f"{FULL_TEXT} {format_count(len(full.text.split()), 'word')}")
        if self._article is article and self.is_attached:
            self._article = full
            self._full_text_ids.add(full.id)
            self._show_article()
        await self.controllers.writer.reload_listing()

    def show_neighbour(self, step: int) -> None:
        """Show the next article, or the previous one: newest first, story by story; of a single one the next thread."""
        articles = self._articles()
        if len(articles) == 1:
            self._open_neighbour_thread(step)
            return
        index = articles.index(self._article) + step
        if 0 <= index < len(articles):
            self._switch_to(articles[index])
        else:
            self.context.notify_status("This is the last article" if step > 0 else "This is the first article")

    def _open_neighbour_thread(self, step: int) -> None:
        """Open the next thread of the list in place of this page, or the previous one."""
        ids = [row.id for row in self.context.listing.visible_rows]
        index = ids.index(self.thread.row.id) + step if self.thread.row.id in ids else -1
        if 0 <= index < len(ids):
            self.app.pop_screen()
            self.context.select_thread(ids[index])
            self.context.open_thread(ids[index])
        else:
            self.context.notify_status("This is the last thread" if step > 0 else "This is the first thread")

    def action_mute(self) -> None:
        """Mute the thread and go back to the list."""
        super().action_mute()
        self._leave_thread()

    def action_mute_until_new(self) -> None:
        """Mute the thread until a new story of it begins, and go back to the list."""
        super().action_mute_until_new()
        self._leave_thread()

    def action_split(self) -> None:
        """Give the article a thread of its own."""
        self.controllers.regrouping.split(leaving_article(self.thread, self._article.id))

    def action_move_to_thread(self) -> None:
        """Move the article to another thread."""
        self.controllers.regrouping.move(leaving_article(self.thread, self._article.id))

    def _reload_thread(self) -> None:
        """Load the thread that the article is in now, after a correction or its undo."""
        start_task(self, self._load_thread(self._article), "detail", exclusive=True)

    async def _load_thread(self, article: Article) -> None:
        services = self.context.services
        try:
            thread = await self.context.work_pools.readers.run(load_thread_of_article, services, article.id)
        except (BriefingError, *VALUE_ERRORS) as error:
            self.detail_pane.show_failure(f"article {article.id}", error, self.context.now())
            return
        if self.detail_pane.is_attached and self._article.id == article.id:
            self.thread = thread
            self._article = next((one for one in self._articles() if one.id == article.id), article)
            self._show_article(in_place=True)

    def _leave_thread(self) -> None:
        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_read_on(self) -> None:
        """Move down by a page; at the end, to the next article."""
        if self.detail_pane.at_end:
            self.show_neighbour(1)
        else:
            super().action_read_on()

    def leave(self) -> None:
        """Go back to the thread."""
        self._end_page_message()
        super().leave()

    def action_why(self) -> None:
        """Show why the article is in its story."""
        self.controllers.modal_pages.show_explanation(self._article.id)

    @property
    def help_subject(self) -> HelpSubject:
        """What the help explains first."""
        return "cited" if self._is_on_own_sentence else super().help_subject

    @property
    def _is_on_own_sentence(self) -> bool:
        target = self.cursor_target
        return target is not None and target.kind == "sentence" and target.id == self._article.id

    def source_text(self) -> str:
        """Return which article the cursor is on; nothing for this one, whose title stands on the page."""
        return "" if self._is_on_own_sentence else super().source_text()

    def status_text(self) -> str:
        """Return the position of the article in its thread."""
        articles = self._articles()
        position = f"{articles.index(self._article) + 1} of {format_count(len(articles), 'article')}"
        section = section_title(self.thread.row.section)
        parts = (section, position if len(articles) > 1 else "")
        return f" {self.symbols.marks.dot} ".join(filter(None, parts))

    def repaint(self) -> None:
        """Render the article again."""
        if self._display:
            self._show_display(self._display, in_place=True)

    def _show_display(self, display: ArticleDisplay, *, in_place: bool) -> None:
        self.detail_pane.show(
            partial(render_article, display), in_place=in_place, subject=f"article {display.article.id}"
        )

    def _articles(self) -> list[Article]:
        return [article for story in self.thread.listed_stories for article in reversed(story.articles)]

    def _end_page_message(self) -> None:
        """End a message on the page of an article that is left: below another one it would be false."""
        if self.context.status_message.startswith(PAGE_MESSAGES):
            self.context.notify_status("")

    def _switch_to(self, article: Article) -> None:
        self.search.close()
        self._end_page_message()
        self.context.end_earlier_answer()
        self._article, self._sentence = article, ""
        self._show_article()

    def _show_article(self, *, in_place: bool = False) -> None:
        """Show the article; its former headlines follow once they are loaded. `in_place`: do not move it in sight."""
        context, article = self.context, self._article
        story = next((story for story in self.thread.stories if article in story.articles), None)
        keys = context.key_for(CommandName.FULL_TEXT), context.key_for(CommandName.BROWSE)
        self._display = ArticleDisplay(
            article,
            context.now(),
            self.symbols,
            self._sentence,
            story=story,
            text_and_browser_keys=keys,
            has_full_text=article.id in self._full_text_ids,
            page_failure=self._page_failures.get(article.id),
        )
        self._show_display(self._display, in_place=in_place)
        if not in_place:
            self.detail_pane.select_target(self._display.cited_target)
        title = self.thread.row.title
        affair = self.thread.row.affair
        single = f" Single report, part of: {affair}" if affair else " Single report"
        self.title_bar.update(Content.styled(single if len(self._articles()) == 1 else f" in: {title}", MUTED))
        self.show_status()
        context.run_in_background(self._load_headline_edits(article), "edits", exclusive=True)

    async def _load_headline_edits(self, article: Article) -> None:
        reading = self.context.services.reading
        edits = await self.context.work_pools.readers.run(reading.headline_history, article.id)
        if edits and self.is_attached and self._display and self._display.article is article:
            self._display = replace(self._display, headline_edits=edits)
            self.repaint()


def with_updated_article(thread: Thread, article: Article) -> Thread:
    """Return a thread with a newer version of one of its articles."""

    def updated(story: Story) -> Story:
        return replace(story, articles=tuple(article if old.id == article.id else old for old in story.articles))

    return replace(thread, stories=tuple(map(updated, thread.stories)))
