"""Matches of `DATE_PATTERN` that only look like dates: parts of names, of numbers or of phrases.

Examples: "OrbOS 17 months ago", "at least 20 may have died", "Black Friday", "The Tonight Show".

Patterns named `..._BEFORE` are searched in the text before the match and end where it begins; those named `..._AFTER`
are tried where it ends.
"""

from __future__ import annotations

import re

from briefing.text.calendar_words import ENGLISH_WEEKDAYS
from briefing.text.dates.date_context import CONTEXT_LENGTH, SENTENCE_START
from briefing.text.dates.date_patterns import COUNTED_NOUNS

LINE_LENGTH = 60
"""Characters around a mention that show whether its line is a headline with capitals."""
MIN_CAPITALS = 0.75
"""Share of the longer words of a line from which on capitals are its style and no sign of a name."""

_WEEKDAY = "|".join(ENGLISH_WEEKDAYS)

_INEXACT_COUNT_BEFORE = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|some|over|under|more than|less than|fewer than|at least|up to|half"
    r"|approximately|hundred and|thousand and|or|to)\s|(?<=\S)[-–—.,/]|[$€£¥]|\d\s?[-–—]\s?)$",
    re.IGNORECASE,
)
"""What stands before a count of days that is an estimate, a range or a part of a larger number."""
_CAPITAL_BEFORE = re.compile(
    rf"\b(?!(?:On|By|From|Until|Till|Since|The|Of|To|In|Between|And|Am|Vom|Bis|Ab|Den|Der|Dem|Le|El|Il|Em|GMT|UTC|[BCEMP][DS]T|{_WEEKDAY})\b)"
    r"(?:[A-Z]\w*|[Nn]o)\.?\s$"
)
"""The name that a number after it can belong to: "Room 12"."""
_PRODUCT_BEFORE = re.compile(
    r"(?:[A-Za-z][-–]|\b(?:[a-z]+[A-Z]\w*|(?!(?:GMT|UTC|[BCEMP][DS]T)\b)[A-Z]\w*[A-Z]\w*|(?:Room|Flight|Route|Gate|Chapter|Article|Version|Season"
    r"|Episode|Part|Formula|Division|Group|Top|At Least)|[Vv]ersion)\s)$"
)
"""The name that a number after it belongs to: "OrbOS 17", "Covid-19"."""
_NUMBER_AFTER = re.compile(
    rf",\d{{3}}|\.\d|/\d|[-–]\d{{1,2}}\s(?:win|defeat|loss|victory|draw|rout|lead|tie)\b|\s{COUNTED_NOUNS}\b",
    re.IGNORECASE,
)
"""What makes a number after a month an amount, a score or a part of a number: "In May 20 people"."""
_LARGER_NUMBER_AFTER = re.compile(r",\d{3}|\.\d")
"""What makes a number after a month a part of a larger one, also after "on": "on May 1,000 people"."""
_DAY_BEFORE = re.compile(r"\b(?:on|by|until|till|from|since)\s$", re.IGNORECASE)
"""A preposition before a day."""
_DATE_BEFORE = re.compile(
    r"(?:[,:;(–—-]\s?|\b(?:on|by|from|until|till|through|for|to|and|or|of|is|are|be|before|after|since|between|next|this"
    rf"|the|its|his|her|their|our|an?|of|on|{_WEEKDAY}|\w+['’]s|\w{{2,}}ed|\w{{2,}}ing|opens?|starts?|begins?|set|due|vote|died|born|held|met)\s)$",
    re.IGNORECASE,
)
"""What can stand before "May 5" or "March 5" as a date; after other words, they are a verb or a name."""
_DATE_AFTER = re.compile(
    r"(?:$|[,.;:)—–?!]|['’]s\b|\s(?:[-–—]|(?:in|at|to|for|after|when|and|or|by|on|from|that|the|as|with|but|before)\b)|\\\\?/\d)"
)
"""What can stand after "May 5" or "March 5" as a date."""
_RANGE_AFTER = re.compile(r"[-–](?P<last>\d{1,2})\b(?!-)")
"""What makes a day the first one of a range: "March 18-20"."""
_RANGE_BEFORE = re.compile(r"\b(?!in\s)[a-z]+\s$")
"""What can stand before a range of days: "runs March 18-20", but no team as in "Comets March 3-1"."""
_PERSON_AFTER = re.compile(
    r"['’]s\b|\s(?:sa(?:id|ys)|told|tells|added|resigned|quit|won|lost|left|took|became|was|had|has|and\s(?:her|his))\b"
)
"""What a person does or has: "of May's", "August said"."""

_NAMED_MARCH_AFTER = re.compile(r"\s(?:for\s(?:Life|Our\sLives|Science)|on\sWashington|of\sthe\sLiving)\b")
"""The rest of the name of a march of people: "in March for Life"."""

