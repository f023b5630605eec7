"""Patterns of dates in text, in English and, for days and weekdays, other languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

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

COUNT_BY_WORD = {word: number for word, number in NUMBER_BY_WORD.items() if number <= 12} | {"a": 1, "an": 1}
"""The counts of days, weeks, months and years that stand in words before "ago"."""


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
_MONTH_BEFORE_DAY = rf"(?:{_longest_first(ENGLISH_MONTH_WORDS)}|(?:{_longest_first(MONTH_BY_ABBREVIATION)})\b\.?)"
_ENGLISH_MONTH = "|".join(ENGLISH_MONTH_WORDS)
_AMBIGUOUS_MONTHS = ("March", "May")  # also a verb, a name or an auxiliary, even with a capital
_UNAMBIGUOUS_MONTH = "|".join(month for month in ENGLISH_MONTHS if month not in _AMBIGUOUS_MONTHS)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = "|".join(WEEKDAY_BY_NAME)
_FOREIGN_WEEKDAY = _foreign_words(FOREIGN_WEEKDAY_BY_NAME)
_FOREIGN_NEAR_DAY = _foreign_words(FOREIGN_DAY_OFFSETS)
COUNTED_NOUNS = (
    r"(?:[a-z]+\s)?(?:people|persons|men|women|children|homes|houses|feet|miles|met(?:er|re)s|yards|acres|hectares|km|"
    r"kilomet(?:er|re)s|barrels|cases|troops|soldiers|workers|jobs|employees|members|votes|tons|tonnes|pounds|dollars|"
    r"euros|points|times|years|hours|days|shares|patients|passengers|residents|students|dead|deaths|GMT|UTC)"
)
"""Nouns after a number that is a count, not a year: "2000 people". "The 2024 elections" are those of a year."""
DATE_PATTERN = re.compile(
    rf"""
      # 2024-03-05
      \b(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)
      # 5.3.2024
    | (?P<dotted>(?<![\w.]){_DAY}\.(?:1[0-2]|0?[1-9])\.{_YEAR})\b
      # 2024年3月5日, 3月5日
    | (?P<cjk>(?:(?P<cjk_year>{_YEAR})年)?(?P<cjk_month>1[0-2]|0?[1-9])月(?P<cjk_day>{_DAY})日)
      # 5日
    | (?P<cjk_day_only>(?<![\d月])(?P<cjk_only_day>{_DAY})日)(?![間目本前後曜])
      # 5 March, the 5th of March 2024, 5. Mai, 5 de mayo de 2024
    | \b(?P<day_month>(?P<dm_day>{_DAY})(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?(?P<dm_month>{_MONTH})
        (?:,?\s(?:de\s|del\s)?(?P<dm_year>{_YEAR}))?)\b
      # March 5, March 5th, 2024; not "March 5 percent"
    | \b(?P<month_day>(?P<md_month>{_MONTH_BEFORE_DAY})\s(?:the\s)?(?P<md_day>{_DAY})(?:st|nd|rd|th)?
        (?!\d|:\d|\s?(?:percent|%|million|billion))(?:,?\s(?P<md_year>{_YEAR}))?)\b
      # March 2024, mayo de 2024
    | \b(?P<month_year>(?P<my_month>{_MONTH}),?\s(?:of\s|de\s)?(?P<my_year>{_YEAR}))\b
      # in March, last May
    | \b(?P<month>(?:(?P<month_before>in|since|last|until|by|during|from|next|this|early|late|mid|of|before|after
        |through|till)[\s-])(?P<month_name>{_ENGLISH_MONTH}))\b(?!\s\d)
      # Friday, last Friday, Friday of next week, Friday week; not "Friday" before "5 March"
    | \b(?P<weekday>(?:(?P<weekday_before>last|next|this|this\spast|this\scoming|coming)\s)?
        (?P<weekday_name>{_WEEKDAY})(?:\s(?:of\s|in\s)?(?P<weekday_span>last|this|next)\sweek
        |\s(?P<weekday_later>week))?)\b
        (?!,?\s\(?(?:the\s)?(?:{_MONTH}\s{_DAY}|{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH})\b)
      # Freitag
    | (?P<foreign_weekday>{_FOREIGN_WEEKDAY})
      # gestern
    | (?P<foreign_near_day>{_FOREIGN_NEAR_DAY})
      # January with nothing before it; not "January 6", "January Jones"
    | \b(?P<bare_month>(?-i:{_UNAMBIGUOUS_MONTH}))\b(?!\s(?:\d|(?-i:[A-Z])))
      # yesterday, this morning
    | \b(?P<near_day>day\sbefore\syesterday|day\safter\stomorrow|yesterday|today|tonight|tomorrow|last\snight|overnight
        |(?:earlier|later)\stoday|this\s(?:morning|afternoon|evening))\b
      # last week, later this month
    | \b(?P<near_span>(?:(?:earlier|later)\s)?(?P<span_before>last|this|next)
        \s(?P<span_unit>week|weekend|month|year))\b
      # over the weekend
    | \b(?:over|at|during|after|for|before|by)\s(?P<weekend>the\sweekend)\b
      # two days ago, a week ago today, a year ago this month
    | \b(?P<ago>(?P<ago_count>\d{{1,3}}|{"|".join(COUNT_BY_WORD)})
        \s(?P<ago_unit>day|week|month|year)s?\sago(?:\s(?:on\s)?(?:(?P<ago_near>yesterday|today|tomorrow)
        |(?P<ago_weekday>{_WEEKDAY})|this\s(?:week|month|weekend)))?)\b
      # 2024; not "2024 people", "$2024", "2024-25"
    | (?<![\w$€£¥.,:/-])(?P<year>{_YEAR})\b(?![\d,.:%°/-]*\d|%|°|\s(?:percent|per\scent|{COUNTED_NOUNS})\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Mentions of dates, each kind below examples of it. Exactly one group that is named after a kind matches: `weekday`,
`ago`, `month_day`.

By that name dates.py finds the function that resolves the mention, and false_dates.py the one that rejects it. The
other named groups are parts of a mention: `weekday_name`, `ago_count`, `md_day` of `month_day`.
"""
ANCHOR_PATTERN = re.compile(
    rf"\b(?:{_FULL_MONTH}|{'|'.join(MONTH_BY_ABBREVIATION)}|{_WEEKDAY}|yesterday|to(?:day|night|morrow)|overnight|ago"
    rf"|earlier|this|last|next|past|the\sweekend)\b|{_FOREIGN_WEEKDAY}|{_FOREIGN_NEAR_DAY}|{_YEAR}|[月日]",
    re.IGNORECASE,
)
"""A word that every mention holds. Trying `DATE_PATTERN` only around it is five times faster than everywhere."""
TOKEN_PATTERN = re.compile(r"[^\W\d_]+|(?:19|20)\d\d")
"""A word or year. In scripts with spaces, looking up each is ten times faster than trying `ANCHOR_PATTERN`."""
ANCHOR_WORDS = frozenset(
    [
        *MONTH_BY_NAME,
        *MONTH_BY_ABBREVIATION,
        *WEEKDAY_BY_NAME,
        *("yesterday", "today", "tonight", "tomorrow", "overnight", "ago", "earlier"),
        *("this", "last", "next", "past", "weekend"),
        *(re.split(r"\W", word.lower())[0] for word in (*FOREIGN_WEEKDAY_BY_NAME, *FOREIGN_DAY_OFFSETS)),
    ]
)
"""The words of `ANCHOR_PATTERN` in lower case, apart from years."""
