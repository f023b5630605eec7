"""What lists need of stories and threads, counted when they change."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

from briefing.store.codecs import json_array
from briefing.text.publishers import OPENING_LENGTH, ArticleSource, independent_publishers


def recount_stories(db: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Bring what is counted of these stories up to date; one that nobody wrote yet is titled by its first article."""
    db.execute(
        """UPDATE stories SET
        first = (SELECT MIN(published) FROM articles WHERE story = stories.n),
        last = (SELECT MAX(published) FROM articles WHERE story = stories.n),
        title = CASE WHEN title <> '' THEN title ELSE
            (SELECT a.title FROM articles a WHERE a.story = stories.n ORDER BY a.published, a.id LIMIT 1) END
        WHERE n IN (SELECT value FROM json_each(?))""",
        (json_array(stories),),
    )


def recount_thread(db: sqlite3.Connection, thread: int) -> None:
    """Bring what lists need of a thread up to date and mark it unwritten."""
    rows = db.execute(
        """SELECT a.publisher, a.section, a.weight, a.url, substr(a.text, 1, ?)
        FROM stories s CROSS JOIN articles a ON a.story = s.n WHERE s.thread = ?
        ORDER BY a.published, a.publisher, a.section, a.id""",
        (2 * OPENING_LENGTH, thread),
    ).fetchall()
    sections = Counter(row[1] for row in rows)
    publishers = list(dict.fromkeys(row[0] for row in rows))
    told = independent_publishers(ArticleSource(publisher, url, text) for publisher, _, _, url, text in rows)
    counted = (len(rows), told, max(row[2] for row in rows), sections.most_common(1)[0][0])
    db.execute(
        """UPDATE threads SET articles = ?, voices = ?, weight = ?, section = ?, publishers = ?, unwritten = 1,
        (stories, first, last, newest) =
            (SELECT COUNT(*), MIN(first), MAX(last), MAX(first) FROM stories WHERE thread = threads.n),
        title = CASE WHEN title <> '' THEN title ELSE
            (SELECT s.title FROM stories s WHERE s.thread = threads.n ORDER BY s.first, s.id LIMIT 1) END
        WHERE n = ?""",
        (*counted, json.dumps(publishers, ensure_ascii=False), thread),
    )
