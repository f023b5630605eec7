"""Full texts: pages of articles, read for whole feeds in a refresh or for one article on demand; a part of the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from briefing.errors import BriefingError
from briefing.model.feeds import Feed, FeedProblem, Progress
from briefing.services.context import Context
from briefing.services.pipeline import Pipeline
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.feeds.fetching.article_pages import ArticlePageRequest, ArticlePageResult
    from briefing.model.articles import Article
    from briefing.model.feeds import Progress

ProgressCallback: TypeAlias = "Callable[[Progress], None]"
MAX_PAGES_PER_REFRESH = 40
"""Pages that one refresh reads at most; others wait for the next."""
MAX_ARTICLE_AGE = timedelta(days=2)
"""Pages of older articles are read on demand only."""


class ArticleTexts:
    """Reads article pages. Their text is stored; an article whose page gives nothing keeps the text of its feed."""

    def __init__(self, context: Context, pipeline: Pipeline) -> None:
        self._context = context
        self._store = context.store
        self._pipeline = pipeline

    def full_text(self, article_id: str, *, again: bool = False) -> tuple[Article, str]:
        """Return an article with the text of its page, and "" or why that is not to be had.

        The page is read if its text is not stored yet, or `again`; blocks, so call it in a worker. BriefingError if
        there is no such article, or trafilatura is not installed.
        """
        kept = self._store.article_pages.get(article_id)
        if kept is None:
            raise BriefingError(f"There is no article {clean(article_id)}.", "`briefing search` finds articles.")
        if kept.has_page_text and not again:
            return kept.article, ""
        if not (kept.article.link or kept.article.url):
            return kept.article, "the feed gives no address for it"
        from briefing.feeds.fetching.article_extraction import require_trafilatura
        from briefing.feeds.fetching.article_pages import ArticlePageRequest

        require_trafilatura()
        came_from = next(
            (feed for feed in self._context.config.feeds if feed.url == kept.article.feed), Feed(kept.article.feed)
        )
        self._read_article_pages(
            [ArticlePageRequest(kept.article, came_from, kept.feed_text)], self._context.now(), lambda _: None
        )
        with self._store.refresh_lock() as mine:
            if mine:  # else whoever refreshes writes what changed
                self._pipeline.write_changed(lambda _: None)
        kept = self._store.article_pages.get(article_id) or kept
        return kept.article, "" if kept.has_page_text else kept.problem or "it takes too long now"

    def read_due_article_pages(self, now: datetime, report_progress: ProgressCallback) -> tuple[FeedProblem, ...]:
        """Read the pages of new articles of the feeds that ask for it; return what a person should know."""
        feeds = {feed.url: feed for feed in self._context.config.feeds if feed.full_text and feed.enabled}
        due = self._store.article_pages.due(feeds, now - MAX_ARTICLE_AGE, now, MAX_PAGES_PER_REFRESH) if feeds else []
        if not due:
            return ()
        from briefing.feeds.fetching.article_extraction import require_trafilatura
        from briefing.feeds.fetching.article_pages import ArticlePageRequest

        try:
            require_trafilatura()
        except BriefingError as error:
            return (FeedProblem("full texts", f"{error} {error.hint}"),)
        self._read_article_pages(
            [ArticlePageRequest(one.article, feeds[one.article.feed], one.feed_text) for one in due],
            now,
            report_progress,
        )
        return ()

    def _read_article_pages(
        self, wanted: Sequence[ArticlePageRequest], now: datetime, report_progress: ProgressCallback
    ) -> None:
        import asyncio

        from briefing.feeds.fetching.article_pages import read_article_pages

        done = 0

        def keep(read: ArticlePageResult) -> None:
            nonlocal done
            done += 1
            self._store.article_pages.save(read.article.id, read.text, read.problem, now, read.next_due)
            report_progress(Progress("pages", done, len(wanted), read.article.publisher))

        report_progress(Progress("pages", 0, len(wanted)))
        asyncio.run(
            read_article_pages(
                wanted, self._store.article_pages, now=now, transport=self._context.transport, on_done=keep
            )
        )
