"""Unusual spellings of dates, written out as "2026-11-25 10:30": compact, ordinal, Asian and Vietnamese ones."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from briefing.model.articles import EPOCH

OLDEST_UNIX_TIME = 631_152_000
"""Seconds since 1970, at the start of 1990: a smaller number is no time of an entry."""
UNIX_TIME = re.compile(r"@?(\d{9,10})(?:[.,]\d{1,9})?|(\d{10})(?:\d{3}){1,3}(?:[.,]\d{1,9})?")
"""Digits of a time in seconds, milliseconds, microseconds or nanoseconds."""
COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?)?(?=\s*(?:z|utc|gmt|[+-][\d:]{2,6})?$)"
)
"""As in "20261125", "20261125T103000Z"."""
ISO_WEEK = re.compile(r"(\d{4})-?w(\d\d)-?([1-7])(?=t|\s|$)")
"""As in "2026-w48-3": the year, the week, the day of the week."""
ISO_DAY_OF_YEAR = re.compile(r"^((?:19|20)\d\d)-?(\d{3})(?=t|\s|$)")
"""As in "2026-329"."""
COMPACT_DAY = re.compile(r"^(\d{4})(\d\d)(\d\d)(?=[t ]\d\d?(?::|[.,]\d|z|[+-]|$))")
"""A day without hyphens before a time: "20261125 10:30"."""
COMPACT_TIME = re.compile(r"(?<=\d[-/]\d\d)t(\d\d)(\d\d)(\d\d)?(?!\d)")
"""A time without colons after a day: "2026-11-25T1030"."""
ISO_HOUR = re.compile(
    r"(?:(?<=\d)t(\d{1,2})(?:,(\d{1,9})|\.(\d))?|(?<=\d{4}-\d\d-\d\d)\s(\d\d))"
    r"(?=\s*(?:[a-z]{1,5})?\s*(?:[+-][\d:]{1,6})?$)"
)
"""An hour without minutes, or with a part of an hour. "t09.30" is left alone: it may mean minutes."""
ISO_INTERVAL = re.compile(r"^(\d{4}-\d\d-\d\d\S*)/(?:p\S*|\d\S*)$")
"""A start and an end or a length: "2026-11-25/P2D"."""
LONG_ZONE = re.compile(r"(?:(?:[a-z]+\s){1,4})time$")
"""As in "Eastern Standard Time" at the end."""
SERVER_LOG_DATE = re.compile(r"(\d{4}):(?=\d\d:\d\d)")
"""The year before a time in logs of servers: "25/Nov/2026:10:30:00"."""
SPACED_OFFSET = re.compile(r"(?<=\d)(\s[+-])\s(?=\d\d:?\d\d$)")
"""An offset with a space behind its sign: "10:30 + 0100"."""
UNSIGNED_OFFSET = re.compile(r"(?<=\d:\d\d)\s+(?=(?:0\d|1[0-4])[0134][05]$)")
"""The place of the plus that is missing before an offset: "09:00:00 0000"."""
TWO_ZONES = re.compile(r"([+-]\d\d:?\d\d)z$")
"""An offset and a "Z": software appends the "Z" to dates that have a zone already."""
DAY_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?=z$|[+-]\d\d:\d\d$)")
"""A day with a zone but without a time, as XML Schema has it."""
YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)(?:[-/](\d\d))?")
"""As in "2026-11", or a year alone."""
YEAR_AND_WEEK = re.compile(r"((?:19|20)\d\d)-?w(\d\d)")
"""As in "2026-w48"."""
HALF_WORDS = {
    **dict.fromkeys(["上午", "午前", "오전", "π.μ.", "πμ"], " am "),
    **dict.fromkeys(["下午", "午後", "오후", "μ.μ.", "μμ"], " pm "),
}
"""Words for the halves of the day, and what stands for them."""
HALF_WORD = re.compile("|".join(map(re.escape, HALF_WORDS)))
CJK_TIME = re.compile(r"(\d{1,2})\s*[時时點点시]\s*(?:(\d{1,2})\s*[分분])?\s*(?:(\d{1,2})\s*[秒초])?")
"""As in "10時30分"."""
CJK_DAY = re.compile(r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
"""As in "2026年11月25日"."""
CJK_NUMBER = re.compile(r"[〇零一二三四五六七八九十]{1,4}(?=\s*[年月日号號])")
"""A number in Chinese numerals before the word for year, month or day."""
CJK_DIGITS = {**{digit: value for value, digit in enumerate("〇一二三四五六七八九")}, "零": 0}
CJK_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[日일]?\s+(\d{1,2})\s*[月월]\s*,?\s*(\d{4})(?!\d)")
"""As RFC 822 asks for, with the month in the words of a locale: "火, 24 11月 2026"."""
CJK_MONTH_FIRST = re.compile(r"(?<![\d년年])(\d{1,2})\s*[月월]\s*(\d{1,2})[日일]?\s*,\s*(\d{4})(?!\d)")
VIETNAMESE_WEEKDAY = re.compile(r"^(?:cn|(?:t|th|thu) ?[2-7]|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\s*,\s*(?=\d)")
VIETNAMESE_DAY = re.compile(r"^(\d{1,2}) th(?:g|ang)? ?(\d{1,2}),? (\d{4})(?!\d)")
"""As in "25 thang 11, 2026"."""
MOSCOW_TIME = re.compile(r"(?<=\d)\s*\(?(?:мск|по московскому времени|по мск)\)?$")
"""Moscow time in Russian, at the end."""
JAPANESE_ERA = re.compile(r"令和\s*(\d{1,2}|元)(?=\s*年)")
REIWA_START = 2018
"""The year before the first year of the era Reiwa."""
CJK_WEEKDAY = re.compile(
    r"^[一二三四五六日天月火水木金土월화수목금토일](?=\s*[,、])|[月火水木金土日]曜日?|(?:星期|礼拜|禮拜|週|周)[一二三四五六日天]|[월화수목금토일]요일"
)


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
    digits = int("".join(str(CJK_DIGITS[digit]) for digit in ones) or 0)
    return digits + (10 * (CJK_DIGITS.get(tens, 1) if has_tens else 0))


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
