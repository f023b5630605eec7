"""Composes the front page: which threads stand alone, which under their affair, and which behind one folded line.

A thread is a main row if two independent publishers report it, if it is followed, or if it is a single report that
matters: of a feed with a weight above 1, or of a section that has one publisher, which would otherwise be empty. A
page of single reports alone shows them all. A part of an affair stands under it, unless its own news is widely
reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.feeds import FeedHouses
from briefing.model.pages import FrontPage, PageEntry
from briefing.text.publishers.publishers import house_of_name

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

NORMAL_WEIGHT = 1.0
"""Weight of a feed whose single reports are folded; a heavier feed was set by a reader who wants to see them."""
WIDE_PUBLISHERS = 4
"""Publishers from which a thread, or what it or a story or an event newly reports, is widely reported. Of the main rows
of two years one in ten has as many in a day, and of the parts of affairs one to three on a morning."""


def compose_page(
    rows: Sequence[ThreadRow],
    since: datetime,
    houses: FeedHouses,
    known: Mapping[str, bool] | None = None,
    late_since: datetime | None = None,
) -> FrontPage:
    """Compose the front page of a period.

    Args:
        rows: Ranked threads. An affair without news gives its place to the first of its parts that has news.
        since: The start of the period.
        houses: The houses of the configured feeds.
        known: Which threads were main rows on the page that a reader sees, by id: they stay what they were.
        late_since: Threads with an article that arrived late since then, and in the period, are on the page too.
    """
    by_id = {row.id: row for row in rows}
    late = late_since and max(late_since, since)
    with_news = [row for row in rows if row.last >= since or (late and row.newest >= late)]
    groups: dict[str, list[ThreadRow]] = {}
    for row in with_news:
        groups.setdefault(listed_affair_id(row, by_id), []).append(row)
    sections = _single_publisher_sections(with_news, houses)
    entries: list[PageEntry] = []
    singles: list[ThreadRow] = []
    for id, members in groups.items():
        folded = [row for row in members if _is_folded_part(row, by_id[id])]
        singles += folded
        for head, *parts in _rows_of_affair(id, [row for row in members if row not in folded], by_id):
            shown = (head, *parts)
            matters = any(_is_main(row, sections) for row in shown) or _publisher_count(shown, houses) > 1
            if (known or {}).get(head.id, matters):
                entries.append(PageEntry(head, tuple(parts)))
            else:
                singles += shown
    ranks = {row.id: rank for rank, row in enumerate(with_news)}
    entries.sort(key=lambda entry: min(ranks[row.id] for row in (entry.row, *entry.parts)))
    return FrontPage(since, tuple(entries), tuple(singles)).with_singles_if_empty()


def with_late_status(row: ThreadRow, late_since: datetime) -> ThreadRow:
    """Return a row with the status that its late reports give it: those that became news since a moment are news."""
    if row.status == "new" or row.newest < late_since:
        return row
    return replace(row, status="new" if row.oldest >= late_since else "updated")


def without_late_news(row: ThreadRow) -> ThreadRow:
    """Return a row that counts by what was published: for a first visit, before which nothing came late."""
    return row if row.is_opened else replace(row, first_news=row.first, last_news=row.last)


def is_own_row(row: ThreadRow) -> bool:
    """Whether a part of an affair is a row of its own: its news of the period are widely reported."""
    return row.new_publisher_count >= WIDE_PUBLISHERS and not row.excluded


def listed_affair_id(row: ThreadRow, rows: Mapping[str, ThreadRow]) -> str:
    """Return the id of the largest affair among `rows` that a thread is part of, directly or not; else its own id."""
    return _affair_ids(row, rows)[-1]


def with_parts_after_affairs(rows: Sequence[ThreadRow]) -> tuple[ThreadRow, ...]:
    """Return the rows; those parts of a listed affair that are no rows of their own stand directly after it."""
    by_id = {row.id: row for row in rows}
    groups: dict[str, list[ThreadRow]] = {}
    for row in rows:
        groups.setdefault(listed_affair_id(row, by_id), []).append(row)
    heads = {shown[0].id: shown for id, members in groups.items() for shown in _rows_of_affair(id, members, by_id)}
    return tuple(one for row in rows for one in heads.get(row.id, ()))


def _rows_of_affair(id: str, members: Sequence[ThreadRow], rows: Mapping[str, ThreadRow]) -> list[list[ThreadRow]]:
    """Return the main rows of an affair, each with its parts after it.

    Args:
        id: The affair.
        members: It and its parts, ranked, as far as they are shown.
        rows: All rows by id.
    """
    if not members:
        return []
    head = next((row for row in members if row.id == id), members[0])
    shown = {head.id: [head]} | {row.id: [row] for row in members if is_own_row(row)}
    for row in members:
        if row.id not in shown:
            above = next((one for one in _affair_ids(row, rows) if one in shown), head.id)
            shown[above].append(row)
    return list(shown.values())


def _affair_ids(row: ThreadRow, rows: Mapping[str, ThreadRow]) -> list[str]:
    """The id of a thread and those of the affairs among `rows` that it is part of, directly or not, smallest first."""
    ids = [row.id]
    while row.affair_id in rows and row.affair_id not in ids:
        ids.append(row.affair_id)
        row = rows[row.affair_id]
    return ids


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
    return houses.by_publisher.get(publisher) or house_of_name(publisher)


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
