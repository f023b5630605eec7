"""Full texts of articles: their pages are read for whole feeds in a refresh, or for one article on demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.model.feeds import Feed
from briefing.model.fetching import Progress, ProgressCallback
from briefing.model.notes import Note
from briefing.services.context import Context
from briefing.services.refreshing.pipeline import Pipeline
from briefing.text.html.clean import clean

if TYPE_CHECKING:
    from briefing.feeds.fetching.article_pages import ArticlePageRequest, ArticlePageResult
    from briefing.feeds.fetching.host_pacing import HostPacing
    from briefing.model.articles import Article

MAX_PAGES_PER_REFRESH = 40
"""Pages that one refresh reads at most, so that it ends within a minute or two; others wait for the next."""
MAX_ARTICLE_AGE = timedelta(days=2)
"""Age up to which a refresh reads pages: older articles are rarely opened, so theirs are read on demand."""


class ArticleTexts:
    """Reads article pages and stores their text. An article whose page has none keeps the text of its feed."""

    def __init__(self, context: Context, pipeline: Pipeline) -> None:
        self._context = context
        self._store = context.store
        self._pipeline = pipeline

    def full_text(self, article_id: str, *, again: bool = False) -> tuple[Article, str]:
        """Return an article with the text of its page, and "" or the reason why only the feed's text is available.

        Blocks, so call it on a worker.

        Args:
            article_id: Id of a stored article.
            again: Read the page although its text is stored.

        Raises:
            BriefingError: There is no such article, or trafilatura is not installed.
        """
        stored = self._store.article_pages.get(article_id)
        if stored is None:
            raise BriefingError(f"There is no article {clean(article_id)}.", "`briefing search` finds articles.")
        if stored.has_page_text and not again:
            return stored.article, ""
        if not (stored.article.link or stored.article.url):
            return stored.article, "the feed gives no address for it"
        from briefing.feeds.fetching.article_extraction import require_trafilatura
        from briefing.feeds.fetching.article_pages import ArticlePageRequest
        from briefing.services.host_state import host_pacing

        require_trafilatura()
        source_feed = next(
            (feed for feed in self._context.config.feeds if feed.url == stored.article.feed), Feed(stored.article.feed)
        )
        now = self._context.now()
        request = ArticlePageRequest(stored.article, source_feed, stored.feed_text)
        with host_pacing(self._context, now) as pacing:
            self._read_article_pages([request], now, lambda _: None, pacing)
        with self._store.refresh_lock() as acquired:
            if acquired:  # else the running refresh writes what changed
                self._pipeline.write_changed(lambda _: None)
        stored = self._store.article_pages.get(article_id) or stored
        is_waiting = pacing.waiting_until(stored.article.link or stored.article.url)
        problem = "its host asked us to wait" if is_waiting else stored.problem or "the page did not answer in time"
        return stored.article, "" if stored.has_page_text else problem

    def read_due_article_pages(
        self, now: datetime, on_progress: ProgressCallback, pacing: HostPacing
    ) -> tuple[Note, ...]:
        """Read the pages of new articles of feeds with `full_text`; return problems to report."""
        feeds = {feed.url: feed for feed in self._context.config.feeds if feed.full_text and feed.enabled}
        due = self._store.article_pages.due(feeds, now - MAX_ARTICLE_AGE, now, MAX_PAGES_PER_REFRESH) if feeds else []
        if not due:
            return ()
        from briefing.feeds.fetching.article_extraction import require_trafilatura
        from briefing.feeds.fetching.article_pages import ArticlePageRequest

        try:
            require_trafilatura()
        except BriefingError as error:
            return (Note("full texts", f"{error} {error.hint}"),)
        self._read_article_pages(
            [ArticlePageRequest(page.article, feeds[page.article.feed], page.feed_text) for page in due],
            now,
            on_progress,
            pacing,
        )
        return ()

    def _read_article_pages(
        self,
        requests: Sequence[ArticlePageRequest],
        now: datetime,
        on_progress: ProgressCallback,
        pacing: HostPacing,
    ) -> None:
        import asyncio

        from briefing.feeds.fetching.article_pages import read_article_pages

        done = 0

        def save(page: ArticlePageResult) -> None:
            nonlocal done
            done += 1
            self._store.article_pages.save(page.article.id, page.text, page.problem, now, page.next_due)
            on_progress(Progress("pages", done, len(requests), page.article.publisher))

        on_progress(Progress("pages", 0, len(requests)))
        asyncio.run(
            read_article_pages(
                requests,
                self._store.article_pages,
                now=now,
                transport=self._context.transport,
                on_done=save,
                pacing=pacing,
            )
        )
