"""Matching incoming articles to stored ones. Pure.

Feeds repeat, change and reuse guids, and several articles may share an address. A guid or an address identifies an
article only if one entry of the document and one stored article have it. Otherwise the titles must be equal as well. In
doubt the article counts as new, because a lost article is worse than a duplicate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from briefing.model.articles import Article


class StoredArticle(NamedTuple):
    """The compared fields of a stored article; `n` is its inner number."""

    n: int
    feed: str
    url: str
    title: str
    text: str


def feed_key(article: Article) -> str:
    """Return the feed's own key of an article: its guid, or its title if it has neither guid nor address."""
    return article.guid or ("" if article.url else "\n" + article.title)


def without_duplicates(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of one document without duplicates."""
    unique: dict[tuple[str, str, str], Article] = {}
    for article in articles:
        title = "" if article.guid and article.url else article.title
        unique.setdefault((article.guid, article.url, title), article)
    return list(unique.values())


def match_stored(
    articles: Sequence[Article],
    by_key: Mapping[str, Sequence[StoredArticle]],
    by_url: Mapping[str, Sequence[StoredArticle]],
) -> list[StoredArticle | None]:
    """Match each incoming article to at most one stored article, and each stored article to at most one of them.

    Args:
        articles: The articles of one document.
        by_key: The stored articles of this feed by key.
        by_url: The stored articles of all feeds by canonical address.

    Returns:
        For each incoming article its match, or None if it is new.
    """
    keys = Counter(feed_key(article) for article in articles)
    urls = Counter(article.url for article in articles)
    claimed: set[int] = set()
    results: list[StoredArticle | None] = [None] * len(articles)
    for match in (_same_both, _same_address, _same_key):  # the surest kind of match first
        for position, article in enumerate(articles):
            key = feed_key(article)
            with_key = by_key.get(key, ()) if key else ()
            with_url = by_url.get(article.url, ()) if article.url else ()
            candidates = _Candidates(
                [known for known in with_key if known.n not in claimed],
                [known for known in with_url if known.n not in claimed],
                key_is_unique=keys[key] == 1 and len(with_key) == 1,
                url_is_unique=urls[article.url] == 1 and len(with_url) == 1 and _is_more_than_front_page(article.url),
            )
            stored = match(article, candidates) if results[position] is None else None
            if stored is not None:
                claimed.add(stored.n)
                results[position] = stored
    return results


class _Candidates(NamedTuple):
    """The unmatched stored articles with the same key and with the same address; whether these identify an article."""

    with_same_key: Sequence[StoredArticle]
    with_same_url: Sequence[StoredArticle]
    key_is_unique: bool
    url_is_unique: bool


def _same_both(article: Article, candidates: _Candidates) -> StoredArticle | None:
    """Return the article with this key and this address; where neither is unique, its title must be equal too."""
    same = [known for known in candidates.with_same_key if known.url == article.url]
    return _first_with_title(same, article.title, candidates.key_is_unique or candidates.url_is_unique)


def _same_address(article: Article, candidates: _Candidates) -> StoredArticle | None:
    """Return the article with this address and another key; if the address is not unique, with an equal title."""
    return _first_with_title(candidates.with_same_url, article.title, candidates.url_is_unique)


def _same_key(article: Article, candidates: _Candidates) -> StoredArticle | None:
    """Return the article with this key and another address, if the key is unique and the titles are similar."""
    for known in candidates.with_same_key if candidates.key_is_unique else ():
        if not known.url or not article.url or _similar_titles(known.title, article.title):
            return known
    return None


def _first_with_title(candidates: Sequence[StoredArticle], title: str, accept_any_title: bool) -> StoredArticle | None:
    """Return the first with this title, else the first of all if any title is accepted."""
    titled = [known for known in candidates if known.title == title]
    return next(iter(titled or (candidates if accept_any_title else ())), None)


def _similar_titles(one: str, other: str) -> bool:
    """Return whether two titles may be one headline before and after an edit.

    Feeds that use positions as guids give unrelated titles under one guid.
    """
    words, others = ({word for word in title.casefold().split() if len(word) > 3} for title in (one, other))
    return bool(words & others) or one == other or not (words and others)


def _is_more_than_front_page(url: str) -> bool:
    """Return whether an address is more than a site's front page, which some feeds give for every entry."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
