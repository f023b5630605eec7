"""What speaks for and against two articles telling the same story, or belonging to the same thread."""

from __future__ import annotations

from math import exp, log1p

from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector, cosine

SHORT_TITLE = 8.0
"""Titles with less weight than this are taken for so heavy, lest one shared word be everything."""
RAREST = 8.0

STORY_SIGNALS = (
    "same words", "same title words", "title overlap", "same names", "same number",
    "rarest shared word", "second rarest shared word",
    "other countries", "time apart", "time apart, same words", "leads compared", "same words in leads",
    "same title words, with leads", "title overlap, with leads",
)  # fmt: skip
PAIR_SIGNALS = (
    "same words", "same title words", "title overlap", "same names", "rarest shared word", "rarest shared name",
    "other countries", "same countries", "two countries shared", "same kind of event", "other kind of event",
    "time apart",
    "same event in same country",
)  # fmt: skip
THREAD_SIGNALS = (
    "three nearest reports", "words of the whole thread", "names of the whole thread", "time since the last report",
    "size of the thread",
)  # fmt: skip


def story_signals(a: Vector, b: Vector, rarity: Rarity) -> tuple[float, ...]:
    """The signals named by STORY_SIGNALS for two articles."""
    fa, fb = a.features, b.features
    words, title = cosine(a.words, b.words), cosine(a.title, b.title)
    overlap = _overlap(a, b, rarity)
    rarest = sorted([rarity[term] for term in a.words.keys() & b.words.keys()], reverse=True)
    apart = log1p(abs(a.hour - b.hour)) / 4
    leads = 1.0 if a.has_lead and b.has_lead else 0.0
    return (
        words,
        title,
        overlap,
        cosine(a.names, b.names),
        0.0 if fa.numbers.isdisjoint(fb.numbers) else 1.0,
        rarest[0] / RAREST if rarest else 0.0,
        rarest[1] / RAREST if len(rarest) > 1 else 0.0,
        1.0 if fa.countries and fb.countries and fa.countries.isdisjoint(fb.countries) else 0.0,
        apart,
        apart * words,
        leads,
        leads * words,
        leads * title,
        leads * overlap,
    )


def pair_signals(a: Vector, b: Vector, rarity: Rarity) -> tuple[float, ...]:
    """The signals named by PAIR_SIGNALS for two articles that may share a thread; time counts in days."""
    fa, fb = a.features, b.features
    shared = fa.countries & fb.countries
    countries = len(shared) / (len(fa.countries | fb.countries) or 1)
    events = len(fa.events & fb.events) / (len(fa.events | fb.events) or 1)
    return (
        cosine(a.words, b.words),
        cosine(a.title, b.title),
        _overlap(a, b, rarity),
        cosine(a.names, b.names),
        max((rarity[term] for term in a.words.keys() & b.words.keys()), default=0.0) / RAREST,
        max((rarity[term] for term in a.names.keys() & b.names.keys()), default=0.0) / RAREST,
        1.0 if fa.countries and fb.countries and not shared else 0.0,
        countries,
        1.0 if len(shared) > 1 else 0.0,
        events,
        1.0 if fa.events and fb.events and not events else 0.0,
        log1p(abs(a.hour - b.hour) / 24) / 5,
        events * countries,
    )


def _overlap(a: Vector, b: Vector, rarity: Rarity) -> float:
    shared = sum([rarity[term] for term in a.title.keys() & b.title.keys()])
    return shared / max(SHORT_TITLE, min(a.mass, b.mass))


def probability(logit: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