_WEEKDAY_NAME_BEFORE = re.compile(
    r"\b(?:Black|Good|Super|Cyber|Ash|Holy|Palm|Easter|Whit|Shrove|Maundy|Bloody|Freaky|Fat|Taco|Giving|Blue|Manic"
    r"|Stormy|Ruby|Sheffield|Throwback|Casual|Mothering|Man|Girl|[Aa]ny [Gg]iven|Small Business|Last Week"
    r"|(?:Mail|Scotland|Wales) on)\s$"
)
"""The first part of a name with a weekday: "Black Friday"."""
_WEEKDAY_NAME_AFTER = re.compile(
    r"\s(?:(?:Night|Morning|Afternoon|Evening)\s(?!(?:In|At|As|On|For|After|To|And|By|With|Over)\b)[A-Z]|the\s13th"
    r"|(?:Times|Live|Post|Telegraph|Mirror|Mail|Show|Star|Express|World|Herald|Club|Group|League|Briefing)\b"
    r")|['’]s\s[Cc]hild\b"
)
"""The last part of a name with a weekday: "Friday Night Lights", "Sunday Times"."""
_SUNDAY_NAME_AFTER = re.compile(r"\s(?:school|roast)s?\b")
"""What is called after Sundays in general, unless "on" stands before: "Sunday school"."""
_RECURRING_BEFORE = re.compile(
    r"\b(?:every|each|any|previous|first|second|third|fourth|the last"
    r"|(?:Mon|Satur)day\s?(?:to|through|[-–]))\s?$",
    re.IGNORECASE,
)
"""What stands before a weekday that recurs or is counted: "every Monday", "Monday to Friday"."""
_RECURRING_AFTER = re.compile(
    r"\s?(?:to|through|[-–])\s?(?:Fri|Sun)day\b|\s(?:mornings|nights|afternoons|evenings)\b", re.IGNORECASE
)
"""What stands after a weekday that recurs: "Monday to Friday", "Saturday nights"."""
_ANY_WEEKDAY_AFTER = re.compile(r"$|[.,;:!?)]|\s(?:in|and|when|morning|evening|night|at|with)\b")
"""What stands after "on a Sunday" if the weekday is not the first word of a noun phrase."""
_FREE_BEFORE = re.compile(
    r"(?:\b(?:on|by|until|till|since|from|and|or|said|told|announced|of|to|for|an?|its|his|her|their)\s|[,(–—-]\s?)$",
    re.IGNORECASE,
)
"""What stands before a weekday that can be followed by a name: "said on Monday Norland would"."""
_FOREIGN_NAME_BEFORE = re.compile(
    r"\b(?!(?:Am|Vom|Von|Seit|Bis|Ab|Le|Ce|El|Este|Il|Uhr|Jeden|Letzten|Nächsten)\b)[A-Z][a-z]+\s$"
)
"""A word with a capital to which a weekday of another language belongs as a part of a name."""
_PROGRAMME_AFTER = re.compile(r"['’”\"]?\s(?:[Ss]how|[Pp]rogramme|[Pp]rogram)\b|[’'”\"](?!s\b)")
"""What follows the name of a programme: "the 'Tonight Show'", "the ‘Today’ hosts"."""
_IDLE_OVERNIGHT_BEFORE = re.compile(r"(?:\b(?:not|cannot|never)\b|n[’']t\b)[^.;]{0,30}$")
"""A negation before "overnight", which then says how fast: "will not change overnight"."""
_IDLE_OVERNIGHT_AFTER = re.compile(
    r"\s(?:success|sensation|stays?|oats|delivery|shipping|bus|train|flights?|trip|guests?|parking|fame|rates?|camp)\b"
)
"""What is called after nights in general: "overnight success", "overnight flight"."""


