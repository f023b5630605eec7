"""Counts, ordinals and times as English words, with times in the reader's own time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from briefing.model.articles import Article
from briefing.text.calendar_words import ENGLISH_MONTHS, ENGLISH_WEEKDAYS

INITIALISMS = frozenset(("ai", "eu", "it", "nz", "sf", "tv", "uae", "uk", "un", "us", "usa"))
"""Sections that are written in capital letters."""


def format_count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: "1 publisher", "14 publishers", "1,204 stories"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def format_mib(size: int) -> str:
    """Return a size in bytes: "12.5 MiB"."""
    return f"{size / 2**20:.1f} MiB"


def format_ordinal(number: int) -> str:
    """Return an ordinal number: "1st", "2nd", "3rd", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def format_age(now: datetime, then: datetime) -> str:
    """Return how long ago something was, in at most four characters: "now", "40m", "2h", "1d", "99d", "5mo", "2y"."""
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


def format_delay(delay: timedelta) -> str:
    """Return how much later something was, in at most nine characters: "same time", "+42 min", "+1 h 17", "+3 d"."""
    minutes = int(delay.total_seconds() // 60)
    if minutes < 60:
        return f"+{minutes} min" if minutes else "same time"
    if minutes < 24 * 60:
        return f"+{minutes // 60} h {minutes % 60:02}"
    return f"+{minutes // (24 * 60)} d"


def format_average_delay(delay: timedelta) -> str:
    """Return an average delay in at most four characters: "12m", "3h", "5d"."""
    minutes = round(delay.total_seconds() / 60)
    if minutes < 100:
        return f"{minutes}m"
    return f"{round(minutes / 60)}h" if minutes < 100 * 60 else f"{minutes // (24 * 60)}d"


def format_day(when: date, now: datetime) -> str:
    """Return a day as "16 Dec", with the year only if it is not the present one: "3 Nov 2023"."""
    year = "" if when.year == now.astimezone().year else f" {when.year}"
    return f"{format_short_day(when)}{year}"


def format_short_day(when: date) -> str:
    """Return a day without its year: "16 Dec"."""
    return f"{when.day} {ENGLISH_MONTHS[when.month - 1][:3]}"


def format_short_month(when: date) -> str:
    """Return a month without its year: "Dec"."""
    return ENGLISH_MONTHS[when.month - 1][:3]


def format_long_day(when: datetime) -> str:
    """Return a local day in full: "Monday 16 December 2024"."""
    local = when.astimezone()
    return f"{ENGLISH_WEEKDAYS[local.weekday()]} {local.day} {ENGLISH_MONTHS[local.month - 1]} {local.year}"


def format_time(when: datetime) -> str:
    """Return a local time of day: "16:02"."""
    return f"{when.astimezone():%H:%M}"


def format_publisher(article: Article) -> str:
    """Return the name of an article's publisher, or "unknown publisher"."""
    return article.publisher or "unknown publisher"


def format_headline(article: Article) -> str:
    """Return the headline of an article without its publisher, which stands beside it."""
    from briefing.text.titles import without_own_publisher  # lists of threads start without it

    return without_own_publisher(article.title, article.publisher)


def date_mark(article: Article) -> str:
    """Return "~" for an article whose date is unsure or only when it was first seen, else ""."""
    return "~" if article.date_flag else ""


def format_published(article: Article, now: datetime) -> str:
    """Return when an article was published, as `format_moment` does, after its `date_mark`."""
    return date_mark(article) + format_moment(article.published, now)


def format_moment(when: datetime, now: datetime) -> str:
    """Return a short local time: "16:02" today, else "15 Dec 16:02", in another year "3 Nov 2023"."""
    local, today = when.astimezone(), now.astimezone()
    if local.date() == today.date():
        return format_time(when)
    return f"{format_short_day(local)} {format_time(when)}" if local.year == today.year else format_day(local, now)


def section_title(section: str) -> str:
    """Return a section as headings write it: "world" becomes "World", and "us" becomes "US"."""
    return section.upper() if section.casefold() in INITIALISMS else section[:1].upper() + section[1:]
