"""The keys of a feed and of the table [model], each with the check of its value.

A check gets a value as parsed and returns it as the configuration keeps it. It raises ValueError with a message that
follows the name of the key: "must be a number, not a string".
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from briefing.model.feeds import Secret
from briefing.text.clean import clean
from briefing.text.durations import parse_duration
from briefing.text.language_tags import is_language_tag
from briefing.text.urls import has_credentials, is_web_url, without_feed_scheme

MIN_INTERVAL, MAX_INTERVAL = timedelta(minutes=1), timedelta(days=30)
"""Limits of the time between two fetches of a feed: a server is not asked continually, and no feed is forgotten."""
HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""A token of RFC 9110, section 5.6.2."""
MAX_WEIGHT = 100
"""The largest weight of a feed. The default is 1; the limit only catches mistakes."""
MAX_DAILY_ARTICLES = 10_000
"""The largest `max_per_day` of a feed; the limit only catches mistakes."""
MIN_MODEL_TIMEOUT, MAX_MODEL_TIMEOUT = 1, 600
"""Limits of the seconds to wait for an answer of the language model."""
YEARS = re.compile(r"(\d{1,3}(?:\.\d)?)\s*y")
DAYS_PER_YEAR = 365.25
MIN_KEEP, MAX_KEEP = timedelta(days=90), timedelta(days=366 * 100)
"""Limits of the time for which articles keep their text: what is grouped and printed in digests is some weeks old."""

Header = tuple[str, str | Secret]
"""The name of a header with its value, or the place where its secret value is found."""


def url_value(value: object) -> str:
    """Return an http(s) address without user and password."""
    url = string_value(value)
    if not is_web_url(url):
        raise ValueError(f'must be an http or https address, not "{url}"')
    if has_credentials(url):
        raise ValueError(
            'contains a user or password: write instead `auth = { user = "me", password = { env = "PASSWORD" } }`'
        )
    return url


def _feed_url(value: object) -> str:
    return url_value(without_feed_scheme(value) if isinstance(value, str) else value)


def string_value(value: object) -> str:
    """Return a string, made safe to print."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {toml_type(value)}")
    return clean(value)


def _section(value: object) -> str:
    return string_value(value) or "news"


def _lang(value: object) -> str:
    lang = string_value(value)
    if lang and not is_language_tag(lang):
        raise ValueError(f'must be a language tag such as "en" or "ja", not "{lang}"')
    return lang


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number, not {toml_type(value)}")
    if not math.isfinite(value) or not 0 < value <= MAX_WEIGHT:
        raise ValueError(f"must be above 0 and at most 100, not {value}")
    return float(value)


def _interval(value: object) -> timedelta:
    interval = None if isinstance(value, bool) or not isinstance(value, int | float | str) else _duration(str(value))
    if interval is None:
        raise ValueError('must be a duration such as "30m", "2h" or "1d", or a number of seconds')
    if not MIN_INTERVAL <= interval <= MAX_INTERVAL:
        raise ValueError("must lie between one minute and 30 days")
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
    return tuple((name, secret_value(name, content)) for name, content in value.items())


def _auth(value: object) -> tuple[Header, ...]:
    if not isinstance(value, dict) or value.keys() != {"user", "password"}:
        raise ValueError('must be a table such as { user = "me", password = { env = "PASSWORD" } }')
    user = value["user"]
    if not isinstance(user, str) or not user or ":" in user or not user.isprintable():
        raise ValueError("has a `user` that is empty or contains a colon")
    password = secret_value("password", value["password"])
    if isinstance(password, Secret):
        if password.prefix:
            raise ValueError("has a `password` with a `prefix`")
        return (("Authorization", Secret(password.env, password.command, user=user)),)
    return (("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")),)


def secret_value(name: str, value: object) -> str | Secret:
    """Return a plain value, or the place of a secret one: { env = "TOKEN" } or { command = ["...", "..."] }."""
    if not isinstance(value, dict):
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ValueError(f'has "{name}" with a value that is not one line of ASCII text')
        return value
    source = value.keys() - {"prefix"}
    env, command, prefix = value.get("env", ""), value.get("command", []), value.get("prefix", "")
    if source not in ({"env"}, {"command"}):
        raise ValueError(
            f'has "{name}" with a table that is neither {{ env = "..." }} nor {{ command = ["...", "..."] }}'
        )
    if not isinstance(env, str) or ("env" in source and not re.fullmatch(r"\w+", env)):
        raise ValueError(f'has "{name}" with an `env` that is not the name of a variable')
    parts = command if isinstance(command, list) else []
    if "command" in source and not (parts and all(isinstance(part, str) and part for part in parts)):
        raise ValueError(f'has "{name}" with a `command` that is not a list of words: ["pass", "show", "x"]')
    if not isinstance(prefix, str) or not prefix.isascii() or not prefix.isprintable():
        raise ValueError(f'has "{name}" with a `prefix` that is not ASCII text')
    return Secret(env, tuple(parts), prefix)


def _opml(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(content, str) for content in value.values()):
        raise ValueError(f'must be a table of strings such as {{ htmlUrl = "..." }}, not {toml_type(value)}')
    return tuple((clean(name), clean(content)) for name, content in value.items())


def boolean_value(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {toml_type(value)}")
    return value


def toml_type(value: object) -> str:
    """Return what kind of value this is, for a message: "a list"."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def nearest_hint(name: str, known: Sequence[str]) -> str:
    """Return the known name that is most like another one, as the end of a message; "" if none is like it."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, 1)
    return f"; did you mean `{near[0]}`?" if near else ""


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


def _model_name(value: object) -> str:
    name = string_value(value)
    if not name:
        raise ValueError("must name a model")
    return name


def _model_key(value: object) -> Secret:
    secret = secret_value("key", value)
    if isinstance(secret, str):
        raise ValueError('must say where to find the key: { env = "KEY" } or { command = ["pass", "show", "key"] }')
    return replace(secret, prefix=secret.prefix or "Bearer ")


def _timeout(value: object) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not MIN_MODEL_TIMEOUT <= value <= MAX_MODEL_TIMEOUT
    ):
        raise ValueError("must be a number of seconds, from 1 to 600")
    return float(value)


LANGUAGE_MODEL_KEYS: dict[str, Callable[[object], Any]] = {
    "url": url_value,
    "name": _model_name,
    "key": _model_key,
    "rewrite": boolean_value,
    "timeout": _timeout,
}
"""The check of each key of [model]."""
