"""Fetching: many feeds at once, each with a deadline, none with more than its server allows."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial

from briefing.errors import FetchError
from briefing.feeds.fetching.retry import retry_after
from briefing.feeds.fetching.secret_headers import resolve_headers
from briefing.model.feeds import Feed, FeedState, FetchFailure, NotModified, Response
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

FetchOutcome = Response | NotModified | FetchFailure
"""What became of asking for a feed."""

DEADLINE = 30.0
MAX_CONCURRENT = 20
MAX_LARGE_BODIES = 1
"""Large bodies read and taken in at once; the others wait where they are."""
LARGE_BODY_TIMEOUT = 120.0
"""Seconds that a large body waits at most; they do not count into the time of its feed."""
MAX_PER_HOST = 2
RETRY_PAUSE = 0.5
"""Seconds before the one further attempt."""

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
TRANSIENT_STATUSES = (500, 502, 503, 504)
STATUS_HINTS = {
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
    on_done: Callable[[Feed, FetchOutcome], Future[None] | None],
    deadline: float = DEADLINE,
) -> None:
    """Fetch all `feeds`, at most 20 at once and two of a host; `on_done` is told of each as it comes in.

    If it returns a future, the next is fetched when that is done: bodies must not pile up in memory. If one of those
    fails, what is left is not asked for.
    """
    running, large = asyncio.Semaphore(MAX_CONCURRENT), asyncio.Semaphore(MAX_LARGE_BODIES)
    hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(MAX_PER_HOST))

    async def one(client: Client, feed: Feed, state: FeedState) -> None:
        name = host_of(feed.url)
        own = asyncio.Semaphore() if _is_loopback(name) else hosts[name]
        # In this order, so that who waits for a busy host keeps nobody else waiting.
        async with own, running, _LargeBodySlot(large) as turn:
            outcome = await fetch_feed(client, feed, state, now=now, deadline=deadline, before_large_body=turn.acquire)
            await _wait_until_stored(on_done(feed, outcome))

    try:
        async with open_client(transport) as client, asyncio.TaskGroup() as group:
            for feed, state in feeds:
                group.create_task(one(client, feed, state))
    except* _StoringFailed:
        pass  # whoever holds the future learns why


class _LargeBodySlot:
    """The turn of a large body, taken when it turns out to be one and kept until it is taken in."""

    def __init__(self, slots: asyncio.Semaphore) -> None:
        self._slots = slots
        self._acquired = False

    async def __aenter__(self) -> _LargeBodySlot:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._acquired:
            self._slots.release()

    async def acquire(self) -> None:
        """Wait for the turn, unless it is taken already."""
        if not self._acquired:
            await self._slots.acquire()
            self._acquired = True


class _StoringFailed(Exception):
    """What came in could not be kept."""


async def _wait_until_stored(job: Future[None] | None) -> None:
    """Wait until what came in is kept; that is never broken off."""
    if job is None:
        return
    waiting = asyncio.wrap_future(job)
    await asyncio.wait([waiting])
    if waiting.exception():
        raise _StoringFailed


async def fetch_feed(
    client: Client,
    feed: Feed,
    state: FeedState,
    *,
    now: datetime,
    deadline: float = DEADLINE,
    retry_pause: float = RETRY_PAUSE,
    before_large_body: Callable[[], Awaitable[None]] | None = None,
) -> FetchOutcome:
    """Fetch one feed within `deadline` seconds of real time; whatever goes wrong becomes a Failure, in clean words."""
    try:
        async with asyncio.timeout(deadline) as limit:
            page = await _request(
                client,
                feed,
                state,
                retry_pause,
                before_large_body and partial(_wait_outside_deadline, limit, before_large_body),
            )
    except TimeoutError:
        return FetchFailure(feed.url, f"timed out after {deadline:g} s")
    except FetchError as error:
        return FetchFailure(
            feed.url, _with_hint(clean(str(error)), clean(error.hint)), offline=isinstance(error, OfflineError)
        )
    return outcome_of(page, feed, now)


async def _wait_outside_deadline(deadline: asyncio.Timeout, wait: Callable[[], Awaitable[None]]) -> None:
    """Wait while the clock of `limit` stands still; FetchError if that takes too long."""
    loop = asyncio.get_running_loop()
    left = (deadline.when() or loop.time()) - loop.time()
    deadline.reschedule(None)
    try:
        async with asyncio.timeout(LARGE_BODY_TIMEOUT):
            await wait()
    except TimeoutError as error:
        raise FetchError(f"other large feeds took more than {LARGE_BODY_TIMEOUT:g} s") from error
    deadline.reschedule(loop.time() + left)


def validators(state: FeedState) -> dict[str, str]:
    """Return the headers of a conditional request: the validators as the server gave them, none if it gave none."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in headers.items() if value}


def outcome_of(response: HttpResponse, feed: Feed, now: datetime) -> FetchOutcome:
    """Return what an answer means for the feed; a body that broke off is used, but its validators are not kept."""
    if response.status == 200:
        return Response(
            url=response.url,
            body=response.body,
            headers=response.headers,
            etag=response.headers.get("etag", "") if response.complete else "",
            modified=response.headers.get("last-modified", "") if response.complete else "",
            permanent_url=response.permanent_url,
            complete=response.complete,
        )
    if response.status == 304:
        if response.conditional:
            return NotModified(feed.url, response.headers)
        return FetchFailure(feed.url, "304 to an unconditional request")
    cause = describe_status(response.status, clean(response.reason))
    return FetchFailure(
        feed.url,
        _with_hint(cause, STATUS_HINTS.get(response.status, "")),
        retry_after=retry_after(response.headers, now),
        gone=response.status == 410,
    )


async def _request(
    client: Client,
    feed: Feed,
    state: FeedState,
    retry_pause: float,
    before_large_body: Callable[[], Awaitable[None]] | None,
) -> HttpResponse:
    """Get the feed, and try once more after a moment if the server only stumbled."""
    url = state.permanent_url or feed.url
    ask = RequestOptions(
        configured_url=feed.url,
        headers={"Accept": ACCEPT},
        origin_headers=await resolve_headers(feed),
        allow_private=feed.allow_private,
        validators=validators(state),
        validators_url=state.document_url or url,
        before_large_body=before_large_body,
    )
    try:
        page = await get(client, url, ask, deadline=None)
        if page.status not in TRANSIENT_STATUSES or "retry-after" in page.headers:
            return page
    except TransientFetchError:
        pass
    await asyncio.sleep(retry_pause)
    return await get(client, url, ask, deadline=None)


def _with_hint(cause: str, hint: str) -> str:
    return f"{cause} ({hint})" if hint else cause


def _is_loopback(name: str) -> bool:
    return name in ("localhost", "::1") or name.startswith("127.")
