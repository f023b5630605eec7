"""What the review of a week prints: its big threads, what began, and what ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.writing.digest.digest_selection import DigestSelection, is_shared
from briefing.writing.front_page.front_page import is_own_row, listed_affair_id

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.threads import ThreadRow

WEEKLY_THREADS = 15
"""Big threads of a week in full at most."""
WEEKLY_TITLES = 5
"""Threads at most that began in a week, parts of affairs at most that went on, and threads that ended, in brief."""
ENDED_AFTER = timedelta(days=3)
"""Time without an article after which a thread counts as ended: weekends are shorter."""
MIN_ENDED_ARTICLES = 5
"""Articles of a thread from which on its end is news."""


def select_week(rows: Sequence[ThreadRow], now: datetime) -> tuple[DigestSelection, tuple[ThreadRow, ...]]:
    """Choose what the review of a week prints of its ranked threads: the big ones, in brief what began and the widely
    reported parts of affairs that another thread stands for, and what ended.

    Of an affair and its parts the thread with the most articles of the week stands for all, where the first of them has
    its rank.
    """
    shared = [row for row in rows if is_shared(row) and not row.excluded]
    ended = [row for row in shared if now - row.last > ENDED_AFTER and row.article_count >= MIN_ENDED_ARTICLES]
    by_id = {row.id: row for row in rows}
    members_by_affair: dict[str, list[ThreadRow]] = {}
    for row in [one for one in shared if one not in ended]:
        affair = by_id[listed_affair_id(row, by_id)]
        members_by_affair.setdefault(affair.affair_id or affair.id, []).append(row)
    groups = list(members_by_affair.values())
    leaders = [max(members, key=lambda row: row.new_article_count) for members in groups]
    full, others = leaders[:WEEKLY_THREADS], leaders[WEEKLY_THREADS:]
    began = [row for row in others if row.status == "new"]
    in_full = {row.id for members in groups[:WEEKLY_THREADS] for row in members}
    parts = [row for row in shared if row.id in in_full and is_own_row(row) and row not in full]
    return DigestSelection(tuple(full), (*began[:WEEKLY_TITLES], *parts[:WEEKLY_TITLES])), tuple(ended[:WEEKLY_TITLES])
