"""Whether a sentence may stand in a summary at its age: it is still true, or true of the day that stands before it."""

from __future__ import annotations

import re
from datetime import timedelta

from briefing.text.calendar_words import WEEKDAY_BY_NAME
from briefing.text.dates import find_dates
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.quotable_sentences import overlap
from briefing.writing.summary.agreement import announced_verbs, is_provisional_text
from briefing.writing.summary.weighed_sentences import WeighedSentence

MIN_AFFAIR = 0.4
"""Share of what the thread is about that a sentence and the headline of its article hold together."""
MIN_HEADLINE_AFFAIR = 0.45
"""The same share of the headline alone, if the sentence opens its article."""
MIN_HEADLINE_TERMS = 0.2
"""Share of the terms of such a sentence, or of the headline, whichever has fewer, that both have."""
WEEK = timedelta(days=6)
"""Age, from the newest articles, from which on a weekday is not that of the last week."""
_NOT_CERTAIN = re.compile(r"\b(?:likely|possibly|apparently|allegedly|yet|may|might|could)\b", re.IGNORECASE)
"""Matches what an older sentence states as not certain, or as not yet so."""
_IS_GOING_ON = re.compile(
    r"\b(?:is|are|was|were|(?:has|have|had) (?:not )?(?:been|yet)) (?:\w+ly )?(?:\w+ing|underway|under way)\b"
    r"|\b(?:neither|still)\b",
    re.IGNORECASE,
)
"""Matches what a sentence states as going on."""
_UNSURE_DAY = re.compile(r"\b(?:today|tonight|yesterday|tomorrow|overnight|last night|now)\b", re.IGNORECASE)
"""Matches a day that means another one when it is read later."""
_COUNTED_FROM_NOW = re.compile(r"\b[\w-]+ (?:hours?|days?|weeks?|months?) ago\b", re.IGNORECASE)
"""Matches a time that is counted from the day of its article, beside a heading of that day: "eight days ago"."""
_WEEKDAY = re.compile(rf"\b(?:on )?(?:{'|'.join(WEEKDAY_BY_NAME)})\b", re.IGNORECASE)
"""Matches a weekday."""


def may_stand(one: WeighedSentence) -> bool:
    """Return whether a sentence may stand in a summary: about the thread, and, if it is older, true of its day."""
    if one.affair_share < MIN_AFFAIR and not _opens_on_affair(one):
        return False
    text = one.sentence.text
    return one.age <= LEAD_WINDOW or not (
        _COUNTED_FROM_NOW.search(text)
        or _UNSURE_DAY.search(text)
        or _NOT_CERTAIN.search(text)
        or announced_verbs(text)
        or is_provisional_text(text)
    )


def _opens_on_affair(one: WeighedSentence) -> bool:
    """Whether a sentence opens an article on the affair and shares terms with its headline."""
    is_of_headline = overlap(one.sentence.terms, one.headline_terms) >= MIN_HEADLINE_TERMS
    return not one.sentence.position and is_of_headline and one.headline_affair_share >= MIN_HEADLINE_AFFAIR


def is_going_on(text: str) -> bool:
    """Return whether a sentence states something as going on, or as not yet so."""
    return bool(_IS_GOING_ON.search(text))


def is_past_event(one: WeighedSentence) -> bool:
    """Return whether a sentence states what happened and names its day, so that it is read as what came before."""
    text = one.sentence.text
    if is_going_on(text) or _NOT_CERTAIN.search(text) or announced_verbs(text) or is_provisional_text(text):
        return False
    named = _COUNTED_FROM_NOW.sub("", _UNSURE_DAY.sub("", text))
    return any(mention.granularity == "day" for mention in find_dates(named, one.day))


def is_past_weekday(one: WeighedSentence) -> bool:
    """Return whether a sentence of an older week names its day by a weekday alone: it reads as one of this week."""
    if one.age < WEEK or not _WEEKDAY.search(one.sentence.text):
        return False
    without = _WEEKDAY.sub("", one.sentence.text)
    return not any(mention.granularity == "day" for mention in find_dates(without, one.day))
