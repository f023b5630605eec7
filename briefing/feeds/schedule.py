"""When a feed is due, and what is remembered of it after it was asked. Pure: `now` is an argument."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from briefing.feeds.retry import CAP, fresh_for
from briefing.model import Document, Failure, Feed, FeedState, NotModified, Response

FIRST_PAUSE = timedelta(hours=1)
GONE_PAUSE = timedelta(days=30)
SLACK = timedelta(hours=1)
"""How far a remembered moment may pass its bound before it must come from a clock that was wrong."""
JITTER = 0.25


def is_due(feed: Feed, state: FeedState, now: datetime, force: bool = False) -> bool:
    """Tell whether a feed may be asked now; `force` ignores the polling interval, never a Retry-After."""
    if state.retry_after and now < state.retry_after <= now + CAP + SLACK:
        return False
    if force or state.next_due is None or now >= state.next_due:
        return True
    # A clock that ran ahead once must not silence a feed for years.
    return state.next_due > now + max(GONE_PAUSE, feed.interval) + SLACK


def after(
    feed: Feed, state: FeedState, outcome: Response | NotModified | Failure, document: Document | None, now: datetime
) -> FeedState:
    """Return what to remember of a feed after `outcome`; `document` is None if its body was the one known already."""
    if isinstance(outcome, Failure):
        return _failed(feed, state, outcome, now)
    pause = max(feed.interval, fresh_for(outcome.headers), _asked_pause(document))
    state = replace(
        state,
        url=feed.url,
        last_try=now,
        last_success=now,
        next_due=_whole_minute(now) + pause,
        retry_after=None,
        failures=0,
        error="",
    )
    if isinstance(outcome, NotModified):
        return state
    partial = document is not None and document.partial
    return replace(
        state,
        title=(document.title if document else "") or state.title,
        etag="" if partial else outcome.etag,
        modified="" if partial else outcome.modified,
        digest=digest(outcome.body),
        location=outcome.moved or state.location,
    )


def digest(body: bytes) -> str:
    """Return what tells one body from another: its SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()


def _failed(feed: Feed, state: FeedState, failure: Failure, now: datetime) -> FeedState:
    failures = state.failures + 1
    pause = GONE_PAUSE if failure.gone else timedelta() if failure.offline else back_off(feed, failures)
    due = _whole_minute(now) + pause
    return replace(
        state,
        url=feed.url,
        last_try=now,
        next_due=max(due, failure.retry_after) if failure.retry_after else due,
        retry_after=failure.retry_after,
        failures=failures,
        error=failure.cause,
        location="",  # back to the address that a person configured
    )


def back_off(feed: Feed, failures: int) -> timedelta:
    """Return the pause after so many failures in a row: from 1 h doubling to 24 h, never less than the interval.

    From the second on, up to a quarter is added, always the same for a feed: those that failed together part again.
    """
    pause = min(FIRST_PAUSE * (1 << min(failures - 1, 10)), CAP)
    if failures > 1:
        pause *= 1 + JITTER * int(digest(feed.url.encode())[:4], 16) / 0xFFFF
    return max(min(pause, CAP), feed.interval)


def _whole_minute(moment: datetime) -> datetime:
    """Cut the seconds off, so that cron, a moment earlier this hour than the last, still finds feeds due."""
    return moment.replace(second=0, microsecond=0)


def _asked_pause(document: Document | None) -> timedelta:
    return min(document.ttl, CAP) if document and document.ttl else timedelta()
