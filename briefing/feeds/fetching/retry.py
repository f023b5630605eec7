"""What the headers of an answer say about when to ask again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_WAIT = timedelta(hours=24)
"""No server can silence a feed for longer than this."""


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the moment that Retry-After names, at most 24 h from `now`; a date counts from the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", value):
        return now + _clamped(int(value[:9]))
    then = _http_date(value)
    if then is None:
        return None
    return now + _clamped((then - (_http_date(headers.get("date", "")) or now)).total_seconds())


def freshness_lifetime(headers: Mapping[str, str]) -> timedelta:
    """Return how long an answer says it stays fresh: Cache-Control's max-age, else Expires; zero to 24 h."""
    control = headers.get("cache-control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", control):
        return timedelta()
    if age := re.search(r"(?<![\w-])max-age=\"?([0-9]{1,9})", control):
        return _clamped(int(age[1]))
    expires, sent = _http_date(headers.get("expires", "")), _http_date(headers.get("date", ""))
    return _clamped((expires - sent).total_seconds()) if expires and sent else timedelta()


def _clamped(seconds: float) -> timedelta:
    return timedelta(seconds=min(max(seconds, 0), MAX_WAIT.total_seconds()))


def _http_date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
