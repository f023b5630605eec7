"""The page of one article."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread
from briefing.output.formatting import format_count
from briefing.tui.bindings import bindings
from briefing.tui.render.article import ArticleDisplay, article_links, render_article
from briefing.tui.screens.reading_screen import ReadingScreen
from briefing.tui.symbols import Symbols


def with_updated_article(thread: Thread, article: Article) -> Thread:
    """Return a thread with an article of it as it is by now."""

    def now(story: Story) -> Story:
        return replace(story, articles=tuple(article if one.id == article.id else one for one in story.articles))

    return replace(thread, stories=tuple(map(now, thread.stories)))


class ArticleScreen(ReadingScreen):
    """One article to read; `words` is the sentence that led here, and with `full` its page is read at once."""

    BINDINGS: ClassVar = bindings("article page")
    PLACE: ClassVar = "article page"
    KEYS: ClassVar[tuple[str, ...]] = ("back", "browse", "full_text", "why", "neighbour(1)", "help")

    def __init__(
        self, thread: Thread, article: Article, sentence: str, symbols: Symbols, *, fetch_text: bool = False
    ) -> None:
        super().__init__(symbols)
        self._fetch_at_once = fetch_text
        self.title_bar = Static(id="where")
        self.thread = thread
        self._article = article
        self._cited_text = sentence
        self._article_display: ArticleDisplay | None = None

    def compose(self) -> ComposeResult:
        """Lay out bars and the page."""
        yield self.title_bar
        yield self.status_line
        yield self.detail_pane
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the article."""
        self.show_footer()
        self.detail_pane.focus()
        self._show_article()
        if self._fetch_at_once:
            self.action_full_text()

    @property
    def article(self) -> Article | None:
        """The article of this page, or the other report under the cursor."""
        if self.cursor_target and self.cursor_target.kind == "article":
            return next((a for a in self._articles() if a.id == self.cursor_target.id), self._article)
        return self._article

    def action_choose(self) -> None:
        """Open the link under the cursor in the browser, or the other report here."""
        if self.cursor_target and self.cursor_target.kind == "link":
            self.briefing_app.browse(self.cursor_target.id)
        elif self.cursor_target and self.cursor_target.kind == "article" and (article := self.article):
            self._switch_to(article)

    def action_link(self, number: int) -> None:
        """Open a link of the article by its number."""
        links = article_links(self._article)
        if number <= len(links):
            self.briefing_app.browse(links[number - 1])
        else:
            self.briefing_app.notify_status(f"There is no link {number}")

    def action_full_text(self) -> None:
        """Read the page of the article, and show its text instead of the feed's."""
        self.briefing_app.notify_status(f"Reading the page of {self._article.publisher} ...")
        self.briefing_app.run_in_background(self._fetch_article_text(self._article), "pages", exclusive=True)

    async def _fetch_article_text(self, article: Article) -> None:
        read, why = await self.briefing_app.async_services.fetch_article_text(article.id)
        if why:
            self.briefing_app.notify_status(f"The feed's text stays: {why.rstrip('.')}")
            return
        assert self.thread is not None
        self.thread = with_updated_article(self.thread, read)
        self.briefing_app.notify_status(f"The whole text: {format_count(len(read.text.split()), 'word')}")
        if self._article is article and self.is_attached:
            self._article = read
            self._show_article()
        await self.briefing_app.reload_listing()

    def action_neighbour(self, step: int) -> None:
        """Show the next article of the story (then of the next story), newest first, or the one before."""
        articles = self._articles()
        at = articles.index(self._article) + step
        if 0 <= at < len(articles):
            self._switch_to(articles[at])
        else:
            self.briefing_app.notify_status("That was the last article" if step > 0 else "This is the first article")

    def action_read_on(self) -> None:
        """Move by a page; at the end, to the next article."""
        if self.detail_pane.at_end:
            self.action_neighbour(1)
        else:
            super().action_read_on()

    def action_back(self) -> None:
        """Back to the thread."""
        self.app.pop_screen()

    def action_why(self) -> None:
        """Show why the article is in its story."""
        self.show_explanation(self._article.id)

    def status_text(self) -> str:
        """Say which of the thread's articles it is."""
        articles = self._articles()
        return f"{articles.index(self._article) + 1} of {len(articles)} articles"

    def repaint(self) -> None:
        """Draw the article again."""
        if self._article_display:
            self.detail_pane.show(partial(render_article, self._article_display), keep=True)

    def _articles(self) -> list[Article]:
        assert self.thread is not None
        return [article for story in reversed(self.thread.stories) for article in reversed(story.articles)]

    def _switch_to(self, article: Article) -> None:
        self._article, self._cited_text = article, ""
        self._show_article()

    def _show_article(self) -> None:
        """Show the article, at the sentence that led here; earlier headlines follow when they are loaded."""
        assert self.thread is not None
        newsroom, article = self.briefing_app.async_services, self._article
        story = next((s for s in self.thread.stories if article in s.articles), None)
        keys = self.briefing_app.key_for("full_text"), self.briefing_app.key_for("browse")
        self._article_display = ArticleDisplay(
            article, newsroom.now(), self.symbols, self._cited_text, story=story, text_and_browser_keys=keys
        )
        self.detail_pane.show(partial(render_article, self._article_display))
        self.detail_pane.select_target(self._article_display.cited_target)
        self.title_bar.update(Content.styled(f" {self.thread.row.title}", "bold"))
        self.show_status()
        self.briefing_app.run_in_background(self._load_headline_edits(), "edits", exclusive=True)

    async def _load_headline_edits(self) -> None:
        article = self._article
        edits = await self.briefing_app.async_services.headline_edits(article.id)
        if edits and self.is_attached and self._article_display and self._article_display.article is article:
            self._article_display = replace(self._article_display, headline_edits=edits)
            self.repaint()
