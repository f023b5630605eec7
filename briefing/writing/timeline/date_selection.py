"""Which days of a topic matter: those that many articles speak of, most of all in retrospect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import EPOCH, Article
from briefing.text.boilerplate import is_boilerplate
from briefing.text.dates import find_dates
from briefing.text.sentences import split_sentences

OPENING_SENTENCES = 5  # sentences of an article that tell its own day
RETROSPECTIVE_AFTER_DAYS = 2  # days after which a mention is retrospective
RETROSPECTIVE_WEIGHT = 2.0  # what such a mention counts, to one of the days themselves
PUBLICATION_WEIGHT = 0.1  # what an article published on a day counts
NEIGHBOUR_DAMPING = 0.6  # what is left of a day's weight once the day before or after is chosen
MAX_DAMPING_DAYS = 4  # days that a chosen day damps at most, fading; fewer where many days are asked of a short period
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence of an article and the days that it mentions; `rank` is its place in the article."""

    text: str
    article_id: str
    published: date | None
    position: int
    days: frozenset[date]


def dated_sentences(articles: Sequence[Article], per_article_limit: int = 0) -> list[DatedSentence]:
    """Return the quotable sentences of articles with their days; `most` limits those of one article (0: all)."""
    found: list[DatedSentence] = []
    for article in articles:
        day = article.published.date() if article.published > EPOCH else None
        lines = split_sentences(article.text, article.lang)
        for rank, line in enumerate(lines[:per_article_limit] if per_article_limit else lines):
            if not is_boilerplate(line):
                found.append(DatedSentence(line, article.id, day, rank, _mentioned_days(line, day)))
    return found


def _mentioned_days(sentence: str, published: date | None) -> frozenset[date]:
    """The single days that a sentence mentions; without a day of publication only those with a year."""
    reference = published or EPOCH.date()
    found = {mention.first_day for mention in find_dates(sentence, reference) if mention.granularity == "day"}
    return frozenset(found if published else {day for day in found if day.year > reference.year + 1})


def date_weights(dated: Sequence[DatedSentence]) -> dict[date, float]:
    """How many articles speak of each day within the reported period, those that look back counted more.

    A sentence that stands in several articles counts less in each, and so does one that names many days for each of
    them. Only days on which, or on whose morrow, something was published can matter (if the articles are dated at all).
    """
    published = {line.article_id: line.published for line in dated}
    reported = {day for day in published.values() if day}
    copies = Counter(line.text for line in dated if line.days)
    spoken: dict[date, dict[str, float]] = {}
    for line in dated:
        share = 1 / sqrt(copies[line.text] * len(line.days)) if line.days else 0.0
        for day in line.days:
            back = bool(line.published and (line.published - day).days >= RETROSPECTIVE_AFTER_DAYS)
            said = spoken.setdefault(day, {})
            said[line.article_id] = max(said.get(line.article_id, 0.0), share * (RETROSPECTIVE_WEIGHT if back else 1.0))
    if not reported:
        return {day: sum(articles.values()) for day, articles in spoken.items()}
    first, last = min(reported), max(reported)
    weight = {
        day: sum(articles.values())
        for day, articles in spoken.items()
        if first <= day <= last and (day in reported or day + _ONE_DAY in reported)
    }
    for day, count in Counter(day for day in published.values() if day).items():
        weight[day] = weight.get(day, 0) + PUBLICATION_WEIGHT * count
    return weight


def select_dates(weight_by_date: dict[date, float], count: int) -> list[date]:
    """Return the `count` weightiest days, earliest first; the neighbours of a chosen day tell much the same."""
    left = dict(weight_by_date)
    chosen: list[date] = []
    period = (max(left) - min(left)).days + 1 if left else 0
    reach = max(1.0, min(MAX_DAMPING_DAYS, period / (2 * max(1, count))))
    while left and len(chosen) < count:
        day = max(left, key=lambda d: (left[d], -d.toordinal()))
        chosen.append(day)
        del left[day]
        for distance in range(1, MAX_DAMPING_DAYS + 1):
            damped = 1 - (1 - NEIGHBOUR_DAMPING) * max(0.0, 1 - (distance - 1) / reach)
            for near in (day - distance * _ONE_DAY, day + distance * _ONE_DAY):
                if near in left:
                    left[near] *= damped
    return sorted(chosen)
