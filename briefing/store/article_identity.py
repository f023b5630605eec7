"""Which stored article an incoming one is. Pure: guids repeat, change and are reused, addresses are shared.

A guid or an address tells articles apart only while one entry of the document and one stored article
hold it. When neither does, the title has to agree as well; when in doubt the article is new, because a lost article is
worse than one that stands there twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from briefing.model.articles import Article


class StoredArticle(NamedTuple):
    """What is compared of a stored article; `n` is its inner number."""

    n: int
    feed: str
    url: str
    title: str
    text: str


def feed_key(article: Article) -> str:
    """The feed's own name for the article: its guid, or its title if it has neither guid nor address."""
    return article.guid or ("" if article.url else "\n" + article.title)


def without_duplicates(articles: Sequence[Article]) -> list[Article]:
    """The articles of one document without those it holds twice."""
    found: dict[tuple[str, str, str], Article] = {}
    for article in articles:
        title = "" if article.guid and article.url else article.title
        found.setdefault((article.guid, article.url, title), article)
    return list(found.values())


def match_stored(
    articles: Sequence[Article],
    by_key: Mapping[str, Sequence[StoredArticle]],
    by_url: Mapping[str, Sequence[StoredArticle]],
) -> list[StoredArticle | None]:
    """For each article of one document the stored one that it is, or None for a new one; each is given once.

    `by_key` holds what this feed carried under a key, `by_url` what any feed carried under a canonical address.
    """
    keys = Counter(feed_key(article) for article in articles)
    urls = Counter(article.url for article in articles)
    claimed: set[int] = set()
    results: list[StoredArticle | None] = [None] * len(articles)
    for judge in (_same_both, _same_address, _same_key):  # the surest first, so that no vaguer match takes their place
        for position, article in enumerate(articles):
            key = feed_key(article)
            keyed, placed = by_key.get(key, ()) if key else (), by_url.get(article.url, ()) if article.url else ()
            evidence = _Candidates(
                [known for known in keyed if known.n not in claimed],
                [known for known in placed if known.n not in claimed],
                key_is_unique=keys[key] == 1 and len(keyed) == 1,
                url_is_unique=urls[article.url] == 1 and len(placed) == 1 and _is_more_than_front_page(article.url),
            )
            found = judge(article, evidence) if results[position] is None else None
            if found is not None:
                claimed.add(found.n)
                results[position] = found
    return results


class _Candidates(NamedTuple):
    """What is left of the stored articles under a key and at an address, and whether each tells articles apart."""

    with_same_key: Sequence[StoredArticle]
    with_same_url: Sequence[StoredArticle]
    key_is_unique: bool
    url_is_unique: bool


def _same_both(article: Article, candidates: _Candidates) -> StoredArticle | None:
    """Same key and same address; the same title too where neither counts."""
    same = [known for known in candidates.with_same_key if known.url == article.url]
    return _first_with_title(same, article.title, candidates.key_is_unique or candidates.url_is_unique)


def _same_address(article: Article, candidates: _Candidates) -> StoredArticle | None:
    """Same address under another key; the same title too where the address does not count."""
    return _first_with_title(candidates.with_same_url, article.title, candidates.url_is_unique)


def _same_key(article: Article, candidates: _Candidates) -> StoredArticle | None:
    """Same key at another address, where the key counts and the titles may be one headline before and after an edit."""
    for known in candidates.with_same_key if candidates.key_is_unique else ():
        if not known.url or not article.url or _similar_titles(known.title, article.title):
            return known
    return None


def _first_with_title(found: Sequence[StoredArticle], title: str, accept_any_title: bool) -> StoredArticle | None:
    """The first with this title, else the first of all if any title will do."""
    titled = [known for known in found if known.title == title]
    return titled[0] if titled else found[0] if found and accept_any_title else None


def _similar_titles(one: str, other: str) -> bool:
    """Two titles that may be one headline before and after an edit; positions used as guids have nothing in common."""
    words, others = ({word for word in title.casefold().split() if len(word) > 3} for title in (one, other))
    return bool(words & others) or one == other or not (words and others)


def _is_more_than_front_page(url: str) -> bool:
    """Whether an address is more than a site's front page, which some feeds give for every entry."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
