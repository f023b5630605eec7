"""Ranks threads for a page: widely reported, grave, recent, growing, of heavy feeds, followed by the reader.

A thread's score is a product of factors for itself and of factors for the threads above it. The constants were chosen
by reading front pages of replayed feeds.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import log2, log10, prod
from typing import TYPE_CHECKING

from briefing.writing.front_page.front_page import is_own_row
from briefing.writing.front_page.section_reach import reach_of_threads
from briefing.writing.public_affairs import is_public_affair

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

HALF_LIFE_HOURS = 48.0
"""Hours without a new article in which the score of a thread halves."""
PUBLISHERS_EXPONENT = 0.8
"""Exponent of the number of independent publishers: eleven count as seven."""
OLDER_PUBLISHER_SHARE = 0.25
"""Weight of an independent publisher that has no article in the period, relative to one that has."""
SINGLE_PUBLISHER_FACTOR = 0.7
"""Factor of a thread that one publisher reports alone."""
NOTHING_NEW_FACTOR = 0.65
"""Factor of a thread without a new article in the period."""
PUBLIC_AFFAIR_FACTOR = 1.5
"""Factor of a thread whose title is about public affairs: as many publishers report on a telephone as on a strike."""
DEATHS_WEIGHT = 0.3
"""Added to the factor of deaths for each power of ten of them: 1.2 for three deaths, 2.2 for ten thousand."""
MAX_DEATHS = 10_000
"""Number of deaths from which on more count no more: a war of long ago has more than any news."""
GROWTH_PER_DOUBLING = 0.25
"""Added to the factor of growth for each doubling of the articles of the period."""
MAX_ARTICLES_PER_PUBLISHER = 10
"""Number of articles of the period that count for each independent publisher: a chatty feed is not growth."""
FEED_WEIGHT_EXPONENT = 0.5
"""Exponent of the weight of the heaviest feed."""
EXCLUDED_FACTOR = 0.01
"""Factor of a thread of offers, listings or other fixed pages that the reader does not follow: it stands last."""
FOLLOWED_FACTOR = 2.0
"""Factor of a thread that the reader follows."""
SAME_PUBLISHER_FACTOR = 0.8
"""Factor of a thread of a single publisher for each such thread above it of the same publisher."""
SAME_SECTION_FACTOR = 0.97
"""Factor of a thread for each thread above it of the same section, beyond the section's allowance."""
SAME_AFFAIR_FACTOR = 0.75
"""Factor of a thread that belongs to an affair for each thread above it of the same affair."""
OWN_ROW_FACTOR = 0.87
"""The same factor for a part with widely reported news, of which there are one to three on a morning: at 0.75 the
second of them stood below the twelve threads that `today` prints."""
SECTION_ALLOWANCE = 3
"""Number of threads of a section that stand on a page without a penalty."""
MAX_COUNTED_ABOVE = 30
"""Number of threads above that are counted: about one page."""
SCORE_TOLERANCE = 1e-12
"""Difference of scores that is a rounding error."""


def rank_threads(rows: Sequence[ThreadRow], now: datetime) -> list[ThreadRow]:
    """Return the rows with their scores, best first and muted ones last."""
    reach = reach_of_threads(rows)
    return [
        replace(row, score=round(score, 9), reach=reach[row.id]) for row, score in scored_in_order(rows, now, reach)
    ]


def scored_in_order(
    rows: Sequence[ThreadRow], now: datetime, reach: Mapping[str, float] | None = None
) -> list[tuple[ThreadRow, float]]:
    """Return the rows as they are, each with its score, best first and muted ones last.

    Args:
        rows: The rows of a page.
        now: The time at which recency is measured.
        reach: The reach of each thread by its id; None: computed from the rows.

    Each row that is taken lowers the scores of the rows below it of the same publisher, section or affair. A score only
    falls, so a heap has to compute few scores again, and the cost is nearly linear.
    """
    by_id = {row.id: row for row in rows}
    reach = reach_of_threads(rows) if reach is None else reach
    base_scores = {id: prod(factor for _, factor in _base_factors(row, now, reach[id])) for id, row in by_id.items()}
    heap = [(row.muted, -base_scores[row.id], -row.last.timestamp(), row.id) for row in by_id.values()]
    heapq.heapify(heap)
    single_publishers: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    affairs: Counter[str] = Counter()
    affair_of = {row.id: _top_affair_id(row, by_id) for row in by_id.values()}
    ranked: list[tuple[ThreadRow, float]] = []
    while heap:
        muted, negative, last, key = heapq.heappop(heap)
        row = by_id[key]
        crowding = _crowding_factor(row, single_publishers, sections)
        score = base_scores[key] * crowding * _affair_factor(row, affairs[affair_of[key]])
        if score < -negative - SCORE_TOLERANCE:
            heapq.heappush(heap, (muted, -score, last, key))
            continue
        ranked.append((row, score))
        sections[row.section] += 1
        affairs[affair_of[key]] += 1
        if row.independent_publisher_count == 1 and row.publishers:
            single_publishers[row.publishers[0]] += 1
    return ranked


