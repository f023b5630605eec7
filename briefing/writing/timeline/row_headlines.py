"""How well each headline of an event states it: a logistic model of a few measures."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import NamedTuple

from briefing.text.titles import classify_headline
from briefing.writing.sentences.sentence_vectors import dot_product
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.row_odds import log_odds

MAX_WORDS, AMPLE_WORDS = 20, 12
"""Number of words of a headline from which on more state no more; from which on each one makes it too long."""
MIN_TERMS = 5
"""Number of terms below which a headline shares no more with others for being short."""
MAX_DAYS_LATE = 2
"""Number of days after an event from which on a headline counts as late as any."""


class HeadlineMeasures(NamedTuple):
    """What shows how well a headline states an event.

    Attributes:
        likelihood: The log-odds that its article reports an event.
        centrality: The cosine of the terms of its report and of the event.
        shared: Share of the other headlines that use a term, summed over its terms, for its length.
        days_late: Number of days after the event.
        has_text: Whether its article has a text.
        is_list: Whether it is that of a live page, a list or a recurring column.
        words: Tens of words.
        excess: Tens of words above an ample length.
        is_exclaimed: Whether it has an exclamation mark.
        is_aside: Whether it is about what is to come, or how somebody reacts.
    """

    likelihood: float
    centrality: float
    shared: float
    days_late: float
    has_text: float
    is_list: float
    words: float
    excess: float
    is_exclaimed: float
    is_aside: float


# The weights were fitted by `benchmarks/train_headlines.py` on 629 events of two or more reports of 461 threads of
# three replayed windows, of which readers chose the headline that states it best.
WEIGHTS = HeadlineMeasures(
    likelihood=0.51,
    centrality=2.34,
    shared=1.23,
    days_late=-0.87,
    has_text=1.57,
    is_list=-2.56,
    words=1.14,
    excess=-1.00,
    is_exclaimed=-4.24,
    is_aside=-0.06,
)


def headline_measures(event: Event) -> list[HeadlineMeasures]:
    """Return the measures of the headline of each report of an event."""
    texts = {report.headline.text: report.headline.terms for report in event.reports}
    counts = Counter(term for terms in texts.values() for term in terms)
    others = max(1, len(texts) - 1)
    measures = []
    for report in event.reports:
        terms, words = report.headline.terms, len(report.headline.text.split())
        measures.append(
            HeadlineMeasures(
                likelihood=log_odds(report),
                centrality=dot_product(report.vector, event.vector),
                shared=sum(counts[term] - 1 for term in terms) / others / sqrt(max(MIN_TERMS, len(terms))),
                days_late=min(MAX_DAYS_LATE, max(0, (report.day_reported - event.day).days)),
                has_text=bool(report.headline.lead_terms),
                is_list=classify_headline(report.headline.text) != "",
                words=min(MAX_WORDS, words) / 10,
                excess=max(0, words - AMPLE_WORDS) / 10,
                is_exclaimed="!" in report.headline.text,
                is_aside=report.is_preview or report.is_reaction,
            )
        )
    return measures


def headline_odds(measures: HeadlineMeasures) -> float:
    """Return the log-odds that a headline states an event best, but for what is the same for all headlines of it."""
    return sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))


def odds_of_headlines(event: Event) -> dict[str, float]:
    """Return the log-odds of the headlines of an event, by the ids of their articles."""
    measures = headline_measures(event)
    return {
        report.article.id: round(headline_odds(one), 9) for report, one in zip(event.reports, measures, strict=True)
    }
