"""The status line above the list of the front page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.output.cells import cell_width
from briefing.output.formatting import format_count, format_moment
from briefing.tui.list_items import MAX_HITS, filter_counts
from briefing.tui.symbols import Symbols
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.unread_counts import counts_of, uncounted_unread_ids


def filter_status(listing: ThreadListing, symbols: Symbols, cells: int) -> str:
    """Return how many threads and articles match the filter; dots follow while the store is still searched.

    The filter stands in the line below too: it is left out where both do not fit into these cells.
    """
    is_looking = listing.filter_text.strip() and listing.matched_text != listing.filter_text
    if is_looking and listing.is_query and listing.matching_ids is None:
        return f"Looking for {listing.filter_text.strip()} {symbols.ellipsis}"  # the list shows all threads until then
    counts = filter_counts(listing.items)
    if hits := listing.shown_hits:
        is_cut = len(listing.hits) >= MAX_HITS  # there may be more, so their number counts nothing
        counts += f", {format_count(len(hits), 'best article' if is_cut else 'article')}"
    end = f" {symbols.ellipsis}" if is_looking else ""
    text = listing.filter_text.strip()
    named = text if '"' in text else f'"{text}"'
    wordings = [
        f"{counts} with {named}{end}",
        counts + end,
        counts.replace(" single reports", " single").replace(" older threads", " older"),
    ]
    return next((one for one in wordings if cell_width(one) <= cells), wordings[-1])


def news_status(listing: ThreadListing, now: datetime, cells: int, beside: Sequence[str]) -> str:
    """Return what is new to the reader, and beside it what there is room for.

    It counts from the last visit on, or on the first one the last 24 hours: `today` and digests have other periods.

    Args:
        listing: The list that it stands above.
        now: The present time.
        cells: Cells of a line of the list.
        beside: What may stand beside it at the right end, the best first.
    """
    texts = _since_texts(listing, now)
    for note in beside:
        room = cells - cell_width(note) - 1
        if text := next((text for text in texts if cell_width(text) < room), ""):
            return f"{text:<{room}} {note}"
    return next((text for text in texts if cell_width(text) < cells), texts[0])


def _since_texts(listing: ThreadListing, now: datetime) -> list[str]:
    """Return what is new with its period, in shorter and shorter words.

    On the first visit all of it is new to the reader, who can have read none of it before: what is left to read counts.
    Where no main row is left, the parts, single reports and older threads count that are.
    """
    new, updated = listing.status_counts
    others = frozenset() if new + updated else uncounted_unread_ids(listing)
    left = [f"{counts_of(listing, others)} unread", f"{len(others)} more unread"] if others else []
    if not listing.visited:
        counts = [f"{new + updated} unread"] if new + updated else left or ["nothing unread"]
        return [*(f"Last 24 hours: {text}" for text in counts), *counts]
    counts = [", ".join(f"{n} {word}" for n, word in ((new, "new"), (updated, "updated")) if n)]
    counts = counts if new + updated else left or ["nothing new"]
    since = f"Since your visit {format_moment(listing.news_since, now)}"
    return [*(f"{begin}: {text}" for text in counts for begin in (since, "Since your visit")), *counts]
