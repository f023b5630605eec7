"""The time of day in a date, with its zone as far as it stands beside it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from briefing.feeds.parsing.date_words import is_filler, months_of, weekdays_of
from briefing.feeds.parsing.date_zones import is_zone_name

LATE_OFFSET = re.compile(r"(?<=\d{4})\s+([+-]\d\d:?\d\d)$")
"""An offset behind the year: "Nov 25 10:30:00 2026 +0100"."""
LETTER_TIME = re.compile(r"(?<![\d:.])(\d{1,2})\s?h\s?(\d\d)?(?:\s?(?:m|min)\s?)?(?![^\W\d_])")
"""As in "9h30", "9h"."""
DOTTED_TIME = re.compile(r"(?<![^\s,])([01]?\d|2[0-4])\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])")
"""As in "09.30", "9.30.15"."""
HOUR_IN_WORDS = re.compile(r"(?<![\d:./-])(\d{1,2})\s?(?:uhr|uur|часов|часа)\b")
"""As in "9 Uhr"."""
HOUR_ONLY = re.compile(r"(?<![\d:./-])(\d{1,2})\s?([ap])\.?\s?m\b")
"""As in "9 pm"."""
CLOCK_TIME = re.compile(
    r"(?:(?P<before>[ap])m\s*)?(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{1,2})"
    r"(?::(?P<second>\d{1,2})(?:[.,:]\d{1,12}|\.(?=z))?|[.,]\d{1,9})?(?![\d:])"
    r"(?:\s*(?P<after>[ap])\.?\s?m\b\.?)?(?:\s*(?:uhr|uur|hrs?|h)\b\.?)?"
)
"""A time with colons, and whether it is before or after noon."""
ZONE = re.compile(
    r"\s*,?\s*(?P<name>[a-z]{3}\d[a-z]{3}\b|[a-z]{1,5}(?![^\W\d_]))?\s*(?P<offset>[+-]\d{1,2}(?::?\d\d)?(?::?\d\d)?(?![\d:/.]))?(?:\s*(?P<second>[a-z]{3,4}\b))?"
)
"""The abbreviation and the offset behind a time."""


class ClockTime(NamedTuple):
    """A time of day, the abbreviation of its zone in lower case, and its offset; "" for neither."""

    since_midnight: timedelta
    zone_name: str
    offset: str


def take_clock_time(text: str) -> tuple[ClockTime | None, str]:
    """Return the time of day in a date, and the date without it. ValueError if a time is impossible."""
    match = CLOCK_TIME.search(text)
    if match is None:
        text = _with_colon(text)
        match = CLOCK_TIME.search(text)
    if match is None:
        return None, text
    zone = ZONE.match(text, match.end())
    name, offset, end = "", "", match.end()
    if zone:
        name, offset, second = zone["name"] or "", zone["offset"] or "", zone["second"] or ""
        end = zone.end()
        if second and not is_zone_name(second):
            end = zone.start("second")
        if name and not offset and not is_zone_name(name) and _is_date_word(name):
            name, end = "", match.end()
    late = None if name or offset else LATE_OFFSET.search(text, end)
    if late:
        text, offset = text[: late.start()], late[1]
    hour, minute, second_number = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = match["before"] or match["after"]
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    before = text[: match.start()].rstrip()
    before = before[:-1] if before.endswith("t") and before[:-1][-1:].isdecimal() else before
    return ClockTime(_since_midnight(hour, minute, second_number), name, offset), f"{before} {text[end:]}"


def _since_midnight(hour: int, minute: int, second: int) -> timedelta:
    """Return a time of day, at most 24:00; a leap second is the second before it."""
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError("no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _is_date_word(word: str) -> bool:
    return is_filler(word) or bool(months_of(word, "") or weekdays_of(word, ""))


def _with_colon(text: str) -> str:
    """Return a date whose time of day is written "9h30", "9 pm" or "09.30" with a colon."""
    changed = HOUR_IN_WORDS.sub(r"\1:00", HOUR_ONLY.sub(r"\1:00 \2m", text))
    if changed == text:
        changed = LETTER_TIME.sub(lambda m: f"{m[1]}:{m[2] or '00'}", text, count=1)
    if changed == text:
        times = [time for time in DOTTED_TIME.finditer(text) if any(map(str.isdecimal, text.replace(time[0], "", 1)))]
        for time in times[-1:]:
            changed = f"{text[: time.start()]}{time[0].replace('.', ':')}{text[time.end() :]}"
    return changed
