"""Which threads come first: many independent publishers, lately, growing, of weighty feeds, followed by the reader."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import log2, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

HALF_LIFE = 48.0  # hours after which a thread that nobody reports counts half
VOICES = 0.8  # exponent of the number of publishers: eleven count for seven
ALONE = 0.7  # a thread that one publisher tells alone
NOTHING_NEW = 0.65  # a thread without a new story in the period
GROWTH = 0.25  # for each doubling of the articles of the period
WEIGHT = 0.5  # exponent of the weight of feeds
FOLLOWED = 2.0
SAME_PUBLISHER = 0.8  # each thread told alone by a publisher who already has one above
SAME_SECTION = 0.97  # each thread of a section that already has its share above
SAME_AFFAIR = 0.75  # each thread above of the larger affair that it is part of
SHARE = 3
MOST = 30  # threads above that are counted so; beyond a page crowding matters no more


def rank(rows: Sequence[ThreadRow], now: datetime) -> list[ThreadRow]:
    """Return the rows with `score`, best first and muted ones last; no publisher, section or affair fills the page.

    Cost is near linear: a row's score only falls while rows are taken, so a heap needs to look at few of them again.
    """
    by_id = {row.id: row for row in rows}
    base = {row.id: prod(factor for _, factor in _parts(row, now)) for row in by_id.values()}
    heap = [(row.muted, -base[row.id], -row.last.timestamp(), row.id) for row in by_id.values()]
    heapq.heapify(heap)
    alone: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    affairs: Counter[str] = Counter()
    affair = {row.id: _affair(row, by_id) for row in by_id.values()}
    ranked: list[ThreadRow] = []
    while heap:
        muted, negative, last, key = heapq.heappop(heap)
        row = by_id[key]
        score = base[key] * _crowding(row, alone, sections) * _within(row, affairs[affair[key]])
        if score < -negative - 1e-12:
            heapq.heappush(heap, (muted, -score, last, key))
            continue
        ranked.append(replace(row, score=round(score, 9)))
        sections[row.section] += 1
        affairs[affair[key]] += 1
        if row.independent == 1 and row.publishers:
            alone[row.publishers[0]] += 1
    return ranked


def explain(row: ThreadRow, now: datetime) -> list[tuple[str, float]]:
    """Return the parts of a row's score with their factors; of a ranked row also what is taken off for those above."""
    parts = _parts(row, now)
    whole = prod(factor for _, factor in parts)
    crowd = row.score / whole if row.score and whole else 1.0
    return [*parts, ("others above", crowd)] if crowd < 1 - 1e-6 else parts


def _parts(row: ThreadRow, now: datetime) -> list[tuple[str, float]]:
    hours = max(0.0, (now - row.last).total_seconds() / 3600)
    voices = row.independent
    growth = 1 + GROWTH * log2(1 + min(row.fresh, 10 * max(1, voices)))
    return [
        ("publishers", max(1, voices) ** VOICES * (ALONE if voices < 2 else 1.0)),
        ("recency", 0.5 ** (hours / HALF_LIFE)),
        ("growth", growth),
        ("nothing new", NOTHING_NEW if row.status == "running" else 1.0),
        ("weight of feeds", max(0.0, row.weight) ** WEIGHT),
        ("followed", FOLLOWED if row.followed else 1.0),
    ]


def _affair(row: ThreadRow, rows: Mapping[str, ThreadRow]) -> str:
    """The id of the largest affair that a thread is part of, directly or not; its own if it is part of none."""
    seen = {row.id}
    while row.parent and row.parent not in seen:
        seen.add(row.parent)
        if row.parent not in rows:
            return row.parent
        row = rows[row.parent]
    return row.id


def _within(row: ThreadRow, above: int) -> float:
    """By how much a part of an affair counts less for what of the affair stands above it."""
    return 1.0 if row.followed or not row.parent else SAME_AFFAIR ** min(MOST, above)


def _crowding(row: ThreadRow, alone: Counter[str], sections: Counter[str]) -> float:
    """By how much a row counts less for what already stands above it; what the reader follows is spared."""
    if row.followed:
        return 1.0
    factor: float = SAME_SECTION ** min(MOST, max(0, sections[row.section] - SHARE))
    if row.independent == 1 and row.publishers:
        factor *= SAME_PUBLISHER ** min(MOST, alone[row.publishers[0]])
    return factor
