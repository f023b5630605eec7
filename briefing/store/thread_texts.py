"""What writing needs of changed threads, and what it made of them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.model.articles import Story
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, encode_summary, encode_timeline, json_array
from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import ThreadText


class ThreadTextRepository(Repository):
    """The table written, and the titles of stories and threads."""

    def outdated_threads(self) -> list[str]:
        """Ids of the threads that changed since they were written, the newest first."""
        with self._db.reading() as db:
            rows = db.execute("SELECT id FROM threads WHERE unwritten ORDER BY last DESC, id")
            return [id for (id,) in rows]

    def save(self, texts: Sequence[ThreadText]) -> None:
        """Store what was written, all in one transaction; the threads count as written. Titles given by hand stay."""
        with self._db.writing() as db:
            for item in texts:
                db.execute(
                    """INSERT OR REPLACE INTO written SELECT n, ?, ? FROM threads WHERE id = ?""",
                    (encode_summary(item.summary), encode_timeline(item.timeline), item.thread),
                )
                db.execute(
                    """UPDATE threads SET title = CASE WHEN named <> '' THEN named ELSE ? END, latest = ?, unwritten = 0
                    WHERE id = ?""",
                    (item.title, item.latest_development, item.thread),
                )
                titles = [(title, id) for id, title in item.story_titles.items()]
                db.executemany("UPDATE stories SET title = ? WHERE id = ?", titles)


def stories_by_thread(db: sqlite3.Connection, threads: Iterable[str]) -> dict[str, tuple[Story, ...]]:
    """The stories of each of these threads, oldest first, with their articles, in two queries."""
    ids = json_array(threads)
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    sql = f"""SELECT s.id, {ARTICLE_COLUMNS} FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        CROSS JOIN stories s ON s.thread = t.n CROSS JOIN articles a ON a.story = s.n ORDER BY a.published, a.id"""
    for story, *row in db.execute(sql, (ids,)):
        articles[story].append(decode_article(tuple(row)))
    stories: defaultdict[str, list[Story]] = defaultdict(list)
    sql = """SELECT s.id, t.id, s.title FROM json_each(?) i CROSS JOIN threads t ON t.id = i.value
        CROSS JOIN stories s ON s.thread = t.n ORDER BY s.first, s.id"""
    for id, thread, title in db.execute(sql, (ids,)):
        stories[thread].append(Story(id, thread, title, tuple(articles[id])))
    return {thread: tuple(found) for thread, found in stories.items()}
