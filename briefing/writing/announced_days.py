"""Which days to come a sentence announces.

Tense and modality of the clause decide; a day of what was called off is no announcement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, MONTH_BY_ABBREVIATION, WEEKDAY_BY_NAME
from briefing.text.dates.dates import DateMention, Granularity, find_dates

_GRANULARITIES: tuple[Granularity, ...] = ("day", "month")
_WEEKDAY = "|".join(WEEKDAY_BY_NAME)
_MONTH = "|".join((*ENGLISH_MONTH_WORDS, *MONTH_BY_ABBREVIATION))
_BOUNDARY = re.compile(
    r"[;:]\s|\s[–—-]\s|,\s(?=(?:and|but|while|who|which|where|as|after|before|when|because|according|said|says|the)\b)"
    r"|\s(?=(?:but|while|after|because|although|according to|that|which|who)\s)"
    r"|\sand\s(?=(?:\w+\s)?(?:will|is|are)\b)"
)
"""Where one clause ends and the next begins."""
_FINITE = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|set|due|going|expected|scheduled|planned)|would(?! have)|begins?|starts?|opens?"
    r"|votes?|meets?|resumes?|takes? place|hears?|elects?|returns?|visits?)\b|[’']ll\b"
)
"""Verbs that announce."""
_COMING = re.compile(
    rf"{_FINITE.pattern}"
    r"|\b(?:due|set (?:to|for)|scheduled|expected|planned|slated|plans?|to be|deadline|until|by|next)\b"
)
"""Words that announce; some of them stand in the announcement of what was called off later."""
_PAST = re.compile(
    r"\b(?:was|were|had|said|took|held|won|lost|met|began|came|went|left|died|told|made|fell|rose|gave|got|struck|ran"
    r"|sent|shot|spoke|saw|led|(?!(?:hundr|ne|spe|inde|exce|proce|succe|fe|ble|se|bre)ed\b)[a-z]{2,}ed)\b"
)
_WAS_TO_BE = re.compile(r"\b(?:was|were|had been)\s(?:\w+ly\s)?(?:due|set|scheduled|expected|planned|slated|to)\b")
_ATTRIBUTE_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|these|its|their|his|her|our|of|over|for|about|newly|recently|other|all)\s$", re.IGNORECASE
)
"""What stands before a participle that describes a noun: "the cancelled contract"."""
_CALLED_OFF = re.compile(
    r"\b(?:postpone[ds]|cancel(?:l?ed|s)|call(?:ed|s) off|scrap(?:ped|s)|abandoned|put off|shelved"
    r"|(?:is|are|was|were|been) axed"
    r"|(?:will not|won[’']t|no longer) (?:take place|go ahead|be held)"
    r"(?=\s*(?:$|[.;,)]|(?:on|this|next|as planned|after all|because|due to|amid|after|until|till|\w+day)\b)))\b",
    re.IGNORECASE,
)
"""What says that a plan does not take place; "will not be held in public" says only how it does."""
_NOT_CALLED_OFF = re.compile(
    r"(?:\b(?:not|never|no|without|unless|if|could|may|might|would|denie[sd]|deny|refuse[sd]?|rather than|instead of)\b"
    r"|n[’']t\b)[^.;,]{0,30}$",
    re.IGNORECASE,
)
_NEW_DATE = re.compile(
    r"\b(?:to|until|till|before|earlier than|but(?:\son)?)\s(?:(?:the|next|this|coming)\s)*$", re.IGNORECASE
)
_DATE_OF_MONTH = re.compile(r"[A-Za-z]+\.?\s\d|\d+\s[A-Za-z]")
_BEFORE_DATE = re.compile(
    r"(?:^|[,:;(–—-]\s?|\b(?:on|by|from|until|till|through|for|in|to|and|or|of|is|are|be|before|after|since"
    r"|between|said|says|next|this|\w+day|\d+(?:st|nd|rd|th)?|\w{2,}ing|opens?|starts?|begins?|runs?|premieres?|scheduled"
    r"|planned|due|set)\s)$",
    re.IGNORECASE,
)
"""What stands before a date: other words make it part of a name, as in "the Jan 6 panel" and "Room 12 December"."""
_EVENT_AFTER = re.compile(
    r"\s(?:deadline|vote|meeting|election|hearing|ballot|summit|referendum|trial|auction|strike|ceremony|talks"
    r"|launch)\b"
)
"""What a date before it is the date of: "the March 20 vote"."""
_RANGE_BEFORE = re.compile(
    r"(?P<between>\bbetween\s)?\b(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\s?(?P<link>-|–|—|to|till|until|through|and)\s?$"
)
_RANGE_AFTER = re.compile(
    r"^\s?(?:-|–|—|to\s|till\s|until\s|through\s)\s?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\b(?!\s?(?:%|[a-z]))"
)
_RANGE_LINK = re.compile(r"\s?(?:-|–|—|to|till|until|through)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:continu\w+|lasts?|runs?|go(?:es)? on|remains?|stays?|extend\w*)\b"
    r"[^.;]{0,30}\b(?:through|until|till|to)\s(?:\w+,?\s)?$",
    re.IGNORECASE,
)
"""What stands before the end of what goes on already: no event of its own."""
_END_OF_SPAN = re.compile(
    rf"\b(?:between|from)\s(?:late\s|early\s|mid-)?(?:{_MONTH})(?:\s\d{{4}})?\s(?:and|to|through|until|till)\s"
    r"(?:late\s|early\s|mid-)?$",
    re.IGNORECASE,
)
"""What stands before the last month of a span: "between April and June"."""
_OLD_DATE = re.compile(
    r"\b(?:mov(?:e|ed|es|ing)|shift(?:ed|s|ing)?|push(?:ed|es|ing)?|delay(?:ed|s|ing)?|postpon(?:e|ed|es|ing)"
    r"|reschedul(?:e|ed|es|ing)|brought|bring|put)\b[^.;]{0,40}\sfrom\s(?:\w+,?\s)?$",
    re.IGNORECASE,
)
"""What stands before the day that was planned first: "moved from June"; the new one follows."""
_NAMED_PERIOD = re.compile(
    r"\b(?:fiscal|financial|budget|school|academic)\syear\s(?:starting|beginning|ending)\s(?:on\s|in\s)?$",
    re.IGNORECASE,
)
"""What stands before a bound of a period that is only named: "a budget for the fiscal year starting July 1"."""
_NOT_BEFORE = re.compile(r"(?:\b(?:not|no|never)\b|n[’']t\b)[^.;]{0,60}\bbefore\s(?:\w+,?\s)?$", re.IGNORECASE)
"""What stands before a day until which nothing happens: "no vote before June". "Not until June" announces one."""
_NO_ANNOUNCEMENT = (_WAS_TO_BE, _ENDS, _NAMED_PERIOD, _NOT_BEFORE)
_EVENT = (
    r"(?:elections?|vote|polls?|referendum|ballot|primar(?:y|ies)|trial|retrial|hearing|summit|congress|deadline|launch"
    r"|ceremony|auction|marathon|eclipse|inauguration|coronation|festival|talks)"
)
_EVENT_BESIDE_MONTH = (
    re.compile(rf"\b{_EVENT}\s(?:(?:in|during|early|late|due|set|for)\s)*$"),
    re.compile(rf"^(?:[’']s?)?\s(?:[\w’'-]+\s){{0,2}}{_EVENT}\b"),
)
"""An event whose month stands beside it: "the election in May", "May's election", "next month's city marathon"."""
_IN_PASSING = re.compile(
    r"\b(?:(?:before|ahead of)|(?:games?|match(?:es)?|tests?|friendl(?:y|ies)|fixtures?)\s(?:against|with|at|in))"
    r"\s(?P<phrase>(?:[\w'’-]+\s){1,7})$"
)
"""What stands before the month of something that a sentence only mentions: "a coach ahead of games next month"."""
_PREPOSITION_BEFORE = re.compile(r"\b(?:in|to|for|of|at|before|ahead of|from)\s(?:the\s)?$")
_POSSESSIVE = re.compile(r"[’']s?\s")
_LEADING_PREPOSITION = re.compile(r"(?:from|before|after|since|until|till|by|through|to)\s", re.IGNORECASE)
"""What begins a mention of a month: "until May"."""
_WEEKDAY_ALONE = re.compile(rf"(?:{_WEEKDAY})", re.IGNORECASE)
_COMING_WEEKDAY = re.compile(r"\b(?:this|coming|until|till|by|through|for)\s$", re.IGNORECASE)
MORNING_HOUR = 12
"""Hour of UTC before which it is still the day before in some places: there "on Saturday" is no Saturday to come."""
_NEXT_MONTH_NAME = re.compile(rf"next\s(?:{_MONTH})\b", re.IGNORECASE)
"""The name of a month that may be that of the year after: "next November", written in September."""
_VAGUE_MONTH = re.compile(r"\b(?:the|until|till|within|over|every) next month\b", re.IGNORECASE)
"""A span of time from now on, not the month in which something happens."""
_OWN_WEEKDAY = re.compile(rf"\b(?P<day>{_WEEKDAY}),?\s(?:the\s)?$", re.IGNORECASE)


def announced_days(text: str, published: datetime) -> list[tuple[date, date]]:
    """Return the first and the last day of each day, range of days and month that a sentence announces.

    Args:
        text: The sentence.
        published: When its article was published; days up to it are no announcement.
    """
    today = published.date()
    return [
        (mention.first_day, mention.last_day)
        for mention in _dates(text, today)
        if today < mention.first_day
        and not _may_be_yesterday(text, mention, published)
        and _is_announced(text, mention)
        and not _is_called_off(text, mention)
    ]


def called_off_days(text: str, published: date) -> list[tuple[date, date]]:
    """Return the days of which a sentence says that what was planned for them does not take place."""
    return [(m.first_day, m.last_day) for m in _dates(text, published) if _is_called_off(text, m)]


def says_called_off(text: str) -> bool:
    """Whether a sentence says that something planned does not take place, or not then."""
    return any(_is_predicate(text, match) for match in _CALLED_OFF.finditer(text))


def _dates(text: str, published: date) -> list[DateMention]:
    """The days and months in a text that are no parts of names, each range of days as one mention."""
    mentions = [
        one
        for one in find_dates(text, published)
        if one.granularity in _GRANULARITIES
        and not _only_looks_like_one(text, one, published.year)
        and _fits_its_weekday(text, one)
    ]
    return list(_joined_ranges(text, mentions))


def _joined_ranges(text: str, mentions: list[DateMention]) -> Iterator[DateMention]:
    """Yield mentions, those of one range ("3-5 December", "28 March to 3 April") joined."""
    waiting: DateMention | None = None
    for one in mentions:
        mention = _widened(text, one, waiting.end if waiting else 0)
        if waiting and _links(text, waiting, mention):
            waiting = replace(waiting, end=mention.end, last_day=mention.last_day)
            continue
        if waiting:
            yield waiting
        waiting = mention
    if waiting:
        yield waiting


def _may_be_yesterday(text: str, mention: DateMention, published: datetime) -> bool:
    """Whether a weekday alone is that of yesterday where it is not yet over: "on Saturday" on a Sunday at 2:00 UTC."""
    in_a_week = mention.first_day == published.date() + timedelta(days=6)
    return (
        in_a_week
        and published.hour < MORNING_HOUR
        and bool(_WEEKDAY_ALONE.fullmatch(text, mention.start, mention.end))
        and not _COMING_WEEKDAY.search(text[: mention.start])
    )


def _links(text: str, first: DateMention, second: DateMention) -> bool:
    """Whether two days are the bounds of one range, or follow one another: "Friday and Saturday"."""
    between = text[first.end : second.start]
    if first.granularity != "day" or second.granularity != "day" or _OLD_DATE.search(text[: first.start]):
        return False  # "moved from May 3 to May 5"
    if between == " and " and second.first_day - first.last_day == timedelta(days=1):
        return True
    is_range = _RANGE_LINK.fullmatch(between) or (between == " and " and _BETWEEN.search(text[: first.start]))
    return bool(is_range) and first.last_day < second.first_day


def _widened(text: str, mention: DateMention, start: int) -> DateMention:
    """Return a day of a month with the other bound of its range: a number after `start` before it, or one after it."""
    if mention.granularity != "day" or not _DATE_OF_MONTH.match(text, mention.start):
        return mention
    before = _RANGE_BEFORE.search(text[: mention.start], start)
    if before and (before["link"] != "and" or before["between"]) and int(before["day"]) < mention.first_day.day:
        return replace(mention, start=before.start(), first_day=mention.first_day.replace(day=int(before["day"])))
    after = _RANGE_AFTER.match(text[mention.end :])
    if after and int(after["day"]) > mention.first_day.day:
        try:
            last = mention.first_day.replace(day=int(after["day"]))
        except ValueError:  # the month is shorter
            return mention
        return replace(mention, end=mention.end + after.end(), last_day=last)
    return mention


def _only_looks_like_one(text: str, mention: DateMention, year: int) -> bool:
    """Whether a mention is no date of an event: "the Jan 6 panel", "within the next month"."""
    before, after = text[: mention.start], text[mention.end :]
    if mention.granularity == "month" and _VAGUE_MONTH.search(before[-10:] + text[mention.start : mention.end]):
        return True
    if mention.granularity == "month" and _END_OF_SPAN.search(before):
        return True
    if _NEXT_MONTH_NAME.search(before[-5:] + text[mention.start : mention.end]) and mention.first_day.year == year:
        return True
    if not _DATE_OF_MONTH.match(text, mention.start):
        return False
    if _RANGE_BEFORE.search(before) or _EVENT_AFTER.match(after):
        return False
    return not _BEFORE_DATE.search(before)


def _fits_its_weekday(text: str, mention: DateMention) -> bool:
    """Whether the weekday directly before a day of a month is its weekday; else one of the two is wrong."""
    weekday = _OWN_WEEKDAY.search(text[: mention.start])
    return (
        not weekday
        or mention.granularity != "day"
        or (WEEKDAY_BY_NAME[weekday["day"].lower()] == mention.first_day.weekday())
    )


def _clause(text: str, mention: DateMention) -> tuple[str, str]:
    """The clause of a mention: what stands before and after it."""
    start = max((match.end() for match in _BOUNDARY.finditer(text) if match.end() <= mention.start), default=0)
    ends = (match.start() for match in _BOUNDARY.finditer(text, mention.end))
    return text[start : mention.start], text[mention.end : next(ends, len(text))]


def _is_announced(text: str, mention: DateMention) -> bool:
    """Whether the verb that governs a date announces it: the last before it in its clause, or one after it."""
    before, after = _clause(text, mention)
    preposition = _LEADING_PREPOSITION.match(text, mention.start, mention.end)
    until = before + (preposition.group() if preposition else "")
    if any(pattern.search(until) for pattern in _NO_ANNOUNCEMENT) or _is_old_date(until, after):
        return False
    if mention.granularity == "month" and _is_in_passing(before, after):
        return False
    if coming := max((match.end() for match in _COMING.finditer(before)), default=0):
        is_exact = mention.first_day < mention.last_day or _DATE_OF_MONTH.match(text, mention.start)
        return bool(is_exact) or not _past_verb(before, coming)
    if _past_verb(before, 0):
        return False
    return bool(_COMING.search(after)) or not _past_verb(after, 0)


def _is_old_date(before: str, after: str) -> bool:
    """Whether what was planned for a date was moved to another one."""
    return after.startswith(" to ") and bool(_OLD_DATE.search(before))


def _is_in_passing(before: str, after: str) -> bool:
    """Whether the month is that of something that a sentence mentions: no event of its own stands beside it."""
    if any(pattern.search(part) for pattern, part in zip(_EVENT_BESIDE_MONTH, (before, after), strict=True)):
        return False
    if _POSSESSIVE.match(after):
        return bool(_PREPOSITION_BEFORE.search(before))
    match = _IN_PASSING.search(before)
    return match is not None and not _COMING.search(match["phrase"])


def _past_verb(text: str, start: int) -> bool:
    """Whether a verb in the past tense stands after `start`; participles that describe a noun do not count."""
    return any(not _ATTRIBUTE_BEFORE.search(text[: match.start()]) for match in _PAST.finditer(text, start))


def _is_predicate(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    return not _ATTRIBUTE_BEFORE.search(before) and not _NOT_CALLED_OFF.search(before)


def _is_called_off(text: str, mention: DateMention) -> bool:
    """Whether what a sentence plans for a date was called off; the day to which it was moved is a new date."""
    words = [match for match in _CALLED_OFF.finditer(text) if _is_predicate(text, match)]
    if not words:
        return False
    before, after = _clause(text, mention)
    if _NEW_DATE.search(before) and any(match.end() <= mention.start for match in words):
        return False
    clause_start, clause_end = mention.start - len(before), mention.end + len(after)
    return any(clause_start <= match.start() < clause_end for match in words)
