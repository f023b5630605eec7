"""The keys of a feed, and the key `keep`, each with the check of its value, as in `value_checks`."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from briefing.config.value_checks import boolean_value, plain_or_secret, string_value, toml_type, url_value
from briefing.model.feeds import DEFAULT_SECTION, MAX_INTERVAL, MAX_WEIGHT, MIN_INTERVAL, Secret
from briefing.text.dates.durations import parse_duration
from briefing.text.html.clean import clean
from briefing.text.language_tags import is_language_tag
from briefing.text.urls import without_feed_scheme

HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""A token of RFC 9110, section 5.6.2."""
MAX_DAILY_ARTICLES = 10_000
"""The largest `max_per_day` of a feed; the limit only catches mistakes."""
YEARS = re.compile(r"(\d{1,3}(?:\.\d)?)\s*y")
DAYS_PER_YEAR = 365.25
MIN_KEEP, MAX_KEEP = timedelta(days=90), timedelta(days=366 * 100)
"""Limits of the time for which articles keep their text: what is grouped and printed in digests is some weeks old."""

Header = tuple[str, str | Secret]
"""The name of a header with its value, or the place where its secret value is found."""


def _feed_url(value: object) -> str:
    return url_value(without_feed_scheme(value) if isinstance(value, str) else value)


def _section(value: object) -> str:
    return string_value(value) or DEFAULT_SECTION


def _lang(value: object) -> str:
    lang = string_value(value)
    if lang and not is_language_tag(lang):
        raise ValueError(f'must be a language tag such as "en" or "ja", not "{lang}"')
    return lang


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number, not {toml_type(value)}")
    if not math.isfinite(value) or not 0 < value <= MAX_WEIGHT:
        raise ValueError(f"must be above 0 and at most {MAX_WEIGHT:g}, not {value}")
    return float(value)


def _interval(value: object) -> timedelta:
    interval = None if isinstance(value, bool) or not isinstance(value, int | float | str) else _duration(str(value))
    if interval is None:
        raise ValueError('must be a duration such as "30m", "2h" or "1d", or a number of seconds')
    if not MIN_INTERVAL <= interval <= MAX_INTERVAL:
        raise ValueError(f"must lie between one minute and {MAX_INTERVAL.days} days")
    return interval


def _duration(text: str) -> timedelta | None:
    """Return the duration that `text` states; a number without a unit counts seconds."""
    return parse_duration(f"{text}s" if text[-1:].isdigit() else text)


def keep_value(value: object) -> timedelta:
    """Return how long articles keep their whole text: "2y", "1.5y", "540d"."""
    text = value.strip().lower() if isinstance(value, str) else ""
    years = YEARS.fullmatch(text)
    duration = timedelta(days=round(float(years[1]) * DAYS_PER_YEAR)) if years else parse_duration(text)
    if duration is None or not MIN_KEEP <= duration <= MAX_KEEP:
        limits = f"from {MIN_KEEP.days} days to {MAX_KEEP.days // 365} years"
        raise ValueError(f'must be a time {limits}, such as "2y" or "540d"')
    return duration


def _headers(value: object) -> tuple[Header, ...]:
    if not isinstance(value, dict):
        raise ValueError(f'must be a table such as {{ "Authorization" = "..." }}, not {toml_type(value)}')
    for name in value:
        if not HEADER_NAME.fullmatch(name):
            raise ValueError(f'has "{name}", which is not a valid header name')
    return tuple((name, plain_or_secret(name, content)) for name, content in value.items())


def _auth(value: object) -> tuple[Header, ...]:
    if not isinstance(value, dict) or value.keys() != {"user", "password"}:
        raise ValueError('must be a table such as { user = "me", password = { env = "PASSWORD" } }')
    user = value["user"]
    if not isinstance(user, str) or not user or ":" in user or not user.isprintable():
        raise ValueError("has a `user` that is empty or contains a colon")
    password = plain_or_secret("password", value["password"])
    if isinstance(password, Secret):
        if password.prefix:
            raise ValueError("has a `password` with a `prefix`")
        return (("Authorization", Secret(password.env, password.command, user=user)),)
    return (("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")),)


def _opml(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(content, str) for content in value.values()):
        raise ValueError(f'must be a table of strings such as {{ htmlUrl = "..." }}, not {toml_type(value)}')
    return tuple((clean(name), clean(content)) for name, content in value.items())


def _max_per_day(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_DAILY_ARTICLES:
        raise ValueError(f"must be a number of articles from 1 to {MAX_DAILY_ARTICLES}")
    return value


FEED_KEYS: dict[str, Callable[[object], Any]] = {
    "url": _feed_url,
    "name": string_value,
    "publisher": string_value,
    "section": _section,
    "lang": _lang,
    "weight": _weight,
    "interval": _interval,
    "headers": _headers,
    "auth": _auth,
    "allow_private": boolean_value,
    "full_text": boolean_value,
    "today": boolean_value,
    "max_per_day": _max_per_day,
    "opml": _opml,
    "enabled": boolean_value,
}
"""The check of each key of a feed."""
