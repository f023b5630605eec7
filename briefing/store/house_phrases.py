"""House phrases: what each publisher prints with many articles, and when that was learned last."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, get_args

from briefing.model.house_phrases import HousePhrase, PhrasePlace
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array
from briefing.store.database.connection import Repository

if TYPE_CHECKING:
    from briefing.model.articles import Article

MIN_NEW_ARTICLES = 3
"""New articles of a publisher from which on its phrases are learned: no fewer show a repetition."""
MAX_NEW_ARTICLES = 100
"""New articles of a publisher after which its phrases are learned again at the latest; before, after half as many as
there were: so an article is read a few times, however long a store is in use."""
_PLACES = frozenset(get_args(PhrasePlace))


class HousePhraseRepository(Repository):
    """The tables house_phrases and house_readings."""

    def by_publisher(self) -> Mapping[str, list[HousePhrase]]:
        """Return the phrases of each publisher that has any."""
        with self._db.reading() as db:
            return read_house_phrases(db)

    def count_new(self, new_counts: Mapping[str, int]) -> list[str]:
        """Add the numbers of new articles of publishers; return those whose phrases are to be learned again."""
        sql = """INSERT INTO house_readings VALUES (?, 0, ?)
            ON CONFLICT (publisher) DO UPDATE SET new_count = new_count + excluded.new_count"""
        due = """SELECT publisher FROM house_readings WHERE publisher IN (SELECT value FROM json_each(?))
            AND new_count >= MIN(?, MAX(?, article_count / 2)) ORDER BY publisher"""
        with self._db.writing() as db:
            db.executemany(sql, new_counts.items())
            rows = db.execute(due, (json_array(new_counts), MAX_NEW_ARTICLES, MIN_NEW_ARTICLES))
            return [publisher for (publisher,) in rows.fetchall()]

    def latest_articles(self, limit: int, publisher: str = "") -> list[Article]:
        """Return the latest articles, newest first; of one publisher if it is given."""
        condition = "WHERE a.publisher = :publisher" if publisher else ""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a {condition} ORDER BY a.published DESC, a.id LIMIT :limit"
        with self._db.reading() as db:
            return [decode_article(row) for row in db.execute(sql, {"publisher": publisher, "limit": limit})]

    def save(self, publisher: str, phrases: Iterable[HousePhrase], changed: Iterable[str]) -> None:
        """Replace the phrases of a publisher, and have the threads of the articles (ids) that they change rewritten."""
        with self._db.writing() as db:
            db.execute("DELETE FROM house_phrases WHERE publisher = ?", (publisher,))
            rows = [(publisher, phrase.place, phrase.words) for phrase in phrases]
            db.executemany("INSERT OR IGNORE INTO house_phrases VALUES (?, ?, ?)", rows)
            read = "UPDATE house_readings SET article_count = article_count + new_count, new_count = 0"
            db.execute(f"{read} WHERE publisher = ?", (publisher,))
            db.execute(
                """UPDATE threads SET outdated = 1 WHERE n IN (SELECT s.thread FROM articles a
                JOIN stories s ON s.n = a.story WHERE a.id IN (SELECT value FROM json_each(?)))""",
                (json_array(changed),),
            )


def read_house_phrases(db: sqlite3.Connection) -> Mapping[str, list[HousePhrase]]:
    """Return the phrases of each publisher that has any."""
    phrases: dict[str, list[HousePhrase]] = defaultdict(list)
    for publisher, place, phrase in db.execute("SELECT publisher, place, phrase FROM house_phrases"):
        if place in _PLACES:
            phrases[publisher].append(HousePhrase(place, phrase))
    return phrases
