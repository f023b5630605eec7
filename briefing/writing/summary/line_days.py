"""The day of what a line of a summary states: that of the event, where its article was published later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from briefing.model.threads import Sentence
from briefing.text.dates.dates import find_dates
from briefing.writing.summary.lasting_sentences import states_ongoing
from briefing.writing.summary.plans import announced_verbs
from briefing.writing.summary.same_facts import RECURRING_ACTS, facts_of
from briefing.writing.summary.weighed_sentences import WeighedSentence

MAX_DELAY = timedelta(days=1)
"""Time before its article up to which the day of an event, or one that a line names, is that of the line."""
_SINCE = re.compile(r"\b(?:since|after|following)\b[^,;]*$", re.IGNORECASE)
"""Matches what stands before a day from which on something else has happened."""


def dated_sentences(selection: Sequence[WeighedSentence], *, are_headlines: bool = False) -> tuple[Sentence, ...]:
    """Return the lines of a summary, each with the day of what it states if that is not the day of its article."""
    dated = []
    for one in selection:
        day = _day_of_line(one, is_headline=are_headlines)
        dated.append(Sentence(one.sentence.text, one.sentence.article_id, day if day != one.day else None))
    return tuple(dated)


def _day_of_line(one: WeighedSentence, *, is_headline: bool) -> date:
    """The day of what a line states: the last one it names, that of the event it reports, or of its article.

    What a sentence states as going on is of the day of its article; headlines say so of what has happened too.
    """
    text = one.sentence.text
    if announced_verbs(text) or (states_ongoing(text) and not is_headline):
        return one.day
    mentions = [mention for mention in find_dates(text, one.day) if mention.granularity == "day"]
    if past := [mention for mention in mentions if mention.first_day <= one.day]:
        last = max(past, key=lambda mention: mention.first_day)
        is_its_own = one.day - last.first_day <= MAX_DELAY and not _SINCE.search(text[: last.start])
        return last.first_day if is_its_own else one.day
    if one.event_day is None or not one.states_event or not facts_of(text).acts.isdisjoint(RECURRING_ACTS):
        return one.day
    return one.event_day if timedelta(0) < one.day - one.event_day <= MAX_DELAY else one.day
