"""Why the list of the front page has no rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.errors import ConfigError
from briefing.model.feeds import Feed
from briefing.text.query import parse_query
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.list_items import listed_rows
from briefing.tui.tabs import ALL_TAB, Tab, TabKind
from briefing.tui.thread_listing import ThreadListing


@dataclass(frozen=True, slots=True)
class EmptyList:
    """Why a list has no rows.

    Attributes:
        tab: The selected tab.
        filter_text: The filter, "" without one.
        matches_in_all: How many threads the filter finds in the tab of all threads.
        tabs_from_all: How many tabs the selected one is behind that of all threads.
        section_feeds: How many enabled feeds the section of the tab has.
        failing_feeds: How many of them failed at their last fetch.
        asks_for_unread: Whether the filter looks for unread threads: those without news were perhaps never opened.
        asks_for_muted: Whether the filter looks for muted threads, which no list has.
    """

    tab: Tab
    filter_text: str = ""
    matches_in_all: int = 0
    tabs_from_all: int = 0
    section_feeds: int = 0
    failing_feeds: int = 0
    asks_for_unread: bool = False
    asks_for_muted: bool = False


def empty_list(listing: ThreadListing, feeds: Sequence[Feed], health: FeedHealthSummary) -> EmptyList:
    """Return why the selected tab shows no thread."""
    tab = listing.tab
    matches = len(listed_rows(replace(listing, tab=ALL_TAB).items)) if listing.filter_text and tab != ALL_TAB else 0
    urls = {feed.url for feed in feeds if feed.enabled and feed.section == tab.name} if _is_section(tab) else set()
    failing = sum(failure.url in urls for failure in health.failures)
    tabs = [one for one, _ in listing.tabs]
    return EmptyList(
        tab,
        listing.filter_text,
        matches,
        max(tabs.index(tab) - tabs.index(ALL_TAB), 0) if {tab, ALL_TAB}.issubset(tabs) else 0,
        len(urls),
        failing,
        _asks_for(listing, "unread"),
        _asks_for(listing, "muted"),
    )


def _asks_for(listing: ThreadListing, state: str) -> bool:
    try:
        return listing.is_query and parse_query(listing.filter_text).asks_for_state(state)
    except ConfigError:
        return False


def _is_section(tab: Tab) -> bool:
    return tab.kind is TabKind.SECTION
