"""The forms of days and clock times in normalized dates: words and numbers in any usual order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeAlias

from briefing.feeds.parsing.date_words import months_of, weekdays_of
from briefing.feeds.parsing.date_zones import is_zone_name
from briefing.model.articles import EPOCH

OLDEST_UNIX_TIME = 631_152_000
"""Seconds since 1970, at the start of 1990: a smaller number is no time of an entry."""
CENTURY_PIVOT = 90
"""Two-digit years from here on are of the last century: no feed has older entries."""
MAX_UNKNOWN_WORDS = 3
"""Words that nobody knows before a date, such as "Published on"; after a date none may follow."""

UNIX_TIME = re.compile(r"@?(\d{9,10})(?:[.,]\d{1,9})?|(\d{10})(?:\d{3}){1,3}(?:[.,]\d{1,9})?")
COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?)?(?=\s*(?:z|utc|gmt|[+-][\d:]{2,6})?$)"
)
ISO_WEEK = re.compile(r"(\d{4})-?w(\d\d)-?([1-7])(?=t|\s|$)")
ISO_DAY_OF_YEAR = re.compile(r"^((?:19|20)\d\d)-?(\d{3})(?=t|\s|$)")
COMPACT_DAY = re.compile(r"^(\d{4})(\d\d)(\d\d)(?=[t ]\d\d?(?::|[.,]\d|z|[+-]|$))")
COMPACT_TIME = re.compile(r"(?<=\d[-/]\d\d)t(\d\d)(\d\d)(\d\d)?(?!\d)")
ISO_HOUR = re.compile(
    r"(?:(?<=\d)t(\d{1,2})(?:,(\d{1,9})|\.(\d))?|(?<=\d{4}-\d\d-\d\d)\s(\d\d))"
    r"(?=\s*(?:[a-z]{1,5})?\s*(?:[+-][\d:]{1,6})?$)"
)
"""An hour without minutes, or with a part of an hour. "t09.30" is left alone: it may mean minutes."""
ISO_INTERVAL = re.compile(r"^(\d{4}-\d\d-\d\d\S*)/(?:p\S*|\d\S*)$")
LATE_OFFSET = re.compile(r"(?<=\d{4})\s+([+-]\d\d:?\d\d)$")
LONG_ZONE = re.compile(r"(?:(?:[a-z]+\s){1,4})time$")
SERVER_LOG_DATE = re.compile(r"(\d{4}):(?=\d\d:\d\d)")
SPACED_OFFSET = re.compile(r"(?<=\d)(\s[+-])\s(?=\d\d:?\d\d$)")
UNSIGNED_OFFSET = re.compile(r"(?<=\d:\d\d)\s+(?=(?:0\d|1[0-4])[0134][05]$)")
"""The place of the plus that is missing before an offset: "09:00:00 0000"."""
TWO_ZONES = re.compile(r"([+-]\d\d:?\d\d)z$")
"""An offset and a "Z": software appends the "Z" to dates that have a zone already."""
DAY_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?=z$|[+-]\d\d:\d\d$)")
YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)(?:[-/](\d\d))?")
YEAR_AND_WEEK = re.compile(r"((?:19|20)\d\d)-?w(\d\d)")

# Clock times that are not written with colons.
HALF_WORDS = {
    **dict.fromkeys(["上午", "午前", "오전", "π.μ.", "πμ"], " am "),
    **dict.fromkeys(["下午", "午後", "오후", "μ.μ.", "μμ"], " pm "),
}
HALF_WORD = re.compile("|".join(map(re.escape, HALF_WORDS)))
CJK_TIME = re.compile(r"(\d{1,2})\s*[時时點点시]\s*(?:(\d{1,2})\s*[分분])?\s*(?:(\d{1,2})\s*[秒초])?")
LETTER_TIME = re.compile(r"(?<![\d:.])(\d{1,2})\s?h\s?(\d\d)?(?:\s?(?:m|min)\s?)?(?![^\W\d_])")
DOTTED_TIME = re.compile(r"(?<![^\s,])([01]?\d|2[0-4])\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])")
HOUR_IN_WORDS = re.compile(r"(?<![\d:./-])(\d{1,2})\s?(?:uhr|uur|часов|часа)\b")
HOUR_ONLY = re.compile(r"(?<![\d:./-])(\d{1,2})\s?([ap])\.?\s?m\b")
CLOCK_TIME = re.compile(
    r"(?:(?P<before>[ap])m\s*)?(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{1,2})"
    r"(?::(?P<second>\d{1,2})(?:[.,:]\d{1,12}|\.(?=z))?|[.,]\d{1,9})?(?![\d:])"
    r"(?:\s*(?P<after>[ap])\.?\s?m\b\.?)?(?:\s*(?:uhr|uur|hrs?|h)\b\.?)?"
)
ZONE = re.compile(
    r"\s*,?\s*(?P<name>[a-z]{3}\d[a-z]{3}\b|[a-z]{1,5}(?![^\W\d_]))?\s*(?P<offset>[+-]\d{1,2}(?::?\d\d)?(?::?\d\d)?(?![\d:/.]))?(?:\s*(?P<second>[a-z]{3,4}\b))?"
)

CJK_DAY = re.compile(r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
CJK_NUMBER = re.compile(r"[〇零一二三四五六七八九十]{1,4}(?=\s*[年月日号號])")
CJK_DIGITS = {**{digit: value for value, digit in enumerate("〇一二三四五六七八九")}, "零": 0}
CJK_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[日일]?\s+(\d{1,2})\s*[月월]\s*,?\s*(\d{4})(?!\d)")
"""As RFC 822 asks for, with the month in the words of a locale: "火, 24 11月 2026"."""
CJK_MONTH_FIRST = re.compile(r"(?<![\d년年])(\d{1,2})\s*[月월]\s*(\d{1,2})[日일]?\s*,\s*(\d{4})(?!\d)")
VIETNAMESE_WEEKDAY = re.compile(r"^(?:cn|(?:t|th|thu) ?[2-7]|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\s*,\s*(?=\d)")
VIETNAMESE_DAY = re.compile(r"^(\d{1,2}) th(?:g|ang)? ?(\d{1,2}),? (\d{4})(?!\d)")
MOSCOW_TIME = re.compile(r"(?<=\d)\s*\(?(?:мск|по московскому времени|по мск)\)?$")
JAPANESE_ERA = re.compile(r"令和\s*(\d{1,2}|元)(?=\s*年)")
REIWA_START = 2018
"""The year before the first year of the era Reiwa."""
BUDDHIST_YEARS = 543
"""How many years the Thai calendar is ahead."""
FIRST_BUDDHIST_YEAR = 2533
"""1990 in the Thai calendar; no date of an entry is so far ahead in the common calendar."""

CJK_WEEKDAY = re.compile(
    r"^[一二三四五六日天月火水木金土월화수목금토일](?=\s*[,、])|[月火水木金土日]曜日?|(?:星期|礼拜|禮拜|週|周)[一二三四五六日天]|[월화수목금토일]요일"
)
TOKEN = re.compile(
    r"(?P<number>\d{1,4})(?:(?:st|nd|rd|th|ers?|re|e|o|a)(?![^\W\d_]))?|(?P<word>[^\s\d,/()|·;:_،、-]+)|(?P<mark>.)",
    re.DOTALL,
)
_FILLER_WORDS = (
    "of the at on um am kl klo ore alle as las les le la el los de del di do da den der dem des d a o v u "
    "у в г р року год года yil yili om os ob og et y e i dia feira thang thg ngay nam luc tanggal pukul "
    "pkl jam ti t tes gada m mnd an na w dne godz saat tarihinde sati ora orele dalle uur uhr"
)
FILLERS = frozenset(_FILLER_WORDS.split())
"""Words between the parts of dates, in any language."""


class ClockTime(NamedTuple):
    """A time of day, the abbreviation of its zone in lower case, and its offset; "" for neither."""

    since_midnight: timedelta
    zone_name: str
    offset: str


class Day(NamedTuple):
    """A day, None if there is none or several are possible; and whether it had to be guessed."""

    date: date | None
    unsure: bool = False


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


NO_DAY = Day(None)
UNDECIDED_DAY = Day(None, unsure=True)
Order: TypeAlias = str
"""The order of year, month and day: "dmy", "mdy" or "ymd"; with the number of the month where a name has several."""
_Reading: TypeAlias = tuple[str, frozenset[int], str]
"""A year in digits, the months that are possible, and a day in digits."""
YEAR_FIRST_LANGUAGES = frozenset({"eu", "hu", "ja", "ko", "lt", "mn", "sv", "zh"})


def unix_time(text: str) -> datetime | None:
    """Return the moment of a Unix time in seconds, milliseconds, microseconds or nanoseconds."""
    match = UNIX_TIME.fullmatch(text)
    seconds = int(match[1] or match[2]) if match else 0
    return EPOCH + timedelta(seconds=seconds) if seconds >= OLDEST_UNIX_TIME else None


def first_day(text: str) -> date | None:
    """Return the first day of "2026-11", "2026-w48" or "2026"; ValueError if there is no such month or week."""
    if week := YEAR_AND_WEEK.fullmatch(text):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    match = YEAR_AND_MONTH.fullmatch(text)
    return date(int(match[1]), int(match[2] or 1), 1) if match else None


def spell_out(text: str) -> str:
    """Return a date with compact, ordinal and Asian forms as "2026-11-25 10:30", and of an interval its start.

    ValueError if there is no such week or day of the year.
    """
    text = ISO_INTERVAL.sub(r"\1", text)
    text = COMPACT.sub(_spelled_compact, text) if text[:8].isdecimal() else text
    text = ISO_WEEK.sub(lambda m: date.fromisocalendar(int(m[1]), int(m[2]), int(m[3])).isoformat(), text)
    text = ISO_DAY_OF_YEAR.sub(_spelled_day_of_year, text)
    text = COMPACT_TIME.sub(lambda m: f"t{m[1]}:{m[2]}:{m[3] or '00'}", COMPACT_DAY.sub(r"\1-\2-\3", text))
    text = ISO_HOUR.sub(_spelled_hour, text)
    text = LONG_ZONE.sub(_zone_initials, text)
    text = TWO_ZONES.sub(r"\1", SPACED_OFFSET.sub(r"\1", UNSIGNED_OFFSET.sub(" +", text)))
    text = DAY_WITH_ZONE.sub(r"\1 00:00", SERVER_LOG_DATE.sub(r"\1 ", text))
    text = VIETNAMESE_WEEKDAY.sub("", text) if "," in text[:12] else text
    text = VIETNAMESE_DAY.sub(r"\3-\2-\1", text)
    if text.isascii():
        return text
    text = MOSCOW_TIME.sub(" msk", text)
    text = CJK_NUMBER.sub(lambda m: str(_cjk_number(m[0])), text)
    text = JAPANESE_ERA.sub(lambda m: str(REIWA_START + (1 if m[1] == "元" else int(m[1]))), text)
    text = HALF_WORD.sub(lambda m: HALF_WORDS[m[0]], text)
    text = CJK_TIME.sub(lambda m: f" {m[1]}:{int(m[2] or 0):02}:{int(m[3] or 0):02} ", text)
    text = CJK_MONTH_FIRST.sub(r" \3-\1-\2 ", CJK_DAY_FIRST.sub(r" \3-\2-\1 ", text))
    return CJK_WEEKDAY.sub(" ", CJK_DAY.sub(r" \1-\2-\3 ", text))


def _cjk_number(numeral: str) -> int:
    """Return the value of "二〇二六", "十一" or "二十四"."""
    tens, has_tens, ones = numeral.rpartition("十")
    digits = int("".join(str(CJK_DIGITS[digit]) for digit in ones if digit != "十") or 0)
    return digits + (10 * (CJK_DIGITS.get(tens, 1) if has_tens else 0))


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
        elif word not in FILLERS:
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


def _is_date_word(word: str) -> bool:
    return word in FILLERS or bool(months_of(word, "") or weekdays_of(word, ""))


def _spelled_compact(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups()
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}:{second or '00'}" if hour else "")


def _spelled_day_of_year(match: re.Match[str]) -> str:
    day = date(int(match[1]), 1, 1) + timedelta(days=int(match[2]) - 1)
    if day.year != int(match[1]):
        raise ValueError("no day of the year")
    return day.isoformat()


def _spelled_hour(match: re.Match[str]) -> str:
    """Return " 09:30" of "t09,5"."""
    part = match[2] or match[3] or "0"
    return f" {int(match[1] or match[4]):02}:{60 * int(part) // 10 ** len(part):02}"


def _zone_initials(match: re.Match[str]) -> str:
    """Return the abbreviation of a zone in words: "est" of "eastern standard time"."""
    words = match[0].split()
    return "utc" if "universal" in words else "".join(word[0] for word in words)


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
