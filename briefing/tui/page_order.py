"""The threads of the reader in the order in which its front page has them. Pure."""

from __future__ import annotations

from briefing.model.threads import ThreadRow
from briefing.tui.thread_listing import ThreadListing


def rows_in_page_order(listing: ThreadListing) -> tuple[ThreadRow, ...]:
    """Return all threads from top to bottom: main rows, each with its parts, single reports, and what is older."""
    on_page = (*listing.page.flat_rows(), *listing.page.singles)
    return tuple({row.id: row for row in (*on_page, *listing.rows)}.values())
