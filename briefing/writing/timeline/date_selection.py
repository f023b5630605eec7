"""Selects the days of a topic that matter: those that many articles mention, above all in retrospect."""

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

# Constants of this module were chosen on the Timeline17 development topics.
OPENING_SENTENCES = 5
"""Number of opening sentences of an article that report on its own day."""
RETROSPECTIVE_AFTER_DAYS = 2
"""Days after an event from which on a mention is retrospective."""
RETROSPECTIVE_WEIGHT = 2.0
"""Weight of a retrospective mention, relative to another one."""
PUBLICATION_WEIGHT = 0.1
"""Weight of an article that was published on a day."""
NEIGHBOUR_DAMPING = 0.6
"""Factor of a day's weight when the day before or after it is selected."""
MAX_DAMPING_DAYS = 4
"""Distance in days up to which a selected day damps others, less and less; shorter if many days are selected."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence of an article, its position in the article and the days that it mentions."""

    text: str
    article_id: str
    published: date | None
    position: int
    days: frozenset[date]


def dated_sentences(articles: Sequence[Article], per_article_limit: int = 0) -> list[DatedSentence]:
    """Return the sentences of articles without boilerplate; at most `per_article_limit` of each (0: all)."""
    dated: list[DatedSentence] = []
    for article in articles:
        day = article.published.date() if article.published > EPOCH else None
        lines = split_sentences(article.text, article.lang)
        for position, line in enumerate(lines[:per_article_limit] if per_article_limit else lines):
            if not is_boilerplate(line):
                dated.append(DatedSentence(line, article.id, day, position, _mentioned_days(line, day)))
    return dated


def _mentioned_days(sentence: str, published: date | None) -> frozenset[date]:
    """The days that a sentence mentions; without a date of publication only those given with a year."""
    reference = published or EPOCH.date()
    days = {mention.first_day for mention in find_dates(sentence, reference) if mention.granularity == "day"}
    return frozenset(days if published else {day for day in days if day.year > reference.year + 1})


def date_weights(dated: Sequence[DatedSentence]) -> dict[date, float]:
    """Weigh each day by the articles that mention it, retrospective mentions more.

    A sentence that several articles contain, or that mentions many days, counts less for each. If articles are dated,
    only days within their period on which, or on the day after which, something was published get a weight.
    """
    published = {line.article_id: line.published for line in dated}
    reported = {day for day in published.values() if day}
    copies = Counter(line.text for line in dated if line.days)
    mentions: dict[date, dict[str, float]] = {}
    for line in dated:
        share = 1 / sqrt(copies[line.text] * len(line.days)) if line.days else 0.0
        for day in line.days:
            is_retrospective = bool(line.published and (line.published - day).days >= RETROSPECTIVE_AFTER_DAYS)
            by_article = mentions.setdefault(day, {})
            by_article[line.article_id] = max(
                by_article.get(line.article_id, 0.0), share * (RETROSPECTIVE_WEIGHT if is_retrospective else 1.0)
            )
    if not reported:
        return {day: sum(articles.values()) for day, articles in mentions.items()}
    first, last = min(reported), max(reported)
    weight = {
        day: sum(articles.values())
        for day, articles in mentions.items()
        if first <= day <= last and (day in reported or day + _ONE_DAY in reported)
    }
    for day, count in Counter(day for day in published.values() if day).items():
        weight[day] = weight.get(day, 0) + PUBLICATION_WEIGHT * count
    return weight


def select_dates(weight_by_date: dict[date, float], count: int) -> list[date]:
    """Return the `count` days with the highest weights, earliest first; a selected day damps its neighbours."""
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
