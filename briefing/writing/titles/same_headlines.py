"""Whether two headlines say the same in other words, so that one does not replace the other as a title."""

from __future__ import annotations

import re
from datetime import timedelta

from briefing.writing.headlines import Headline
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.summary.same_facts import RECURRING_ACTS, acts_and_plurals

# The constants below were chosen on one replayed window of feeds and checked on another.
MIN_SAME_NAMES = 2
"""Number of words of names that two headlines share if they state one act in other words."""
SAME_ACT_SPAN = timedelta(days=4)
"""Time within which headlines with one act of the same names are on one event; later the same parties may act again."""
MIN_SAME_TERMS, MIN_SAME_SHARE = 4, 0.65
"""Number, and share, of the terms of the shorter of two headlines in the other if they say the same; the share counts
without names too, which an affair's headlines have in common."""
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth)\b",
    re.IGNORECASE,
)


def say_the_same(previous: Headline, best: Headline) -> bool:
    """Whether two headlines say the same in other words, the second without a new number.

    They do if they share most of their terms, or at about the same time an act of the same names.
    """
    if not set(_NUMBER.findall(best.text.lower())) <= set(_NUMBER.findall(previous.text.lower())):
        return False
    common = overlap(previous.terms - previous.names, best.terms - best.names)
    is_alike = overlap(previous.terms, best.terms) >= MIN_SAME_SHARE and common >= MIN_SAME_SHARE
    if is_alike and len(previous.terms & best.terms) >= MIN_SAME_TERMS:
        return True
    if abs(best.published - previous.published) > SAME_ACT_SPAN:
        return False
    acts = (acts_and_plurals(previous.text) & acts_and_plurals(best.text)) - RECURRING_ACTS
    has_same_names = overlap(previous.names, best.names) >= MIN_SAME_SHARE
    return bool(acts) and has_same_names and len(previous.names & best.names) >= MIN_SAME_NAMES
