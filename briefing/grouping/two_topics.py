"""What the articles of a story or thread have in common, and whether those of another one are about something else.

A headline says what a report is about. Two threads may share many words, such as a person, a firm or a war, and yet be
two topics: then what the headlines of each say does not stand in the articles of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import cached_property
from math import fsum, sqrt
from statistics import median_low

from briefing.grouping.article_vectors import ArticleVector, TermWeights
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.signals import sigmoid

# The weights, in log-odds, were fitted on 1,409 stories of 321 threads of the first days of replayed windows of three
# years. A reader of their headlines marked the 208 that are about another topic than the rest of their thread;
# `benchmarks/train_topics.py` fits them. Fitted on two of the windows and applied to the third, they rank a story of
# another topic above one of the topic in 74 to 79 % of such pairs; the words of both as wholes do in 56 to 73 %.
TWO_TOPICS_BIAS = 0.4
"""Log-odds that two groups of articles that resemble each other are about two topics, without any of the following."""
FEW_WEIGHT = 2.4
"""Weight of 1, divided by the root of the number of pairs of their articles: few may agree by chance. Older articles
count less, as in the sum of the words: after months the topic is what the latest ones say."""
LEAST_SHARE_WEIGHT = -4.9
"""Weight of the share of the headlines of each, by rarity, that stands in the articles of the other: of the smaller
one of the two shares."""
MOST_SHARE_WEIGHT = -1.9
"""Weight of the larger share."""
FIT_WEIGHT = -0.8
"""Weight of how well the headlines of the smaller group fit the larger one; of two of one size the worse fit counts."""
TWO_TOPICS_WEIGHTS = (FEW_WEIGHT, LEAST_SHARE_WEIGHT, MOST_SHARE_WEIGHT, FIT_WEIGHT)
MAX_TWO_TOPICS_PROBABILITY = 0.45
"""Probability of two topics up to which threads are joined.

Grouped anew with weights of the other two windows, the threads lost 38 of 136 stories of another topic, and 23 of 1,156
of their own."""

FULL_PRESENCE = 0.15
"""Share of the articles of a topic from which on one more that has a term says no more about the topic."""
MIN_WORD_SHARE = 0.1
"""Least share of the headlines of a topic that have a word which says what it is about, such as "quake"."""
MAX_FIT = 1.2
"""Upper bound of how well a headline fits a topic: repeating its terms makes no headline fit better."""


class Topic:
    """What the articles of a story or thread have in common.

    Attributes:
        article_count: The number of the articles, of which older ones count less.
    """

    def __init__(self, words: TermWeights, article_count: float, articles: Sequence[ArticleVector], idf: Idf) -> None:
        """Note what is known of the articles.

        Args:
            words: The sum of their topic vectors.
            article_count: Their number.
            articles: Some of them, at least one, whose headlines are compared.
            idf: The rarity of terms.
        """
        self.article_count = article_count
        self._words, self._idf, self._articles = words, idf, articles

    @classmethod
    def of(cls, group: Group, idf: Idf) -> Topic:
        """Note what is known of the articles of a thread."""
        return cls(group.word_weights, group.article_weight, group.members, idf)

    def headline_fit(self, reports: Sequence[ArticleVector]) -> float:
        """Return how well headlines fit the topic: the weight of the median one in it, as a share
        of that of the topic's own median headline, at most `MAX_FIT`.

        Args:
            reports: Articles outside the topic, at least one.
        """
        own = self._headline_weight
        return min(MAX_FIT, self._median_weight(reports) / own) if own else 0.0

    def has_headline_word(self, report: ArticleVector) -> bool:
        """Whether a headline has a word, not a name, that at least `MIN_WORD_SHARE` of those of the topic have."""
        words = set(report.features.title_stems) - report.features.names
        return any(self._headline_counts[word] >= MIN_WORD_SHARE * len(self._articles) for word in words)

    def signals(self, other: Topic) -> tuple[float, ...]:
        """Return the signals by which two groups of articles can be about two topics, in the order of their weights.

        They are the same whichever of the two groups is asked.
        """
        shares = self.headline_shares(other)
        few = 1 / sqrt(self.article_count * other.article_count)
        fits = [larger.headline_fit(smaller._articles) for larger, smaller in larger_and_smaller(self, other)]
        return few, min(shares), max(shares), min(fits)

    def headline_shares(self, other: Topic) -> tuple[float, float]:
        """Return the shares, by rarity, of the headlines of another group of articles that stand in these articles, and
        of the headlines of these that stand in the articles of the other.
        """
        return self._headline_share(other._articles), other._headline_share(self._articles)

    def speaks_as(self, other: Topic) -> bool:
        """Whether at least half of the articles are in the language of each of another group, as far as it is known."""
        langs = [article.features.lang for article in self._articles]
        return all(
            not lang or sum(one in ("", lang) for one in langs) * 2 >= len(langs)
            for lang in {article.features.lang for article in other._articles}
        )

    def shares_language(self, other: Topic) -> bool:
        """Whether the headlines of two groups of articles can be compared; the order of the two does not matter."""
        return all(larger.speaks_as(smaller) for larger, smaller in larger_and_smaller(self, other))

    @cached_property
    def _headline_counts(self) -> Counter[str]:
        return Counter(term for one in self._articles for term in set(one.features.title_stems))

    @cached_property
    def _headline_weight(self) -> float:
        return self._median_weight(self._articles)

    @cached_property
    def _word_weight(self) -> float:
        """The mean weight of a term of IDF 1 in one of the articles, whose vectors have length 1."""
        lengths = [sqrt(fsum([self._idf[term] ** 2 for term in one.topic_vector])) for one in self._articles]
        return 1 / max(1.0, fsum(lengths) / len(lengths))

    def _median_weight(self, reports: Sequence[ArticleVector]) -> float:
        """The weight that the terms of the median headline have in the topic."""
        return median_low([self._weight(set(report.features.title_stems)) for report in reports])

    def _weight(self, terms: Set[str]) -> float:
        words, idf = self._words, self._idf
        return fsum([words[term] * idf[term] for term in terms if term in words]) / self.article_count

    def _headline_share(self, reports: Sequence[ArticleVector]) -> float:
        """The mean share of headlines, by rarity, that stands in the articles of the topic."""
        shares = [self._share(set(report.features.title_stems)) for report in reports]
        return fsum(shares) / len(shares)

    def _share(self, terms: Set[str]) -> float:
        words, idf = self._words, self._idf
        full_weight = max(1.0, FULL_PRESENCE * self.article_count) * self._word_weight
        total = fsum([idf[term] for term in terms])
        shared = fsum([min(idf[term], words[term] / full_weight) for term in terms if term in words])
        return shared / total if total else 1.0


def two_topics_probability(one: Topic, other: Topic) -> float:
    """Return the probability that two groups of articles that resemble each other, and share a language, are about
    two topics.
    """
    weighted = zip(TWO_TOPICS_WEIGHTS, one.signals(other), strict=True)
    return sigmoid(TWO_TOPICS_BIAS + fsum([weight * value for weight, value in weighted]))


def larger_and_smaller(one: Topic, other: Topic) -> list[tuple[Topic, Topic]]:
    """Return the group of more articles with the other one; both orders if they have as many."""
    orders = (one, other), (other, one)
    return [(larger, smaller) for larger, smaller in orders if larger.article_count >= smaller.article_count]
