"""Full texts: pages of articles, read for whole feeds in a refresh or for one article on demand; a part of the desk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from briefing.desk.base import Base
from briefing.errors import BriefingError
from briefing.model.feeds import Feed, FeedProblem, Progress
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.feeds.pages import Reading, Wanted
    from briefing.model.articles import Article
    from briefing.model.feeds import Progress

Report: TypeAlias = "Callable[[Progress], None]"
AT_ONCE = 40
"""Pages that one refresh reads at most; others wait for the next."""
RECENT = timedelta(days=2)
"""Pages of older articles are read on demand only."""


class FullTexts(Base, ABC):
    """Reads pages. What they give is stored; an article whose page gives nothing keeps the text of its feed."""

    @abstractmethod
    def _write(self, tell: Report) -> int:
        """Write every changed thread."""

    def full_text(self, article: str, *, again: bool = False) -> tuple[Article, str]:
        """Return an article with the text of its page, and "" or why that is not to be had.

        The page is read if its text is not stored yet, or `again`; blocks, so call it in a worker. BriefingError if
        there is no such article, or trafilatura is not installed.
        """
        kept = self._store.article(article)
        if kept is None:
            raise BriefingError(f"There is no article {clean(article)}.", "`briefing search` finds articles.")
        if kept.full and not again:
            return kept.article, ""
        if not (kept.article.link or kept.article.url):
            return kept.article, "the feed gives no address for it"
        from briefing.feeds.extract import require
        from briefing.feeds.pages import Wanted

        require()
        came_from = next((feed for feed in self.config.feeds if feed.url == kept.article.feed), Feed(kept.article.feed))
        self._read([Wanted(kept.article, came_from, kept.own)], self.now(), lambda _: None)
        with self._store.refresh_lock() as mine:
            if mine:  # else whoever refreshes writes what changed
                self._write(lambda _: None)
        kept = self._store.article(article) or kept
        return kept.article, "" if kept.full else kept.words or "it takes too long now"

    def _read_pages(self, now: datetime, tell: Report) -> tuple[FeedProblem, ...]:
        """Read the pages of new articles of the feeds that ask for it; return what a person should know."""
        feeds = {feed.url: feed for feed in self.config.feeds if feed.full_text and feed.enabled}
        due = self._store.pages_due(feeds, now - RECENT, now, AT_ONCE) if feeds else []
        if not due:
            return ()
        from briefing.feeds.extract import require
        from briefing.feeds.pages import Wanted

        try:
            require()
        except BriefingError as error:
            return (FeedProblem("full texts", f"{error} {error.hint}"),)
        self._read([Wanted(one.article, feeds[one.article.feed], one.own) for one in due], now, tell)
        return ()

    def _read(self, wanted: Sequence[Wanted], now: datetime, tell: Report) -> None:
        import asyncio

        from briefing.feeds.pages import read_pages

        done = 0

        def keep(read: Reading) -> None:
            nonlocal done
            done += 1
            self._store.save_page(read.article.id, read.text, read.words, now, read.due)
            tell(Progress("pages", done, len(wanted), read.article.publisher))

        tell(Progress("pages", 0, len(wanted)))
        asyncio.run(read_pages(wanted, self._store, now=now, transport=self._transport, on_done=keep))
