"""Fetching many feeds at once, each with a deadline, within the limits for one host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TypedDict

from briefing.errors import FetchError
from briefing.feeds.fetching.body_memory import MAX_TOTAL_BYTES, BodyMemory
from briefing.feeds.fetching.fetch_slots import FetchSlots, ObservedPacing
from briefing.feeds.fetching.host_pacing import HostPacing, HostWaitError
from briefing.feeds.fetching.secret_headers import resolve_headers
from briefing.feeds.fetching.server_times import retry_after
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure, NotModified, Postponed, Response
from briefing.text.html.clean import clean
from briefing.web.client import (
    Client,
    GrowthHook,
    HttpResponse,
    OfflineError,
    RequestOptions,
    RequestPacing,
    TransientFetchError,
    Transport,
    describe_status,
    get,
    has_document,
    open_client,
)

FetchOutcome = Response | NotModified | FetchFailure | Postponed
"""The result of fetching one feed."""

FEED_DEADLINE = 30.0
"""Seconds for one feed, redirects and the second attempt included."""
TOTAL_DEADLINE = 300.0
"""Seconds for all feeds of a refresh; 1,500 feeds that answer take less than two minutes."""
LARGE_BODY_TIMEOUT = 120.0
"""Longest pause of a large body in seconds; it does not count towards the deadline of its feed."""
RETRY_PAUSE = 0.5
"""Seconds before the second and last attempt."""

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
RETRIED_STATUSES = (500, 502, 504)
"""Statuses after which a second attempt is made at once; 503 asks us to wait."""
STATUS_HINTS = {
    401: "the feed needs a password: set `auth` or `headers` in feeds.toml",
    403: "the site may refuse feed readers",
    404: "find its new address: `briefing add SITE`",
    410: "it is permanently gone and no longer fetched: use `briefing remove` or `briefing enable`",
}


class FetchHooks(TypedDict):
    """What a fetch reports while it runs: the size of a large body, and that a server responded."""

    on_growth: GrowthHook
    on_response: Callable[[], None]


async def fetch_all(
    feeds: Sequence[tuple[Feed, FeedState]],
    *,
    now: datetime,
    transport: Transport | None = None,
    on_done: Callable[[Feed, FetchOutcome], Future[None] | None],
    pacing: HostPacing | None = None,
    deadline: float = FEED_DEADLINE,
    total_deadline: float = TOTAL_DEADLINE,
) -> None:
    """Fetch all `feeds` and call `on_done` with each outcome.

    If `on_done` returns a future, the next feed is fetched after that is done, so that bodies do not pile up in memory.
    If such a future fails, the remaining feeds are not fetched.

    Args:
        feeds: The feeds with their states, the most urgent first.
        now: The moment of the refresh.
        transport: Replaces the network.
        on_done: Called with each feed and its outcome.
        pacing: The state of the hosts; None: no host asked us to wait, and requests need no time between them.
        deadline: Seconds for one feed.
        total_deadline: Seconds for all feeds; those that are not done by then have no outcome.
    """
    hosts = pacing or HostPacing(now)
    slots, memory = FetchSlots(), BodyMemory(MAX_TOTAL_BYTES)

    async def fetch_and_store(client: Client, feed: Feed, state: FeedState) -> None:
        body = object()
        # The host's slot comes first: a feed that waits for a busy host must not hold one of the general slots.
        async with hosts.slot(feed.url), slots.slot() as on_response:
            try:
                hooks: FetchHooks = {"on_growth": partial(memory.grow, body), "on_response": on_response}
                outcome = await fetch_feed(client, feed, state, now=now, deadline=deadline, pacing=hosts, **hooks)
                await _wait_until_stored(on_done(feed, outcome))
            finally:
                memory.release(body)

    try:
        async with asyncio.timeout(total_deadline), open_client(transport) as client, asyncio.TaskGroup() as group:
            for feed, state in feeds:
                group.create_task(fetch_and_store(client, feed, state))
    except TimeoutError:
        pass  # the caller knows which feeds have no outcome
    except BaseExceptionGroup as group:
        _, others = group.split(_StoringFailedError)  # the owner of the future reports these
        if others:
            raise others.exceptions[0] from None  # `on_done` raised it


class _StoringFailedError(Exception):
    """An outcome could not be stored."""


async def _wait_until_stored(storing: Future[None] | None) -> None:
    """Wait until an outcome is stored; the storing itself is never cancelled."""
    if storing is None:
        return
    await wait_until_done(storing)
    if storing.exception():
        raise _StoringFailedError


async def wait_until_done(job: Future[None]) -> None:
    """Wait until a job of a worker has ended or failed; a cancelled wait leaves the job alone."""
    loop, is_done = asyncio.get_running_loop(), asyncio.Event()

    def wake(_: Future[None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(is_done.set)

    job.add_done_callback(wake)
    await is_done.wait()


async def fetch_feed(
    client: Client,
    feed: Feed,
    state: FeedState,
    *,
    now: datetime,
    deadline: float = FEED_DEADLINE,
    pacing: HostPacing | None = None,
    on_growth: GrowthHook | None = None,
    on_response: Callable[[], None] | None = None,
) -> FetchOutcome:
    """Fetch one feed within `deadline` seconds of real time; every error becomes a FetchFailure with its cause."""
    try:
        async with asyncio.timeout(deadline) as limit:
            grow = on_growth and partial(_wait_outside_deadline, limit, on_growth)
            observed = ObservedPacing(pacing, on_response) if on_response else pacing
            response = await _request(client, feed, state, observed, grow)
    except TimeoutError:
        return FetchFailure(feed.url, f"timed out after {deadline:g} s")
    except HostWaitError as error:
        next_try = pacing.next_try(error.host) if pacing else error.until
        return Postponed(feed.url, error.host, error.until, next_try)
    except FetchError as error:
        return FetchFailure(
            feed.url, _with_hint(clean(str(error)), clean(error.hint)), offline=isinstance(error, OfflineError)
        )
    return outcome_of(response, feed, now)


async def _wait_outside_deadline(deadline: asyncio.Timeout, grow: GrowthHook, size: int) -> None:
    """Await `grow` while `deadline` is suspended; FetchError after `LARGE_BODY_TIMEOUT` seconds."""
    loop = asyncio.get_running_loop()
    remaining = (deadline.when() or loop.time()) - loop.time()
    deadline.reschedule(None)
    try:
        async with asyncio.timeout(LARGE_BODY_TIMEOUT):
            await grow(size)
    except TimeoutError as error:
        raise FetchError(f"waited more than {LARGE_BODY_TIMEOUT:g} s for other large feeds") from error
    deadline.reschedule(loop.time() + remaining)


def validators(state: FeedState) -> dict[str, str]:
    """Return the headers of a conditional request, with the validators exactly as the server sent them."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in headers.items() if value}


