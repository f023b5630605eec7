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
from briefing.output.counts import count
from briefing.tui.bindings import bindings
from briefing.tui.paint.article import Reading, links_of, paint_article
from briefing.tui.screens.reader import Reader
from briefing.tui.symbols import Symbols


def with_article(thread: Thread, article: Article) -> Thread:
    """Return a thread with an article of it as it is by now."""

    def now(story: Story) -> Story:
        return replace(story, articles=tuple(article if one.id == article.id else one for one in story.articles))

    return replace(thread, stories=tuple(map(now, thread.stories)))


class ArticlePage(Reader):
    """One article to read; `words` is the sentence that led here, and with `full` its page is read at once."""

    BINDINGS: ClassVar = bindings("article page")
    PLACE: ClassVar = "article page"
    KEYS: ClassVar[tuple[str, ...]] = ("back", "browse", "full_text", "why", "neighbour(1)", "help")

    def __init__(self, thread: Thread, article: Article, words: str, symbols: Symbols, *, full: bool = False) -> None:
        super().__init__(symbols)
        self._full = full
        self.where = Static(id="where")
        self.thread = thread
        self._article = article
        self._words = words
        self._reading: Reading | None = None

    def compose(self) -> ComposeResult:
        """Lay out bars and the page."""
        yield self.where
        yield self.status
        yield self.detail
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the article."""
        self.show_keys()
        self.detail.focus()
        self._show()
        if self._full:
            self.action_full_text()

    @property
    def article(self) -> Article | None:
        """The article of this page, or the other report under the cursor."""
        if self.target and self.target.kind == "article":
            return next((a for a in self._articles() if a.id == self.target.id), self._article)
        return self._article

    def action_choose(self) -> None:
        """Open the link under the cursor in the browser, or the other report here."""
        if self.target and self.target.kind == "link":
            self.briefing.browse(self.target.id)
        elif self.target and self.target.kind == "article" and (article := self.article):
            self._turn_to(article)

    def action_link(self, number: int) -> None:
        """Open a link of the article by its number."""
        links = links_of(self._article)
        if number <= len(links):
            self.briefing.browse(links[number - 1])
        else:
            self.briefing.say(f"There is no link {number}")

    def action_full_text(self) -> None:
        """Read the page of the article, and show its text instead of the feed's."""
        self.briefing.say(f"Reading the page of {self._article.publisher} ...")
        self.briefing.attempt(self._read_page(self._article), "pages", exclusive=True)

    async def _read_page(self, article: Article) -> None:
        read, why = await self.briefing.newsroom.full_text(article.id)
        if why:
            self.briefing.say(f"The feed's text stays: {why.rstrip('.')}")
            return
        assert self.thread is not None
        self.thread = with_article(self.thread, read)
        self.briefing.say(f"The whole text: {count(len(read.text.split()), 'word')}")
        if self._article is article and self.is_attached:
            self._article = read
            self._show()
        await self.briefing.correct()

    def action_neighbour(self, step: int) -> None:
        """Show the next article of the story (then of the next story), newest first, or the one before."""
        articles = self._articles()
        at = articles.index(self._article) + step
        if 0 <= at < len(articles):
            self._turn_to(articles[at])
        else:
            self.briefing.say("That was the last article" if step > 0 else "This is the first article")

    def action_read_on(self) -> None:
        """Move by a page; at the end, to the next article."""
        if self.detail.at_end:
            self.action_neighbour(1)
        else:
            super().action_read_on()

    def action_back(self) -> None:
        """Back to the thread."""
        self.app.pop_screen()

    def action_why(self) -> None:
        """Show why the article is in its story."""
        self.show_why(self._article.id)

    def summary_line(self) -> str:
        """Say which of the thread's articles it is."""
        articles = self._articles()
        return f"{articles.index(self._article) + 1} of {len(articles)} articles"

    def repaint(self) -> None:
        """Draw the article again."""
        if self._reading:
            self.detail.show(partial(paint_article, self._reading), keep=True)

    def _articles(self) -> list[Article]:
        assert self.thread is not None
        return [article for story in reversed(self.thread.stories) for article in reversed(story.articles)]

    def _turn_to(self, article: Article) -> None:
        self._article, self._words = article, ""
        self._show()

    def _show(self) -> None:
        """Show the article, at the sentence that led here; earlier headlines follow when they are loaded."""
        assert self.thread is not None
        newsroom, article = self.briefing.newsroom, self._article
        story = next((s for s in self.thread.stories if article in s.articles), None)
        keys = self.briefing.key_of("full_text"), self.briefing.key_of("browse")
        self._reading = Reading(article, newsroom.now(), self.symbols, self._words, story=story, keys=keys)
        self.detail.show(partial(paint_article, self._reading))
        self.detail.go(self._reading.cited)
        self.where.update(Content.styled(f" {self.thread.row.title}", "bold"))
        self.show_status()
        self.briefing.attempt(self._load_edits(), "edits", exclusive=True)

    async def _load_edits(self) -> None:
        article = self._article
        edits = await self.briefing.newsroom.edits(article.id)
        if edits and self.is_attached and self._reading and self._reading.article is article:
            self._reading = replace(self._reading, edits=edits)
            self.repaint()
