"""Times in words: ages, clock times and days, always in the reader's own time zone and in English."""

from __future__ import annotations

from datetime import date, datetime

from briefing.text.calendar_words import ENGLISH_MONTHS, ENGLISH_WEEKDAYS


def format_age(now: datetime, then: datetime) -> str:
    """How long ago, in at most four characters: "now", "40m", "2h", "1d", "99d", "5mo", "2y"."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    days = minutes // (24 * 60)
    if days < 100:
        return f"{days}d"
    return f"{days // 30}mo" if days < 365 else f"{days // 365}y"


def format_day(when: date, now: datetime) -> str:
    """A day as "16 Dec", with the year only where it is not the present one: "3 Nov 2023"."""
    year = "" if when.year == now.astimezone().year else f" {when.year}"
    return f"{format_short_day(when)}{year}"


def format_short_day(when: date) -> str:
    """A day without its year: "16 Dec"."""
    return f"{when.day} {ENGLISH_MONTHS[when.month - 1][:3]}"


def format_long_day(when: datetime) -> str:
    """A local day in full: "Monday 16 December 2024"."""
    local = when.astimezone()
    return f"{ENGLISH_WEEKDAYS[local.weekday()]} {local.day} {ENGLISH_MONTHS[local.month - 1]} {local.year}"


def format_time(when: datetime) -> str:
    """A local time of day: "16:02"."""
    return f"{when.astimezone():%H:%M}"


def format_moment(when: datetime, now: datetime) -> str:
    """A local time as short as it can be told: "16:02" today, else "15 Dec 16:02", in another year "3 Nov 2023"."""
    local, today = when.astimezone(), now.astimezone()
    if local.date() == today.date():
        return format_time(when)
    return f"{format_short_day(local)} {format_time(when)}" if local.year == today.year else format_day(local, now)
