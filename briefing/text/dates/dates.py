"""Dates that a text mentions, resolved against the day on which it was published.

Examples: "on Monday", "last week", "8 July", "July 8, 2024", "two months ago", "2024年7月8日", "8日", "am Montag". A
day and month without a year mean the nearest such date, the past preferred. Times of day, durations and seasons are not
dates here. The rules are our own: general date parsers are slow and guess.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from briefing.text.calendar_words import (
    FOREIGN_DAY_OFFSETS,
    FOREIGN_WEEKDAY_BY_NAME,
    MONTH_BY_ABBREVIATION,
    MONTH_BY_NAME,
    WEEKDAY_BY_NAME,
)
from briefing.text.dates.date_context import (
    is_announced,
    is_chronicle,
    is_past,
    names_attack,
    year_step,
)
from briefing.text.dates.date_patterns import ANCHOR_PATTERN, ANCHOR_WORDS, COUNT_BY_WORD, DATE_PATTERN, TOKEN_PATTERN
from briefing.text.dates.false_dates import only_looks_like_date
from briefing.text.scripts import unspaced_character

Granularity = Literal["day", "week", "month", "year"]
DayRange = tuple[date, date, Granularity]
"""The first and the last day that a mention can mean, and the unit of time that it names."""

FUTURE_PENALTY = 1.5
"""By how much further away a day after publication counts than one before it: news report more than they announce."""
COMING_MONTH_GAP = 9
"""A month without a year that lies more months before publication is next year's: "in January", written in November."""
RECENT_MONTHS = 3
"""Months back within which a month is this year's even if the sentence announces something."""
PAST_MONTH_GAP = 3
"""A month without a year that lies more months after publication is last year's: "in November", written in January."""
MAX_YEARLESS_AGE = 150
"""Days after which a date of an earlier calendar year that is given without a year is uncertain."""
MAX_CERTAIN_LEAD = 60
"""Days within which a date without a year is to come, whatever the tense of the verb: the last one was a year ago."""
MAX_NAMING_AGE = 60
"""Days after which a date without a year that names an attack can be that of an earlier year."""
MAX_REMEMBERED = 8192
"""Number of texts whose dates are remembered: the sentences of a thread of 500 articles."""
ANCHOR_MARGIN = 26
"""Characters before and after an anchor that can belong to its mention: "the weekend of the 8th of September 2024"."""