def outcome_of(response: HttpResponse, feed: Feed, now: datetime) -> FetchOutcome:
    """Return what a response means for the feed; an incomplete body is used, but its validators are dropped."""
    if has_document(response):
        return Response(
            url=response.url,
            body=response.body,
            headers=response.headers,
            etag=response.headers.get("etag", "") if response.is_complete else "",
            modified=response.headers.get("last-modified", "") if response.is_complete else "",
            permanent_url=response.permanent_url,
            is_complete=response.is_complete,
        )
    if response.status == 304:
        if response.is_conditional:
            return NotModified(feed.url, response.headers)
        return FetchFailure(feed.url, "HTTP 304 Not Modified, although nothing was fetched before")
    cause = describe_status(response.status, clean(response.reason))
    return FetchFailure(
        feed.url,
        _with_hint(cause, STATUS_HINTS.get(response.status, "")),
        retry_after=retry_after(response.headers, now, response.status),
        gone=response.status == 410,
    )


async def _request(
    client: Client,
    feed: Feed,
    state: FeedState,
    pacing: RequestPacing | None,
    on_growth: GrowthHook | None,
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
        on_growth=on_growth,
        pacing=pacing,
    )
    try:
        response = await get(client, url, options, deadline=None)
        if response.status not in RETRIED_STATUSES or "retry-after" in response.headers:
            return response
    except TransientFetchError:
        pass
    await asyncio.sleep(RETRY_PAUSE)
    return await get(client, url, options, deadline=None)


def _with_hint(cause: str, hint: str) -> str:
    return f"{cause} ({hint})" if hint else cause
