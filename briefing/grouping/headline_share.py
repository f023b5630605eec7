"""Whether a headline is about a topic: how much of what the articles of the topic share stands in it."""

from __future__ import annotations

from collections.abc import Collection
from heapq import nlargest

from briefing.grouping.article_vectors import TermWeights
from briefing.grouping.idf import Idf

MIN_HEADLINE_SHARE = 0.13
"""Least share of a topic that the headline of a further report has; a report below it shares other things with it.

Chosen on threads of two years of which a reader named the articles of another topic."""
CUT_SHARE = 0.11
"""Share below which a report leaves its thread: less than for joining, so that it does not come and go."""
MIN_TOPIC_ARTICLES = 3.0
"""Fewest articles that show what they have in common."""
MAX_REPORT_SHARE = 0.25
"""Largest size of a report beside the articles of the topic: more of them change what the topic is."""
MAX_FEW_ARTICLES = 2.0
"""Number of articles of a report that is small beside any topic."""
STRONGEST_TERMS = 10
"""Number of the terms with most weight that stand for a topic."""


def is_small_beside(articles: float, topic_articles: float) -> bool:
    """Whether a number of articles is too small to say what a topic is about, and the topic large enough to say it."""
    largest = max(MAX_FEW_ARTICLES, MAX_REPORT_SHARE * topic_articles)
    return topic_articles >= MIN_TOPIC_ARTICLES and articles <= largest


def headline_share(title_stems: Collection[str], topic_words: TermWeights, idf: Idf) -> float:
    """The weight that the terms of a headline have in a topic, as a share of that of its strongest terms.

    Args:
        title_stems: The stems of the headline.
        topic_words: The sum of the word vectors of the articles of the topic.
        idf: The rarity of the terms.
    """
    weights = {term: weight * idf[term] for term, weight in topic_words.items()}
    strongest = sum(nlargest(STRONGEST_TERMS, weights.values()))
    return sum([weights[term] for term in set(title_stems) & weights.keys()]) / strongest if strongest else 1.0