def _anchors(text: str) -> Iterator[re.Match[str]]:
    """Yield the words and years of which every mention holds one."""
    if not text.isascii() and unspaced_character().search(text):
        yield from ANCHOR_PATTERN.finditer(text)
        return
    for token in TOKEN_PATTERN.finditer(text):
        if token[0].lower() in ANCHOR_WORDS or token[0].isdecimal():
            yield token


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    Attributes:
        start: Where the mention begins, an index into the text.
        end: Where it ends.
        first_day: The first day that it can mean.
        last_day: The last day that it can mean; equal to `first_day` if the granularity is "day".
        granularity: How long the mentioned span is.
    """

    start: int
    end: int
    first_day: date
    last_day: date
    granularity: Granularity


@lru_cache(maxsize=MAX_REMEMBERED)
def find_dates(text: str, reference: date) -> tuple[DateMention, ...]:
    """Return the dates that a text mentions, in the order of the text.

    Args:
        text: A sentence, a headline or a whole article.
        reference: The day of publication, to which "yesterday" and "on Monday" relate.

    The result is cached: timeline, numbers and agenda ask for the same sentences.
    """
    mentions = []
    searched = 0  # end of the last match
    for anchor in _anchors(text):
        if anchor.start() < searched:
            continue
        limit = anchor.end() + ANCHOR_MARGIN
        match = DATE_PATTERN.search(text, max(searched, anchor.start() - ANCHOR_MARGIN), limit)
        while match and match.start() < anchor.end():  # a later mention is found from its own anchor
            searched = match.end()
            resolve = next(resolver for group, resolver in _RESOLVERS.items() if match[group] is not None)
            if not only_looks_like_date(match) and (days := resolve(match, reference)):
                start, end = match.span("year") if match["year"] else match.span()
                mentions.append(DateMention(start, end, *days))
            match = DATE_PATTERN.search(text, searched, limit)
    return tuple(mentions)


def _single_day(day: date | None) -> DayRange | None:
    return (day, day, "day") if day else None


def _month_range(year: int, month: int) -> DayRange:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _year_range(year: int) -> DayRange:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _week_range(monday: date) -> DayRange:
    return monday, monday + timedelta(days=6), "week"


def _weekend_range(reference: date, weeks: int) -> DayRange:
    """Return Saturday and Sunday of the week of `reference`, or of one `weeks` later."""
    saturday = reference + timedelta(days=5 - reference.weekday() + 7 * weeks)
    return saturday, saturday + timedelta(days=1), "week"


def _valid_date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _shift_month(reference: date, months: int) -> tuple[int, int]:
    """Return year and month, `months` after the month of `reference`."""
    index = reference.year * 12 + reference.month - 1 + months
    return index // 12, index % 12 + 1


def _nearest(days: Iterable[date | None], reference: date) -> date | None:
    """Return the day that is nearest to `reference`, days after it counting as further away."""

    def distance(day: date) -> float:
        difference = (day - reference).days
        return difference * FUTURE_PENALTY if difference > 0 else -difference

    return min((day for day in days if day), key=distance, default=None)


def _month_number(name: str) -> int:
    name = name.lower().rstrip(".")
    return MONTH_BY_NAME.get(name) or MONTH_BY_ABBREVIATION[name]


def _iso_date(match: re.Match[str], _: date) -> DayRange | None:
    year, month, day = map(int, match["iso"].split("-"))
    return _single_day(_valid_date(year, month, day))


def _dotted_date(match: re.Match[str], _: date) -> DayRange | None:
    day, month, year = map(int, match["dotted"].split("."))
    return _single_day(_valid_date(year, month, day))


def _date_of_month(match: re.Match[str], year: str | None, month: int, day: str, reference: date) -> DayRange | None:
    """Resolve a day and a month; without a year the nearest such date, if news would name it without its year."""
    step = year_step(match)
    if year or step is not None:
        return _single_day(_valid_date(int(year) if year else reference.year + (step or 0), month, int(day)))
    years = (reference.year - 1, reference.year, reference.year + 1)
    nearest = _nearest((_valid_date(year, month, int(day)) for year in years), reference)
    if nearest and (nearest - reference).days > MAX_CERTAIN_LEAD and is_past(match):
        nearest = _valid_date(nearest.year - 1, month, int(day))
    if nearest is None:
        return None
    age = (reference - nearest).days
    is_named = age > MAX_NAMING_AGE and names_attack(match)
    is_far = age > MAX_YEARLESS_AGE and nearest.year != reference.year and not is_chronicle(match)
    return None if is_named or is_far else _single_day(nearest)


def _day_only(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve a day without a month, as Japanese news write it: the nearest day with this number."""
    months = (_shift_month(reference, step) for step in (-1, 0, 1))
    return _single_day(
        _nearest((_valid_date(year, month, int(match["cjk_only_day"])) for year, month in months), reference)
    )


