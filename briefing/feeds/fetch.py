"""Fetching: many feeds at once, each with a deadline, none with more than its server allows."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial

from briefing.errors import FetchError
from briefing.feeds.retry import retry_after
from briefing.feeds.secrets import own_headers
from briefing.model.feeds import Failure, Feed, FeedState, NotModified, Response
from briefing.text.clean import clean
from briefing.text.urls import host
from briefing.web.client import Ask, Client, NoNetwork, Page, Transport, Unreachable, get, open_client, status

Outcome = Response | NotModified | Failure
"""What became of asking for a feed."""

DEADLINE = 30.0
CONCURRENT = 20
LARGE_AT_ONCE = 1
"""Large bodies read and taken in at once; the others wait where they are."""
PATIENCE = 120.0
"""Seconds that a large body waits at most; they do not count into the time of its feed."""
PER_HOST = 2
PAUSE = 0.5
"""Seconds before the one further attempt."""

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PASSING = (500, 502, 503, 504)
HINTS = {
    401: "the feed wants a password: see `headers` in feeds.toml",
    403: "the site may refuse feed readers",
    404: "look for its new address",
    410: "it will not come back and is asked no more: `briefing remove` or `briefing enable` it",
}


async def fetch_all(
    feeds: Sequence[tuple[Feed, FeedState]],
    *,
    now: datetime,
    transport: Transport | None = None,
    on_done: Callable[[Feed, Outcome], Future[None] | None],
    deadline: float = DEADLINE,
) -> None:
    """Fetch all `feeds`, at most 20 at once and two of a host; `on_done` is told of each as it comes in.

    If it returns a future, the next is fetched when that is done: bodies must not pile up in memory. If one of those
    fails, what is left is not asked for.
    """
    running, large = asyncio.Semaphore(CONCURRENT), asyncio.Semaphore(LARGE_AT_ONCE)
    hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_HOST))

    async def one(client: Client, feed: Feed, state: FeedState) -> None:
        name = host(feed.url)
        own = asyncio.Semaphore() if _is_loopback(name) else hosts[name]
        # In this order, so that who waits for a busy host keeps nobody else waiting.
        async with own, running, _Turn(large) as turn:
            outcome = await fetch(client, feed, state, now=now, deadline=deadline, large=turn.take)
            await _taken_in(on_done(feed, outcome))

    try:
        async with open_client(transport) as client, asyncio.TaskGroup() as group:
            for feed, state in feeds:
                group.create_task(one(client, feed, state))
    except* _InVain:
        pass  # whoever holds the future learns why


class _Turn:
    """The turn of a large body, taken when it turns out to be one and kept until it is taken in."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns = turns
        self._taken = False

    async def __aenter__(self) -> _Turn:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._taken:
            self._turns.release()

    async def take(self) -> None:
        """Wait for the turn, unless it is taken already."""
        if not self._taken:
            await self._turns.acquire()
            self._taken = True


class _InVain(Exception):
    """What came in could not be kept."""


async def _taken_in(job: Future[None] | None) -> None:
    """Wait until what came in is kept; that is never broken off."""
    if job is None:
        return
    waiting = asyncio.wrap_future(job)
    await asyncio.wait([waiting])
    if waiting.exception():
        raise _InVain


async def fetch(
    client: Client,
    feed: Feed,
    state: FeedState,
    *,
    now: datetime,
    deadline: float = DEADLINE,
    pause: float = PAUSE,
    large: Callable[[], Awaitable[None]] | None = None,
) -> Outcome:
    """Fetch one feed within `deadline` seconds of real time; whatever goes wrong becomes a Failure, in clean words."""
    try:
        async with asyncio.timeout(deadline) as limit:
            page = await _ask(client, feed, state, pause, large and partial(_aside, limit, large))
    except TimeoutError:
        return Failure(feed.url, f"timed out after {deadline:g} s")
    except FetchError as error:
        return Failure(feed.url, _hinted(clean(str(error)), clean(error.hint)), offline=isinstance(error, NoNetwork))
    return judged(page, feed, now)


async def _aside(limit: asyncio.Timeout, wait: Callable[[], Awaitable[None]]) -> None:
    """Wait while the clock of `limit` stands still; FetchError if that takes too long."""
    loop = asyncio.get_running_loop()
    left = (limit.when() or loop.time()) - loop.time()
    limit.reschedule(None)
    try:
        async with asyncio.timeout(PATIENCE):
            await wait()
    except TimeoutError as error:
        raise FetchError(f"other large feeds took more than {PATIENCE:g} s") from error
    limit.reschedule(loop.time() + left)


def validators(state: FeedState) -> dict[str, str]:
    """Return the headers of a conditional request: the validators as the server gave them, none if it gave none."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in headers.items() if value}


def judged(page: Page, feed: Feed, now: datetime) -> Outcome:
    """Return what an answer means for the feed; a body that broke off is used, but its validators are not kept."""
    if page.status == 200:
        return Response(
            url=page.url,
            body=page.body,
            headers=page.headers,
            etag=page.headers.get("etag", "") if page.whole else "",
            modified=page.headers.get("last-modified", "") if page.whole else "",
            moved=page.moved,
            whole=page.whole,
        )
    if page.status == 304:
        if page.conditional:
            return NotModified(feed.url, page.headers)
        return Failure(feed.url, "304 to an unconditional request")
    cause = status(page.status, clean(page.reason))
    return Failure(
        feed.url,
        _hinted(cause, HINTS.get(page.status, "")),
        retry_after=retry_after(page.headers, now),
        gone=page.status == 410,
    )


async def _ask(
    client: Client,
    feed: Feed,
    state: FeedState,
    pause: float,
    large: Callable[[], Awaitable[None]] | None,
) -> Page:
    """Get the feed, and try once more after a moment if the server only stumbled."""
    url = state.location or feed.url
    ask = Ask(
        home=feed.url,
        headers={"Accept": ACCEPT},
        own=await own_headers(feed),
        private=feed.allow_private,
        validators=validators(state),
        validated=state.found or url,
        large=large,
    )
    try:
        page = await get(client, url, ask, deadline=None)
        if page.status not in PASSING or "retry-after" in page.headers:
            return page
    except Unreachable:
        pass
    await asyncio.sleep(pause)
    return await get(client, url, ask, deadline=None)


def _hinted(cause: str, hint: str) -> str:
    return f"{cause} ({hint})" if hint else cause


def _is_loopback(name: str) -> bool:
    return name in ("localhost", "::1") or name.startswith("127.")
