"""The keys of a table [digests.NAME], each with the check of its value, as in `schema`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from briefing.config.schema import nearest_hint, string_value, toml_type
from briefing.errors import ConfigError
from briefing.model.digests import FORMATS, MAX_LINES, MAX_THREADS, MIN_LINES, ORDERS, SIZES
from briefing.text.durations import parse_duration
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


def _number(least: int, most: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a number from {least} to {most}")
        return value

    return check


def _one_of(names: Sequence[str]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in names:
            raise ValueError(f"must be {', '.join(names[:-1])} or {names[-1]}{nearest_hint(str(value), names)}")
        return str(value)

    return check


DIGEST_KEYS: dict[str, Callable[[object], Any]] = {
    "query": _query,
    "view": string_value,
    "sections": _sections,
    "since": _since,
    "limit": _number(1, MAX_THREADS),
    "lines": _number(MIN_LINES, MAX_LINES),
    "size": _one_of(SIZES),
    "format": _one_of(FORMATS),
    "output": string_value,
    "order": _one_of(ORDERS),
}
"""The check of each key of [digests.NAME]."""
