"""Composes the front page: which threads stand alone, which under their affair, and which behind one folded line.

A thread is a main row if two independent publishers report it, if it is followed, or if it is a single report that
matters: of a feed with a weight above 1, or of a section that has one publisher, which would otherwise be empty. A
page of single reports alone shows them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.pages import FeedHouses, FrontPage, PageEntry
from briefing.text.publishers import name_key

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

NORMAL_WEIGHT = 1.0
"""Weight of a feed whose single reports are folded; a heavier feed was set by a reader who wants to see them."""


def compose_page(
    rows: Sequence[ThreadRow], since: datetime, houses: FeedHouses, known: Mapping[str, bool] | None = None
) -> FrontPage:
    """Compose the front page of a period.

    Args:
        rows: Ranked threads. An affair without news gives its place to the first of its parts that has news.
        since: The start of the period.
        houses: The houses of the configured feeds.
        known: Which threads were main rows on the page that a reader sees, by id: they stay what they were.
    """
    by_id = {row.id: row for row in rows}
    with_news = [row for row in rows if row.last >= since]
    groups: dict[str, list[ThreadRow]] = {}
    for row in with_news:
        groups.setdefault(listed_affair_id(row, by_id), []).append(row)
    sections = _single_publisher_sections(with_news, houses)
    entries: list[PageEntry] = []
    singles: list[ThreadRow] = []
    for id, members in groups.items():
        folded = [row for row in members if _is_folded_part(row, by_id[id])]
        singles += folded
        members = [row for row in members if row not in folded]
        if not members:
            continue
        head = next((row for row in members if row.id == id), members[0])
        parts = tuple(row for row in members if row is not head)
        matters = any(_is_main(row, sections) for row in (head, *parts)) or _publisher_count(members, houses) > 1
        if (known or {}).get(head.id, matters):
            entries.append(PageEntry(head, parts))
        else:
            singles += members
    return FrontPage(since, tuple(entries), tuple(singles)).never_empty()


def listed_affair_id(row: ThreadRow, rows: Mapping[str, ThreadRow]) -> str:
    """Return the id of the largest affair among `rows` that a thread is part of, directly or not; else its own id."""
    seen = {row.id}
    while row.affair_id in rows and row.affair_id not in seen:
        seen.add(row.affair_id)
        row = rows[row.affair_id]
    return row.id


def with_parts_after_affairs(rows: Sequence[ThreadRow]) -> tuple[ThreadRow, ...]:
    """Return the rows with each part directly after its affair, where that is among them."""
    by_id = {row.id: row for row in rows}
    parts: dict[str, list[ThreadRow]] = {}
    for row in rows:
        if (top := listed_affair_id(row, by_id)) != row.id:
            parts.setdefault(top, []).append(row)
    below = {row.id for members in parts.values() for row in members}
    return tuple(one for row in rows if row.id not in below for one in (row, *parts.get(row.id, ())))


def _is_main(row: ThreadRow, sections: frozenset[str]) -> bool:
    if row.followed or row.independent_publisher_count > 1 or row.section in sections:
        return True
    return row.weight > NORMAL_WEIGHT and not row.excluded


def _is_folded_part(part: ThreadRow, affair: ThreadRow) -> bool:
    """Whether an offer or a listing is folded, though the affair that it is part of is news."""
    return bool(part.excluded) and part.id != affair.id and not (part.followed or affair.excluded)


def _publisher_count(singles: Sequence[ThreadRow], houses: FeedHouses) -> int:
    return len({_house(name, houses) for row in singles for name in row.publishers[:1]})


def _house(publisher: str, houses: FeedHouses) -> str:
    return houses.by_publisher.get(publisher) or name_key(publisher)


def _single_publisher_sections(rows: Sequence[ThreadRow], houses: FeedHouses) -> frozenset[str]:
    """Return the sections in which one house alone reports, by the configured feeds and by its single reports."""
    reporting: dict[str, set[str]] = {}
    for row in rows:
        if row.independent_publisher_count < 2:
            reporting.setdefault(row.section, set()).update(_house(name, houses) for name in row.publishers[:1])
    return frozenset(
        section
        for section, known in reporting.items()
        if len(known) < 2 and len(houses.by_section.get(section, ())) < 2
    )
