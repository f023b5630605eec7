"""Fetching many feeds at once, each with a deadline, within the limits for one host."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial

from briefing.errors import FetchError
from briefing.feeds.fetching.schedule import retry_after
from briefing.feeds.fetching.secret_headers import resolve_headers
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure, NotModified, Response
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
"""The result of fetching one feed."""

DEADLINE = 30.0
"""Seconds for one feed, redirects and the second attempt included."""
MAX_CONCURRENT = 20
"""Feeds that are fetched at the same time."""
MAX_LARGE_BODIES = 1
"""Large bodies held in memory at the same time; the other downloads pause."""
LARGE_BODY_TIMEOUT = 120.0
"""Longest pause of a large body in seconds; it does not count towards the deadline of its feed."""
MAX_PER_HOST = 2
"""Feeds of one host that are fetched at the same time; loopback has no limit."""
RETRY_PAUSE = 0.5
"""Seconds before the second and last attempt."""

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
TRANSIENT_STATUSES = (500, 502, 503, 504)
STATUS_HINTS = {
    401: "the feed needs a password: set `auth` or `headers` in feeds.toml",
    403: "the site may refuse feed readers",
    404: "find its new address: `briefing add SITE`",
    410: "it is permanently gone and no longer fetched: use `briefing remove` or `briefing enable`",
}


async def fetch_all(
    feeds: Sequence[tuple[Feed, FeedState]],
    *,
    now: datetime,
    transport: Transport | None = None,
    on_done: Callable[[Feed, FetchOutcome], Future[None] | None],
    deadline: float = DEADLINE,
) -> None:
    """Fetch all `feeds` and call `on_done` with each outcome.

    If `on_done` returns a future, the next feed is fetched after that is done, so that bodies do not pile up in memory.
    If such a future fails, the remaining feeds are not fetched.
    """
    slots, large_body_slots = asyncio.Semaphore(MAX_CONCURRENT), asyncio.Semaphore(MAX_LARGE_BODIES)
    hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(MAX_PER_HOST))

    async def fetch_and_store(client: Client, feed: Feed, state: FeedState) -> None:
        host = host_of(feed.url)
        host_slots = asyncio.Semaphore() if _is_loopback(host) else hosts[host]
        # The host's slot comes first: a feed that waits for a busy host must not hold one of the general slots.
        async with host_slots, slots, _LargeBodySlot(large_body_slots) as slot:
            outcome = await fetch_feed(client, feed, state, now=now, deadline=deadline, before_large_body=slot.acquire)
            await _wait_until_stored(on_done(feed, outcome))

    try:
        async with open_client(transport) as client, asyncio.TaskGroup() as group:
            for feed, state in feeds:
                group.create_task(fetch_and_store(client, feed, state))
    except* _StoringFailedError:
        pass  # the owner of the future reports the cause


class _LargeBodySlot:
    """A slot for a large body: acquired once the body proves large, released after it is stored."""

    def __init__(self, slots: asyncio.Semaphore) -> None:
        self._slots = slots
        self._acquired = False

    async def __aenter__(self) -> _LargeBodySlot:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._acquired:
            self._slots.release()

    async def acquire(self) -> None:
        """Wait for the slot, unless it is held already."""
        if not self._acquired:
            await self._slots.acquire()
            self._acquired = True


class _StoringFailedError(Exception):
    """An outcome could not be stored."""


async def _wait_until_stored(storing: Future[None] | None) -> None:
    """Wait until an outcome is stored; the storing itself is never cancelled."""
    if storing is None:
        return
    waiting = asyncio.wrap_future(storing)
    await asyncio.wait([waiting])
    if waiting.exception():
        raise _StoringFailedError


async def fetch_feed(
    client: Client,
    feed: Feed,
    state: FeedState,
    *,
    now: datetime,
    deadline: float = DEADLINE,
    before_large_body: Callable[[], Awaitable[None]] | None = None,
) -> FetchOutcome:
    """Fetch one feed within `deadline` seconds of real time; every error becomes a FetchFailure with its cause."""
    try:
        async with asyncio.timeout(deadline) as limit:
            response = await _request(
                client,
                feed,
                state,
                before_large_body and partial(_wait_outside_deadline, limit, before_large_body),
            )
    except TimeoutError:
        return FetchFailure(feed.url, f"timed out after {deadline:g} s")
    except FetchError as error:
        return FetchFailure(
            feed.url, _with_hint(clean(str(error)), clean(error.hint)), offline=isinstance(error, OfflineError)
        )
    return outcome_of(response, feed, now)


async def _wait_outside_deadline(deadline: asyncio.Timeout, wait: Callable[[], Awaitable[None]]) -> None:
    """Await `wait` while `deadline` is suspended; FetchError after `LARGE_BODY_TIMEOUT` seconds."""
    loop = asyncio.get_running_loop()
    remaining = (deadline.when() or loop.time()) - loop.time()
    deadline.reschedule(None)
    try:
        async with asyncio.timeout(LARGE_BODY_TIMEOUT):
            await wait()
    except TimeoutError as error:
        raise FetchError(f"waited more than {LARGE_BODY_TIMEOUT:g} s for other large feeds") from error
    deadline.reschedule(loop.time() + remaining)


def validators(state: FeedState) -> dict[str, str]:
    """Return the headers of a conditional request, with the validators exactly as the server sent them."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in headers.items() if value}


def outcome_of(response: HttpResponse, feed: Feed, now: datetime) -> FetchOutcome:
    """Return what a response means for the feed; an incomplete body is used, but its validators are dropped."""
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
        return FetchFailure(feed.url, "HTTP 304 Not Modified, although nothing was fetched before")
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
    before_large_body: Callable[[], Awaitable[None]] | None,
) -> HttpResponse:
    """Get the feed, with a second attempt if the error may be transient."""
    url = state.permanent_url or feed.url
    options = RequestOptions(
        configured_url=feed.url,
        headers={"Accept": ACCEPT},
        origin_headers=await resolve_headers(feed),
        allow_private=feed.allow_private,
        validators=validators(state),
        validators_url=state.document_url or url,
        before_large_body=before_large_body,
    )
    try:
        response = await get(client, url, options, deadline=None)
        if response.status not in TRANSIENT_STATUSES or "retry-after" in response.headers:
            return response
    except TransientFetchError:
        pass
    await asyncio.sleep(RETRY_PAUSE)
    return await get(client, url, options, deadline=None)


def _with_hint(cause: str, hint: str) -> str:
    return f"{cause} ({hint})" if hint else cause


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")
