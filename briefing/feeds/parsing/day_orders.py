"""The day in a date without its time: numbers and names of months in any usual order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple, TypeAlias

from briefing.feeds.parsing.date_words import is_filler, months_of, weekdays_of

CENTURY_PIVOT = 90
"""Two-digit years from here on are of the last century: no feed has older entries."""
MAX_UNKNOWN_WORDS = 3
"""Words that nobody knows before a date, such as "Published on"; after a date none may follow."""
BUDDHIST_YEARS = 543
"""How many years the Thai calendar is ahead."""
FIRST_BUDDHIST_YEAR = 2533
"""1990 in the Thai calendar; no date of an entry is so far ahead in the common calendar."""
TOKEN = re.compile(
    r"(?P<number>\d{1,4})(?:(?:st|nd|rd|th|ers?|re|e|o|a)(?![^\W\d_]))?|(?P<word>[^\s\d,/()|·;:_،、-]+)|(?P<mark>.)",
    re.DOTALL,
)
"""A number with its ordinal ending, a word, or a mark between them."""
Order: TypeAlias = str
"""The order of year, month and day: "dmy", "mdy" or "ymd"; with the number of the month where a name has several."""
_Reading: TypeAlias = tuple[str, frozenset[int], str]
"""A year in digits, the months that are possible, and a day in digits."""
YEAR_FIRST_LANGUAGES = frozenset({"eu", "hu", "ja", "ko", "lt", "mn", "sv", "zh"})
"""Languages that write the year first, then the month."""


class Day(NamedTuple):
    """A day, None if there is none or several are possible; and whether it had to be guessed."""

    date: date | None
    unsure: bool = False


NO_DAY = Day(None)
UNDECIDED_DAY = Day(None, unsure=True)


class _Parts(NamedTuple):
    """What a date without its time consists of.

    Attributes:
        numbers: At most three, as digits.
        months: What the name of a month can mean; None without one.
        numbers_before_month: How many numbers precede it.
        weekdays: What the name of a weekday can mean; empty without one.
        mark: The characters between the first and the second number.
        unsure: Whether unknown words precede the date.
    """

    numbers: list[str]
    months: frozenset[int] | None
    numbers_before_month: int
    weekdays: frozenset[int]
    mark: str
    unsure: bool


def read_day(text: str, lang: str, order: Callable[[], Order | None]) -> Day:
    """Return the day in a date without its time of day.

    Args:
        text: The normalized date.
        lang: The language tag of its document.
        order: Called if the parts of the day could stand in several orders; None if that cannot be decided.
    """
    parts = _parts(text, lang)
    readings = _readings(parts, lang) if parts else {}
    if parts is None or not readings:
        return NO_DAY
    days = set(readings.values())
    chosen = days.pop() if len(days) == 1 else readings.get(order() or "")
    if chosen is None:
        return UNDECIDED_DAY
    return Day(chosen, parts.unsure or bool(parts.weekdays and chosen.weekday() not in parts.weekdays))


def shown_order(text: str, lang: str) -> Order | None:
    """Return the order of day, month and year that a date in numbers proves; None if it proves none."""
    parts = _parts(text, lang)
    readings = _readings(parts, lang) if parts and parts.months is None else {}
    return next(iter(readings)) if len(readings) == 1 else None


def usual_order(lang: str) -> Order | None:
    """Return the order that a language writes numbers of days in; None for English without a country."""
    tag = lang.lower().replace("_", "-")
    primary = tag.split("-")[0]
    if not tag or tag in ("en", "en-ca", "en-za", "en-ph"):
        return None
    if tag in ("en-us", "es-us", "fil"):
        return "mdy"
    return "ymd" if primary in YEAR_FIRST_LANGUAGES else "dmy"


def _readings(parts: _Parts, lang: str) -> dict[Order, date]:
    """Return the days that the parts of a date can mean; a weekday that only one of them has decides."""
    orders = _orders_of_numbers(parts, lang) if parts.months is None else _orders_with_month_name(parts)
    readings: dict[Order, date] = {}
    for order, (year, months, day) in orders.items():
        for month in months:
            with suppress(ValueError):
                readings[order if len(months) == 1 else f"{order}{month}"] = date(full_year(year), month, int(day))
    fitting = {order: day for order, day in readings.items() if day.weekday() in parts.weekdays}
    return fitting if len(fitting) == 1 else readings


def _orders_with_month_name(parts: _Parts) -> dict[Order, _Reading]:
    if len(parts.numbers) != 2 or parts.months is None:
        return {}
    first, second = parts.numbers
    if len(first) > 2 and len(second) <= 2:
        return {"ymd": (first, parts.months, second)}
    if len(first) > 2 or len(second) == 3 or parts.numbers_before_month > 1:
        return {}
    return {"dmy": (second, parts.months, first)}


def _orders_of_numbers(parts: _Parts, lang: str) -> dict[Order, _Reading]:
    if len(parts.numbers) != 3 or 3 in map(len, parts.numbers):
        return {}
    first, second, third = parts.numbers
    if len(second) > 2 or len(first) == len(third) == 4:
        return {}
    year_first, day_first = (first, frozenset({int(second)}), third), (third, frozenset({int(second)}), first)
    if len(first) == 4:
        return {"ymd": year_first}
    orders: dict[Order, _Reading] = {"dmy": day_first}
    is_dotted = "." in parts.mark and usual_order(lang) != "mdy"
    if not is_dotted or int(second) > 12:
        orders["mdy"] = (third, frozenset({int(first)}), second)
    if len(third) == 2 and len(first) == 2:
        orders["ymd"] = year_first
    return orders


def full_year(digits: str) -> int:
    """Return a year of two or four digits; one of the Thai calendar becomes that of the common one."""
    year = int(digits)
    year -= BUDDHIST_YEARS if FIRST_BUDDHIST_YEAR <= year < FIRST_BUDDHIST_YEAR + 100 else 0
    return year if len(digits) > 2 else year + (1900 if year >= CENTURY_PIVOT else 2000)


def _parts(text: str, lang: str) -> _Parts | None:
    """Return the numbers and names of a date; None if words in it belong to no date."""
    numbers: list[str] = []
    words: list[tuple[str, int]] = []
    mark = ""
    for token in TOKEN.finditer(text):
        if token["number"]:
            numbers.append(token["number"])
        elif word := (token["word"] or "").strip("."):
            words.append((word, len(numbers)))
        elif len(numbers) == 1:
            mark += token[0].strip()
    months: list[tuple[frozenset[int], frozenset[int], int]] = []
    weekdays: frozenset[int] = frozenset()
    unknown = 0
    for word, position in _joined_pairs(words, lang):
        days, numbers_of_month = weekdays_of(word, lang), months_of(word, lang)
        if numbers_of_month:
            months.append((numbers_of_month, days, position))
        elif days:
            weekdays = days
        elif not is_filler(word):
            unknown += 1
            if position or months or unknown > MAX_UNKNOWN_WORDS:
                return None
    while len(months) > 1 and months[0][1]:  # "mar, 24 nov 2026": a Tuesday in November
        weekdays = months.pop(0)[1]
    if len(months) > 1 or len(numbers) > 3:
        return None
    if months:
        return _Parts(numbers, months[0][0], months[0][2], weekdays, mark, unknown > 0)
    return _Parts(numbers, None, 0, weekdays, mark, unknown > 0)


def _joined_pairs(words: list[tuple[str, int]], lang: str) -> Iterator[tuple[str, int]]:
    """Yield words with the count of numbers before them; two that name a month or weekday together are one word."""
    position = 0
    while position < len(words):
        word, numbers_before = words[position]
        pair = f"{word}_{words[position + 1][0]}" if position + 1 < len(words) else ""
        if pair and (months_of(pair, lang) or weekdays_of(pair, lang)):
            word = pair
            position += 1
        yield word, numbers_before
        position += 1
