"""What shows whether a day that a report names is that of its event, and not of something else that it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.text.dates.dates import DateMention, find_dates
from briefing.text.dates.local_times import LocalTime
from briefing.writing.headlines import Headline
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.main_clause_dates import PRESENT_VERB
from briefing.writing.timeline.main_clauses import is_day_of_main_clause
from briefing.writing.timeline.mentions import DatedSentence
from briefing.writing.timeline.past_verbs import PAST_VERB

MAX_AGE, MAX_LEAD = 10, 2
"""Days before and after the local day of publication within which a day is read: others are of other events."""
MAX_WEEKDAY_AGE = 3
"""Days back from which on a weekday means the coming one: of 33 labelled ones that lie further back none was right."""
HEADLINE = -1
"""The position of a headline, above the sentences."""
SHARES = (0.01, 0.2, 0.4, 0.6)
"""Shares of the headline's terms that a sentence has from which on its measure changes."""
MANY_DAYS = 3
"""Number of days of a sentence from which on more count the same."""
WORDS_BEFORE = (2, 12, 20)
"""Numbers of words and marks before a day from which on its place in the sentence is another one."""
_TOKEN = re.compile(r"[a-z][\w’'-]*|\d[\d.,:]*|[^\w\s]")
_CLAUSE_WORD = re.compile(
    r"after|before|since|until|till|following|ahead|when|while|who|which|whose|whom|where|that|because|despite|although"
    r"|though|as|amid|if|for|over|by|from|to"
)
"""Words that begin a clause or a phrase that can have a day of its own."""
_CLAUSE_ENDS = frozenset({";", ":", ",", "and", "but"})
_POSSESSIVE = re.compile(r"(?:\s(?:morning|afternoon|evening|night))?['’]s?\s")
_OTHER_EVENT_BEFORE = re.compile(
    r"(?:\b(?:since|until|till|before|after|following|ahead of|from|despite|amid|in the wake of)\s(?:[\w'’-]+\s){0,2}"
    r"(?:on\s)?(?:late\s|early\s)?|,\s(?:which|who|whose|where)\s[^,]*|\b(?:al)?though\s[^,]*)$",
    re.IGNORECASE,
)
"""What makes a day that of something else: "after a fire on", "a town, which on"."""
_YESTERDAY = re.compile(r"yesterday|last night|overnight")
_STATEMENT = re.compile(r",\s(?:[\w'’-]+\s){1,5}(?:said|told\s[^,]*)\W*$")
_LAST, _YEAR = re.compile(r"\b(?:last|past)\b"), re.compile(r"\b\d{4}\b")
_TODAY = re.compile(r"today|tonight|this (?:morning|afternoon|evening)")


class NamedDay(NamedTuple):
    """A day that a line of a report names.

    Attributes:
        mention: The day, read by the local day of publication.
        position: The number of the sentence, `HEADLINE` for the headline.
        features: What shows whether it is the day of the event.
    """

    mention: DateMention
    position: int
    features: tuple[str, ...]


def named_days(headline: Headline, opening: Sequence[DatedSentence], lang: str, local: LocalTime) -> Iterator[NamedDay]:
    """Yield the days that a headline and the sentences below it name."""
    today = local.moment.date()
    lines = [(HEADLINE, headline.text, find_dates(headline.text, today))]
    lines += [
        (one.position, one.text, one.mentions if one.published == today else find_dates(one.text, today))
        for one in opening
    ]
    for position, line, mentions in lines:
        days = [one for one in mentions if one.granularity == "day"]
        if any(line.startswith(":", mention.end) for mention in mentions):
            continue  # the line below a picture: "TORVANE, NL - MAY 15, 2020: Sailors wait"
        near = [one for one in days if -MAX_LEAD <= (today - one.first_day).days <= _max_age(line, one)]
        if not near:
            continue
        is_headline = position == HEADLINE
        share = 1.0 if is_headline else overlap(frozenset(bag_of_words(line, lang)), headline.terms)
        place = "headline" if is_headline else f"sentence {position + 1}"
        for mention in near:
            ago = (today - mention.first_day).days
            if ago > 0 and _is_of_other_event(line[: mention.start], line[mention.end :]):
                continue
            known = [
                f"shared {sum(share >= limit for limit in SHARES)}",
                f"days {min(MANY_DAYS, len(days))}",
                "first" if mention is days[0] else "not first",
                *_of_day(line[mention.start : mention.end], ago, local.moment.hour, place),
                *_of_clause(line[: mention.start], "earlier" if ago > 0 else "today"),
                *(_of_tense(line, mention, lang, is_headline=is_headline) if ago > 0 else ()),
            ]
            yield NamedDay(mention, position, tuple(known))


def _of_day(words: str, days: int, hour: int, place: str) -> Iterator[str]:
    """What the day shows: how long ago it was, in which words it is named, where, and how late it is."""
    ago = "ahead" if days < 0 else f"ago {days}" if days < 4 else "ago 4-7" if days < 8 else "ago 8"
    form = _form(words.lower())
    time = "night" if hour < 4 else "morning" if hour < 8 else "forenoon" if hour < 12 else "later"
    yield ago
    yield f"{form}, {ago}"
    yield f"{place}, {ago}"
    yield f"{time}, {form}, {ago}"


def _max_age(line: str, mention: DateMention) -> int:
    """The number of days back within which a day is read."""
    words = line[mention.start : mention.end].lower()
    is_coming = _form(words) == "weekday" and not _LAST.search(words)
    return MAX_WEEKDAY_AGE if is_coming else MAX_AGE


def _of_tense(line: str, mention: DateMention, lang: str, *, is_headline: bool) -> Iterator[str]:
    """What shows whether an earlier day is that of what a sentence states in the past tense."""
    if lang not in ("", "en"):
        return
    yield "main clause" if is_day_of_main_clause(line, mention) else "other clause"
    if PRESENT_VERB.search(line[: mention.start]):
        yield "behind present"
    if not (is_headline or PAST_VERB.search(_STATEMENT.sub("", line))):
        yield "no past verb"
    words = line[mention.start : mention.end]
    if _LAST.search(words.lower()) or _YEAR.search(words):
        yield "last, or with year"


def _form(words: str) -> str:
    if _YESTERDAY.search(words):
        return "yesterday"
    if _TODAY.search(words):
        return "today"
    if any(character.isdigit() for character in words):
        return "date"
    return "weekday" if "day" in words else "other"


def _of_clause(before: str, when: str) -> Iterator[str]:
    """What the words around a day show: those before it that begin clauses, and where it stands."""
    words = _TOKEN.findall(before.lower())
    openers = sorted({word for word in words if _CLAUSE_WORD.fullmatch(word)})
    last = next((word for word in reversed(words) if word in _CLAUSE_ENDS or _CLAUSE_WORD.fullmatch(word)), "start")
    yield from (f"behind {word}, {when}" for word in openers)
    yield f"clause {last}, {when}"
    yield f"words before {sum(len(words) >= limit for limit in WORDS_BEFORE)}, {when}"


def _is_of_other_event(before: str, after: str) -> bool:
    """Whether an earlier day is that of something that led to the event, by the words around it."""
    return _OTHER_EVENT_BEFORE.search(before) is not None or _POSSESSIVE.match(after) is not None
