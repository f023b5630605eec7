"""How well each headline of an event states it: a logistic model of a few measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import NamedTuple

from briefing.text.titles import classify_headline
from briefing.writing.sentences.quotable_sentences import count_words
from briefing.writing.sentences.sentence_vectors import dot_product
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

MAX_WORDS, AMPLE_WORDS = 20, 12
"""Number of words of a headline from which on more state no more; from which on each one makes it too long."""
MIN_TERMS = 5
"""Number of terms below which a headline shares no more with others for being short."""
MAX_DAYS_LATE = 2
"""Number of days after an event from which on a headline counts as late as any."""
ENOUGH_LIKELIHOOD, LEAST_LIKELIHOOD = 0.8, 0.02
"""Likelihood of an event, that of the upper quarter of articles, from which on headlines count the same: the likeliest
have the more side details. That of which less counts as as little."""
MIN_HAPPENED_SHARE, MIN_HAPPENED = 0.5, 2
"""Number of publishers that report an event as done, relative to those that announce it, and that number itself, from
which on it is taken to be done."""


class HeadlineMeasures(NamedTuple):
    """What shows how well a headline states an event.

    Attributes:
        likelihood: The logarithm of the likelihood that its article reports an event.
        centrality: The cosine of the terms of its report and of the event.
        shared: Share of the other headlines that use a term: the sum over its terms, divided by the square root of
            their number.
        days_late: Number of days after the event.
        has_text: Whether its article has a text.
        is_list: Whether it is that of a live page, a list or a recurring column.
        words: Number of words, divided by ten.
        excess: Number of words above an ample length, divided by ten.
        is_untimely: Whether it announces what several report as done.
        is_reaction: Whether it is about how somebody reacts.
    """

    likelihood: float
    centrality: float
    shared: float
    days_late: float
    has_text: float
    is_list: float
    words: float
    excess: float
    is_untimely: float
    is_reaction: float


# The weights were fitted by `benchmarks/train_headlines.py` on 619 events of two or more reports of 461 threads of
# three replayed windows, of which readers chose the headline that states it best. Those of late, untimely and reacting
# headlines have limits: to readers, such a one often implied the act.
WEIGHTS = HeadlineMeasures(
    likelihood=1.29,
    centrality=3.52,
    shared=1.11,
    days_late=-0.80,
    has_text=1.99,
    is_list=-2.38,
    words=1.38,
    excess=-0.98,
    is_untimely=-3.00,
    is_reaction=-2.00,
)


def headline_measures(event: Event) -> list[HeadlineMeasures]:
    """Return the measures of the headline of each report of an event."""
    texts = {report.headline.text: report.headline.terms for report in event.reports}
    counts = Counter(term for terms in texts.values() for term in terms)
    others = max(1, len(texts) - 1)
    is_done = is_reported_done(event.reports)
    measures = []
    for report in event.reports:
        terms, words = report.headline.terms, count_words(report.headline.text)
        measures.append(
            HeadlineMeasures(
                likelihood=log(min(ENOUGH_LIKELIHOOD, max(LEAST_LIKELIHOOD, report.likelihood))),
                centrality=dot_product(report.vector, event.vector),
                shared=sum(counts[term] - 1 for term in terms) / others / sqrt(max(MIN_TERMS, len(terms))),
                days_late=min(MAX_DAYS_LATE, max(0, (report.day_reported - event.day).days)),
                has_text=bool(report.headline.lead_terms),
                is_list=classify_headline(report.headline.text) != "",
                words=min(MAX_WORDS, words) / 10,
                excess=max(0, words - AMPLE_WORDS) / 10,
                is_untimely=is_done and report.is_preview,
                is_reaction=report.is_reaction,
            )
        )
    return measures


def is_reported_done(reports: Sequence[Report]) -> bool:
    """Return whether enough publishers report an event as done, beside those that announce it alone."""
    done = {report.publisher for report in reports if not report.is_preview}
    announcing = {report.publisher for report in reports if report.is_preview} - done
    return len(done) >= max(MIN_HAPPENED, MIN_HAPPENED_SHARE * len(announcing)) if announcing else bool(done)


def headline_odds(measures: HeadlineMeasures) -> float:
    """Return the log-odds that a headline states an event best, but for what is the same for all headlines of it."""
    return sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))


def odds_of_headlines(event: Event) -> dict[str, float]:
    """Return the log-odds of the headlines of an event, by the ids of their articles."""
    measures = headline_measures(event)
    return {
        report.article.id: round(headline_odds(one), 9) for report, one in zip(event.reports, measures, strict=True)
    }
