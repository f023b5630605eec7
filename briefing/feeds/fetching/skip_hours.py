"""The hours and days at which an RSS channel asks not to be fetched (RSS 2.0: `skipHours` and `skipDays`, in GMT)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from briefing.text.calendar_words import WEEKDAY_BY_NAME

HOURS_PER_WEEK = 7 * 24
SKIP_HOURS_ELEMENT = re.compile(rb"<skipHours\s*>(.{0,2000}?)</skipHours\s*>", re.IGNORECASE | re.DOTALL)
HOUR_ELEMENT = re.compile(rb"<hour\s*>\s*([0-9]{1,2})\s*</hour\s*>", re.IGNORECASE)
SKIP_DAYS_ELEMENT = re.compile(rb"<skipDays\s*>(.{0,1000}?)</skipDays\s*>", re.IGNORECASE | re.DOTALL)
DAY_ELEMENT = re.compile(rb"<day\s*>\s*([a-z]{6,9})\s*</day\s*>", re.IGNORECASE)


def requested_skip_hours(body: bytes) -> frozenset[int]:
    """Return the hours of the week (0 is Monday's first, in UTC) that the document `body` asks to leave out.

    A channel that would leave out all of them asks for nothing.
    """
    found: set[int] = set()
    if hours := SKIP_HOURS_ELEMENT.search(body):
        asked = {int(hour) % 24 for hour in HOUR_ELEMENT.findall(hours[1]) if int(hour) <= 24}
        found |= {day * 24 + hour for day in range(7) for hour in asked}
    if days := SKIP_DAYS_ELEMENT.search(body):
        names = {day.decode("ascii").lower() for day in DAY_ELEMENT.findall(days[1])}
        found |= {number * 24 + hour for name, number in WEEKDAY_BY_NAME.items() if name in names for hour in range(24)}
    return frozenset(found) if len(found) < HOURS_PER_WEEK else frozenset()


def hour_of_week(moment: datetime) -> int:
    """Return in which hour of the week a moment lies, counted as `skips` does."""
    utc = moment.astimezone(UTC)
    return utc.weekday() * 24 + utc.hour
