"""Why the front page leaves a thread out: most of its articles are offers, listings, puzzles or other fixed pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.text.article_kinds import article_kind

MAX_READ_ARTICLES = 12
"""Number of newest articles whose kinds are counted; bounds the cost of a long thread."""


def exclusion_reason(articles: Sequence[Article]) -> str:
    """Return the most frequent reason if more than half of the newest articles are of excluded kinds, else ""."""
    newest = sorted(articles, key=lambda article: (article.published, article.id))[-MAX_READ_ARTICLES:]
    kinds = (article_kind(article.title, article.text, article.link or article.url) for article in newest)
    reasons = Counter(kind.reason for kind in kinds if kind.is_excluded)
    if reasons.total() * 2 <= len(newest):
        return ""
    return max(sorted(reasons), key=lambda reason: reasons[reason])
