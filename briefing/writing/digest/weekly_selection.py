"""What the review of a week prints: its big threads, what began, and what ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.writing.digest.digest_selection import DigestSelection, is_shared, leader_of

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.threads import ThreadRow

WEEKLY_THREADS = 15
"""Big threads of a week in full at most."""
WEEKLY_TITLES = 8
"""Threads at most that began in a week, and that ended, in brief."""
ENDED_AFTER = timedelta(days=3)
"""Time without an article after which a thread counts as ended: weekends are shorter."""
MIN_ENDED_ARTICLES = 5
"""Articles of a thread from which on its end is news."""


def select_week(rows: Sequence[ThreadRow], now: datetime) -> tuple[DigestSelection, tuple[ThreadRow, ...]]:
    """Choose what the review of a week prints of its ranked threads: the big ones and what began, and what ended.

    An affair stands for its parts.
    """
    shared = [row for row in rows if is_shared(row) and not row.excluded]
    ended = [row for row in shared if now - row.last > ENDED_AFTER and row.article_count >= MIN_ENDED_ARTICLES]
    going_on = [row for row in shared if row not in ended]
    leaders: list[ThreadRow] = []
    for row in going_on:
        if leader_of(row, leaders, rows) is None:
            leaders.append(row)
    full = leaders[:WEEKLY_THREADS]
    began = [row for row in leaders[WEEKLY_THREADS:] if row.status == "new"]
    return DigestSelection(tuple(full), tuple(began[:WEEKLY_TITLES])), tuple(ended[:WEEKLY_TITLES])
