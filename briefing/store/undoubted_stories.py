"""Which stories are news of their thread, in SQL: those that are not doubted (`Story.doubted`).

The columns of threads count all their stories. Of the few threads with doubted stories, what decides on a place or a
state is computed here without these.
"""

from __future__ import annotations

from briefing.store.arrivals import NEWS_AT

IS_UNDOUBTED = "s.n NOT IN (SELECT n FROM stories WHERE doubted)"
"""Whether a story `s` is not doubted; where an index of stories is walked, this reads no story."""
HAS_DOUBTS = "t.n IN (SELECT thread FROM stories WHERE doubted)"
"""Whether a thread `t` has a doubted story."""


def _undoubted(column: str, value: str, joined: str = "") -> str:
    """Return a column of a thread `t`: as stored, or if it has doubted stories, the value of the others."""
    others = f"SELECT {value} FROM stories s {joined} WHERE s.thread = t.n AND NOT s.doubted"
    return f"CASE WHEN {HAS_DOUBTS} THEN COALESCE(({others}), t.{column}) ELSE t.{column} END"


LAST = _undoubted("last", "MAX(s.last)")
"""When the last undoubted article of a thread `t` was published."""
NEWEST_STORY_START = _undoubted("newest_story_start", "MAX(s.first)")
"""When the newest undoubted story of a thread `t` began."""
LAST_NEWS = _undoubted("last_news", f"MAX({NEWS_AT})", "CROSS JOIN articles a ON a.story = s.n")
"""When the last undoubted article of a thread `t` became news."""
