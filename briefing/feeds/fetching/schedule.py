"""When a feed is due, and what is remembered of it after it was asked. Pure: `now` is an argument."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from briefing.feeds.fetching.retry import MAX_WAIT, freshness_lifetime
from briefing.feeds.fetching.skip_hours import hour_of_week, requested_skip_hours
from briefing.model.feeds import Document, Feed, FeedState, FetchFailure, NotModified, Response

FIRST_BACK_OFF = timedelta(hours=1)
CLOCK_TOLERANCE = timedelta(hours=1)
"""How far a remembered moment may pass its bound before it must come from a clock that was wrong."""
MAX_JITTER = 0.25


def is_due(feed: Feed, state: FeedState, now: datetime, force: bool = False) -> bool:
    """Tell whether a feed may be asked now; `force` ignores the polling interval, never a Retry-After or a 410."""
    if state.gone or is_waiting(state, now):
        return False
    if force or state.next_due is None or now >= state.next_due:
        return True
    return _is_from_the_future(feed, state, now)


def is_waiting(state: FeedState, now: datetime) -> bool:
    """Tell whether the server asked us to wait, and the time is not over; no wrong clock makes that more than a day."""
    return state.retry_after is not None and now < state.retry_after <= now + MAX_WAIT + CLOCK_TOLERANCE


def _is_from_the_future(feed: Feed, state: FeedState, now: datetime) -> bool:
    """Tell whether a clock that ran ahead wrote the state: it must not silence the feed until that time comes."""
    longest = max(MAX_WAIT, feed.interval)
    ahead = state.last_try is not None and state.last_try > now + CLOCK_TOLERANCE
    return ahead or (state.next_due is not None and state.next_due > now + longest + CLOCK_TOLERANCE)


def next_state(
    feed: Feed,
    state: FeedState,
    outcome: Response | NotModified | FetchFailure,
    document: Document | None,
    now: datetime,
) -> FeedState:
    """Return what to remember of a feed after `outcome`; `document` is None if its body was the one known already."""
    if isinstance(outcome, FetchFailure):
        return _state_after_failure(feed, state, outcome, now)
    if isinstance(outcome, Response):
        state = _state_after_response(state, outcome, document)
    pause = max(feed.interval, freshness_lifetime(outcome.headers), state.requested_pause)
    return replace(
        state,
        url=feed.url,
        last_try=now,
        last_success=now,
        next_due=_after_skipped_hours(
            _whole_minute(now) + pause, state.skip_hours, _whole_minute(now) + max(MAX_WAIT, pause)
        ),
        retry_after=None,
        failures=0,
        error="",
        gone=False,
    )


def content_hash(body: bytes) -> str:
    """Return what tells one body from another: its SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()


def _state_after_response(state: FeedState, response: Response, document: Document | None) -> FeedState:
    """Return `state` with what an answer says of itself; of one that came in part no validators are kept."""
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
        requested_pause=min(document.ttl or timedelta(), MAX_WAIT),
        skip_hours=requested_skip_hours(response.body),
    )
    return replace(state, etag="", modified="") if document.partial else state


def _state_after_failure(feed: Feed, state: FeedState, failure: FetchFailure, now: datetime) -> FeedState:
    failures = state.failures + 1
    due = _whole_minute(now) + (timedelta() if failure.offline else back_off(feed, failures))
    return replace(
        state,
        url=feed.url,
        last_try=now,
        next_due=max(due, failure.retry_after) if failure.retry_after else due,
        retry_after=failure.retry_after,
        failures=failures,
        error=failure.cause,
        permanent_url="",  # back to the address that a person configured
        gone=failure.gone
        and not state.permanent_url,  # what a redirect led to may go, the feed is asked once more itself
    )


def back_off(feed: Feed, failures: int) -> timedelta:
    """Return the pause after so many failures in a row: from 1 h doubling to 24 h, never less than the interval.

    From the second on, up to a quarter is added, always the same for a feed: those that failed together part again.
    """
    pause = min(FIRST_BACK_OFF * (1 << min(failures - 1, 10)), MAX_WAIT)
    if failures > 1:
        pause *= 1 + MAX_JITTER * int(content_hash(feed.url.encode())[:4], 16) / 0xFFFF
    return max(min(pause, MAX_WAIT), feed.interval)


def _after_skipped_hours(due: datetime, skipped_hours: frozenset[int], latest: datetime) -> datetime:
    """Return the first moment from `due` on that lies in no hour to be skipped, `latest` at most."""
    while due < latest and hour_of_week(due) in skipped_hours:
        due = (due.astimezone(UTC) + timedelta(hours=1)).replace(minute=0)
    return min(due, latest)


def _whole_minute(moment: datetime) -> datetime:
    """Cut the seconds off, so that cron, a moment earlier this hour than the last, still finds feeds due."""
    return moment.replace(second=0, microsecond=0)
