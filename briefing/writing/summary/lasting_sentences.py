"""Whether a sentence may stand in a summary at its age: still true, or true of the day that stands before it."""

from __future__ import annotations

import re

from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.summary.plans import announced_verbs, is_provisional_text
from briefing.writing.summary.weighed_sentences import WeighedSentence

MIN_AFFAIR = 0.4
"""Share of what the thread is about that a sentence and the headline of its article hold together."""
MIN_HEADLINE_AFFAIR = 0.45
"""The same share of the headline alone, if the sentence opens its article."""
MIN_HEADLINE_TERMS = 0.2
"""Share of the terms of such a sentence, or of the headline, whichever has fewer, that both have."""
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


def is_lasting(one: WeighedSentence) -> bool:
    """Whether a sentence is about the thread, and if it is not of the newest articles, true of its day."""
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


def states_ongoing(text: str) -> bool:
    """Whether a text states something as going on, or as not yet so."""
    return bool(_IS_GOING_ON.search(text))
