"""Which threads come first: many independent publishers, lately, growing, of weighty feeds, followed by the reader."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import log2

from briefing.model import ThreadRow

HALF_LIFE = 24.0  # hours after which a thread that nobody reports counts half
ALONE = 0.6  # a thread that one publisher tells alone
NOTHING_NEW = 0.75  # a thread without a new story in the period
FOLLOWED = 2.0
SAME_PUBLISHER = 0.8  # each thread told alone by a publisher who already has one above
SAME_SECTION = 0.97  # each thread of a section that already has its share above
SHARE = 3
MOST = 30  # threads above that are counted so; beyond a page crowding matters no more


def rank(rows: Sequence[ThreadRow], now: datetime) -> list[ThreadRow]:
    """Return the rows with `score` filled in, best first and muted ones last; no publisher or section fills the page.

    Cost is near linear: a row's score only falls while rows are taken, so a heap needs to look at few of them again.
    """
    by_id = {row.id: row for row in rows}
    base = {row.id: _score(row, now) for row in by_id.values()}
    heap = [(row.muted, -base[row.id], -row.last.timestamp(), row.id) for row in by_id.values()]
    heapq.heapify(heap)
    alone: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    ranked: list[ThreadRow] = []
    while heap:
        muted, negative, last, key = heapq.heappop(heap)
        row = by_id[key]
        score = base[key] * _crowding(row, alone, sections)
        if score < -negative - 1e-12:
            heapq.heappush(heap, (muted, -score, last, key))
            continue
        ranked.append(replace(row, score=round(score, 9)))
        sections[row.section] += 1
        if len(row.publishers) == 1:
            alone[row.publishers[0]] += 1
    return ranked


def _score(row: ThreadRow, now: datetime) -> float:
    hours = max(0.0, (now - row.last).total_seconds() / 3600)
    voices = len(row.publishers)
    score: float = log2(1 + voices) * 0.5 ** (hours / HALF_LIFE)
    score *= (ALONE if voices < 2 else 1.0) * (NOTHING_NEW if row.status == "running" else 1.0)
    score *= 1 + 0.2 * log2(1 + min(row.fresh, 10 * max(1, voices)))
    return score * max(0.0, row.weight) * (FOLLOWED if row.followed else 1.0)


def _crowding(row: ThreadRow, alone: Counter[str], sections: Counter[str]) -> float:
    """By how much a row counts less for what already stands above it; what the reader follows is spared."""
    if row.followed:
        return 1.0
    factor: float = SAME_SECTION ** min(MOST, max(0, sections[row.section] - SHARE))
    if len(row.publishers) == 1:
        factor *= SAME_PUBLISHER ** min(MOST, alone[row.publishers[0]])
    return factor
