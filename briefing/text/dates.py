"""Dates that a text mentions, resolved against the day it was published: own rules, no library.

"on Monday", "last week", "8 July", "July 8, 2024", "two months ago", "2024年7月8日", "8日", "am Montag"; day and month
without a year take the nearest, the past preferred. Times of day, durations and seasons are no dates here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from briefing.text.calendar_words import (
    ENGLISH_MONTH_WORDS,
    ENGLISH_MONTHS,
    FOREIGN_DAY_OFFSETS,
    FOREIGN_WEEKDAY_BY_NAME,
    MONTH_BY_ABBREVIATION,
    MONTH_BY_NAME,
    WEEKDAY_BY_NAME,
)
from briefing.text.number_words import NUMBER_BY_WORD
from briefing.text.scripts import UNSPACED_CHARACTER

Granularity = Literal["day", "week", "month", "year"]

_COUNT_BY_WORD = {word: number for word, number in NUMBER_BY_WORD.items() if number <= 12} | {"a": 1, "an": 1}

_FULL_MONTH = "|".join(sorted(MONTH_BY_NAME, key=len, reverse=True))
_ANY_MONTH = rf"(?:{_FULL_MONTH}|(?:{'|'.join(sorted(MONTH_BY_ABBREVIATION, key=len, reverse=True))})\b\.?)"
_ENGLISH_MONTH = "|".join(ENGLISH_MONTH_WORDS)
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = "|".join(WEEKDAY_BY_NAME)
_AMBIGUOUS_MONTHS = ("march", "may")  # months that are also words, or that a capital alone does not give away
_CAPITALISED_MONTH = "|".join(month for month in ENGLISH_MONTHS if month.lower() not in _AMBIGUOUS_MONTHS)


def _word_pattern(names: dict[str, int]) -> str:
    """The words of other languages, those with letters as whole words, in the case in which they are written."""
    spaced = "|".join(name for name in names if not UNSPACED_CHARACTER.match(name))
    joined = "|".join(name for name in names if UNSPACED_CHARACTER.match(name))
    return rf"(?-i:\b(?:{spaced})\b(?!\s[Gg]ras)|(?:{joined}))"


# What is counted with numbers that could be years: "in 2000 people", but "the 2024 elections" are a year's.
_COUNTED_UNITS = (
    r"(?:[a-z]+\s)?(?:people|persons|men|women|children|homes|houses|feet|miles|met(?:er|re)s|yards|acres|hectares|km|"
    r"kilomet(?:er|re)s|barrels|cases|troops|soldiers|workers|jobs|employees|members|votes|tons|tonnes|pounds|dollars|"
    r"euros|points|times|years|hours|days|shares|patients|passengers|residents|students|dead|deaths|GMT|UTC)"
)
_FUTURE_CONTEXT = re.compile(
    r"\b(?:will|due|scheduled|expected|set|plans?|planned|to (?:meet|vote|hold|begin|start|open|visit))\b[^.;]{0,60}$",
    re.I,
)

_PATTERN = re.compile(
    rf"""
      \b(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)
    | (?P<dots>\b{_DAY_NUMBER}\.(?:1[0-2]|0?[1-9])\.{_YEAR})\b
    | (?P<cjk>(?:(?P<cy>{_YEAR})年)?(?P<cm>1[0-2]|0?[1-9])月(?P<cd>{_DAY_NUMBER})日)
    | (?P<jd>(?<![\d月])(?P<jd_d>{_DAY_NUMBER})日)(?![間目本前後曜])
    | \b(?P<dm>(?P<dm_d>{_DAY_NUMBER})(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?(?P<dm_m>{_ANY_MONTH})
        (?:,?\s(?:de\s|del\s)?(?P<dm_y>{_YEAR}))?)\b
    | \b(?P<md>(?P<md_m>{_ANY_MONTH})\s(?:the\s)?(?P<md_d>{_DAY_NUMBER})(?:st|nd|rd|th)?
        (?!\d|:\d|\s?(?:percent|%|million|billion))(?:,?\s(?P<md_y>{_YEAR}))?)\b
    | \b(?P<my>(?P<my_m>{_ANY_MONTH}),?\s(?:of\s|de\s)?(?P<my_y>{_YEAR}))\b
    | \b(?P<mon>(?:(?P<mon_p>in|since|last|until|by|during|from|next|this|early|late|mid|of|before|after|through
        |till)[\s-])(?P<mon_m>{_ENGLISH_MONTH}))\b(?!\s\d)
    | \b(?P<wd>(?:(?P<wd_p>last|next|this|this\spast|this\scoming|coming)\s)?(?P<wd_n>{_WEEKDAY}))\b(?!'s\s(?:child))
        (?!,?\s(?:the\s)?(?:{_ANY_MONTH}\s{_DAY_NUMBER}|{_DAY_NUMBER}(?:st|nd|rd|th)?\s(?:of\s)?{_ANY_MONTH})\b)
    | (?P<fd>{_word_pattern(FOREIGN_WEEKDAY_BY_NAME)})
    | (?P<fn>{_word_pattern(FOREIGN_DAY_OFFSETS)})
    | \b(?P<bm>(?-i:{_CAPITALISED_MONTH}))\b(?!\s(?:\d|(?-i:[A-Z])))
    | \b(?P<near>day\sbefore\syesterday|yesterday|today|tonight|tomorrow|last\snight|overnight
        |(?:earlier|later)\stoday|this\s(?:morning|afternoon|evening))\b
    | \b(?P<span>(?:(?P<sp_e>earlier|later)\s)?(?P<sp_w>last|this|next|the\spast)\s(?P<sp_u>week|weekend|month|year))\b
    | \b(?:over|at|during|after|for|before|by)\s(?P<we>the\sweekend)\b
    | \b(?P<ago>(?P<ago_n>\d{{1,3}}|{"|".join(_COUNT_BY_WORD)})\s(?P<ago_u>day|week|month|year)s?\s(?:ago|earlier\sthis))\b
    | (?<![\w$€£¥.,:/-])(?P<yr>{_YEAR})\b(?![\d,.:%°/-]*\d|%|°|\s(?:percent|per\scent|{_COUNTED_UNITS})\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words that every mention holds; the pattern is only tried around them, which is five times faster than everywhere.
_ANCHOR = re.compile(
    rf"\b(?:{_FULL_MONTH}|{'|'.join(MONTH_BY_ABBREVIATION)}|{_WEEKDAY}|yesterday|to(?:day|night|morrow)|overnight|ago|earlier|this|last|next|past"
    rf"|the\sweekend)\b|{_word_pattern(FOREIGN_WEEKDAY_BY_NAME)}|{_word_pattern(FOREIGN_DAY_OFFSETS)}|{_YEAR}|[月日]",
    re.IGNORECASE,
)
_ANCHOR_MARGIN = 26  # characters before and after an anchor that can belong to its mention


@dataclass(frozen=True, slots=True)
class DateMention:
    """Where a date is mentioned in a text, and the first and last day that it can mean."""

    start: int
    end: int
    first_day: date
    last_day: date
    granularity: Granularity


def find_dates(text: str, reference: date) -> list[DateMention]:
    """Return the dates that a text mentions, in their order, relative to the day of `reference`."""
    found = []
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        match = _PATTERN.search(text, max(done, anchor.start() - _ANCHOR_MARGIN), anchor.end() + _ANCHOR_MARGIN)
        while match and match.start() < anchor.end():  # what starts later has an anchor, and room, of its own
            done = match.end()
            days = next(how(match, reference) for name, how in _RESOLVERS.items() if match[name] is not None)
            if days:
                start, end = match.span("yr") if match["yr"] else match.span()
                found.append(DateMention(start, end, *days))
            match = _PATTERN.search(text, done, anchor.end() + _ANCHOR_MARGIN)
    return found


DayRange = tuple[date, date, Granularity]


def _single_day(day: date | None) -> DayRange | None:
    return (day, day, "day") if day else None


def _valid_date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _nearest_date(month: int, day: int, reference: date) -> date | None:
    """The date of a month and day nearest to the reference; a coming one counts half as far again."""
    found = [
        made
        for year in (reference.year - 1, reference.year, reference.year + 1)
        if (made := _valid_date(year, month, day))
    ]

    return min(found, key=lambda made: _distance(made, reference), default=None)


def _distance(candidate: date, reference: date) -> float:
    days = (candidate - reference).days
    return days * 1.5 if days > 0 else -days


def _month_number(name: str) -> int:
    name = name.lower().rstrip(".")
    return MONTH_BY_NAME.get(name) or MONTH_BY_ABBREVIATION[name]


def _iso_date(match: re.Match[str], _: date) -> DayRange | None:
    year, month, day = map(int, match["iso"].split("-"))
    return _single_day(_valid_date(year, month, day))


def _dotted_date(match: re.Match[str], _: date) -> DayRange | None:
    day, month, year = map(int, match["dots"].split("."))
    return _single_day(_valid_date(year, month, day))


def _day_and_month(year: str | None, month: int, day: str, reference: date) -> DayRange | None:
    return _single_day(_valid_date(int(year), month, int(day)) if year else _nearest_date(month, int(day), reference))


def _month_range(year: int, month: int) -> DayRange:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _bare_month(match: re.Match[str], reference: date) -> DayRange | None:
    month, how = _month_number(match["mon_m"] or match["bm"]), (match["mon_p"] or "").lower()
    year = reference.year
    if how in ("next", "by", "until", "till"):
        return _month_range(year + (month < reference.month), month)
    if how == "last":
        return _month_range(year - (month >= reference.month), month)
    if how == "this":
        return _month_range(year, month)
    return _month_range(year - (month - reference.month > 3) + (reference.month - month > 9), month)


def _weekday(match: re.Match[str], reference: date) -> DayRange | None:
    number = WEEKDAY_BY_NAME[match["wd_n"].lower()]
    back = (reference.weekday() - number) % 7
    how = " ".join((match["wd_p"] or "").lower().split())
    if how in ("next", "coming", "this coming"):
        return _single_day(reference + timedelta(days=7 - back))
    if how == "last" or how == "this past":
        return _single_day(reference - timedelta(days=back or 7))
    if back and (how == "this" or _FUTURE_CONTEXT.search(match.string, max(0, match.start() - 80), match.start())):
        return _single_day(reference + timedelta(days=7 - back))
    return _single_day(reference - timedelta(days=back))


def _day_of_month(match: re.Match[str], reference: date) -> DayRange | None:
    """The nearest day with this number, in a script that leaves the month out; the past preferred."""
    months = reference.year * 12 + reference.month - 1
    near = [_valid_date((months + step) // 12, (months + step) % 12 + 1, int(match["jd_d"])) for step in (-1, 0, 1)]
    return _single_day(min((day for day in near if day), key=lambda day: _distance(day, reference), default=None))


def _last_weekday(number: int, reference: date) -> DayRange | None:
    return _single_day(reference - timedelta(days=(reference.weekday() - number) % 7))


def _weekend(reference: date, step: int) -> DayRange:
    saturday = reference + timedelta(days=5 - reference.weekday() + 7 * step)
    return saturday, saturday + timedelta(days=1), "week"


def _the_weekend(match: re.Match[str], reference: date) -> DayRange | None:
    """The last weekend, or the one that has begun or for which something is scheduled."""
    ahead = _FUTURE_CONTEXT.search(match.string, max(0, match.start() - 80), match.start())
    return _weekend(reference, 0 if reference.weekday() > 4 or ahead else -1)


def _relative_day(match: re.Match[str], reference: date) -> DayRange | None:
    words = " ".join(match["near"].lower().split())
    shift = {"day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}.get(words, 0)
    return _single_day(reference + timedelta(days=shift))


def _relative_span(match: re.Match[str], reference: date) -> DayRange | None:
    unit, which = match["sp_u"].lower(), match["sp_w"].lower()
    step = {"last": -1, "next": 1}.get(which, 0)
    monday = reference - timedelta(days=reference.weekday())
    if unit == "weekend":
        return _weekend(reference, min(step, 0))
    if unit == "week":
        start = monday + timedelta(weeks=step)
        return start, start + timedelta(days=6), "week"
    if unit == "month":
        months = reference.year * 12 + reference.month - 1 + step
        return _month_range(months // 12, months % 12 + 1)
    return date(reference.year + step, 1, 1), date(reference.year + step, 12, 31), "year"


def _time_ago(match: re.Match[str], reference: date) -> DayRange | None:
    number = match["ago_n"].lower()
    count, unit = _COUNT_BY_WORD.get(number) or int(number), match["ago_u"].lower()
    if unit == "day":
        return _single_day(reference - timedelta(days=count))
    if unit == "week":
        start = reference - timedelta(days=reference.weekday(), weeks=count)
        return start, start + timedelta(days=6), "week"
    if unit == "month":
        months = reference.year * 12 + reference.month - 1 - count
        return _month_range(months // 12, months % 12 + 1)
    year = max(1, reference.year - count)
    return date(year, 1, 1), date(year, 12, 31), "year"


def _whole_year(match: re.Match[str], _: date) -> DayRange | None:
    year = int(match["yr"])
    return date(year, 1, 1), date(year, 12, 31), "year"


_RESOLVERS: dict[str, Callable[[re.Match[str], date], DayRange | None]] = {
    "iso": _iso_date,
    "dots": _dotted_date,
    "cjk": lambda m, ref: _day_and_month(m["cy"], int(m["cm"]), m["cd"], ref),
    "dm": lambda m, ref: _day_and_month(m["dm_y"], _month_number(m["dm_m"]), m["dm_d"], ref),
    "md": lambda m, ref: _day_and_month(m["md_y"], _month_number(m["md_m"]), m["md_d"], ref),
    "my": lambda m, _: _month_range(int(m["my_y"]), _month_number(m["my_m"])),
    "mon": _bare_month,
    "bm": _bare_month,
    "wd": _weekday,
    "jd": _day_of_month,
    "fd": lambda m, ref: _last_weekday(FOREIGN_WEEKDAY_BY_NAME[m["fd"]], ref),
    "fn": lambda m, ref: _single_day(ref + timedelta(days=FOREIGN_DAY_OFFSETS[m["fn"]])),
    "we": _the_weekend,
    "near": _relative_day,
    "span": _relative_span,
    "ago": _time_ago,
    "yr": _whole_year,
}
