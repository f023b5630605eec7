"""The keys of [digests.NAME], each with the check of its value, as in `value_checks`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from briefing.config.mail_schema import mail_addresses
from briefing.config.value_checks import one_of, string_value, toml_type, whole_number
from briefing.errors import ConfigError
from briefing.model.digests import FORMATS, MAX_LINES, MAX_THREADS, MIN_LINES, ORDERS, SIZES
from briefing.text.dates.durations import parse_duration
from briefing.text.query import parse_query


def _query(value: object) -> str:
    text = string_value(value)
    try:
        parse_query(text)
    except ConfigError as error:
        raise ValueError(f"cannot be read: {error}") from error
    return text


def _sections(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ValueError(f'must be a list of sections such as ["world", "asia"], not {toml_type(value)}')
    return tuple(string_value(name) for name in value)


def _since(value: object) -> timedelta:
    duration = parse_duration(value) if isinstance(value, str) else None
    if duration is None:
        raise ValueError('must be a duration such as "12h", "1d" or "7d"')
    return duration


def _mail(value: object) -> tuple[str, ...]:
    return () if value is True else mail_addresses(value)


DIGEST_KEYS: dict[str, Callable[[object], Any]] = {
    "query": _query,
    "view": string_value,
    "sections": _sections,
    "since": _since,
    "limit": whole_number(1, MAX_THREADS),
    "lines": whole_number(MIN_LINES, MAX_LINES),
    "size": one_of(SIZES),
    "format": one_of(FORMATS),
    "output": string_value,
    "order": one_of(ORDERS),
    "mail": _mail,
}
"""The check of each key of [digests.NAME]."""
