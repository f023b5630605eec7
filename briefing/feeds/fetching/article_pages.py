"""The pages of articles: read as robots.txt allows, one at a time from each host, spaced and with a deadline."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from briefing.errors import FetchError
from briefing.feeds.fetching.article_extraction import extract_article, rejection_reason, without_title
from briefing.feeds.fetching.host_pacing import HostPacing, HostWaitError
from briefing.feeds.fetching.robots import MAX_ROBOTS_BYTES, crawl_delay, is_allowed, origin, rules_from
from briefing.feeds.fetching.server_times import host_wait
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.text.html.clean import clean
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
    has_document,
    open_client,
)

MAX_CONCURRENT = 8
"""Pages that are read at the same time, each from another host."""
SECONDS_BETWEEN_PAGES = 1.0
"""Least seconds between two pages of a host; its robots.txt may ask for more."""
PAGE_DEADLINE, TOTAL_DEADLINE = 15.0, 45.0
"""Seconds for one page and for all pages; those not read by then are left for the next refresh."""
MAX_PAGE_BYTES = 5 * 1024 * 1024
"""Bytes of a page; larger ones are not read."""
ROBOTS_MAX_AGE = timedelta(days=1)
"""How long a robots.txt is used before it is fetched again, as RFC 9309 recommends."""
RETRY_DELAY = timedelta(hours=6)
"""Least time before a page is tried again whose failure may pass."""
PASSING_STATUSES = (408, 425, 429, 500, 502, 503, 504)
"""Statuses of failures that may pass: a later refresh tries the page again."""
HTML_TYPES = ("text/html", "application/xhtml+xml")


class RobotsCache(Protocol):
    """Storage for the robots.txt of sites."""

    def robots_txt(self, origin: str, since: datetime) -> str | None:
        """Return the rules of a site; None if they were last saved before `since`."""

    def save_robots_txt(self, origin: str, rules: str, at: datetime) -> None:
        """Store the rules of a site, fetched at `at`."""


@dataclass(frozen=True, slots=True)
class ArticlePageRequest:
    """An article whose page is to be read, its feed, and its text in that feed."""

    article: Article
    feed: Feed
    feed_text: str


@dataclass(frozen=True, slots=True)
class ArticlePageResult:
    """The text of a page, or the `problem` why there is none; `next_due` is when to try again, None for never."""

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
    pacing: HostPacing | None = None,
    seconds_between_pages: float = SECONDS_BETWEEN_PAGES,
    deadline: float = TOTAL_DEADLINE,
) -> None:
    """Read the pages of articles and call `on_done` with each result.

    Pages that are not read by the deadline, or whose host asked us to wait, have none.
    """
    host_pacing = pacing or HostPacing(now)
    hosts: defaultdict[str, list[ArticlePageRequest]] = defaultdict(list)
    for request in requests:
        hosts[host_of(_page_url(request.article))].append(request)
    slots = asyncio.Semaphore(MAX_CONCURRENT)

    async def read_host(client: Client, pages: Sequence[ArticlePageRequest]) -> None:
        reader = _HostReader(client, robots_cache, now, host_pacing)
        for number, request in enumerate(pages):
            if number:
                await asyncio.sleep(max(seconds_between_pages, reader.crawl_delay))
            try:
                async with slots:
                    on_done(await reader.read(request))
            except HostWaitError:
                return  # the next refresh reads the other pages

    async with open_client(transport) as client:
        tasks = [asyncio.ensure_future(read_host(client, pages)) for pages in hosts.values()]
        try:
            async with asyncio.timeout(deadline):
                await asyncio.gather(*tasks)
        except TimeoutError:
            pass  # gather has cancelled the tasks; the next refresh reads the other pages
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _page_url(article: Article) -> str:
    return article.link or article.url


class _HostReader:
    """Reads the pages of one host, whose robots.txt may set a `crawl_delay` (seconds)."""

    def __init__(self, client: Client, robots_cache: RobotsCache, now: datetime, pacing: HostPacing) -> None:
        self.crawl_delay = 0.0
        self._pacing = pacing
        self._client = client
        self._robots_cache = robots_cache
        self._now = now

    async def read(self, request: ArticlePageRequest) -> ArticlePageResult:
        """Read one page; an error becomes the problem of its result, but a wait of the host is a HostWaitError."""
        url = _page_url(request.article)
        try:
            if not await self._is_allowed(url, request.feed):
                return ArticlePageResult(request.article, problem="the site's robots.txt does not allow it")
            page = await self._get(url, request.feed, MAX_PAGE_BYTES)
            if origin(page.url) != origin(url) and not await self._is_allowed(page.url, request.feed):
                return ArticlePageResult(
                    request.article, problem="it redirects to a site whose robots.txt does not allow it"
                )
        except HostWaitError:
            raise
        except FetchError as error:
            may_pass = isinstance(error, TransientFetchError | OfflineError)
            next_due = self._now + RETRY_DELAY if may_pass else None
            return ArticlePageResult(request.article, problem=clean(str(error)), next_due=next_due)
        if not has_document(page):
            return self._error_result(request.article, page)
        return await self._article_result(request, page)

    def _error_result(self, article: Article, response: HttpResponse) -> ArticlePageResult:
        wait = host_wait(response.status, response.headers, self._now)
        later = max(self._now + RETRY_DELAY, wait or self._now)
        problem = describe_status(response.status, clean(response.reason))
        return ArticlePageResult(
            article, problem=problem, next_due=later if response.status in PASSING_STATUSES else None
        )

    async def _article_result(self, request: ArticlePageRequest, response: HttpResponse) -> ArticlePageResult:
        content_type = response.headers.get("content-type", HTML_TYPES[0])
        if not content_type.strip().lower().startswith(HTML_TYPES):
            return ArticlePageResult(request.article, problem=clean(f"not an HTML page ({content_type[:60]})"))
        page_text = await asyncio.to_thread(extract_article, response.body, content_type, response.url)
        text = without_title(page_text, request.article.title)
        if problem := rejection_reason(text, request.article, request.feed_text):
            return ArticlePageResult(request.article, problem=problem)
        return ArticlePageResult(request.article, text)

    async def _is_allowed(self, url: str, feed: Feed) -> bool:
        """Whether the site's robots.txt, cached for a day, allows a page; FetchError if it cannot be fetched."""
        site = origin(url)
        rules = self._robots_cache.robots_txt(site, self._now - ROBOTS_MAX_AGE)
        if rules is None:
            rules = rules_from(await self._get(f"{site}/robots.txt", feed, MAX_ROBOTS_BYTES))
            self._robots_cache.save_robots_txt(site, rules, self._now)
        self.crawl_delay = max(self.crawl_delay, crawl_delay(rules))
        return is_allowed(rules, url)

    async def _get(self, url: str, feed: Feed, max_bytes: int) -> HttpResponse:
        """Get an address; only on the host of the feed may it lie in a private network, unless the feed allows that."""
        options = RequestOptions(
            feed.url,
            {"Accept": f"{HTML_TYPES[0]},{HTML_TYPES[1]};q=0.9,text/plain;q=0.5"},
            (),
            feed.allow_private,
            max_bytes=max_bytes,
            pacing=self._pacing,
        )
        return await get(self._client, url, options, deadline=PAGE_DEADLINE)
