"""The days and months that the sentences of articles mention, and how much a day is mentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import EPOCH, Article
from briefing.text.dates.dates import DateMention, find_dates
from briefing.writing.sentences.quotable_sentences import labelled_sentences

# Constants of this module were chosen on the Timeline17 development topics.
RETROSPECTIVE_AFTER_DAYS = 2
"""Days after an event from which on a mention is retrospective."""
RETROSPECTIVE_WEIGHT, LATE_MENTION_WEIGHT = 2.0, 2.6
"""Weight of a retrospective mention, and of one after a month, relative to another one."""
LATE_AFTER_DAYS = 30
"""Days after an event from which on what is mentioned has lasted."""
PUBLICATION_WEIGHT = 0.2
"""Weight of an article that was published on a day."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence of an article, its position in the article and the dates that it mentions.

    Attributes:
        published: The day of publication; None if it is not known.
        days: The days that it mentions; without a day of publication only those given with a year.
        mentions: All dates that it mentions, where they stand in the text.
    """

    text: str
    article_id: str
    published: date | None
    position: int
    days: frozenset[date] = frozenset()
    mentions: tuple[DateMention, ...] = ()

    @property
    def months(self) -> frozenset[date]:
        """Return the first days of the months that it mentions."""
        return frozenset(mention.first_day for mention in self.mentions if mention.granularity == "month")


def dated_sentences(articles: Sequence[Article], per_article_limit: int = 0) -> list[DatedSentence]:
    """Return the sentences of articles without boilerplate; at most `per_article_limit` of each (0: all)."""
    dated: list[DatedSentence] = []
    for article in articles:
        day = article.published.date() if article.published > EPOCH else None
        labelled = labelled_sentences(article.text, article.lang)[: per_article_limit or None]
        for position, (text, is_notice) in enumerate(labelled):
            if not is_notice:
                mentions = find_dates(text, day or EPOCH.date())
                dated.append(DatedSentence(text, article.id, day, position, _days(mentions, day), mentions))
    return dated


def _days(mentions: Sequence[DateMention], published: date | None) -> frozenset[date]:
    days = {mention.first_day for mention in mentions if mention.granularity == "day"}
    return frozenset(days if published else {day for day in days if day.year > EPOCH.year + 1})


def date_weights(dated: Sequence[DatedSentence]) -> dict[date, float]:
    """Weigh each day by the articles that mention it, retrospective mentions more.

    A sentence that several articles contain, or that mentions many days, counts less for each. If articles are dated,
    only days within their period on which, or on the day after which, something was published get a weight.
    """
    published = {sentence.article_id: sentence.published for sentence in dated}
    reported = {day for day in published.values() if day}
    copies = Counter(sentence.text for sentence in dated if sentence.days)
    mentions: dict[date, dict[str, float]] = {}
    for sentence in dated:
        share = 1 / sqrt(copies[sentence.text] * len(sentence.days)) if sentence.days else 0.0
        for day in sentence.days:
            weight = share * _mention_weight(sentence, day)
            by_article = mentions.setdefault(day, {})
            by_article[sentence.article_id] = max(by_article.get(sentence.article_id, 0.0), weight)
    if not reported:
        return {day: sum(articles.values()) for day, articles in mentions.items()}
    first, last = min(reported), max(reported)
    weights = {
        day: sum(articles.values())
        for day, articles in mentions.items()
        if first <= day <= last and (day in reported or day + _ONE_DAY in reported)
    }
    for day, count in Counter(day for day in published.values() if day).items():
        weights[day] = weights.get(day, 0) + PUBLICATION_WEIGHT * count
    return weights


def _mention_weight(sentence: DatedSentence, day: date) -> float:
    if sentence.published is None or not is_retrospective(sentence, day):
        return 1.0
    return LATE_MENTION_WEIGHT if (sentence.published - day).days > LATE_AFTER_DAYS else RETROSPECTIVE_WEIGHT


def is_retrospective(sentence: DatedSentence, day: date) -> bool:
    """Whether a sentence was published long enough after a day to look back at it."""
    return sentence.published is not None and (sentence.published - day).days >= RETROSPECTIVE_AFTER_DAYS
