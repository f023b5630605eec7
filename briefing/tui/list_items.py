"""The items of the front page's list, one for each place where its cursor can rest. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Literal

from briefing.model.pages import FrontPage, PageEntry
from briefing.model.threads import ThreadRow
from briefing.output.formatting import format_count

if TYPE_CHECKING:
    from briefing.model.curation import SearchHit

ReadState = Literal["new", "updated", "read", "running"]
"""new: never opened, and became news since the last visit; updated: with articles that the reader has not seen; read:
opened, and nothing came since; running: never opened, and nothing came since the last visit."""
MAX_SHOWN_PARTS = 2
"""Parts of an affair that stand below it while it is folded; a single one more is shown too."""
FOLDED = "folded "
"""Begins what is toggled for a line that is open by itself, so that its toggling folds it."""
MAX_HITS = 30
"""Articles that a filter shows below the threads: whoever looks for more adds a word."""


def read_state(row: ThreadRow, news_since: datetime) -> ReadState:
    """Return the state of a thread for its reader, to whom news since a moment are new."""
    if row.is_opened:
        return "updated" if row.has_unread else "read"
    if row.newest < news_since:
        return "running"
    return "new" if row.oldest >= news_since else "updated"


def is_unread(row: ThreadRow, news_since: datetime) -> bool:
    """Whether a thread counts as unread."""
    return read_state(row, news_since) in ("new", "updated")


class ItemKind(Enum):
    """What an item of the list is."""

    THREAD = "thread"
    PART = "part"
    MORE_PARTS = "more parts"
    SINGLES = "singles"
    END = "end"
    REPORT = "report"
    ARTICLES = "articles"
    HIT = "hit"


@dataclass(frozen=True, slots=True)
class ListItem:
    """A place of the list where the cursor can rest.

    Attributes:
        kind: A main row, a part below it, the line of the folded parts, the line above the single reports, the line at
            the end of the news, a row in one line below one of these two lines; or the line above the articles that a
            filter found, or one of them.
        key: What it is, wherever it stands: the id of its thread, else a name.
        row: Its thread; None: it is a line that folds others.
        folded: The threads that it folds, or that stand below it.
        is_open: Whether these are shown.
        is_last: Whether it is the last one below its affair.
        is_loose: Whether it is a part without its affair, which the filter left out.
        hit: Its article, if it is one.
        opens_itself: Whether it is a line that is open unless the reader folds it.
    """

    kind: ItemKind
    key: str
    row: ThreadRow | None = None
    folded: tuple[ThreadRow, ...] = ()
    is_open: bool = False
    is_last: bool = False
    is_loose: bool = False
    hit: SearchHit | None = None
    opens_itself: bool = False

    @property
    def toggle_key(self) -> str:
        """The key that is toggled to fold or unfold the line."""
        return f"{FOLDED}{self.key}" if self.opens_itself else self.key

    @property
    def folded_ids(self) -> frozenset[str]:
        """The ids of the threads that it folds."""
        return frozenset(row.id for row in self.folded)

    @property
    def thread_id(self) -> str:
        """The id of its thread; "" for a line that folds others."""
        return self.row.id if self.row else ""


def entry_items(entry: PageEntry, is_open: bool) -> list[ListItem]:
    """Return a main row, its most important parts (or all, if it is open), and a line for the others."""
    items = [ListItem(ItemKind.THREAD, entry.row.id, entry.row, is_loose=entry.is_loose_part)]
    shown = entry.parts if is_open or len(entry.parts) <= MAX_SHOWN_PARTS + 1 else entry.parts[:MAX_SHOWN_PARTS]
    folded = entry.parts[len(shown) :]
    for row in shown:
        is_last = row is shown[-1] and not folded
        items.append(ListItem(ItemKind.PART, row.id, row, is_last=is_last))
    if folded:
        items.append(ListItem(ItemKind.MORE_PARTS, parts_key(entry.row.id), folded=folded, is_last=True))
    return items


def parts_key(affair_id: str) -> str:
    """Return the key of the line of an affair's folded parts."""
    return f"parts of {affair_id}"


def folding_items(
    kind: ItemKind, rows: Sequence[ThreadRow], toggled: frozenset[str], *, opens_itself: bool
) -> list[ListItem]:
    """Return a line with the number of some rows, and the rows below it if it is open.

    Args:
        kind: The kind of the line.
        rows: The rows.
        toggled: The keys of the lines that the reader folded or unfolded.
        opens_itself: Whether the line is open if the reader did not fold it.
    """
    line = ListItem(kind, kind.value, folded=tuple(rows), opens_itself=opens_itself)
    if (line.toggle_key in toggled) == opens_itself:
        return [line]
    return [replace(line, is_open=True), *(ListItem(ItemKind.REPORT, row.id, row) for row in rows)]


