"""Finds reports that share words with the articles of a thread and are about something else.

A headline says what a report is about. If it has little of what the headlines of a thread usually have in common, and
the text below it shares little as well, the report belongs to another topic, however alike it is to some articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from statistics import median_low

from briefing.grouping.article_vectors import ArticleVector, TermWeights
from briefing.grouping.idf import Idf

MIN_TOPIC_ARTICLES = 6.0
"""Fewest articles that show what the headlines of a topic have in common."""
MAX_REPORT_ARTICLES = 2.0
"""Number of articles that are few beside any topic."""
MAX_REPORT_SHARE = 0.15
"""Number of articles that are few beside a large topic, as a share of its articles: more change what it is about."""
MIN_HEADLINE = 0.4
"""Least weight of a headline that is about a topic, as a share of that of the topic's median headline.

This and `MIN_TEXT` were chosen on threads of two years in which a reader marked the reports of other topics."""
MIN_TEXT = 0.6
"""Weight of a report from which on its headline does not matter, as a share of that of the topic's strongest terms."""
STRONGEST_TERMS = 10
"""Number of the terms with most weight that stand for a topic."""
STAY_FACTOR = 0.9
"""Factor of both limits for a report that is in the thread: it does not come and go."""
MIN_SUBJECT_SHARE = 0.75
"""Least share of the headlines of a topic that have the name of its subject, such as that of a firm on trial."""
MIN_WORD_SHARE = 0.1
"""Least share of the headlines of a topic that have a word which says what it is about, such as "quake"."""
MAX_FIT = 1.2
"""Upper bound of how well a headline fits a topic: repeating its terms makes no headline fit better."""


def are_few(articles: float, topic_articles: float) -> bool:
    """Whether a number of articles is small beside a topic that has enough of them to show what it is about."""
    largest = max(MAX_REPORT_ARTICLES, MAX_REPORT_SHARE * topic_articles)
    return topic_articles >= MIN_TOPIC_ARTICLES and articles <= largest


class Topic:
    """What the articles of a thread have in common."""

    def __init__(self, words: TermWeights, article_count: float, articles: Sequence[ArticleVector], idf: Idf) -> None:
        """Weigh the terms of the articles.

        Args:
            words: The sum of their word vectors.
            article_count: Their number.
            articles: Some of them, whose headlines are compared.
            idf: The rarity of terms.
        """
        self._words, self._article_count, self._idf = words, article_count, idf
        self._langs = [one.features.lang for one in articles]
        self._subjects = _subjects(articles)
        self._headline_counts = Counter(term for one in articles for term in set(one.features.title_stems))
        self._headline_weight = median_low([self._weight(set(one.features.title_stems), {}, 0.0) for one in articles])
        strongest = nlargest(STRONGEST_TERMS, [weight * idf[term] for term, weight in words.items()])
        self._strongest_weight = sum(strongest) / article_count

    def has_side_report(
        self, report: ArticleVector, own_words: TermWeights, own_count: float, *, stays: bool = False
    ) -> bool:
        """Whether a report is about something else.

        Args:
            report: The report.
            own_words: The part of the words of the topic that comes from the report and its story; empty if none does.
            own_count: The number of articles of that part.
            stays: Whether the report is in the thread.
        """
        if not self._speaks(report.features.lang) or not self._subjects.isdisjoint(_title_phrases(report)):
            return False
        factor = STAY_FACTOR if stays else 1.0
        headline = self._weight(set(report.features.title_stems), own_words, own_count)
        if headline >= factor * MIN_HEADLINE * self._headline_weight:
            return False
        text = self._weight(report.word_vector, own_words, own_count)
        return text < factor * MIN_TEXT * self._strongest_weight

    def headline_fit(self, reports: Sequence[ArticleVector]) -> float:
        """Return how well headlines fit the topic: the weight of the median one in it, as a share
        of that of the topic's own median headline, at most `MAX_FIT`.

        Args:
            reports: Articles outside the topic, at least one.
        """
        weight = median_low([self._weight(set(one.features.title_stems), {}, 0.0) for one in reports])
        return min(MAX_FIT, weight / self._headline_weight) if self._headline_weight else 0.0

    def has_headline_word(self, report: ArticleVector) -> bool:
        """Whether a headline has a word, not a name, that at least `MIN_WORD_SHARE` of those of the topic have."""
        words = set(report.features.title_stems) - report.features.names
        return any(self._headline_counts[word] >= MIN_WORD_SHARE * len(self._langs) for word in words)

    def _weight(self, terms: Iterable[str], own_words: TermWeights, own_count: float) -> float:
        words, idf = self._words, self._idf
        weights = [(words[term] - own_words.get(term, 0.0)) * idf[term] for term in terms if term in words]
        return sum(sorted(weights)) / (self._article_count - own_count)

    def _speaks(self, lang: str) -> bool:
        """Whether at least half of the articles are in a language, as far as it is known."""
        return not lang or sum(one in ("", lang) for one in self._langs) * 2 >= len(self._langs)


def _subjects(articles: Sequence[ArticleVector]) -> frozenset[frozenset[str]]:
    """The names of several words that many of the headlines have: their words may be common ("Live Nation")."""
    counts = Counter(phrase for article in articles for phrase in _title_phrases(article))
    return frozenset(phrase for phrase, count in counts.items() if count >= MIN_SUBJECT_SHARE * len(articles))


def _title_phrases(article: ArticleVector) -> list[frozenset[str]]:
    """The names of several words that stand in the headline of an article."""
    title = article.features.title_stems
    return [phrase for phrase in article.name_phrases if phrase.issubset(title)]
