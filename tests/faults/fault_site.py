"""A server on loopback that runs beside the test, and a services that refreshes from it, with a short deadline."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType

from server import Piece, Request, Route, Site, answer, serve

from briefing.config import Config
from briefing.feeds.fetching import fetcher
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState, RefreshReport
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CERTIFICATES = Path(__file__).with_name("certificates")


def item(number: int, title: str = "", **elements: str) -> str:
    """One entry of a feed, with its own words."""
    told = title or f"Harbour number {number} opens in Sampletown"
    values = {
        "title": told,
        "link": f"https://wire.example/{number}",
        "guid": f"guid-{number}",
        "pubDate": "Mon, 02 Mar 2026 10:00:00 GMT",
        "description": f"{told}, said the harbour master of quay {number}.",
        **elements,
    }
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value) + "</item>"


def rss(*items: str, extra: str = "", title: str = "Sample Wire") -> bytes:
    """A feed document of `items`."""
    told = "".join(items)
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{extra}'
    return f"{head}{told}</channel></rss>".encode()


class Newsroom:
    """The server's routes, by path without the slash, and what a services makes of them."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "news.sqlite3"
        self.clock = Clock(NOW)
        self.deadline = 2.0
        self.site = Site({})
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._worker = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> Newsroom:
        self._worker.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop and self._over
        self._loop.call_soon_threadsafe(self._over.set)
        self._worker.join()

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with serve() as self.site:
            self._ready.set()
            await self._over.wait()

    def on(self, path: str, what: Route | bytes | Iterable[Piece]) -> str:
        """Answer requests for `path` with a document, the pieces of an answer or a function; return its address."""
        pieces = answer(body=what) if isinstance(what, bytes) else what
        self.site.routes["/" + path] = what if callable(what) else lambda _: pieces
        return self.site.url("/" + path)

    def asked(self, path: str) -> list[Mapping[str, str]]:
        """The headers of the requests for `path` so far."""
        return [request.headers for request in self.site.requests if request.path == "/" + path]

    def refresh(self, *feeds: Feed | str, force: bool = False, **step: float) -> RefreshReport:
        """Move the clock on by `step` and refresh, with a store opened anew: nothing is kept but what is stored."""
        self.clock.set(self.clock.now() + timedelta(**step))
        wanted = tuple(Feed(feed, name="Sample Wire") if isinstance(feed, str) else feed for feed in feeds)
        real = fetcher.fetch_all
        fetcher.fetch_all = partial(real, deadline=self.deadline)
        try:
            with self.services(*wanted) as services:
                return services.refresher.refresh(force=force)
        finally:
            fetcher.fetch_all = real

    def services(self, *feeds: Feed) -> Services:
        """A services on the store."""
        return Services(Config(Path("feeds.toml"), feeds), Store.open(self.store), self.clock)

    def state(self, url: str) -> FeedState:
        """What is remembered of a feed."""
        with Store.open(self.store) as store:
            return store.feeds.states()[url]

    def articles(self) -> list[Article]:
        """All articles there are, oldest first."""
        with Store.open(self.store) as store:
            rows = store.threads.rows(self.clock.now(), self.clock.now(), all_time=True)
            grouped = [
                article for row in rows for story in store.threads.stories_of(row.id) for article in story.articles
            ]
            return sorted([*grouped, *store.articles.ungrouped()], key=lambda article: (article.published, article.id))

    def titles(self) -> list[str]:
        """The titles of all articles, in order of the alphabet."""
        return sorted(article.title for article in self.articles())


def moved(status: str, target: str) -> list[Piece]:
    """A redirect."""
    return answer(status, Location=target)


def tls(name: str) -> ssl.SSLContext:
    """The side of a server with one of the certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


def words(report: RefreshReport) -> list[str]:
    """Causes of failures and notes of a refresh."""
    return [problem.cause for problem in (*report.failed, *report.notes)]


def conditional(request: Request) -> bool:
    """Whether a request says what it knows already."""
    return bool({"if-none-match", "if-modified-since"} & request.headers.keys())


TWO = rss(item(1), item(2))
DATE = "Mon, 02 Mar 2026 10:00:00 GMT"

__all__ = [
    "CERTIFICATES",
    "DATE",
    "NOW",
    "TWO",
    "Newsroom",
    "Request",
    "answer",
    "conditional",
    "item",
    "moved",
    "rss",
    "tls",
    "words",
]
