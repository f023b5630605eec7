"""The hours in which an RSS channel asks not to be fetched, read from the bytes of its document."""

from __future__ import annotations

import re

from briefing.text.calendar_words import WEEKDAY_BY_NAME

HOURS_PER_WEEK = 7 * 24
SKIP_HOURS_START = re.compile(rb"<skipHours\s{0,20}>", re.IGNORECASE)
SKIP_DAYS_START = re.compile(rb"<skipDays\s{0,20}>", re.IGNORECASE)
MAX_SKIP_BYTES = 2_000
"""Bytes read of a `skipHours` or `skipDays` element; 24 hours take some 500."""
HOUR_ELEMENT = re.compile(rb"<hour\s{0,20}>\s{0,20}([0-9]{1,2})\s{0,20}</hour\s{0,20}>", re.IGNORECASE)
DAY_ELEMENT = re.compile(rb"<day\s{0,20}>\s{0,20}([a-z]{6,9})\s{0,20}</day\s{0,20}>", re.IGNORECASE)


def requested_skip_hours(body: bytes) -> frozenset[int]:
    """Return the hours of the week in UTC (0 is Monday 00:00) that an RSS channel asks to skip.

    A channel that asks to skip every hour is ignored.

    Source:
        RSS 2.0, `skipHours` and `skipDays` (https://www.rssboard.org/rss-specification).
    """
    hours = {
        int(hour) % 24 for hour in HOUR_ELEMENT.findall(_element_content(body, SKIP_HOURS_START)) if int(hour) < 25
    }
    days = {name.decode("ascii").lower() for name in DAY_ELEMENT.findall(_element_content(body, SKIP_DAYS_START))}
    skipped = {day * 24 + hour for day in range(7) for hour in hours}
    skipped |= {number * 24 + hour for name, number in WEEKDAY_BY_NAME.items() if name in days for hour in range(24)}
    return frozenset(skipped) if len(skipped) < HOURS_PER_WEEK else frozenset()


def _element_content(body: bytes, start: re.Pattern[bytes]) -> bytes:
    """Return the first bytes after the first match of `start`, up to the end tag of that element if it is near."""
    opening = start.search(body)
    if opening is None:
        return b""
    content = body[opening.end() : opening.end() + MAX_SKIP_BYTES]
    return re.split(rb"</skip", content, maxsplit=1, flags=re.IGNORECASE)[0]
