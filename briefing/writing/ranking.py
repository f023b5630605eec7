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

HALF_LIFE_HOURS = 48.0  # hours after which a thread that nobody reports counts half
PUBLISHERS_EXPONENT = 0.8  # exponent of the number of publishers: eleven count for seven
SINGLE_PUBLISHER_FACTOR = 0.7  # a thread that one publisher tells alone
NOTHING_NEW_FACTOR = 0.65  # a thread without a new story in the period
GROWTH_PER_DOUBLING = 0.25  # for each doubling of the articles of the period
FEED_WEIGHT_EXPONENT = 0.5  # exponent of the weight of feeds
FOLLOWED_FACTOR = 2.0
SAME_PUBLISHER_FACTOR = 0.8  # each thread told alone by a publisher who already has one above
SAME_SECTION_FACTOR = 0.97  # each thread of a section that already has its share above
SAME_AFFAIR_FACTOR = 0.75  # each thread above of the larger affair that it is part of
SECTION_ALLOWANCE = 3
MAX_COUNTED_ABOVE = 30  # threads above that are counted so; beyond a page crowding matters no more


def rank_threads(rows: Sequence[ThreadRow], now: datetime) -> list[ThreadRow]:
    """Return the rows with `score`, best first and muted ones last; no publisher, section or affair fills the page.

    Cost is near linear: a row's score only falls while rows are taken, so a heap needs to look at few of them again.
    """
    by_id = {row.id: row for row in rows}
    base = {row.id: prod(factor for _, factor in _base_factors(row, now)) for row in by_id.values()}
    heap = [(row.muted, -base[row.id], -row.last.timestamp(), row.id) for row in by_id.values()]
    heapq.heapify(heap)
    alone: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    affairs: Counter[str] = Counter()
    affair = {row.id: _top_affair_id(row, by_id) for row in by_id.values()}
    ranked: list[ThreadRow] = []
    while heap:
        muted, negative, last, key = heapq.heappop(heap)
        row = by_id[key]
        score = base[key] * _crowding_factor(row, alone, sections) * _affair_factor(row, affairs[affair[key]])
        if score < -negative - 1e-12:
            heapq.heappush(heap, (muted, -score, last, key))
            continue
        ranked.append(replace(row, score=round(score, 9)))
        sections[row.section] += 1
        affairs[affair[key]] += 1
        if row.independent_publisher_count == 1 and row.publishers:
            alone[row.publishers[0]] += 1
    return ranked


def score_factors(row: ThreadRow, now: datetime) -> list[tuple[str, float]]:
    """Return the parts of a row's score with their factors; of a ranked row also what is taken off for those above."""
    parts = _base_factors(row, now)
    whole = prod(factor for _, factor in parts)
    crowd = row.score / whole if row.score and whole else 1.0
    return [*parts, ("others above", crowd)] if crowd < 1 - 1e-6 else parts


def _base_factors(row: ThreadRow, now: datetime) -> list[tuple[str, float]]:
    hours = max(0.0, (now - row.last).total_seconds() / 3600)
    voices = row.independent_publisher_count
    growth = 1 + GROWTH_PER_DOUBLING * log2(1 + min(row.new_article_count, 10 * max(1, voices)))
    return [
        ("publishers", max(1, voices) ** PUBLISHERS_EXPONENT * (SINGLE_PUBLISHER_FACTOR if voices < 2 else 1.0)),
        ("recency", 0.5 ** (hours / HALF_LIFE_HOURS)),
        ("growth", growth),
        ("nothing new", NOTHING_NEW_FACTOR if row.status == "running" else 1.0),
        ("weight of feeds", max(0.0, row.weight) ** FEED_WEIGHT_EXPONENT),
        ("followed", FOLLOWED_FACTOR if row.followed else 1.0),
    ]


def _top_affair_id(row: ThreadRow, rows: Mapping[str, ThreadRow]) -> str:
    """The id of the largest affair that a thread is part of, directly or not; its own if it is part of none."""
    seen = {row.id}
    while row.affair_id and row.affair_id not in seen:
        seen.add(row.affair_id)
        if row.affair_id not in rows:
            return row.affair_id
        row = rows[row.affair_id]
    return row.id


def _affair_factor(row: ThreadRow, affair_count: int) -> float:
    """By how much a part of an affair counts less for what of the affair stands above it."""
    return 1.0 if row.followed or not row.affair_id else SAME_AFFAIR_FACTOR ** min(MAX_COUNTED_ABOVE, affair_count)


def _crowding_factor(row: ThreadRow, single_publisher_counts: Counter[str], section_counts: Counter[str]) -> float:
    """By how much a row counts less for what already stands above it; what the reader follows is spared."""
    if row.followed:
        return 1.0
    factor: float = SAME_SECTION_FACTOR ** min(
        MAX_COUNTED_ABOVE, max(0, section_counts[row.section] - SECTION_ALLOWANCE)
    )
    if row.independent_publisher_count == 1 and row.publishers:
        factor *= SAME_PUBLISHER_FACTOR ** min(MAX_COUNTED_ABOVE, single_publisher_counts[row.publishers[0]])
    return factor