def score_factors(row: ThreadRow, now: datetime) -> list[tuple[str, float]]:
    """Return the factors of a row's score by name; for a ranked row also the factor for the rows above it."""
    factors = _base_factors(row, now, row.reach)
    base_score = prod(factor for _, factor in factors)
    crowding = row.score / base_score if row.score and base_score else 1.0
    return [*factors, ("others above", crowding)] if crowding < 1 - 1e-6 else factors


def _base_factors(row: ThreadRow, now: datetime, reach: float) -> list[tuple[str, float]]:
    """The factors of a row for itself."""
    hours = max(0.0, (now - row.last).total_seconds() / 3600)
    publishers, new_publishers = row.independent_publisher_count, row.new_publisher_count
    weighted_publishers = new_publishers + OLDER_PUBLISHER_SHARE * max(0, publishers - new_publishers)
    counted_articles = min(row.new_article_count, MAX_ARTICLES_PER_PUBLISHER * max(1, publishers))
    growth = 1 + GROWTH_PER_DOUBLING * log2(1 + counted_articles)
    return [
        (
            "publishers",
            max(1.0, weighted_publishers) ** PUBLISHERS_EXPONENT * (SINGLE_PUBLISHER_FACTOR if publishers < 2 else 1.0),
        ),
        ("sections", reach),
        ("public affair", PUBLIC_AFFAIR_FACTOR if is_public_affair(row.title) else 1.0),
        ("deaths", 1 + DEATHS_WEIGHT * log10(1 + min(MAX_DEATHS, row.deaths))),
        ("recency", 0.5 ** (hours / HALF_LIFE_HOURS)),
        ("growth", growth),
        ("nothing new", NOTHING_NEW_FACTOR if row.status == "running" else 1.0),
        ("weight of feeds", max(0.0, row.weight) ** FEED_WEIGHT_EXPONENT),
        ("followed", FOLLOWED_FACTOR if row.followed else 1.0),
        (f"left out: {row.excluded}", EXCLUDED_FACTOR if row.excluded and not row.followed else 1.0),
    ]


def _top_affair_id(row: ThreadRow, rows: Mapping[str, ThreadRow]) -> str:
    """The id of the largest affair that a thread belongs to, directly or not; its own id if there is none."""
    seen = {row.id}
    while row.affair_id and row.affair_id not in seen:
        seen.add(row.affair_id)
        if row.affair_id not in rows:
            return row.affair_id
        row = rows[row.affair_id]
    return row.id


def _affair_factor(row: ThreadRow, affair_count: int) -> float:
    """The factor of a thread for the threads of its affair above it."""
    if row.followed or not row.affair_id:
        return 1.0
    factor = OWN_ROW_FACTOR if is_own_row(row) else SAME_AFFAIR_FACTOR
    return float(factor ** min(MAX_COUNTED_ABOVE, affair_count))


def _crowding_factor(row: ThreadRow, single_publisher_counts: Counter[str], section_counts: Counter[str]) -> float:
    """The factor of a thread for the threads of its publisher and section above it; 1 for followed threads."""
    if row.followed:
        return 1.0
    factor: float = SAME_SECTION_FACTOR ** min(
        MAX_COUNTED_ABOVE, max(0, section_counts[row.section] - SECTION_ALLOWANCE)
    )
    if row.independent_publisher_count == 1 and row.publishers:
        factor *= SAME_PUBLISHER_FACTOR ** min(MAX_COUNTED_ABOVE, single_publisher_counts[row.publishers[0]])
    return factor
