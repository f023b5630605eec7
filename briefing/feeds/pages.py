"""Pages of articles, read politely: as robots.txt allows, one at a time from each host, with pauses, bounded in all."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from briefing.errors import FetchError
from briefing.feeds.extract import extract, objection, without_title
from briefing.feeds.retry import retry_after
from briefing.feeds.robots import MAX_RULES, allows, origin, pause, rules_of
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.text.clean import clean
from briefing.text.urls import host
from briefing.web.client import Ask, Client, NoNetwork, Page, Transport, Unreachable, get, open_client, status

CONCURRENT = 8
PACE = 1.0
"""Seconds between two pages of a host at least."""
DEADLINE, ALL = 15.0, 45.0
"""Seconds for one page, and for all of them: what is not read by then is left for next time."""
MAX_PAGE = 5 * 1024 * 1024
RULES_LAST = timedelta(days=1)
LATER = timedelta(hours=6)
PASSING = (408, 425, 429, 500, 502, 503, 504)
HTML = ("text/html", "application/xhtml+xml")


class Robots(Protocol):
    """Where the rules of sites are kept."""

    def robots(self, origin: str, since: datetime) -> str | None:
        """Return the rules of a site; None if they were not asked for since."""

    def save_robots(self, origin: str, rules: str, at: datetime) -> None:
        """Keep the rules of a site."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article whose page is to be read, the feed it came from, and the text that this gives."""

    article: Article
    feed: Feed
    own: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave: a text, or in `words` why there is none; and when it may be asked again (None: it need not)."""

    article: Article
    text: str = ""
    words: str = ""
    due: datetime | None = None


async def read_pages(
    wanted: Sequence[Wanted],
    robots: Robots,
    *,
    now: datetime,
    transport: Transport | None = None,
    on_done: Callable[[Reading], None],
    pace: float = PACE,
    deadline: float = ALL,
) -> None:
    """Read the pages of articles; `on_done` is told of each as it comes in. What takes too long is left out."""
    hosts: defaultdict[str, list[Wanted]] = defaultdict(list)
    for one in wanted:
        hosts[host(_address(one.article))].append(one)
    running = asyncio.Semaphore(CONCURRENT)

    async def visit(client: Client, pages: Sequence[Wanted]) -> None:
        visitor = _Visitor(client, robots, now)
        for number, one in enumerate(pages):
            if number:
                await asyncio.sleep(max(pace, visitor.pause))
            async with running:
                on_done(await visitor.read(one))
            if visitor.unwelcome:
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


def _address(article: Article) -> str:
    return article.link or article.url


class _Visitor:
    """Reads pages of one host; `pause` is how long that asks to wait between two, `unwelcome` that it wants no more."""

    def __init__(self, client: Client, robots: Robots, now: datetime) -> None:
        self.pause = 0.0
        self.unwelcome = False
        self._client = client
        self._robots = robots
        self._now = now

    async def read(self, one: Wanted) -> Reading:
        """Read one page; whatever goes wrong becomes words."""
        url = _address(one.article)
        try:
            if not await self._may(url, one.feed):
                return Reading(one.article, words="the site's robots.txt asks not to read it")
            page = await self._get(url, one.feed, MAX_PAGE)
            if origin(page.url) != origin(url) and not await self._may(page.url, one.feed):
                return Reading(one.article, words="the robots.txt of the site it leads to asks not to read it")
        except FetchError as error:
            again = isinstance(error, Unreachable | NoNetwork)
            return Reading(one.article, words=clean(str(error)), due=self._now + LATER if again else None)
        if page.status != 200:
            return self._refused(one.article, page)
        return await self._text(one, page)

    def _refused(self, article: Article, page: Page) -> Reading:
        self.unwelcome = page.status == 429 or "retry-after" in page.headers
        later = max(self._now + LATER, retry_after(page.headers, self._now) or self._now)
        passing = page.status in PASSING
        return Reading(article, words=status(page.status, clean(page.reason)), due=later if passing else None)

    async def _text(self, one: Wanted, page: Page) -> Reading:
        kind = page.headers.get("content-type", HTML[0])
        if not kind.strip().lower().startswith(HTML):
            return Reading(one.article, words=clean(f"not a page of text ({kind[:60]})"))
        found = await asyncio.to_thread(extract, page.body, kind, page.url)
        text = without_title(found, one.article.title)
        words = objection(text, one.article, one.own)
        return Reading(one.article, words=words) if words else Reading(one.article, text)

    async def _may(self, url: str, feed: Feed) -> bool:
        """Ask the site's rules, which are kept for a day; FetchError if they cannot be had now."""
        site = origin(url)
        rules = self._robots.robots(site, self._now - RULES_LAST)
        if rules is None:
            rules = rules_of(await self._get(f"{site}/robots.txt", feed, MAX_RULES))
            self._robots.save_robots(site, rules, self._now)
        self.pause = max(self.pause, pause(rules))
        return allows(rules, url)

    async def _get(self, url: str, feed: Feed, limit: int) -> Page:
        """Get an address; others than the host of the feed itself must be of the open internet."""
        ask = Ask(
            feed.url, {"Accept": f"{HTML[0]},{HTML[1]};q=0.9,text/plain;q=0.5"}, (), feed.allow_private, limit=limit
        )
        return await get(self._client, url, ask, deadline=DEADLINE)