def only_looks_like_date(match: re.Match[str]) -> bool:
    """Whether a match of `DATE_PATTERN` is no date: a part of a name, of a number or of another word's phrase."""
    before = match.string[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    after = match.string[match.end() : match.end() + CONTEXT_LENGTH]
    kind = next((kind for kind in _CHECKS if match[kind] is not None), None)
    return kind is not None and _CHECKS[kind](match, before, after)


def _is_title_case(match: re.Match[str]) -> bool:
    """Whether the line around a match is written with capitals."""
    before = match.string[max(0, match.start() - LINE_LENGTH) : match.start()].rpartition("\n")[2]
    after = match.string[match.end() : match.end() + LINE_LENGTH].partition("\n")[0]
    words = [word for word in re.findall(r"[^\W\d_]+", f"{before} {after}") if len(word) > 3]
    return bool(words) and sum(word != word.lower() for word in words) >= MIN_CAPITALS * len(words)


def _is_false_ago(match: re.Match[str], before: str, _: str) -> bool:
    count = match["ago_count"]
    return bool(_INEXACT_COUNT_BEFORE.search(before)) or (count.isdecimal() and _is_numbered(before, True))


def _is_false_day_month(match: re.Match[str], before: str, after: str) -> bool:
    month = match["dm_month"]
    if _is_other_word(month):
        return True
    has_open_end = match["dm_year"] or _DAY_BEFORE.search(before) or not re.match(r"\s[A-Z]", after)
    if month in ("May", "March") and not has_open_end:
        return True
    return _is_numbered(before, not _is_title_case(match))


def _is_numbered(before: str, is_name: bool) -> bool:
    """Whether the number that a match begins with belongs to the word before it; `is_name`: if that has a capital."""
    return bool(_PRODUCT_BEFORE.search(before) or (is_name and _CAPITAL_BEFORE.search(before)))


def _is_false_dotted(_: re.Match[str], before: str, __: str) -> bool:
    return bool(_PRODUCT_BEFORE.search(before))


def _is_false_month_day(match: re.Match[str], before: str, after: str) -> bool:
    if match["md_year"]:
        return False
    month = match["md_month"]
    if _LARGER_NUMBER_AFTER.match(after):
        return True
    if _is_other_word(month) or (_NUMBER_AFTER.match(after) and not re.search(r"\b[Oo]n\s$", before)):
        return True
    if month not in ("May", "March") or _DATE_BEFORE.search(before) or _DATE_AFTER.match(after):
        return False
    return not _begins_a_range(int(match["md_day"]), before, after)


def _begins_a_range(day: int, before: str, after: str) -> bool:
    """Whether a later day follows as in "March 18-20", and then what can stand after a date: no score, no amount."""
    later = _RANGE_AFTER.match(after)
    if not later or int(later["last"]) <= day:
        return False
    return bool(_RANGE_BEFORE.search(before) and _DATE_AFTER.match(after[later.end() :]))


def _is_other_word(month: str) -> bool:
    """Whether the case of a month's name shows another word: "may", "march", the planet Mars, APR."""
    return month in ("may", "march", "Mars", "APR")


def _is_false_month_year(match: re.Match[str], _: str, __: str) -> bool:
    """Whether a month and a year are the name of a spacecraft: "Mars 2020"; in French the month is no name."""
    return match["my_month"] == "Mars"


def _is_false_month(match: re.Match[str], _: str, after: str) -> bool:
    """Whether a month's name after "in", "of" or "this" is a verb, a person or a part of another name."""
    name, link = match["month_name"], match["month_before"].lower()
    if name.islower() or (name == "March" and _NAMED_MARCH_AFTER.match(after)):
        return True
    if link in ("in", "since", "last", "early", "late", "mid", "during"):
        return False
    is_name = name in ("March", "May") or (name in ("April", "June", "August") and not _is_title_case(match))
    return is_name and bool(re.match(r"\s[A-Z]", after) or _PERSON_AFTER.match(after))


def _is_false_weekday(match: re.Match[str], before: str, after: str) -> bool:
    if _WEEKDAY_NAME_BEFORE.search(before) or _WEEKDAY_NAME_AFTER.match(after):
        return True
    is_sunday = match["weekday_name"].lower() == "sunday"
    if is_sunday and _SUNDAY_NAME_AFTER.match(after) and not _DAY_BEFORE.search(before):
        return True
    if _RECURRING_BEFORE.search(before) or _RECURRING_AFTER.match(after) or _is_any_weekday(before, after):
        return True
    if match["weekday_before"] == "last" and before.lower().endswith("the ") and re.match(r"\s(?:in|of)\b", after):
        return True
    if not re.match(r"\s[A-Z]", after) or match["weekday_before"]:
        return False
    if SENTENCE_START.search(before):
        return True
    return not _FREE_BEFORE.search(before) and not _is_title_case(match)


def _is_any_weekday(before: str, after: str) -> bool:
    """Whether a weekday is one of many: "on a Sunday", but not "on a Sunday call"."""
    return bool(re.search(r"\bon\sa\s$", before) and _ANY_WEEKDAY_AFTER.match(after))


def _is_false_foreign_weekday(_: re.Match[str], before: str, __: str) -> bool:
    return bool(_FOREIGN_NAME_BEFORE.search(before))


def _is_false_near_word(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a word such as "today" or "last week" is a name ("The Tonight Show") or a figure of speech."""
    words = match[0]
    if words[0].isupper() and _PROGRAMME_AFTER.match(after):
        return True
    if words.lower() == "overnight":
        return bool(_IDLE_OVERNIGHT_BEFORE.search(before) or _IDLE_OVERNIGHT_AFTER.match(after))
    if words.lower() == "tomorrow" and re.search(r"\bof\s$", before) and not re.match(r"['’]s", after):
        return True
    return words[0].isupper() and not SENTENCE_START.search(before) and not _is_title_case(match)


_CHECKS = {
    "dotted": _is_false_dotted,
    "day_month": _is_false_day_month,
    "month_day": _is_false_month_day,
    "month_year": _is_false_month_year,
    "month": _is_false_month,
    "weekday": _is_false_weekday,
    "foreign_weekday": _is_false_foreign_weekday,
    "near_day": _is_false_near_word,
    "near_span": _is_false_near_word,
    "ago": _is_false_ago,
}
"""How a match of each alternative of `DATE_PATTERN` is tried, by the name of its group."""
