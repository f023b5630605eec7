"""How many threads of a list are unread where its lines fold them, and how many threads are named by kind. Pure."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from briefing.output.formatting import format_count
from briefing.tui.list_items import is_unread, listed_rows
from briefing.tui.thread_listing import ThreadListing


def folded_unread_ids(listing: ThreadListing) -> frozenset[str]:
    """Return the unread threads that lines of the tab fold."""
    return _unread_ids(listing).difference(row.id for row in listing.visible_rows)


def uncounted_unread_ids(listing: ThreadListing) -> frozenset[str]:
    """Return the unread threads of the tab that its badge leaves out: parts, single reports, older threads."""
    return _unread_ids(listing).difference(row.id for row in listing.tab_page.with_singles_if_empty().main_rows)


@lru_cache(maxsize=1)
def _unread_ids(listing: ThreadListing) -> frozenset[str]:
    """Return the unread threads of the tab; of the same listing, which never changes, they are looked up once."""
    return frozenset(row.id for row in listed_rows(listing.items) if is_unread(row, listing.news_since))


def counts_of(listing: ThreadListing, ids: Collection[str]) -> str:
    """Return how many main rows some threads are, how many parts and single reports, and how many older threads."""
    page = listing.page
    mains = sum(row.id in ids for row in page.main_rows)
    on_page = len({row.id for row in (*page.flat_rows(), *page.singles) if row.id in ids})
    others, older = on_page - mains, len(ids) - on_page
    counts = [format_count(mains, "thread")] if mains else []
    counts += [format_count(others, "part or single report", "parts and single reports")] if others else []
    counts += [format_count(older, "older thread")] if older else []
    return ", ".join(counts)
