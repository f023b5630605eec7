"""Whether a later headline shows that what an older one states is over: more dead, another level, a price that moves
back, an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from briefing.text.dates.dates import find_dates
from briefing.text.names import is_title_case
from briefing.text.words import stem
from briefing.writing.headlines import Headline, is_announcement
from briefing.writing.numbers.deaths import deaths_in
from briefing.writing.overtaking import MIN_RISE, are_on_the_same
from briefing.writing.summary.occasion_outcomes import states_outcome_of
from briefing.writing.summary.passing_levels import Level, is_of_other_level, levels_in
from briefing.writing.summary.passing_states import reports_end, states_in
from briefing.writing.summary.plans import MIN_LATER, WEEK
from briefing.writing.timeline.event_headlines import is_preview

MIN_HOUSES = 2
"""Number of houses that state a higher toll or an end: one may report another disaster, or what is feared."""
FEW_HOUSES = 3
"""Number of houses of a thread up to which one is enough for an end: of so few seldom two report it."""
EVENING_AFTER_MIDNIGHT = timedelta(hours=6)
"""Time after midnight, UTC, in which the evening before is not over everywhere: it is one o'clock in New York then."""
HOUR_SPAN = timedelta(hours=10)
"""Age of a headline from which on its "tonight" is another night."""
MAX_REMEMBERED = 4096
"""Number of headlines of which is remembered which way they say that something moves."""
_UP = "rises?|rose|jump(?:s|ed)?|surge[sd]?|soar(?:s|ed)?|spike[sd]?|climb(?:s|ed)?|rall(?:y|ies|ied)|rebound(?:s|ed)?"
_DOWN = (
    "falls?|fell|drop(?:s|ped)?|slid(?:es?)?|tumble[sd]?|plunge[sd]?|sinks?|sank|dip(?:s|ped)?|slump(?:s|ed)?"
    "|decline[sd]?|plummet(?:s|ed)?"
)
_HOUR = re.compile(
    r"(?<!\b(?-i:The) )(?<!\b(?-i:After) )(?<!\b(?-i:Entertainment) )"
    r"\b(?:tonight|tomorrow|later today|this (?:morning|afternoon|evening))\b(?!['’]?s? (?-i:Show|Never)\b)",
    re.IGNORECASE,
)
"""Matches a time of the day on which a headline was written; not in the names of shows and films."""
_MOVE = re.compile(rf"(?<![\w'’-])(?P<subject>[\w'’-]+) (?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
"""Matches a subject and the way in which it moves: "prices fall"."""


def houses_for_an_end(candidates: Sequence[Headline]) -> int:
    """Return how many houses of a thread with these headlines must report the end of what one of them states."""
    return 1 if len({one.house for one in candidates}) <= FEW_HOUSES else MIN_HOUSES


def is_overtaken(headline: Headline, later: Sequence[Headline], least_houses: int = MIN_HOUSES) -> bool:
    """Whether later headlines state many more dead, the end of a state that passes as "on the run" does, another
    level of what has one at a time, as a storm has, or the newest on the same subject the opposite move.

    Args:
        headline: A headline.
        later: Headlines that were published after it, oldest first.
        least_houses: Number of houses that report the end of a state.
    """
    if dead := _dead(headline.text):
        near = (other for other in later if are_on_the_same(other.terms, headline.terms))
        if len({other.house for other in near if _dead(other.text) >= MIN_RISE * dead}) >= MIN_HOUSES:
            return True
    if _has_ended(headline, later, least_houses) or _has_other_level(headline, later):
        return True
    subject, is_up = move_in(headline.text)
    moves = [move_in(other.text) for other in later] if subject else []
    return next((other_up != is_up for other, other_up in reversed(moves) if other == subject), False)


def names_passed_hour(headline: str, age: timedelta) -> bool:
    """Whether a headline of an age, from the newest article, names an hour that has passed: "tonight"."""
    if age < HOUR_SPAN or not (hours := list(_HOUR.finditer(headline))):
        return False
    return is_title_case(headline) or any(hour[0].islower() or not hour.start() for hour in hours)


def names_passed_day(headline: Headline, end: datetime) -> bool:
    """Whether a headline only announces something, for a day that is over at the time of the newest article."""
    if end.date() <= headline.published.date() or not is_preview(headline.text):
        return False
    published = headline.published.date()
    days = [one.first_day for one in find_dates(headline.text, published) if one.granularity == "day"]
    ahead = [day if day >= published else day + WEEK for day in days if published - day < WEEK]
    return bool(ahead) and max(ahead) < (end - EVENING_AFTER_MIDNIGHT).date()


def _announces(headline: str) -> bool:
    return is_announcement(headline) or is_preview(headline)


def is_outcome_stated(headline: Headline, reports: Iterable[Headline]) -> bool:
    """Whether a report states how what a headline announces turned out: one house is enough, if it states it as done.

    Args:
        headline: A headline.
        reports: Headlines that report what happened.
    """
    return _announces(headline.text) and any(
        report.published - headline.published >= MIN_LATER
        and states_outcome_of(headline.text, headline.terms, report.text, report.terms)
        for report in reports
    )


def _has_ended(headline: Headline, later: Sequence[Headline], least_houses: int) -> bool:
    """Whether houses report the end of a state that a headline describes, of the same names or things."""
    states = states_in(headline.text)
    near = [other for other in later if are_on_the_same(other.terms, headline.terms)] if states else []
    return any(len({one.house for one in near if reports_end(one.text, state)}) >= least_houses for state in states)


def _has_other_level(headline: Headline, later: Sequence[Headline]) -> bool:
    """Whether the newest later report on the same that states a level of the same kind states another one."""
    levels = levels_in(headline.text)
    near = (other for other in reversed(later) if are_on_the_same(other.terms, headline.terms))
    return bool(levels) and is_of_other_level(levels, (_reported_levels(other) for other in near))


def _reported_levels(report: Headline) -> frozenset[Level]:
    """The levels that a headline states, and those of its lead but prices, which rise and fall by the hour."""
    return levels_in(report.text) | {level for level in levels_in(report.lead) if not level.is_price}


@lru_cache(maxsize=MAX_REMEMBERED)
def _dead(headline: str) -> int:
    return deaths_in(headline, "en", feared=True)


@lru_cache(maxsize=MAX_REMEMBERED)
def move_in(headline: str) -> tuple[str, bool]:
    """Return the stem of what a headline says moves, and whether it moves up; ("", False) for none."""
    match = _MOVE.search(headline)
    return (stem(match["subject"].lower(), "en"), bool(match["up"])) if match else ("", False)
