"""When a feed is due, and its stored state after a fetch. Pure: `now` is an argument.

Four things delay the next fetch: the configured interval, the freshness that the server's headers promise, the delay
and the hours to skip that the document asks for, and backing off after failures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from briefing.clock import CLOCK_TOLERANCE
from briefing.feeds.fetching.server_times import MAX_WAIT, freshness_lifetime, is_wait_running
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FeedDocument, FetchFailure, NotModified, Response
from briefing.text.calendar_words import WEEKDAY_BY_NAME

FIRST_BACK_OFF = timedelta(hours=1)
"""Delay after the first failure; it doubles with each further one."""
MAX_JITTER = 0.25
"""Largest share of the delay that is added, so that feeds that failed together are not retried together."""

HOURS_PER_WEEK = 7 * 24
SKIP_HOURS_START = re.compile(rb"<skipHours\s{0,20}>", re.IGNORECASE)
SKIP_DAYS_START = re.compile(rb"<skipDays\s{0,20}>", re.IGNORECASE)
MAX_SKIP_BYTES = 2_000
"""Bytes read of a `skipHours` or `skipDays` element; 24 hours take some 500."""
HOUR_ELEMENT = re.compile(rb"<hour\s{0,20}>\s{0,20}([0-9]{1,2})\s{0,20}</hour\s{0,20}>", re.IGNORECASE)
DAY_ELEMENT = re.compile(rb"<day\s{0,20}>\s{0,20}([a-z]{6,9})\s{0,20}</day\s{0,20}>", re.IGNORECASE)


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
    """Whether a clock that ran ahead wrote the state; such a state must not block the feed until then."""
    longest = max(MAX_WAIT, feed.interval)
    return _was_ahead(state, now) or (state.next_due is not None and state.next_due > now + longest + CLOCK_TOLERANCE)


def _was_ahead(state: FeedState, now: datetime) -> bool:
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
    delay = max(feed.interval, freshness_lifetime(outcome.headers), state.requested_pause)
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


def requested_skip_hours(body: bytes) -> frozenset[int]:
    """Return the hours of the week in UTC (0 is Monday 00:00) that an RSS channel asks to skip.

    A channel that asks to skip every hour is ignored.

    Source:
        RSS 2.0, `skipHours` and `skipDays` (https://www.rssboard.org/rss-specification).
    """
    hours = {
        int(hour) % 24 for hour in HOUR_ELEMENT.findall(_element_content(body, SKIP_HOURS_START)) if int(hour) < 25
    }
    days = {name.decode("ascii").lower() for name in DAY_ELEMENT.findall(_element_content(body, SKIP_DAYS_START))}
    skipped = {day * 24 + hour for day in range(7) for hour in hours}
    skipped |= {number * 24 + hour for name, number in WEEKDAY_BY_NAME.items() if name in days for hour in range(24)}
    return frozenset(skipped) if len(skipped) < HOURS_PER_WEEK else frozenset()


def hour_of_week(moment: datetime) -> int:
    """Return the hour of the week of a moment in UTC; 0 is Monday 00:00."""
    utc = moment.astimezone(UTC)
    return utc.weekday() * 24 + utc.hour


def _element_content(body: bytes, start: re.Pattern[bytes]) -> bytes:
    """Return the first bytes after the first match of `start`, up to the end tag of that element if it is near."""
    opening = start.search(body)
    if opening is None:
        return b""
    content = body[opening.end() : opening.end() + MAX_SKIP_BYTES]
    return re.split(rb"</skip", content, maxsplit=1, flags=re.IGNORECASE)[0]


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
        requested_pause=min(document.requested_pause or timedelta(), MAX_WAIT),
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