def page_items(
    page: FrontPage, older: Sequence[ThreadRow], toggled: frozenset[str], *, is_filtered: bool
) -> tuple[ListItem, ...]:
    """Return the items of a page: main rows with their parts, single reports, the end, and what is older.

    Args:
        page: The part of the front page that is shown.
        older: The threads without news that are shown behind its end.
        toggled: The keys of the lines that the reader folded or unfolded.
        is_filtered: Whether a filter chose the rows: then nothing that it found is folded, unless the reader does it.
    """
    items = [item for entry in page.entries for item in entry_items(entry, parts_key(entry.row.id) in toggled)]
    if page.singles:
        items += folding_items(ItemKind.SINGLES, page.singles, toggled, opens_itself=is_filtered or not items)
    if older or (items and not is_filtered):
        items += folding_items(ItemKind.END, older, toggled, opens_itself=is_filtered or not items)
    return tuple(items)


def hit_items(hits: Sequence[SearchHit], toggled: frozenset[str]) -> tuple[ListItem, ...]:
    """Return the line above the articles that a filter found, and the articles unless the reader folded them."""
    if not hits:
        return ()
    line = ListItem(ItemKind.ARTICLES, ItemKind.ARTICLES.value, opens_itself=True)
    if line.toggle_key in toggled:
        return (line,)
    return (replace(line, is_open=True), *(ListItem(ItemKind.HIT, f"hit {hit.article.id}", hit=hit) for hit in hits))


def listed_rows(items: Sequence[ListItem]) -> tuple[ThreadRow, ...]:
    """Return the threads of a list, those that its lines fold too."""
    rows = [row for item in items for row in ((item.row,) if item.row else item.folded)]
    return tuple({row.id: row for row in rows}.values())


def places(items: Sequence[ListItem]) -> list[tuple[int, int]]:
    """Return where each item stands and of how many: the numbers that badges, lines that fold and filters count.

    Main rows count among themselves, and a part is where its affair is. Single reports, older threads and articles
    count below the line of their kind. That line, and a part without its affair, are at (0, 0).
    """
    mains = sum(item.kind is ItemKind.THREAD and not item.is_loose for item in items)
    hits = sum(item.kind is ItemKind.HIT for item in items)
    placed: list[tuple[int, int]] = []
    main = below = total = 0
    for item in items:
        if item.kind in (ItemKind.SINGLES, ItemKind.END, ItemKind.ARTICLES):
            below, total = 0, hits if item.kind is ItemKind.ARTICLES else len(item.folded)
        main += item.kind is ItemKind.THREAD and not item.is_loose
        below += item.kind in (ItemKind.REPORT, ItemKind.HIT)
        if item.kind in (ItemKind.REPORT, ItemKind.HIT):
            placed.append((below, total))
        elif (item.row and not item.is_loose) or item.kind is ItemKind.MORE_PARTS:
            placed.append((main, mains))
        else:
            placed.append((0, 0))
    return placed


def place_of(items: Sequence[ListItem], thread_id: str) -> tuple[int, int]:
    """Return where a thread stands and of how many; (0, 0) if it is folded or not listed."""
    stand = zip(items, places(items), strict=True)
    return next((place for item, place in stand if item.thread_id == thread_id), (0, 0))


def filter_counts(items: Sequence[ListItem]) -> str:
    """Return how many main rows a filter found, and how many parts, single reports and older threads.

    What a line folds counts as what it shows.
    """
    kinds = Counter(item.kind for item in items)
    loose = sum(item.kind is ItemKind.THREAD and item.is_loose for item in items)
    parts = kinds[ItemKind.PART] + loose + sum(len(one.folded) for one in items if one.kind is ItemKind.MORE_PARTS)
    reports = sum(len(one.folded) for one in items if one.kind is ItemKind.SINGLES)
    older = sum(len(one.folded) for one in items if one.kind is ItemKind.END)
    counts = [format_count(kinds[ItemKind.THREAD] - loose, "thread")]
    counts += [format_count(parts, "part")] if parts else []
    counts += [format_count(reports, "single report")] if reports else []
    counts += [format_count(older, "older thread")] if older else []
    return ", ".join(counts)
