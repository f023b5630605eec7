"""A server on loopback that runs beside the test, and services that refresh from it; feeds may get deadlines."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from server import Piece, Request, Route, Site, answer, serve

from briefing.config import Config
from briefing.feeds.fetching import fetcher
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import RefreshReport
from briefing.services import Clock, Services
from briefing.store.store import Store
from briefing.web.client import Client

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CERTIFICATES = Path(__file__).with_name("certificates")


def item(number: int, title: str = "", **elements: str) -> str:
    """One entry of a feed, with a text of its own."""
    headline = title or f"Harbour number {number} opens in Sampletown"
    values = {
        "title": headline,
        "link": f"https://wire.example/{number}",
        "guid": f"guid-{number}",
        "pubDate": "Mon, 02 Mar 2026 10:00:00 GMT",
        "description": f"{headline}, said the harbour master of quay {number}.",
        **elements,
    }
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value) + "</item>"


def rss(*items: str, extra: str = "", title: str = "Sample Wire") -> bytes:
    """A feed document of `items`."""
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{extra}'
    return f"{head}{''.join(items)}</channel></rss>".encode()


class FeedSite:
    """A server with routes that a test sets, and a store that refreshes from it."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "news.sqlite3"
        self.clock = Clock(NOW)
        self.deadlines: dict[str, float] = {}
        self.server = Site({})
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing: asyncio.Event | None = None
        self._worker = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> FeedSite:
        self._worker.start()
        assert self._ready.wait(60)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop and self._closing
        self._loop.call_soon_threadsafe(self._closing.set)
        self._worker.join()

    async def _serve(self) -> None:
        self._loop, self._closing = asyncio.get_running_loop(), asyncio.Event()
        async with serve() as self.server:
            self._ready.set()
            await self._closing.wait()

    def route(self, path: str, reply: Route | bytes | Iterable[Piece]) -> str:
        """Reply to requests for `path` with a document, the pieces of a response or a function; return its address."""
        pieces = answer(body=reply) if isinstance(reply, bytes) else reply
        self.server.routes["/" + path] = reply if callable(reply) else lambda _: pieces
        return self.server.url("/" + path)

    def requests_for(self, path: str) -> list[Mapping[str, str]]:
        """The headers of the requests for `path` so far."""
        return [request.headers for request in self.server.requests if request.path == "/" + path]

    def refresh(self, *feeds: Feed | str, force: bool = False, **step: float) -> RefreshReport:
        """Advance the clock by `step` and refresh with a newly opened store, so that only stored state survives."""
        self.clock.set(self.clock.now() + timedelta(**step))
        configured = tuple(Feed(feed, name="Sample Wire") if isinstance(feed, str) else feed for feed in feeds)
        with self.services(*configured) as services, short_deadlines(self.deadlines):
            return services.refresher.refresh(force=force)

    def services(self, *feeds: Feed) -> Services:
        """Services on the store that follow `feeds`."""
        return Services(Config(Path("feeds.toml"), feeds), Store.open(self.store), self.clock)

    def state(self, url: str) -> FeedState:
        """The stored state of a feed."""
        with Store.open(self.store) as store:
            return store.feeds.states()[url]

    def articles(self) -> list[Article]:
        """All stored articles, oldest first."""
        with Store.open(self.store) as store:
            rows = store.threads.rows(self.clock.now(), self.clock.now(), all_time=True)
            grouped = [
                article for row in rows for story in store.threads.stories_of(row.id) for article in story.articles
            ]
            return sorted([*grouped, *store.articles.ungrouped()], key=lambda article: (article.published, article.id))

    def titles(self) -> list[str]:
        """The titles of all articles, sorted."""
        return sorted(article.title for article in self.articles())


@contextmanager
def short_deadlines(seconds_by_url: Mapping[str, float]) -> Iterator[None]:
    """Give single feeds a deadline of their own, so that no other feed of a test races against it."""
    original = fetcher.fetch_feed

    def fetch_feed(client: Client, feed: Feed, state: FeedState, **options: Any) -> Awaitable[fetcher.FetchOutcome]:
        deadline = seconds_by_url.get(feed.url, options.pop("deadline"))
        return original(client, feed, state, deadline=deadline, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetcher, "fetch_feed", fetch_feed)
        yield


def redirect(status: str, target: str) -> list[Piece]:
    """A redirect."""
    return answer(status, Location=target)


def tls(name: str) -> ssl.SSLContext:
    """The TLS context of a server with one of the certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


def causes(report: RefreshReport) -> list[str]:
    """Causes of failures and notes of a refresh."""
    return [problem.text for problem in (*report.failed, *report.notes)]


def is_conditional(request: Request) -> bool:
    """Whether a request sends validators."""
    return bool({"if-none-match", "if-modified-since"} & request.headers.keys())


TWO = rss(item(1), item(2))
DATE = "Mon, 02 Mar 2026 10:00:00 GMT"

__all__ = [
    "CERTIFICATES",
    "DATE",
    "NOW",
    "TWO",
    "FeedSite",
    "Request",
    "answer",
    "causes",
    "is_conditional",
    "item",
    "redirect",
    "rss",
    "tls",
]
