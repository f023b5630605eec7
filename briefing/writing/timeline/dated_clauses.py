"""Cuts out of a sentence the clause that says what happened on a date: "… Sara Kell, who vanished on May 8"."""

from __future__ import annotations

import re

from briefing.text.dates.dates import DateMention
from briefing.writing.timeline.main_clause_dates import (
    CAPTION,
    PRESENT_VERB,
    SPEAKING_OF_EARLIER,
    STATISTIC,
    is_adverbial,
)
from briefing.writing.timeline.non_events import states_no_event
from briefing.writing.timeline.past_verbs import PAST_VERB

MAX_WORDS = 30
"""Length in words above which a clause is hard to read as a row of a timeline."""
MAX_SUBJECT_WORDS = 9
"""Number of words before the verb of a clause above which they are hardly its subject."""
MAX_NOUN_LENGTH = 100
"""Number of characters before a relative clause in which what it is about begins."""

_OPENER = re.compile(
    r"(?P<relative>,?\s(?:[—–-]\s)?(?:who|that|which)\s)|\b(?:after|since|when|before|because|until|following)\s",
    re.IGNORECASE,
)
_BARRIER = re.compile(
    r"[;:()]|,\s(?:and|but|while)\s|,\s(?:was|were|had|\w+ed)\b|\s(?:and|but|or)\s(?:is|are|has|have|will)\b"
)
"""What ends a clause before its date is reached."""
_UNCLEAR_SUBJECT = re.compile(
    r"(?:I|he|she|it|they|we|you|this|that|these|those|there|his|her|their|its|our|my|both|all|many|some|one|most|being"
    r"|having|\w+ing)\b",
    re.IGNORECASE,
)
"""The first word of a clause whose subject is named elsewhere: "after she fled", "before being freed"."""
_PRONOUN = re.compile(r"\b(?:I|he|she|it|they|we|you|him|them|us)\b")
"""Somebody who is named elsewhere: "after engineers sealed it"."""
_NAME = re.compile(r"(?:[A-Z][\w’'.-]*\s(?:(?:de|da|van|von|bin|al|el)\s)?)*[A-Z][\w’'.-]*(?:,\s\d{1,3})?$")
_NOUN_PHRASE = re.compile(
    r"\b(?:an?|the)\s(?:(?!(?:an?|the|that|who|which|of|in|at|on|for|from|with)\s)[\w’'-]+\s){0,5}[\w’'-]+$",
    re.IGNORECASE,
)
"""What a relative clause belongs to: "the helicopter that crashed", "Viktor Kell, who was freed"."""
_UNCLEAR_NOUN = re.compile(r"\b(?:one|ones|those|people|men|women|anyone|someone|everyone|all|both)[\s,]*$")
_PLACE_OF_NOUN = re.compile(r"\b(?:an?|the)\s(?:[\w’'-]+\s){1,4}(?:in|from|at|near)\s$", re.IGNORECASE)
"""What a name behind it only places: "a trader in Selma, who"."""
_VERB_OF_RELATIVE = re.compile(r"(?:(?:had|was|were|has|been|reportedly|allegedly|\w+ly)\s){0,3}\S+", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:was|were|had\sbeen)\s", re.IGNORECASE)
_INNER = r"(?<!\s)-|\.(?=\w)|(?<=[A-Z])\."  # a hyphen, "D.C.", "U.S. history"
_REST = re.compile(rf"(?:,\s\w+ing\s(?:[^.;:—–()-]|{_INNER})*|(?:[^,.;:—–()“”\"-]|{_INNER})*)")
"""What can follow a date in its clause: "from a prison in Selma", ", killing two"."""


def dated_clause(text: str, mention: DateMention) -> str:
    """Return the clause of a sentence that a date belongs to, if it can be understood alone; else ""."""
    if not is_adverbial(text, mention) or CAPTION.search(text):
        return ""
    openers = list(_OPENER.finditer(text, 0, mention.start))
    if not openers:
        return ""
    opener = openers[-1]
    clause = text[opener.end() : mention.start]
    if any(pattern.search(clause) for pattern in (_BARRIER, PRESENT_VERB, SPEAKING_OF_EARLIER)) or states_no_event(
        clause
    ):
        return ""
    if mention.granularity != "day" and STATISTIC.search(clause):
        return ""
    if opener["relative"] and mention.granularity == "year" and not _PASSIVE.match(clause):
        return ""  # a life: "who led the club to a title in 1988"
    start = _start_of_relative(text, opener, clause) if opener["relative"] else _start_of_clause(opener, clause)
    if start is None:
        return ""
    excerpt = text[start : _end(text, mention)].rstrip(" ,")
    is_whole = excerpt.count("“") == excerpt.count("”") and excerpt.count('"') % 2 == 0
    return excerpt if is_whole and len(excerpt.split()) <= MAX_WORDS else ""


def _start_of_clause(opener: re.Match[str], clause: str) -> int | None:
    """Where a clause with a subject of its own begins: "after a dam broke in January"."""
    verb = PAST_VERB.search(clause)
    subject = clause[: verb.start()] if verb else ""
    is_clear = not _UNCLEAR_SUBJECT.match(subject) and not _PRONOUN.search(clause)
    is_subject = subject.strip() and len(subject.split()) <= MAX_SUBJECT_WORDS
    return opener.end() if is_subject and is_clear else None


def _start_of_relative(text: str, opener: re.Match[str], clause: str) -> int | None:
    """Where the noun begins that a relative clause is about: "a father who was arrested in 2021"."""
    verb = _VERB_OF_RELATIVE.match(clause)
    if not verb or not PAST_VERB.search(verb[0]):
        return None
    if _UNCLEAR_NOUN.search(text, 0, opener.start()):
        return None
    begin = max(0, opener.start() - MAX_NOUN_LENGTH)
    before = text[begin : opener.start()].rstrip(" ,")
    starts = [match.start() for match in (_NOUN_PHRASE.search(before), _NAME.search(before)) if match]
    if not starts:
        return None
    place = _PLACE_OF_NOUN.search(before, 0, min(starts))
    return begin + (place.start() if place else min(starts))


def _end(text: str, mention: DateMention) -> int:
    """Where a clause ends: after its date, or after what follows without a verb of its own."""
    rest = _REST.match(text, mention.end)
    verbs = (pattern.search(rest[0]) for pattern in (PAST_VERB, PRESENT_VERB)) if rest else ()
    verb = min((match.start() for match in verbs if match), default=None)
    if rest is None or verb is None:
        return rest.end() if rest else mention.end
    return mention.end + max(0, rest[0].rfind(",", 0, verb))
