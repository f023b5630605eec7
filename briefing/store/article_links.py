"""The table article_links: the pages of other sites that articles link to. Only grouping reads it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.model.grouping import LinkedArticle
from briefing.store.codecs import from_micros, json_array

if TYPE_CHECKING:
    from briefing.model.articles import Article

_MAX_ROWS = 10_000
"""Articles that are read for the addresses of a batch: what more articles mention is no evidence anyway."""
_COLUMNS = "u.value, a.id, s.id, a.publisher, COALESCE(NULLIF(a.publisher_url, ''), a.url), a.published"


def write_links(db: sqlite3.Connection, n: int, links: Iterable[str]) -> None:
    """Store the links of a new article, given by its inner number."""
    db.executemany("INSERT OR IGNORE INTO article_links VALUES (?, ?)", [(url, n) for url in links])


def with_links(db: sqlite3.Connection, articles: Sequence[Article]) -> list[Article]:
    """Return articles with the addresses that they link to."""
    links: defaultdict[str, list[str]] = defaultdict(list)
    sql = """SELECT a.id, l.url FROM json_each(?) i CROSS JOIN articles a ON a.id = i.value
        CROSS JOIN article_links l ON l.article = a.n ORDER BY l.url"""
    for id, url in db.execute(sql, (json_array(article.id for article in articles),)):
        links[id].append(url)
    return [replace(one, links=tuple(links[one.id])) if one.id in links else one for one in articles]


def read_linked_articles(db: sqlite3.Connection, urls: Iterable[str]) -> Iterator[tuple[str, LinkedArticle, bool]]:
    """Yield the grouped articles at these addresses or with links to them: the address, and whether by a link."""
    sql = f"""SELECT {_COLUMNS}, 0 FROM json_each(?1) u CROSS JOIN articles a ON a.url = u.value AND a.url <> ''
            CROSS JOIN stories s ON s.n = a.story
        UNION ALL SELECT {_COLUMNS}, 1 FROM json_each(?1) u CROSS JOIN article_links l ON l.url = u.value
            CROSS JOIN articles a ON a.n = l.article CROSS JOIN stories s ON s.n = a.story LIMIT ?2"""
    for address, id, story, publisher, url, published, is_link in db.execute(sql, (json_array(urls), _MAX_ROWS)):
        yield address, LinkedArticle(id, story, publisher, url, from_micros(published)), bool(is_link)
