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
from briefing.text.scripts import unspaced_character

Granularity = Literal["day", "week", "month", "year"]
DayRange = tuple[date, date, Granularity]
"""The first and the last day that a mention can mean."""

FUTURE_PENALTY = 1.5
"""By how much a day after publication counts as further away than one before it: news report more than
they announce."""
COMING_MONTH_GAP = 9
"""A month without a year that lies more months before publication is next year's: "in January", written in November."""
PAST_MONTH_GAP = 3
"""A month without a year that lies more months after publication is last year's: "in November", written in January."""
CONTEXT_LENGTH = 80
"""Characters before a mention in which a word such as "will" or "scheduled" makes a weekday the coming one."""
ANCHOR_MARGIN = 26
"""Characters before and after an anchor that can belong to its mention: "the weekend of the 8th of September 2024"."""

_COUNT_BY_WORD = {word: number for word, number in NUMBER_BY_WORD.items() if number <= 12} | {"a": 1, "an": 1}


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _foreign_words(words: Iterable[str]) -> str:
    """Return a pattern for words of other languages, in the case in which they are written.

    "Mardi Gras" is no Tuesday. Words of scripts without spaces match inside a run of characters.
    """
    spaced = "|".join(word for word in words if not unspaced_character().match(word))
    unspaced = "|".join(word for word in words if unspaced_character().match(word))
    return rf"(?-i:\b(?:{spaced})\b(?!\s[Gg]ras)|(?:{unspaced}))"


_FULL_MONTH = _longest_first(MONTH_BY_NAME)
_MONTH = rf"(?:{_FULL_MONTH}|(?:{_longest_first(MONTH_BY_ABBREVIATION)})\b\.?)"
_ENGLISH_MONTH = "|".join(ENGLISH_MONTH_WORDS)
_AMBIGUOUS_MONTHS = ("March", "May")  # also a verb, a name or an auxiliary, even with a capital
_UNAMBIGUOUS_MONTH = "|".join(month for month in ENGLISH_MONTHS if month not in _AMBIGUOUS_MONTHS)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = "|".join(WEEKDAY_BY_NAME)
_FOREIGN_WEEKDAY = _foreign_words(FOREIGN_WEEKDAY_BY_NAME)
_FOREIGN_NEAR_DAY = _foreign_words(FOREIGN_DAY_OFFSETS)
# Nouns after a number that is a count, not a year: "2000 people". "The 2024 elections" are those of a year.
_COUNTED_NOUNS = (
    r"(?:[a-z]+\s)?(?:people|persons|men|women|children|homes|houses|feet|miles|met(?:er|re)s|yards|acres|hectares|km|"
    r"kilomet(?:er|re)s|barrels|cases|troops|soldiers|workers|jobs|employees|members|votes|tons|tonnes|pounds|dollars|"
    r"euros|points|times|years|hours|days|shares|patients|passengers|residents|students|dead|deaths|GMT|UTC)"
)
_FUTURE_CONTEXT = re.compile(
    r"\b(?:will|due|scheduled|expected|set|plans?|planned|to (?:meet|vote|hold|begin|start|open|visit))\b[^.;]{0,60}$",
    re.IGNORECASE,
)

