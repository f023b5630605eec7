"""Links between articles of two houses: evidence that both are about one topic, in whatever languages they are.

One article links to the other, or both link to one page, such as the statement that they report. A house's links to its
own articles are no evidence, nor are links to what is older than a story lasts, or to what many link to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from briefing.model.articles import Article
from briefing.model.grouping import Archive, LinkedArticle
from briefing.text.publishers.publishers import house_of
from briefing.text.urls import address_variants

MAX_APART = timedelta(days=4)
"""Time between two articles up to which a link says that they report on one topic, not that one is background."""
MAX_LINKED_LATER = timedelta(hours=12)
"""Time after an article up to which one may be dated that it links to: publishers renew dates."""
MAX_MENTIONS = 6
"""Articles that are at an address or link to it; one that more link to is no evidence, such as that of a petition."""
DIRECT_LINK = "a link from one report to the other"
SHARED_LINK = "links of both reports to one page"
_MONTH_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-]")


class ArticleLinks(NamedTuple):
    """An article with those that its links connect it with.

    Attributes:
        article: The article.
        others: The other articles, each with what connects them, in words.
    """

    article: LinkedArticle
    others: tuple[tuple[LinkedArticle, str], ...]


def find_links(articles: Sequence[Article], archive: Archive) -> list[ArticleLinks]:
    """Find the articles that links connect, of which at least one is of a batch.

    Args:
        articles: The articles of the batch.
        archive: The articles so far.
    """
    batch = {article.id: _as_linked(article) for article in articles}
    at: defaultdict[str, dict[str, LinkedArticle]] = defaultdict(dict)
    linking: defaultdict[str, dict[str, LinkedArticle]] = defaultdict(dict)
    for article in articles:
        if article.url:
            at[_key(article.url)][article.id] = batch[article.id]
        for link in article.links:
            if not _is_of_earlier_month(link, article):
                linking[_key(link)][article.id] = batch[article.id]
    addresses = {variant for key in at.keys() | linking.keys() for variant in address_variants(key)}
    for address, other, is_link in archive.linked_articles(sorted(addresses)) if archive.size() else ():
        (linking if is_link else at)[_key(address)].setdefault(other.id, other)
    others: defaultdict[str, dict[str, tuple[LinkedArticle, str]]] = defaultdict(dict)
    by_id: dict[str, LinkedArticle] = {}
    for key, linkers in linking.items():
        for one, other, reason in _connected(at.get(key, {}).values(), linkers.values()):
            if one.id in batch or other.id in batch:
                by_id[one.id] = one
                others[one.id].setdefault(other.id, (other, reason))
    return [ArticleLinks(by_id[id], tuple(connected.values())) for id, connected in others.items()]


def _connected(
    targets: Iterable[LinkedArticle], linkers: Iterable[LinkedArticle]
) -> Iterator[tuple[LinkedArticle, LinkedArticle, str]]:
    """Yield the articles that one address connects: one that links to it, the other one, and how."""
    targets = list(targets)
    ordered = sorted(linkers, key=lambda one: (one.published, one.id))
    if len(targets) + len(ordered) > MAX_MENTIONS:
        return
    for number, one in enumerate(ordered):
        for target in targets:
            later = target.published - one.published
            if one.id != target.id and -MAX_APART <= later <= MAX_LINKED_LATER and _are_of_two_houses(one, target):
                yield one, target, DIRECT_LINK
        for earlier in ordered[:number]:
            if one.published - earlier.published <= MAX_APART and _are_of_two_houses(one, earlier):
                yield one, earlier, SHARED_LINK


def _are_of_two_houses(one: LinkedArticle, other: LinkedArticle) -> bool:
    return house_of(one.publisher, one.url) != house_of(other.publisher, other.url)


def _as_linked(article: Article) -> LinkedArticle:
    return LinkedArticle(article.id, "", article.publisher, article.publisher_url or article.url, article.published)


def _key(url: str) -> str:
    """The one of the addresses of a page by which it is looked up."""
    return min(address_variants(url))


def _is_of_earlier_month(link: str, article: Article) -> bool:
    """Whether an address names a month before the one before that of an article: it leads to background."""
    month = _MONTH_IN_PATH.search(link)
    when = article.published
    return month is not None and int(month[1]) * 12 + int(month[2]) < when.year * 12 + when.month - 1
