"""What the words around a date show: that it only looks like a date, and whether it is announced or past.

Examples of the first kind: "OrbOS 17 months ago", "at least 20 may have died", "Black Friday", "The Tonight Show".
"""

from __future__ import annotations

import re

from briefing.text.calendar_words import ENGLISH_WEEKDAYS
from briefing.text.date_patterns import COUNTED_NOUNS

CONTEXT_LENGTH = 80
"""Characters around a mention in which a verb says whether it is announced or past."""
LINE_LENGTH = 60
"""Characters around a mention that show whether its line is a headline with capitals."""
MIN_CAPITALS = 0.75
"""Share of the longer words of a line from which on capitals are its style and no sign of a name."""
MIN_ROUND_DAYS = 20
"""Count from which on a round number of days is an estimate: "90 days ago"."""

_WEEKDAY = "|".join(ENGLISH_WEEKDAYS)
_ATTRIBUTION = re.compile(
    r"(?<!\bbe )\b(?:sa(?:id|ys)|told|announced|reported|added|wrote|warned|confirmed|posted|statement|interview|during"
    r"|following|invited)\b"
)
_FUTURE_VERBS = (
    r"\b(?:will|shall|would(?!\s(?:have|not))|must|(?<!\bthan\s)(?<!\bas\s)(?:expected|scheduled|planned|slated)|set\s(?:to|for)|plans?\sto"
    r"|ha(?:s|ve)\s(?:to|until)|given\suntil|going\sto|due(?!\sto)|due\sto\s(?:be|meet|vote|hold|begin|start|open|visit"
    r"|speak|appear|return|arrive|take|face|travel|play|leave|sign|go|resume|end|decide|rule|release|publish|launch)"
    r"|(?<!failed\s)(?<!refused\s)(?<!gathered\s)(?<!managed\s)to\s(?:meet|vote|hold|begin|start|open|visit))\b"
)
_FUTURE_BEFORE = re.compile(
    rf"(?:(?<!-)(?i:{_FUTURE_VERBS})(?!\sto\shave\b)(?P<rest>[^.;]{{0,60}})"
    r"|\b(?:[Bb]egins?|[Ss]tarts?|[Oo]pens|[Rr]esumes?|[Ee]nds|[Ee]xpires)\s(?:on\s)?|\bas\s(?:early|soon)\sas\s)$"
)
_FUTURE_AFTER = re.compile(r"(?P<rest>[^.;,]{0,50}?)\b(?:will|is\s(?:set|due|expected|scheduled)\sto)\b")
_CLAUSE_START = re.compile(r"(?:^|[.!?,;:—]\s|\b(?:that|and|but)\s)(?:[Oo]n\s)?$")
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|died|won|lost|met|began|came|went|left|took|held|made|fell|rose|gave|got|shot|led"
    r"|(?!(?:hundr|ne|spe|inde|exce|proce|succe|fe|ble|se|bre|ne|announc|report|add|warn|confirm|post|schedul|plann"
    r"|expect)ed\b)[a-z]{2,}ed)\b"
)
_NOT_GOVERNED = re.compile(
    r"\b(?:to\s(?!the\b|a\b)\w+|be|will|would|ahead|before|until|till|through|for|by|\w+ing|next|coming)\b"
    r"|\bto\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Words between a verb in the past and a date to come: "adjourned until March 20", "unveiled a plan to open in May"."""

_HEDGE = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|some|over|under|more than|less than|fewer than|at least|up to|half"
    r"|approximately|hundred and|thousand and|or|to)\s|(?<=\S)[-–—.,/]|[$€£¥]|\d\s?[-–—]\s?)$",
    re.IGNORECASE,
)
"""What stands before a count of days that is an estimate, a range or a part of a larger number."""
_COUNT = re.compile(r"\b(?:at least|more than|fewer than|less than|some|nearly|up to|another|almost)\s$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|until|till|to|by|through|from) at least\s$", re.IGNORECASE)
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
_ADDRESS_AFTER = re.compile(r"\s(?:Street|Road|Avenue|Lane|Square|Boulevard|Bridge|City|Stadium|Airport|Movement)\b")
_NUMBER_AFTER = re.compile(
    rf",\d{{3}}|\.\d|/\d|[-–]\d{{1,2}}\s(?:win|defeat|loss|victory|draw|rout|lead|tie)\b|\s{COUNTED_NOUNS}\b",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(r"\b(?P<day>\d+)\s?[-–]$")
_DAY_BEFORE = re.compile(r"\b(?:on|by|until|till|from|since)\s$", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    r"(?:[,:;(–—-]\s?|\b(?:on|by|from|until|till|through|for|to|and|or|of|is|are|be|before|after|since|between|next|this"
    rf"|the|its|his|her|their|our|an?|of|on|{_WEEKDAY}|\w+['’]s|\w{{2,}}ed|\w{{2,}}ing|opens?|starts?|begins?|set|due|vote|died|born|held|met)\s)$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(
    r"(?:$|[,.;:)—–?!]|['’]s\b|\s(?:[-–—]|(?:in|at|to|for|after|when|and|or|by|on|from|that|the|as|with|but|before)\b)|\\\\?/\d)"
)
_ATTACK_AFTER = re.compile(
    r"\s(?:[A-Za-z]+\s)?(?:attacks?|massacre|riot(?:s|er|ers)?|insurrection(?:ist|ists)?|memorial|defendants?|hijack\w*)\b"
)
_YEAR_AFTER = re.compile(r",?\s(?:of\s)?(?P<step>last|this|next)\syear\b")
_MARCH_OF = re.compile(r"\s(?:for|on|of|against)\s[A-Z]")
_PERSON_BEFORE = re.compile(r"\b(?:M[rs]s?|Miss|Dr|Sir|Dame|Lady|Lord)\.?\s$")
_PERSON_AFTER = re.compile(
    r"['’]s\b|\s(?:sa(?:id|ys)|told|tells|added|resigned|quit|won|lost|left|took|became|was|had|has|and\s(?:her|his))\b"
)
_PART_OF_MONTH = re.compile(
    r"\b(?:end|beginning|start|middle|month|weeks?|half|part|rest|course|most|all|days?|weekend|evening|morning|night)\s"
    r"(?:of\s)?$",
    re.IGNORECASE,
)
_IDES = re.compile(r"\b(?:ides|march|fourth)\s(?:of\s)?$", re.IGNORECASE)

_WEEKDAY_NAME_BEFORE = re.compile(
    r"\b(?:Black|Good|Super|Cyber|Ash|Holy|Palm|Easter|Whit|Shrove|Maundy|Bloody|Freaky|Fat|Taco|Giving|Blue|Manic"
    r"|Stormy|Ruby|Sheffield|Throwback|Casual|Mothering|Man|Girl|[Aa]ny [Gg]iven|Small Business|Last Week"
    r"|(?:Mail|Scotland|Wales) on)\s$"
)
_WEEKDAY_NAME_AFTER = re.compile(
    r"\s(?:(?:Night|Morning|Afternoon|Evening)\s(?!(?:In|At|As|On|For|After|To|And|By|With|Over)\b)[A-Z]|the\s13th"
    r"|(?:Times|Live|Post|Telegraph|Mirror|Mail|Show|Star|Express|World|Herald|Club|Group|League|Briefing)\b"
    r")|['’]s\s[Cc]hild\b"
)
_SUNDAY_AFTER = re.compile(r"\s(?:school|roast|best|league|lunch|papers|newspapers|trading|driver|worship)\b")
_RECURRING_BEFORE = re.compile(
    r"\b(?:every|each|any|previous|first|second|third|fourth|the last"
    r"|(?:Mon|Satur)day\s?(?:to|through|[-–]))\s?$",
    re.IGNORECASE,
)
_RECURRING_AFTER = re.compile(
    r"\s?(?:to|through|[-–])\s?(?:Fri|Sun)day\b|\s(?:mornings|nights|afternoons|evenings)\b", re.IGNORECASE
)
_ANY_WEEKDAY_AFTER = re.compile(r"$|[.,;:!?)]|\s(?:in|and|when|morning|evening|night|at|with)\b")
_FREE_BEFORE = re.compile(
    r"(?:\b(?:on|by|until|till|since|from|and|or|said|told|announced|of|to|for|an?|its|his|her|their)\s|[,(–—-]\s?)$",
    re.IGNORECASE,
)
"""What stands before a weekday that can be followed by a name: "said on Monday Norland would"."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“”'‘(\n]\s*|[-–—|]\s)$")
_FOREIGN_NAME_BEFORE = re.compile(
    r"\b(?!(?:Am|Vom|Von|Seit|Bis|Ab|Le|Ce|El|Este|Il|Uhr|Jeden|Letzten|Nächsten)\b)[A-Z][a-z]+\s$"
)
_IDLE_OVERNIGHT_BEFORE = re.compile(r"(?:\b(?:not|cannot|never)\b|n[’']t\b)[^.;]{0,30}$")
_IDLE_OVERNIGHT_AFTER = re.compile(
    r"\s(?:success|sensation|stays?|oats|delivery|shipping|bus|train|flights?|trip|guests?|parking|fame|rates?|camp)\b"
)


def only_looks_like_date(match: re.Match[str]) -> bool:
    """Whether a match of `DATE_PATTERN` is no date: a part of a name, of a number or of another word's phrase."""
    before = match.string[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    after = match.string[match.end() : match.end() + CONTEXT_LENGTH]
    kind = next((kind for kind in _CHECKS if match[kind] is not None), None)
    return kind is not None and _CHECKS[kind](match, before, after)


def is_announced(match: re.Match[str]) -> bool:
    """Whether the words around a mention announce something: "the chamber will vote on", "on Friday it will"."""
    before = match.string[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    place = 0
    while words := _FUTURE_BEFORE.search(before, place):
        if not _ATTRIBUTION.search(words["rest"] or ""):
            return True
        place = words.start() + 1
    ahead = _FUTURE_AFTER.match(match.string, match.end(), match.end() + CONTEXT_LENGTH)
    return ahead is not None and bool(_CLAUSE_START.search(before)) and not _ATTRIBUTION.search(ahead["rest"])


def is_past(match: re.Match[str]) -> bool:
    """Whether a verb in the past tense governs a mention, and nothing announces it."""
    before = re.split(r"[.;]\s", match.string[max(0, match.start() - CONTEXT_LENGTH) : match.start()])[-1]
    if is_announced(match):
        return False
    verbs = [
        verb.end() for verb in _PAST_VERB.finditer(before) if not before[: verb.start()].endswith((" be ", " to "))
    ]
    if verbs:
        return not _NOT_GOVERNED.search(before, verbs[-1])
    after = re.split(r"[.;]\s", match.string[match.end() : match.end() + CONTEXT_LENGTH])[0]
    return bool(_CLAUSE_START.search(before) and _PAST_VERB.search(after))


def names_attack(match: re.Match[str]) -> bool:
    """Whether a date is the name of an attack, often of an earlier year: "September 11 attacks"."""
    return bool(_ATTACK_AFTER.match(match.string, match.end()))


def is_chronicle(match: re.Match[str]) -> bool:
    """Whether a date opens an entry of a list of events: "May 2 - The minister visits the coast"."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_SENTENCE_START.search(before) and re.match(r"\s?[-–—:]\s", after))


def year_step(match: re.Match[str]) -> int | None:
    """How many years after that of publication a date is by the words after it: "8 January last year" is -1."""
    words = _YEAR_AFTER.match(match.string, match.end())
    return {"last": -1, "this": 0, "next": 1}[words.group("step")] if words else None


def _is_title_case(match: re.Match[str]) -> bool:
    """Whether the line around a match is written with capitals."""
    before = match.string[max(0, match.start() - LINE_LENGTH) : match.start()].rpartition("\n")[2]
    after = match.string[match.end() : match.end() + LINE_LENGTH].partition("\n")[0]
    words = [word for word in re.findall(r"[^\W\d_]+", f"{before} {after}") if len(word) > 3]
    return bool(words) and sum(word != word.lower() for word in words) >= MIN_CAPITALS * len(words)


def _is_false_ago(match: re.Match[str], before: str, _: str) -> bool:
    count = match["ago_count"]
    is_round = count.isdecimal() and int(count) >= MIN_ROUND_DAYS and int(count) % 10 == 0
    if (is_round and match["ago_unit"].lower() == "day") or _HEDGE.search(before):
        return True
    return count.isdecimal() and _is_numbered(before, True)


def _is_false_day_month(match: re.Match[str], before: str, after: str) -> bool:
    month = match["dm_month"]
    if (bound := _RANGE_BEFORE.search(before)) and int(bound["day"]) >= int(match["dm_day"]):
        return True
    if month == "May" and re.match(r"\s(?:not|be|have|also|soon|still)\b", after):
        return True
    if _is_false_month_word(month, bool(match["dm_year"])) or _ADDRESS_AFTER.match(after):
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
    if _is_false_month_word(month, False) or (_NUMBER_AFTER.match(after) and not re.search(r"\b[Oo]n\s$", before)):
        return True
    if re.match(r",\d{3}|\.\d{1,2}(?!\d)|/\d", after):
        return True
    return month in ("May", "March") and not _DATE_BEFORE.search(before) and not _DATE_AFTER.match(after)


def _is_false_month_word(month: str, has_year: bool) -> bool:
    """Whether the case of a month's name shows another word: "may", "march", the planet Mars, APR."""
    return month in ("may", "march", "Mars", "APR") or (not has_year and len(month) == 3 and month.islower())


def _is_false_month(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a month's name after "in", "of" or "this" is a verb, a person or a part of another name."""
    name, link = match["month_name"], match["month_before"].lower()
    if name.islower() and name in ("may", "march", "august"):
        return True
    if _MARCH_OF.match(after) and name == "March":
        return True
    if link == "of" and (_IDES.search(before) or (name == "May" and not _PART_OF_MONTH.search(before))):
        return True
    if link in ("in", "since", "last", "early", "late", "mid", "during"):
        return bool(re.match(r"\s(?:Madness|Day\b|Fool)", after))
    is_name = name in ("March", "May") or (name in ("April", "June", "August") and not _is_title_case(match))
    return is_name and bool(re.match(r"\s[A-Z]", after) or _PERSON_AFTER.match(after))


def _is_false_bare_month(_: re.Match[str], before: str, after: str) -> bool:
    return bool(_PERSON_BEFORE.search(before) or re.match(r"\s(?:sa(?:id|ys)|told|tells|added)\b", after))


def _is_false_weekday(match: re.Match[str], before: str, after: str) -> bool:
    if _WEEKDAY_NAME_BEFORE.search(before) or _WEEKDAY_NAME_AFTER.match(after):
        return True
    if match["weekday_name"].lower() == "sunday" and _SUNDAY_AFTER.match(after):
        return True
    if _RECURRING_BEFORE.search(before) or _RECURRING_AFTER.match(after) or _is_any_weekday(before, after):
        return True
    if match["weekday_before"] == "last" and before.lower().endswith("the ") and re.match(r"\s(?:in|of)\b", after):
        return True
    if not re.match(r"\s[A-Z]", after) or match["weekday_before"]:
        return False
    if _SENTENCE_START.search(before):
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
    if words.lower() == "overnight":
        return bool(_IDLE_OVERNIGHT_BEFORE.search(before) or _IDLE_OVERNIGHT_AFTER.match(after))
    if words.lower() == "tomorrow" and re.search(r"\bof\s$", before) and not re.match(r"['’]s", after):
        return True
    return (
        words[0].isupper()
        and (words == "TODAY" or not words.isupper())
        and not _SENTENCE_START.search(before)
        and not _is_title_case(match)
    )


def _is_false_year(_: re.Match[str], before: str, __: str) -> bool:
    return bool(_COUNT.search(before)) and not _SINCE.search(before)


def _is_false_month_year(match: re.Match[str], _: str, __: str) -> bool:
    return match["my_month"] == "Mars"


_CHECKS = {
    "dotted": _is_false_dotted,
    "day_month": _is_false_day_month,
    "month_day": _is_false_month_day,
    "month_year": _is_false_month_year,
    "month": _is_false_month,
    "bare_month": _is_false_bare_month,
    "weekday": _is_false_weekday,
    "foreign_weekday": _is_false_foreign_weekday,
    "near_day": _is_false_near_word,
    "near_span": _is_false_near_word,
    "ago": _is_false_ago,
    "year": _is_false_year,
}
"""How a match of each alternative of `DATE_PATTERN` is tried, by the name of its group."""