def _month(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve a month without a year."""
    month, before = _month_number(match["month_name"] or match["bare_month"]), (match["month_before"] or "").lower()
    year = reference.year
    if before in ("next", "by", "until", "till"):
        return _month_range(year + (month < reference.month), month)
    if before == "last":
        return _month_range(year - (month >= reference.month), month)
    if before == "this":
        return _month_range(year, month)
    if (step := year_step(match)) is not None:
        return _month_range(year + step, month)
    if is_announced(match):
        return _month_range(year + (reference.month - month > RECENT_MONTHS), month)
    if before == "since" or is_past(match):
        return _month_range(year - (month > reference.month), month)
    months_ahead = month - reference.month
    return _month_range(year - (months_ahead > PAST_MONTH_GAP) + (-months_ahead > COMING_MONTH_GAP), month)


def _weekday(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve an English weekday: the last one, or the coming one where the words around it announce something."""
    weekday = WEEKDAY_BY_NAME[match["weekday_name"].lower()]
    days_back = (reference.weekday() - weekday) % 7
    before = " ".join((match["weekday_before"] or "").lower().split())
    if match["weekday_span"]:
        weeks = {"last": -1, "next": 1}.get(match["weekday_span"].lower(), 0)
        return _single_day(reference + timedelta(days=weekday - reference.weekday(), weeks=weeks))
    if match["weekday_later"]:
        return _single_day(reference + timedelta(days=7 - days_back, weeks=1 if days_back else 0))
    if before in ("next", "coming", "this coming"):
        return _single_day(reference + timedelta(days=7 - days_back))
    if before in ("last", "this past"):
        return _single_day(reference - timedelta(days=days_back or 7))
    is_coming = is_announced(match) or (before == "this" and not is_past(match))
    if days_back and is_coming:
        return _single_day(reference + timedelta(days=7 - days_back))
    return _single_day(reference - timedelta(days=days_back))


def _foreign_weekday(match: re.Match[str], reference: date) -> DayRange | None:
    weekday = FOREIGN_WEEKDAY_BY_NAME[match["foreign_weekday"]]
    return _single_day(reference - timedelta(days=(reference.weekday() - weekday) % 7))


def _weekend(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve "the weekend": the last one, or this week's if it has begun or something is announced for it."""
    is_this_week = reference.weekday() > 4 or is_announced(match)
    return _weekend_range(reference, 0 if is_this_week else -1)


def _near_day(match: re.Match[str], reference: date) -> DayRange | None:
    words = " ".join(match["near_day"].lower().split())
    offset = {
        "day before yesterday": -2,
        "day after tomorrow": 2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
    }.get(words, 0)
    return _single_day(reference + timedelta(days=offset))


def _near_span(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve "last week", "this month", "next year" and the like."""
    unit = match["span_unit"].lower()
    step = {"last": -1, "next": 1}.get(match["span_before"].lower(), 0)
    if unit == "weekend":
        return _weekend_range(reference, min(step, 0))
    if unit == "week":
        return _week_range(reference - timedelta(days=reference.weekday()) + timedelta(weeks=step))
    if unit == "month":
        return _month_range(*_shift_month(reference, step))
    return _year_range(reference.year + step)


def _time_ago(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve "two months ago" to the span of the unit: two months ago is a month, not a day."""
    number, unit = match["ago_count"].lower(), match["ago_unit"].lower()
    count = COUNT_BY_WORD.get(number) or int(number)
    if exact := _exact_day_ago(match, unit, count, reference):
        return _single_day(exact)
    if unit == "day":
        return _single_day(reference - timedelta(days=count))
    if unit == "week":
        return _week_range(reference - timedelta(days=reference.weekday(), weeks=count))
    if unit == "month":
        return _month_range(*_shift_month(reference, -count))
    return _year_range(max(1, reference.year - count))


def _exact_day_ago(match: re.Match[str], unit: str, count: int, reference: date) -> date | None:
    """Resolve "a week ago today", "two weeks ago on Monday" and "a year ago tomorrow"; None if no day is named."""
    if match["ago_near"]:
        day = reference + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["ago_near"].lower(), 0))
        if unit == "week":
            return day - timedelta(weeks=count)
        if unit in ("month", "year"):
            year, month = _shift_month(day, -count * (12 if unit == "year" else 1))
            return _valid_date(year, month, day.day) if year > 0 else None
    if match["ago_weekday"] and unit == "week":
        weekday = WEEKDAY_BY_NAME[match["ago_weekday"].lower()]
        return reference - timedelta(days=(reference.weekday() - weekday) % 7, weeks=count)
    return None


_RESOLVERS: dict[str, Callable[[re.Match[str], date], DayRange | None]] = {
    "iso": _iso_date,
    "dotted": _dotted_date,
    "cjk": lambda m, ref: _date_of_month(m, m["cjk_year"], int(m["cjk_month"]), m["cjk_day"], ref),
    "cjk_day_only": _day_only,
    "day_month": lambda m, ref: _date_of_month(m, m["dm_year"], _month_number(m["dm_month"]), m["dm_day"], ref),
    "month_day": lambda m, ref: _date_of_month(m, m["md_year"], _month_number(m["md_month"]), m["md_day"], ref),
    "month_year": lambda m, _: _month_range(int(m["my_year"]), _month_number(m["my_month"])),
    "month": _month,
    "bare_month": _month,
    "weekday": _weekday,
    "foreign_weekday": _foreign_weekday,
    "foreign_near_day": lambda m, ref: _single_day(ref + timedelta(days=FOREIGN_DAY_OFFSETS[m["foreign_near_day"]])),
    "weekend": _weekend,
    "near_day": _near_day,
    "near_span": _near_span,
    "ago": _time_ago,
    "year": lambda m, _: _year_range(int(m["year"])),
}
"""How each alternative of `DATE_PATTERN` is resolved, by the name of its group."""
