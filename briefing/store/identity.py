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


class Known(NamedTuple):
    """What is compared of a stored article; `n` is its inner number."""

    n: int
    feed: str
    url: str
    title: str
    text: str


def key_of(article: Article) -> str:
    """The feed's own name for the article: its guid, or its title if it has neither guid nor address."""
    return article.guid or ("" if article.url else "\n" + article.title)


def distinct(articles: Sequence[Article]) -> list[Article]:
    """The articles of one document without those it holds twice."""
    found: dict[tuple[str, str, str], Article] = {}
    for article in articles:
        title = "" if article.guid and article.url else article.title
        found.setdefault((article.guid, article.url, title), article)
    return list(found.values())


def recognise(
    articles: Sequence[Article], by_key: Mapping[str, Sequence[Known]], by_url: Mapping[str, Sequence[Known]]
) -> list[Known | None]:
    """For each article of one document the stored one that it is, or None for a new one; each is given once.

    `by_key` holds what this feed carried under a key, `by_url` what any feed carried under a canonical address.
    """
    keys = Counter(key_of(article) for article in articles)
    urls = Counter(article.url for article in articles)
    claimed: set[int] = set()
    results: list[Known | None] = [None] * len(articles)
    for judge in (_same_both, _same_address, _same_key):  # the surest first, so that no vaguer match takes their place
        for position, article in enumerate(articles):
            key = key_of(article)
            keyed, placed = by_key.get(key, ()) if key else (), by_url.get(article.url, ()) if article.url else ()
            evidence = _Candidates(
                [known for known in keyed if known.n not in claimed],
                [known for known in placed if known.n not in claimed],
                key_counts=keys[key] == 1 and len(keyed) == 1,
                url_counts=urls[article.url] == 1 and len(placed) == 1 and _names_a_page(article.url),
            )
            found = judge(article, evidence) if results[position] is None else None
            if found is not None:
                claimed.add(found.n)
                results[position] = found
    return results


class _Candidates(NamedTuple):
    """What is left of the stored articles under a key and at an address, and whether each tells articles apart."""

    keyed: Sequence[Known]
    placed: Sequence[Known]
    key_counts: bool
    url_counts: bool


def _same_both(article: Article, candidates: _Candidates) -> Known | None:
    """Same key and same address; the same title too where neither counts."""
    same = [known for known in candidates.keyed if known.url == article.url]
    return _titled(same, article.title, candidates.key_counts or candidates.url_counts)


def _same_address(article: Article, candidates: _Candidates) -> Known | None:
    """Same address under another key; the same title too where the address does not count."""
    return _titled(candidates.placed, article.title, candidates.url_counts)


def _same_key(article: Article, candidates: _Candidates) -> Known | None:
    """Same key at another address, where the key counts and the titles may be one headline before and after an edit."""
    for known in candidates.keyed if candidates.key_counts else ():
        if not known.url or not article.url or _akin(known.title, article.title):
            return known
    return None


def _titled(found: Sequence[Known], title: str, any_title: bool) -> Known | None:
    """The first with this title, else the first of all if any title will do."""
    titled = [known for known in found if known.title == title]
    return titled[0] if titled else found[0] if found and any_title else None


def _akin(one: str, other: str) -> bool:
    """Two titles that may be one headline before and after an edit; positions used as guids have nothing in common."""
    words, others = ({word for word in title.casefold().split() if len(word) > 3} for title in (one, other))
    return bool(words & others) or one == other or not (words and others)


def _names_a_page(url: str) -> bool:
    """Whether an address is more than a site's front page, which some feeds give for every entry."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
