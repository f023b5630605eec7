"""Times that servers state in the headers of a response: how long it stays fresh, and how long to wait. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from briefing.clock import CLOCK_TOLERANCE

MAX_WAIT = timedelta(hours=24)
"""Longest delay that a server or a row of failures can cause: a feed is tried at least daily."""
HOST_BACK_OFF = timedelta(minutes=15)
"""Wait of a host that answered 429 or 503 without saying for how long: shorter than the usual interval of a feed, so
that its other feeds lose one hourly refresh at most."""
BUSY_STATUSES = (429, 503)
"""Statuses that ask us to wait: too many requests, service unavailable."""
RESET_HEADERS = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
"""Headers that say when a rate limit ends, in seconds or as a Unix time; servers use them in place of Retry-After."""

SECONDS_PER_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
DURATION = re.compile(
    r"\+?(?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?) ?(?P<unit>[smhd]|sec|min|(?:second|minute|hour|day)s?)?"
)
LONG_NUMBER = re.compile(r"[0-9]{16,}(?:\.[0-9]*)?")
RESET_PARAMETER = re.compile(r"\bt=([0-9]{1,15})")
"""The seconds until the end of a limit in the header RateLimit (draft-ietf-httpapi-ratelimit-headers)."""
FIRST_UNIX_TIME = 1_000_000_000
"""A number of seconds from here on is a Unix time (2001 or later): as a duration it would be 31 years."""
FIRST_UNIX_TIME_IN_MILLISECONDS = FIRST_UNIX_TIME * 1000


def retry_after(headers: Mapping[str, str], now: datetime, status: int = 429) -> datetime | None:
    """Return when a server lets itself be asked again, at most `MAX_WAIT` after `now`; None if it does not say so.

    Retry-After may hold seconds or an HTTP date, and what servers really send: fractions, units ("60 seconds"), ISO
    dates and Unix times. Of several values the latest counts. A date is measured from the server's own clock.
    With status 429 or 503, the end of a rate limit counts where Retry-After has no usable time.
    """
    values = [headers.get("retry-after", "")]
    if status in BUSY_STATUSES:
        reset = RESET_PARAMETER.search(headers.get("ratelimit", ""))
        values += [*(headers.get(name, "") for name in RESET_HEADERS), reset[1] if reset else ""]
    times = (_stated_time(value, headers, now) for value in values)
    return next((time for time in times if time and time > now), None)


def host_wait(status: int, headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when the host of a response wants no further request; None if the response asks for no wait.

    A wait is asked for by status 429 or 503, without a usable time for `HOST_BACK_OFF`, and by any other error with
    a Retry-After.
    """
    if status < 400:
        return None
    return retry_after(headers, now, status) or (now + HOST_BACK_OFF if status in BUSY_STATUSES else None)


def is_wait_running(until: datetime | None, now: datetime) -> bool:
    """Whether a stored wait has not passed; a wrong clock cannot extend it beyond a day."""
    return until is not None and now < until <= now + MAX_WAIT + CLOCK_TOLERANCE


def freshness_lifetime(headers: Mapping[str, str]) -> timedelta:
    """Return how long a response stays fresh, 0 to 24 h: Cache-Control's max-age, else Expires minus Date."""
    control = headers.get("cache-control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", control):
        return timedelta()
    if age := re.search(r"(?<![\w-])max-age=\"?([0-9]{1,9})", control):
        return _clamped(int(age[1]))
    expires, sent = http_date(headers.get("expires", "")), http_date(headers.get("date", ""))
    return _clamped((expires - sent).total_seconds()) if expires and sent else timedelta()


def _stated_time(value: str, headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the time that a value means; a repeated header arrives as one value with commas."""
    value = value.strip().strip("\"'")
    date = http_date(value) or _iso_date(value)
    if date is not None:
        return now + _clamped((date - (http_date(headers.get("date", "")) or now)).total_seconds())
    waits = [wait for part in value.split(",") if (wait := _seconds(part.strip().lower(), now)) is not None]
    return now + _clamped(max(waits)) if waits else None


def _seconds(value: str, now: datetime) -> float | None:
    """Return the seconds that a number means, as a duration or until a Unix time; None for anything else."""
    if LONG_NUMBER.fullmatch(value):
        return MAX_WAIT.total_seconds()
    duration = DURATION.fullmatch(value)
    if duration is None:
        return None
    number = float(duration["number"])
    if duration["unit"]:
        return number * SECONDS_PER_UNIT[duration["unit"][0]]
    if number >= FIRST_UNIX_TIME:
        return number / (1000 if number >= FIRST_UNIX_TIME_IN_MILLISECONDS else 1) - now.timestamp()
    return number


def _clamped(seconds: float) -> timedelta:
    return timedelta(seconds=min(max(seconds, 0), MAX_WAIT.total_seconds()))


def http_date(value: str) -> datetime | None:
    """Return the time of a date as headers write it; None for anything else."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _iso_date(value: str) -> datetime | None:
    """Return a date as in "2026-03-02T12:00:00Z"; a bare number, which Python reads as a day, is none."""
    try:
        date = datetime.fromisoformat(value) if "-" in value[1:] else None
    except ValueError:
        return None
    return date if date is None or date.tzinfo else date.replace(tzinfo=UTC)
