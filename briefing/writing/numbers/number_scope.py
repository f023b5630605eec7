"""What a sentence with a number is about: the places, the kind of event and the time that its number covers.

Two numbers of one noun are one quantity only if these agree. Where it is uncertain, they do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.dates.dates import find_dates
from briefing.text.names import find_names, is_title_case
from briefing.text.places import country_of
from briefing.writing.numbers.toll_words import CAMPAIGN, EVENT_PATTERNS, EVENT_WORDS, INCIDENT, VIOLENT_KINDS

_TOTAL = re.compile(
    r"\b(?:tolls?|totals?|now|so far|altogether|r[io]se[sn]?|rising|climb\w*|jump\w*|soar\w*|increas\w*|number of"
    r"|dropped|fallen|steigt|bilan|asciende|ya)\b",
    re.IGNORECASE,
)
_COUNT_OR_SPAN = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few)"
_ROLLING_PERIOD = re.compile(
    r"\b(?:in|within|over|during|for)\s+(?:just\s+|only\s+|under\s+)?(?:the\s+)?"
    r"(?:(?:last|past|previous|first|single|space of)\s+)*"
    rf"(?:{_COUNT_OR_SPAN}\s+)?(?:single\s+)?(?:hours?|days?|weeks?|weekend|months?|years?)\b"
    r"|\bovernight\b|\b(?:this|last|past|each|every|per)\s+(?:week|month|year|weekend|decade)\b"
    r"|\b(?:a|per)\s+(?:day|week|month|year)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:ago|decades?|anniversary|last year|centur(?:y|ies)|histor\w+|previous(?:ly)?|recall\w*)\b", re.IGNORECASE
)
_NAME = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*"
_PLACES = re.compile(
    rf"\b(?:in|at|near|off|on|outside|across|around|between|hits?|strikes|pounds)\s(?:the\s)?(?:[a-z]+(?:ern)?\s)?"
    rf"({_NAME}(?:(?:,|,?\sand)\s{_NAME})*)"
)
_EVENT = rf"(?i:{EVENT_WORDS})\b"
_BESIDE_EVENT = re.compile(
    rf"\b([^\W\d_]+)(?=(?:['’]s)?\s+(?:[\w-]+\s+)?{_EVENT})|\b{_EVENT}\s+([^\W\d_]+)|^([^\W\d_]+)(?=\s*:)"
)
"""Matches a word directly before or after the word for an event: "Selma fire", "Storm Ruvan", "Selma: 12 dead"."""
_STRIKES = re.compile(r"\bstrikes?\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"[A-Z][^\W\d_]+")
_DAYS = frozenset([*WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS])
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!,)")
_SINCE = re.compile(r"\bsince\s+((?:[\w’'-]+\s*){1,4})", re.IGNORECASE)
_OTHER_EVENT = re.compile(
    r"\b(?:another|separate|second|fresh|latest)\s+(?:[\w’'-]+\s+){0,2}?(?:strike|attack|raid|quake|earthquake|crash|fire"
    r"|flood|storm|boat|blast|explosion|incident|shooting|bombing)\b",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset(
    ["elsewhere", "separately", "meanwhile", "also", "neighbouring", "neighboring", "nearby", "similar"]
)
"""Words of a sentence that may be of another place than its headline."""
_INCIDENT, _CAMPAIGN = re.compile(INCIDENT, re.IGNORECASE), re.compile(CAMPAIGN, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberScope:
    """What the numbers of a sentence cover.

    Attributes:
        places: The countries and places it names, and names directly beside the word for its event ("Selma fire").
        countries: The countries it names.
        names: All words of its names.
        words: All its words in lower case, and the countries it names.
        kinds: The kinds of events that it names.
        days: The days that it names.
        since: The words after "since".
        is_total: Whether it gives the number as it stands now ("the toll rose to").
        is_incident: Whether it is about one act of violence.
        is_campaign: Whether it is about many acts of violence.
        is_of_another: Whether it names another time or another event: "the quake of 1960".
        is_uncertain: Whether its numbers are of another time or event, cover a span of time, or stand in a question.
    """

    places: frozenset[str]
    countries: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]
    days: frozenset[date]
    since: str
    is_total: bool
    is_incident: bool
    is_campaign: bool
    is_of_another: bool
    is_uncertain: bool

    @property
    def covers_all(self) -> bool:
        """Whether its number covers all acts, not one of them: "killed so far", "dead in the war"."""
        return self.is_total or self.is_campaign

    @property
    def is_one_act(self) -> bool:
        """Whether it is about one act of violence, and not about many."""
        return self.is_incident and not self.is_campaign

    @property
    def is_many_acts(self) -> bool:
        """Whether it is about many acts of violence, and not about one."""
        return self.is_campaign and not self.is_incident

    @property
    def is_violent(self) -> bool:
        """Whether it is about acts of people, of which there are many in one place."""
        return bool(self.kinds & VIOLENT_KINDS)


@lru_cache(maxsize=1024)
def number_scope(text: str, published: date, lang: str) -> NumberScope:
    """Return what the numbers of a sentence or a headline cover."""
    names = find_names(text, "", lang)
    kinds = _event_kinds(text)
    beside = _names_beside_event(text, names.words) | _names_after_prepositions(text)
    if is_title_case(text):  # "Kills More Than" is no place
        beside &= names.words | names.countries
    since = _SINCE.search(text)
    is_of_another = _is_of_another(text, published)
    return NumberScope(
        places=names.countries | names.place_names | beside,
        countries=names.countries,
        names=names.words | names.countries,
        words=frozenset(_WORD.findall(text.lower())) | names.words | names.countries,
        kinds=kinds,
        days=frozenset(d.first_day for d in find_dates(text, published) if d.granularity == "day"),
        since=since[1].strip().lower() if since else "",
        is_total=bool(_TOTAL.search(text)),
        is_incident=bool(_INCIDENT.search(text)),
        is_campaign=bool(_CAMPAIGN.search(text)),
        is_of_another=is_of_another,
        is_uncertain=is_of_another or bool(_ROLLING_PERIOD.search(text)) or text.rstrip("\"”’' ").endswith("?"),
    )


def scope_below_headline(scope: NumberScope, headline: NumberScope) -> NumberScope:
    """Return the scope of a sentence without names, which is of what its headline names."""
    is_of_other_kind = bool(scope.kinds and headline.kinds) and scope.kinds.isdisjoint(headline.kinds)
    if scope.names or headline.is_uncertain or is_of_other_kind or not _ELSEWHERE.isdisjoint(scope.words):
        return scope
    return replace(
        scope,
        places=headline.places,
        countries=headline.countries,
        names=headline.names,
        words=scope.words | headline.words,
        kinds=scope.kinds or headline.kinds,
        is_incident=scope.is_incident or headline.is_incident,
        is_campaign=scope.is_campaign or headline.is_campaign,
    )


def covers_the_same(before: NumberScope, after: NumberScope, same_story: bool, is_state: bool = False) -> bool:
    """Whether the numbers of two sentences certainly cover the same.

    Args:
        before: The scope of the earlier sentence.
        after: The scope of the later sentence.
        same_story: Whether both sentences are of one story.
        is_state: Whether the numbers give a state, such as people who are displaced, not acts of a day.
    """
    if before.is_uncertain or after.is_uncertain or before.names.isdisjoint(after.names):
        return False
    agree = _places_agree(before, after) and _events_agree(before, after) and _times_agree(before, after)
    if not agree or ("alone" in before.words) != ("alone" in after.words):  # "missing in the port alone"
        return False
    if before.is_violent or after.is_violent:
        return _cover_the_same_violence(before, after, same_story, is_state)
    return same_story or bool(before.kinds & after.kinds)


def may_cover_the_same(part: NumberScope, whole: NumberScope) -> bool:
    """Whether the smaller number of a text may be an earlier count of what another text of the same day counts.

    That is less than `covers_the_same` asks: each text may name places that the other leaves out, but the greater
    number is not of another country, another time, another kind of event, or of many acts.

    Args:
        part: The scope of the text with the smaller number.
        whole: The scope of the text with the greater one.
    """
    if part.is_uncertain or whole.is_uncertain or part.names.isdisjoint(whole.names):
        return False
    if whole.countries - part.words or not (part.places <= whole.words or whole.places <= part.words):
        return False
    if part.is_violent and (part.is_campaign or whole.is_campaign or part.since != whole.since):
        return False
    is_one_kind = bool(part.kinds & whole.kinds) or not (part.kinds and whole.kinds)
    return is_one_kind and _events_agree(part, whole) and _times_agree(part, whole)


def _cover_the_same_violence(before: NumberScope, after: NumberScope, same_story: bool, is_state: bool) -> bool:
    """Whether the numbers of two sentences that agree are of one act in one place, or both of all acts there."""
    if before.places != after.places or not before.places or before.since != after.since:
        return False
    is_one_act = same_story and not (before.is_campaign or after.is_campaign)
    if is_one_act and before.kinds & after.kinds:
        return True
    return (is_state or (before.covers_all and after.is_total)) and before.kinds <= after.kinds


def _event_kinds(text: str) -> frozenset[str]:
    """The kinds of events that a text names; an earthquake that "strikes" is no attack."""
    kinds = frozenset(kind for kind, pattern in EVENT_PATTERNS.items() if pattern.search(text))
    if kinds - VIOLENT_KINDS and not EVENT_PATTERNS["attack"].search(_STRIKES.sub("", text)):
        return kinds - {"attack"}
    return kinds


def _is_of_another(text: str, published: date) -> bool:
    years = {int(year) for year in _YEAR.findall(text)}
    return bool(_HISTORY.search(text) or _OTHER_EVENT.search(text)) or bool(years - {published.year})


def _places_agree(before: NumberScope, after: NumberScope) -> bool:
    """Whether neither sentence has a place that the other lacks; the later one may name fewer."""
    if not before.places or not after.places:
        return True
    return not after.places - before.words and bool(before.places & after.words)


def _times_agree(before: NumberScope, after: NumberScope) -> bool:
    """Whether neither sentence counts from another moment than the other, or names other days and no total."""
    if before.since and after.since and before.since != after.since:
        return False
    is_total = before.is_total or after.is_total
    return is_total or not before.days or not after.days or not before.days.isdisjoint(after.days)


def _events_agree(before: NumberScope, after: NumberScope) -> bool:
    """Whether two sentences name no different kinds of events, and not one act and a campaign of many."""
    if before.kinds and after.kinds and not before.kinds & after.kinds:
        return False
    return not (before.is_one_act and after.is_many_acts) and not (before.is_many_acts and after.is_one_act)


def _names_after_prepositions(text: str) -> set[str]:
    """The words of names after "in", "at", "near" and the like, also of lists: "in Selma, Orsina and Karsa"."""
    lists = (match[1] for match in _PLACES.finditer(text))
    return {country_of(word.lower()) or word.lower() for names in lists for word in _NAME_WORD.findall(names)} - _DAYS


def _names_beside_event(text: str, names: frozenset[str]) -> set[str]:
    beside = {word.lower() for words in _BESIDE_EVENT.findall(text) for word in words if word}
    return {country_of(word) or word for word in beside} & names
