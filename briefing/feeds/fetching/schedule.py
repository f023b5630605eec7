"""When a feed is due, and its stored state after a fetch. Pure: `now` is an argument.

Four things delay the next fetch: the configured interval, the freshness that the server's headers promise, the delay
and the hours to skip that the document asks for, and backing off after failures.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from briefing.clock import CLOCK_TOLERANCE
from briefing.feeds.fetching.server_times import MAX_WAIT, freshness_lifetime, is_wait_running
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FeedDocument, FetchFailure, NotModified, Response

FIRST_BACK_OFF = timedelta(hours=1)
"""Delay after the first failure; it doubles with each further one."""
MAX_JITTER = 0.25
"""Largest share of the delay that is added, so that feeds that failed together are not retried together."""


def is_due(feed: Feed, state: FeedState, now: datetime, force: bool = False) -> bool:
    """Whether a feed may be fetched now; `force` ignores the interval, never a Retry-After or a 410."""
    if state.gone or is_waiting(state, now):
        return False
    if force or state.next_due is None or now >= state.next_due:
        return True
    return _is_from_the_future(feed, state, now)


def is_waiting(state: FeedState, now: datetime) -> bool:
    """Whether the server or its host wants no request yet; a wait that a clock ahead stored does not count."""
    return not _was_ahead(state, now) and is_wait_running(state.retry_after, now)


def _is_from_the_future(feed: Feed, state: FeedState, now: datetime) -> bool:
    """Whether a clock that ran ahead wrote the last try or the due time; neither must block the feed until then."""
    longest = max(MAX_WAIT, feed.interval)
    return _was_ahead(state, now) or (state.next_due is not None and state.next_due > now + longest + CLOCK_TOLERANCE)


def _was_ahead(state: FeedState, now: datetime) -> bool:
    """Whether a clock that ran ahead wrote the last try."""
    return state.last_try is not None and state.last_try > now + CLOCK_TOLERANCE


def next_state(
    feed: Feed,
    state: FeedState,
    outcome: Response | NotModified | FetchFailure,
    document: FeedDocument | None,
    now: datetime,
) -> FeedState:
    """Return the state of a feed after `outcome`; `document` is None if the body has not changed."""
    if isinstance(outcome, FetchFailure):
        return _state_after_failure(feed, state, outcome, now)
    if isinstance(outcome, Response):
        state = _state_after_response(state, outcome, document)
    delay = max(feed.interval, freshness_lifetime(outcome.headers), state.requested_interval)
    start = _whole_minute(now)
    return replace(
        state,
        url=feed.url,
        last_try=now,
        last_success=now,
        next_due=_after_skipped_hours(start + delay, state.skip_hours, start + max(MAX_WAIT, delay)),
        retry_after=None,
        failures=0,
        error="",
        gone=False,
    )


def content_hash(body: bytes) -> str:
    """Return the SHA-256 of a body in hexadecimal."""
    return sha256(body).hexdigest()


def back_off(feed: Feed, failures: int) -> timedelta:
    """Return the delay after `failures` failures in a row: 1 h, doubled each time up to 24 h, at least the interval.

    From the second failure on, up to a quarter is added; the share is fixed for each feed.
    """
    delay = min(FIRST_BACK_OFF * (1 << min(failures - 1, 10)), MAX_WAIT)
    if failures > 1:
        delay *= 1 + MAX_JITTER * int(content_hash(feed.url.encode())[:4], 16) / 0xFFFF
    return max(min(delay, MAX_WAIT), feed.interval)


def hour_of_week(moment: datetime) -> int:
    """Return the hour of the week of a moment in UTC; 0 is Monday 00:00."""
    utc = moment.astimezone(UTC)
    return utc.weekday() * 24 + utc.hour


def delayed(feed: Feed, before: FeedState, state: FeedState, now: datetime) -> FeedState:
    """Return the state of a feed whose host was not found though others were: it backs off as after other failures.

    Args:
        feed: The feed.
        before: Its state before the refresh.
        state: Its state after it.
        now: When the refresh began.
    """
    failures = before.failures + 1
    return replace(state, failures=failures, next_due=_whole_minute(now) + back_off(feed, failures))


def _state_after_response(state: FeedState, response: Response, document: FeedDocument | None) -> FeedState:
    """Return `state` updated from a response; the validators of an incomplete document are dropped."""
    state = replace(
        state,
        etag=response.etag,
        modified=response.modified,
        document_url=response.url,
        content_hash=content_hash(response.body),
        permanent_url=response.permanent_url or state.permanent_url,
    )
    if document is None:
        return state
    state = replace(
        state,
        title=document.title or state.title,
        requested_interval=min(document.requested_interval or timedelta(), MAX_WAIT),
        skip_hours=document.skip_hours,
    )
    return replace(state, etag="", modified="") if document.partial else state


def _state_after_failure(feed: Feed, state: FeedState, failure: FetchFailure, now: datetime) -> FeedState:
    """The state after a failure; without a network only the first one counts, as the host did nothing wrong."""
    failures = max(state.failures, 1) if failure.offline else state.failures + 1
    due = _whole_minute(now) + (timedelta() if failure.offline else back_off(feed, failures))
    return replace(
        state,
        url=feed.url,
        last_try=now,
        next_due=max(due, failure.retry_after) if failure.retry_after else due,
        retry_after=failure.retry_after,
        failures=failures,
        error=failure.cause,
        permanent_url="",  # the next fetch uses the configured address again
        gone=failure.gone and not state.permanent_url,  # a redirect target may be gone while the feed is not
    )


def _after_skipped_hours(due: datetime, skipped_hours: frozenset[int], latest: datetime) -> datetime:
    """Return the first moment from `due` on outside the skipped hours, at most `latest`."""
    while due < latest and hour_of_week(due) in skipped_hours:
        due = (due.astimezone(UTC) + timedelta(hours=1)).replace(minute=0)
    return min(due, latest)


def _whole_minute(moment: datetime) -> datetime:
    """Drop the seconds, so that an hourly cron job that starts a little earlier than the last still finds feeds due."""
    return moment.replace(second=0, microsecond=0)
