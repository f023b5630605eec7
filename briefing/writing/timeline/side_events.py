"""Finds the events that share too little with the rest of their topic to stand for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import median

from briefing.writing.timeline.event_odds import support
from briefing.writing.timeline.event_terms import vocabulary
from briefing.writing.timeline.events import Event

# Constants of this module were chosen by reading the 70 events of two replayed windows that share least with their
# topics: of those below both limits about two in three were of another topic or beside the topic.
MIN_EVENTS = 8
"""Number of events of a topic from which on it has a centre."""
MIN_HEADLINE_SHARE, MIN_TEXT_SHARE = 0.6, 0.58
"""Closeness to the topic, relative to its median event, of an event's headline, and of headline and opening together;
an event below both is beside the topic."""
MAX_SUPPORT = 0.5
"""Support by other publishers from which on an event is not beside the topic."""
MIN_TERMS = 3
"""Number of terms that a shorter headline counts as having: one of two words would seem too close to any topic."""


def side_events(events: Sequence[Event]) -> frozenset[int]:
    """Return the `id` of each event without support whose headlines and openings are far from those of its topic."""
    if len(events) < MIN_EVENTS:
        return frozenset()
    headlines = [frozenset(term for report in event.reports for term in report.headline.terms) for event in events]
    texts = [vocabulary(event.reports) for event in events]
    counts = Counter(term for terms in texts for term in terms)
    headline_shares = [_closeness(terms, counts) for terms in headlines]
    text_shares = [_closeness(terms, counts) for terms in texts]
    least_headline = MIN_HEADLINE_SHARE * median(headline_shares)
    least_text = MIN_TEXT_SHARE * median(text_shares)
    return frozenset(
        id(event)
        for event, headline, text in zip(events, headline_shares, text_shares, strict=True)
        if support(event) < MAX_SUPPORT and headline < least_headline and text < least_text
    )


def _closeness(terms: frozenset[str], counts: Counter[str]) -> float:
    """How many other events have the terms, on average; long texts count a little more."""
    return sum(counts[term] - 1 for term in terms) / sqrt(max(MIN_TERMS, len(terms)))