_PATTERN = re.compile(
    rf"""
      \b(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)
    | (?P<dotted>\b{_DAY}\.(?:1[0-2]|0?[1-9])\.{_YEAR})\b
    | (?P<cjk>(?:(?P<cjk_year>{_YEAR})年)?(?P<cjk_month>1[0-2]|0?[1-9])月(?P<cjk_day>{_DAY})日)
    | (?P<cjk_day_only>(?<![\d月])(?P<cjk_only_day>{_DAY})日)(?![間目本前後曜])
    | \b(?P<day_month>(?P<dm_day>{_DAY})(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?(?P<dm_month>{_MONTH})
        (?:,?\s(?:de\s|del\s)?(?P<dm_year>{_YEAR}))?)\b
    | \b(?P<month_day>(?P<md_month>{_MONTH})\s(?:the\s)?(?P<md_day>{_DAY})(?:st|nd|rd|th)?
        (?!\d|:\d|\s?(?:percent|%|million|billion))(?:,?\s(?P<md_year>{_YEAR}))?)\b
    | \b(?P<month_year>(?P<my_month>{_MONTH}),?\s(?:of\s|de\s)?(?P<my_year>{_YEAR}))\b
    | \b(?P<month>(?:(?P<month_before>in|since|last|until|by|during|from|next|this|early|late|mid|of|before|after
        |through|till)[\s-])(?P<month_name>{_ENGLISH_MONTH}))\b(?!\s\d)
    | \b(?P<weekday>(?:(?P<weekday_before>last|next|this|this\spast|this\scoming|coming)\s)?
        (?P<weekday_name>{_WEEKDAY}))\b(?!'s\s(?:child))
        (?!,?\s(?:the\s)?(?:{_MONTH}\s{_DAY}|{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH})\b)
    | (?P<foreign_weekday>{_FOREIGN_WEEKDAY})
    | (?P<foreign_near_day>{_FOREIGN_NEAR_DAY})
    | \b(?P<bare_month>(?-i:{_UNAMBIGUOUS_MONTH}))\b(?!\s(?:\d|(?-i:[A-Z])))
    | \b(?P<near_day>day\sbefore\syesterday|day\safter\stomorrow|yesterday|today|tonight|tomorrow|last\snight|overnight
        |(?:earlier|later)\stoday|this\s(?:morning|afternoon|evening))\b
    | \b(?P<near_span>(?:(?:earlier|later)\s)?(?P<span_before>last|this|next|the\spast)
        \s(?P<span_unit>week|weekend|month|year))\b
    | \b(?:over|at|during|after|for|before|by)\s(?P<weekend>the\sweekend)\b
    | \b(?P<ago>(?P<ago_count>\d{{1,3}}|{"|".join(_COUNT_BY_WORD)})
        \s(?P<ago_unit>day|week|month|year)s?\s(?:ago|earlier\sthis))\b
    | (?<![\w$€£¥.,:/-])(?P<year>{_YEAR})\b(?![\d,.:%°/-]*\d|%|°|\s(?:percent|per\scent|{_COUNTED_NOUNS})\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Every mention holds one of these words. Trying `_PATTERN` only around them is five times faster than everywhere.
_ANCHOR = re.compile(
    rf"\b(?:{_FULL_MONTH}|{'|'.join(MONTH_BY_ABBREVIATION)}|{_WEEKDAY}|yesterday|to(?:day|night|morrow)|overnight|ago"
    rf"|earlier|this|last|next|past|the\sweekend)\b|{_FOREIGN_WEEKDAY}|{_FOREIGN_NEAR_DAY}|{_YEAR}|[月日]",
    re.IGNORECASE,
)
# In scripts with spaces, looking up each word is ten times faster than trying `_ANCHOR` at each character.
_TOKEN = re.compile(r"[^\W\d_]+|(?:19|20)\d\d")
_ANCHOR_WORDS = frozenset(
    [
        *MONTH_BY_NAME,
        *MONTH_BY_ABBREVIATION,
        *WEEKDAY_BY_NAME,
        *("yesterday", "today", "tonight", "tomorrow", "overnight", "ago", "earlier"),
        *("this", "last", "next", "past", "weekend"),
        *(re.split(r"\W", word.lower())[0] for word in (*FOREIGN_WEEKDAY_BY_NAME, *FOREIGN_DAY_OFFSETS)),
    ]
)


def _anchors(text: str) -> Iterator[re.Match[str]]:
    """Yield the words and years of which every mention holds one."""
    if not text.isascii() and unspaced_character().search(text):
        yield from _ANCHOR.finditer(text)
        return
    for token in _TOKEN.finditer(text):
        if token[0].lower() in _ANCHOR_WORDS or token[0].isdecimal():
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


def find_dates(text: str, reference: date) -> list[DateMention]:
    """Return the dates that a text mentions, in the order of the text.

    Args:
        text: A sentence, a headline or a whole article.
        reference: The day of publication, to which "yesterday" and "on Monday" relate.
    """
    mentions = []
    searched = 0  # end of the last match
    for anchor in _anchors(text):
        if anchor.start() < searched:
            continue
        limit = anchor.end() + ANCHOR_MARGIN
        match = _PATTERN.search(text, max(searched, anchor.start() - ANCHOR_MARGIN), limit)
        while match and match.start() < anchor.end():  # a later mention is found from its own anchor
            searched = match.end()
            resolve = next(resolver for group, resolver in _RESOLVERS.items() if match[group] is not None)
            if days := resolve(match, reference):
                start, end = match.span("year") if match["year"] else match.span()
                mentions.append(DateMention(start, end, *days))
            match = _PATTERN.search(text, searched, limit)
    return mentions


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


def _is_announced(match: re.Match[str]) -> bool:
    """Whether the words before a mention announce something: "the chamber will vote on"."""
    return bool(_FUTURE_CONTEXT.search(match.string, max(0, match.start() - CONTEXT_LENGTH), match.start()))


def _iso_date(match: re.Match[str], _: date) -> DayRange | None:
    year, month, day = map(int, match["iso"].split("-"))
    return _single_day(_valid_date(year, month, day))


def _dotted_date(match: re.Match[str], _: date) -> DayRange | None:
    day, month, year = map(int, match["dotted"].split("."))
    return _single_day(_valid_date(year, month, day))


def _date_of_month(year: str | None, month: int, day: str, reference: date) -> DayRange | None:
    """Resolve a day and a month; without a year the nearest such date."""
    if year:
        return _single_day(_valid_date(int(year), month, int(day)))
    years = (reference.year - 1, reference.year, reference.year + 1)
    return _single_day(_nearest((_valid_date(year, month, int(day)) for year in years), reference))


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
    months_ahead = month - reference.month
    return _month_range(year - (months_ahead > PAST_MONTH_GAP) + (-months_ahead > COMING_MONTH_GAP), month)


def _weekday(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve an English weekday: the last one, or the coming one where the words before it announce something."""
    days_back = (reference.weekday() - WEEKDAY_BY_NAME[match["weekday_name"].lower()]) % 7
    before = " ".join((match["weekday_before"] or "").lower().split())
    if before in ("next", "coming", "this coming"):
        return _single_day(reference + timedelta(days=7 - days_back))
    if before in ("last", "this past"):
        return _single_day(reference - timedelta(days=days_back or 7))
    if days_back and (before == "this" or _is_announced(match)):
        return _single_day(reference + timedelta(days=7 - days_back))
    return _single_day(reference - timedelta(days=days_back))


def _foreign_weekday(match: re.Match[str], reference: date) -> DayRange | None:
    weekday = FOREIGN_WEEKDAY_BY_NAME[match["foreign_weekday"]]
    return _single_day(reference - timedelta(days=(reference.weekday() - weekday) % 7))


def _weekend(match: re.Match[str], reference: date) -> DayRange | None:
    """Resolve "the weekend": the last one, or this week's if it has begun or something is announced for it."""
    is_this_week = reference.weekday() > 4 or _is_announced(match)
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
    count = _COUNT_BY_WORD.get(number) or int(number)
    if unit == "day":
        return _single_day(reference - timedelta(days=count))
    if unit == "week":
        return _week_range(reference - timedelta(days=reference.weekday(), weeks=count))
    if unit == "month":
        return _month_range(*_shift_month(reference, -count))
    return _year_range(max(1, reference.year - count))


_RESOLVERS: dict[str, Callable[[re.Match[str], date], DayRange | None]] = {
    "iso": _iso_date,
    "dotted": _dotted_date,
    "cjk": lambda m, ref: _date_of_month(m["cjk_year"], int(m["cjk_month"]), m["cjk_day"], ref),
    "cjk_day_only": _day_only,
    "day_month": lambda m, ref: _date_of_month(m["dm_year"], _month_number(m["dm_month"]), m["dm_day"], ref),
    "month_day": lambda m, ref: _date_of_month(m["md_year"], _month_number(m["md_month"]), m["md_day"], ref),
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
"""How each alternative of `_PATTERN` is resolved, by the name of its group."""
