"""Why the front page leaves a thread out: most of its articles are offers, listings, puzzles or other fixed pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.text.article_kinds import article_kind
from briefing.writing.stories import publisher_count

MAX_READ_ARTICLES = 12
"""Number of newest articles whose kinds are counted; bounds the cost of a long thread."""

NEWS_PUBLISHERS = 4
"""Number of independent publishers whose articles of other kinds make a thread news."""


def exclusion_reason(articles: Sequence[Article]) -> str:
    """Return the most frequent reason if more than half of the newest articles are of excluded kinds, else "".

    What several publishers report as news is never left out, however many guides and offers stand around it.
    """
    newest = sorted(articles, key=lambda article: (article.published, article.id))[-MAX_READ_ARTICLES:]
    kinds = [article_kind(article.title, article.text, article.link or article.url) for article in newest]
    reasons = Counter(kind.reason for kind in kinds if kind.is_excluded)
    news = [article for article, kind in zip(newest, kinds, strict=True) if not kind.is_excluded]
    if reasons.total() * 2 <= len(newest) or publisher_count(news) >= NEWS_PUBLISHERS:
        return ""
    return max(sorted(reasons), key=lambda reason: reasons[reason])
