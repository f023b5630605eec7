"""Reads articles as reports: what each one reports, how likely it is an event, and on which day it happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import log

from briefing.model.articles import Article
from briefing.text.dates.local_times import LocalTime, hours_of_event, local_time
from briefing.text.language_tags import primary_language
from briefing.writing.headlines import LEAD_CHARACTERS, Headline, headlines, is_reaction
from briefing.writing.sentences.sentence_vectors import Vector, normalize
from briefing.writing.stories import publisher_numbers
from briefing.writing.timeline.event_days import best_day
from briefing.writing.timeline.event_headlines import event_likelihood, is_preview
from briefing.writing.timeline.headline_verbs import verb_kinds
from briefing.writing.timeline.mentions import DatedSentence
from briefing.writing.timeline.named_days import DAY_SENTENCES, day_probabilities

LEAD_WEIGHT = 0.5
"""Weight of a term of the opening, relative to one of the headline."""
MIN_SET_SIZE = 30
"""Number of reports from which on the rarity of terms is taken from the set alone."""
ENGLISH = "en"
MIN_NAMED = 0.5
"""Probability from which on a report is taken to name the day of its event."""
_CAUSE = re.compile(
    r" (?:after|amid|following|despite|in the face of) (?:[\w’'-]+ ){0,4}"
    r"(?:backlash|outrage|uproar|outcry|fury|criticism)\b.*",
    re.IGNORECASE,
)
"""Why somebody acted: "withdraws the fee after a backlash" is an act and no reaction."""
_SIDE_CLAUSE = re.compile(r" (?:after|amid|following|despite|because) ")
"""Matches what begins a cause: "officers fired after video shows arrest" is an act and no reaction."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one article reports.

    Attributes:
        publisher_number: Number of its independent publisher.
        opening: The sentences below its headline that can name the day of its event.
        likelihood: The probability that it reports an event.
        local: When it was published, where it happened.
        is_preview: Whether the headline is about what is to come.
        is_reaction: Whether it is about how somebody reacts.
        vector: Its terms, weighted by rarity and scaled to length 1.
        named_days: The days that it names, each with the probability that the event was on it.
        day: The likeliest day of the event, by this report alone.
    """

    article: Article
    publisher_number: int
    headline: Headline
    opening: tuple[DatedSentence, ...]
    likelihood: float
    local: LocalTime
    is_preview: bool
    is_reaction: bool
    vector: Vector = field(default_factory=dict)
    named_days: dict[date, float] = field(default_factory=dict)
    day: date = date.min

    @property
    def language(self) -> str:
        """Return its language; undeclared texts count as English, as most of them are."""
        return primary_language(self.article.lang) or ENGLISH

    @property
    def day_reported(self) -> date:
        """Return the day on which it was published, where it happened."""
        return self.local.moment.date()

    @property
    def is_day_named(self) -> bool:
        """Whether it names the day."""
        return self.named_days.get(self.day, 0.0) >= MIN_NAMED


def read_reports(articles: Sequence[Article], sentences: Sequence[DatedSentence]) -> list[Report]:
    """Return the reports of articles that have a headline, in the order of publication.

    Args:
        articles: The articles.
        sentences: Their sentences, of which the first ones can name the day.
    """
    opening: dict[str, list[DatedSentence]] = {}
    for sentence in sentences:
        if sentence.position < DAY_SENTENCES:
            opening.setdefault(sentence.article_id, []).append(sentence)
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    reports = []
    for article, number in zip(ordered, publisher_numbers(ordered), strict=True):
        lead = _lead(article)
        first = tuple(opening.get(article.id, ()))
        for headline in headlines((article,)):
            kinds = is_preview(headline.text, lead), is_reaction(_without_cause(headline.text))
            local = _local_time(article, None)
            reports.append(_dated(Report(article, number, headline, first, event_likelihood(article), local, *kinds)))
    idf_by_term = rarity(report.headline.terms | report.headline.lead_terms for report in reports)
    return [replace(report, vector=_vector(report.headline, idf_by_term)) for report in reports]


def with_event_clock(reports: Sequence[Report]) -> list[Report]:
    """Return the reports of one event; those that name no place are dated by the clock of the places of the others.

    Other events of a topic can be elsewhere, and joining a topic with another one must change no day.
    """
    articles = [report.article for report in reports]
    hours = hours_of_event([(article.title, _lead(article), _source(article)) for article in articles])
    if hours is None:
        return list(reports)
    return [_dated(replace(report, local=_local_time(report.article, hours))) for report in reports]


def _lead(article: Article) -> str:
    return article.text[:LEAD_CHARACTERS]


def _local_time(article: Article, event_hours: int | None) -> LocalTime:
    return local_time(article.published, article.title, _lead(article), _source(article), event_hours)


def _source(article: Article) -> tuple[str, str]:
    return article.publisher, article.link or article.url


def _dated(report: Report) -> Report:
    """Return a report with the days that it names, by its local time, and the likeliest of them."""
    named = day_probabilities(report.headline, report.opening, report.article.lang, report.local)
    report = replace(report, named_days=named)
    return replace(report, day=best_day(report, [report]))


def _without_cause(headline: str) -> str:
    """The part of a headline that says what happened, if it names an act; else the headline."""
    headline = _CAUSE.sub("", headline)
    before = _SIDE_CLAUSE.split(headline, maxsplit=1)[0]
    return before if "act" in verb_kinds(before) else headline


def rarity(bags: Iterable[frozenset[str]]) -> dict[str, float]:
    """The inverse document frequency of terms; in a small set as if it were larger, where chance words count less."""
    counts: Counter[str] = Counter()
    size = 0
    for terms in bags:
        counts.update(terms)
        size += 1
    return {term: log(1 + max(size, MIN_SET_SIZE) / count) for term, count in counts.items()}


def _vector(headline: Headline, idf_by_term: dict[str, float]) -> Vector:
    weights = dict.fromkeys(headline.lead_terms, LEAD_WEIGHT)
    weights |= {term: 1.0 + weights.get(term, 0.0) for term in headline.terms}
    return normalize({term: weight * idf_by_term[term] for term, weight in sorted(weights.items())})
