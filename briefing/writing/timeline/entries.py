"""Makes timeline entries of events: a headline and up to two sentences, quoted word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from briefing.model.articles import Article
from briefing.model.threads import Sentence, TimelineEntry
from briefing.writing.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.quotable_sentences import QuotableSentence, overlap, quotable_sentences
from briefing.writing.sentence_vectors import Vector, dot_product
from briefing.writing.stories import publisher_names
from briefing.writing.timeline.background import MentionedEvent
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

# Constants of this module were chosen by reading timelines of replayed feeds.
OPENING_SENTENCES = 3
"""Number of opening sentences of an article that can be quoted."""
MAX_SENTENCES = 2
"""Number of sentences of an entry."""
MAX_QUOTED_REPORTS = 4
"""Number of reports of a main event, the most central ones, whose sentences are read; others have a title only."""
MAX_SENTENCE_OVERLAP = 0.6
"""Share of the shorter sentence's terms in the other above which two sentences say the same."""
MIN_LENGTH_NORM = 5
"""Number of terms below which a sentence gains nothing by being short."""
CENTRALITY_BASE = 0.15
"""Added to the cosine of a headline to its event, so that a clear headline beats a slightly more central one."""
MIN_OTHER_TITLE_SCORE = 0.7
"""Share of the best title's score that another one needs to stand in for the title of the thread."""


def reported_entry(event: Event, is_main: bool, avoid_title: str, stories: Mapping[str, str]) -> TimelineEntry:
    """Return the entry of an event.

    Args:
        event: An event.
        is_main: Whether it is a main event, which has sentences.
        avoid_title: The title of the thread, which the entry does not repeat if it has another good headline.
        stories: The ids of the stories by the ids of their articles.
    """
    ranked = sorted(event.reports, key=lambda report: -_title_score(report, event.vector))
    best = ranked[0]
    if best.headline.text == avoid_title:
        limit = MIN_OTHER_TITLE_SCORE * _title_score(best, event.vector)
        others = (r for r in ranked if r.headline.text != avoid_title and _title_score(r, event.vector) >= limit)
        best = next(others, best)
    articles = [report.article for report in event.reports]
    owners = Counter(stories[article.id] for article in articles if article.id in stories)
    return TimelineEntry(
        date=event.day,
        title=best.headline.text,
        story=max(owners, key=lambda story: (owners[story], story), default=""),
        publishers=publisher_names(articles),
        articles=tuple(article.id for article in articles),
        sentences=_sentences(ranked[:MAX_QUOTED_REPORTS], event.vector) if is_main else (),
        main=is_main,
    )


def _title_score(report: Report, vector: Vector) -> float:
    """How well a headline stands for an event: central, a report, and well made."""
    centrality = dot_product(report.vector, vector) + CENTRALITY_BASE
    return round(centrality * report.likelihood * sqrt(report.headline.quality), 9)


def _sentences(reports: Sequence[Report], vector: Vector) -> tuple[Sentence, ...]:
    """Up to two quotable sentences with most of an event's terms, which do not say the same."""
    likelihood = {report.article.id: report.likelihood for report in reports}
    scored: list[tuple[float, QuotableSentence]] = []
    for sentence in quotable_sentences([report.article for report in reports], OPENING_SENTENCES):
        value = quotability(sentence)
        if value >= MIN_QUOTABILITY:
            central = sum(vector.get(term, 0.0) for term in sorted(sentence.terms))
            norm = sqrt(max(MIN_LENGTH_NORM, len(sentence.terms)))
            scored.append((round(central / norm * value * likelihood[sentence.article_id], 9), sentence))
    chosen: list[QuotableSentence] = []
    for _, sentence in sorted(scored, key=lambda pair: (-pair[0], pair[1].text)):
        if len(chosen) < MAX_SENTENCES and all(
            overlap(sentence.terms, other.terms) < MAX_SENTENCE_OVERLAP for other in chosen
        ):
            chosen.append(sentence)
    return tuple(Sentence(sentence.text, sentence.article_id) for sentence in chosen)


def mentioned_entry(event: MentionedEvent, articles: Mapping[str, Article], is_background: bool) -> TimelineEntry:
    """Return the entry of an event that articles mention: the sentence that names its day, quoted."""
    ids = tuple(dict.fromkeys(sentence.article_id for sentence in event.sentences))
    quoted = event.sentences[0]
    return TimelineEntry(
        date=event.day,
        title=quoted.text,
        publishers=publisher_names([articles[id] for id in ids]),
        articles=ids,
        sentences=(Sentence(quoted.text, quoted.article_id),),
        precision=event.precision,
        background=is_background,
    )
