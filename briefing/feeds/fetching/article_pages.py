"""Pages of articles, read politely: as robots.txt allows, one at a time from each host, with pauses, bounded in all."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from briefing.errors import FetchError
from briefing.feeds.fetching.article_extraction import extract_article, rejection_reason, without_title
from briefing.feeds.fetching.retry import retry_after
from briefing.feeds.fetching.robots import MAX_ROBOTS_BYTES, crawl_delay, is_allowed, origin, rules_from
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.text.clean import clean
from briefing.text.urls import host_of
from briefing.web.client import (
    Client,
    HttpResponse,
    OfflineError,
    RequestOptions,
    TransientFetchError,
    Transport,
    describe_status,
    get,
    open_client,
)

MAX_CONCURRENT = 8
SECONDS_BETWEEN_PAGES = 1.0
"""Seconds between two pages of a host at least."""
PAGE_DEADLINE, TOTAL_DEADLINE = 15.0, 45.0
"""Seconds for one page, and for all of them: what is not read by then is left for next time."""
MAX_PAGE_BYTES = 5 * 1024 * 1024
ROBOTS_MAX_AGE = timedelta(days=1)
RETRY_DELAY = timedelta(hours=6)
TRANSIENT_STATUSES = (408, 425, 429, 500, 502, 503, 504)
HTML_TYPES = ("text/html", "application/xhtml+xml")


class RobotsCache(Protocol):
    """Where the rules of sites are kept."""

    def robots_txt(self, origin: str, since: datetime) -> str | None:
        """Return the rules of a site; None if they were not asked for since."""

    def save_robots_txt(self, origin: str, rules: str, at: datetime) -> None:
        """Keep the rules of a site."""


@dataclass(frozen=True, slots=True)
class ArticlePageRequest:
    """An article whose page is to be read, the feed it came from, and the text that this gives."""

    article: Article
    feed: Feed
    feed_text: str


@dataclass(frozen=True, slots=True)
class ArticlePageResult:
    """What a page gave: a text, or in `words` why there is none; and when it may be asked again (None: it need not)."""

    article: Article
    text: str = ""
    problem: str = ""
    next_due: datetime | None = None


async def read_article_pages(
    requests: Sequence[ArticlePageRequest],
    robots_cache: RobotsCache,
    *,
    now: datetime,
    transport: Transport | None = None,
    on_done: Callable[[ArticlePageResult], None],
    seconds_between_pages: float = SECONDS_BETWEEN_PAGES,
    deadline: float = TOTAL_DEADLINE,
) -> None:
    """Read the pages of articles; `on_done` is told of each as it comes in. What takes too long is left out."""
    hosts: defaultdict[str, list[ArticlePageRequest]] = defaultdict(list)
    for one in requests:
        hosts[host_of(_page_url(one.article))].append(one)
    running = asyncio.Semaphore(MAX_CONCURRENT)

    async def visit(client: Client, pages: Sequence[ArticlePageRequest]) -> None:
        visitor = _HostReader(client, robots_cache, now)
        for number, one in enumerate(pages):
            if number:
                await asyncio.sleep(max(seconds_between_pages, visitor.crawl_delay))
            async with running:
                on_done(await visitor.read(one))
            if visitor.must_stop:
                return

    async with open_client(transport) as client:
        visits = [asyncio.ensure_future(visit(client, pages)) for pages in hosts.values()]
        try:
            async with asyncio.timeout(deadline):
                await asyncio.gather(*visits)
        except TimeoutError:
            pass  # gather has cancelled them; the store knows which pages are still wanted
        finally:
            for running_on in visits:
                running_on.cancel()
            await asyncio.gather(*visits, return_exceptions=True)


def _page_url(article: Article) -> str:
    return article.link or article.url


class _HostReader:
    """Reads pages of one host; `pause` is how long that asks to wait between two, `unwelcome` that it wants no more."""

    def __init__(self, client: Client, robots_cache: RobotsCache, now: datetime) -> None:
        self.crawl_delay = 0.0
        self.must_stop = False
        self._client = client
        self._robots_cache = robots_cache
        self._now = now

    async def read(self, request: ArticlePageRequest) -> ArticlePageResult:
        """Read one page; whatever goes wrong becomes words."""
        url = _page_url(request.article)
        try:
            if not await self._is_allowed(url, request.feed):
                return ArticlePageResult(request.article, problem="the site's robots.txt asks not to read it")
            page = await self._get(url, request.feed, MAX_PAGE_BYTES)
            if origin(page.url) != origin(url) and not await self._is_allowed(page.url, request.feed):
                return ArticlePageResult(
                    request.article, problem="the robots.txt of the site it leads to asks not to read it"
                )
        except FetchError as error:
            again = isinstance(error, TransientFetchError | OfflineError)
            return ArticlePageResult(
                request.article, problem=clean(str(error)), next_due=self._now + RETRY_DELAY if again else None
            )
        if page.status != 200:
            return self._error_result(request.article, page)
        return await self._article_result(request, page)

    def _error_result(self, article: Article, response: HttpResponse) -> ArticlePageResult:
        self.must_stop = response.status == 429 or "retry-after" in response.headers
        later = max(self._now + RETRY_DELAY, retry_after(response.headers, self._now) or self._now)
        passing = response.status in TRANSIENT_STATUSES
        return ArticlePageResult(
            article,
            problem=describe_status(response.status, clean(response.reason)),
            next_due=later if passing else None,
        )

    async def _article_result(self, request: ArticlePageRequest, response: HttpResponse) -> ArticlePageResult:
        kind = response.headers.get("content-type", HTML_TYPES[0])
        if not kind.strip().lower().startswith(HTML_TYPES):
            return ArticlePageResult(request.article, problem=clean(f"not a page of text ({kind[:60]})"))
        found = await asyncio.to_thread(extract_article, response.body, kind, response.url)
        text = without_title(found, request.article.title)
        words = rejection_reason(text, request.article, request.feed_text)
        return ArticlePageResult(request.article, problem=words) if words else ArticlePageResult(request.article, text)

    async def _is_allowed(self, url: str, feed: Feed) -> bool:
        """Ask the site's rules, which are kept for a day; FetchError if they cannot be had now."""
        site = origin(url)
        rules = self._robots_cache.robots_txt(site, self._now - ROBOTS_MAX_AGE)
        if rules is None:
            rules = rules_from(await self._get(f"{site}/robots.txt", feed, MAX_ROBOTS_BYTES))
            self._robots_cache.save_robots_txt(site, rules, self._now)
        self.crawl_delay = max(self.crawl_delay, crawl_delay(rules))
        return is_allowed(rules, url)

    async def _get(self, url: str, feed: Feed, max_bytes: int) -> HttpResponse:
        """Get an address; others than the host of the feed itself must be of the open internet."""
        ask = RequestOptions(
            feed.url,
            {"Accept": f"{HTML_TYPES[0]},{HTML_TYPES[1]};q=0.9,text/plain;q=0.5"},
            (),
            feed.allow_private,
            max_bytes=max_bytes,
        )
        return await get(self._client, url, ask, deadline=PAGE_DEADLINE)
