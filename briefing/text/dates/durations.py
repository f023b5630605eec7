"""Durations as a person writes them: a number and a unit, such as "30m", "12h", "7d" or "2w"."""

from __future__ import annotations

import re
from datetime import timedelta

UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_DURATION = re.compile(r"(?P<count>\d{1,9}(?:\.\d{1,3})?)\s*(?P<unit>[smhdw])")
_PRINTED_UNITS = ("d", "h", "m", "s")  # largest first; weeks are printed as days


def parse_duration(text: str) -> timedelta | None:
    """Return the duration that `text` states, in any case and with or without a space before the unit.

    Returns:
        None if `text` is no duration; `timedelta.max` if it is longer than a timedelta can be.
    """
    match = _DURATION.fullmatch(text.strip().lower())
    if match is None:
        return None
    try:
        return timedelta(seconds=float(match["count"]) * UNIT_SECONDS[match["unit"]])
    except OverflowError:
        return timedelta.max


def format_duration(duration: timedelta) -> str:
    """Return whole seconds in the largest unit that divides them: "90m", "2h", "14d"."""
    seconds = int(duration.total_seconds())
    unit = next(unit for unit in _PRINTED_UNITS if seconds % UNIT_SECONDS[unit] == 0)
    return f"{seconds // UNIT_SECONDS[unit]}{unit}"
