"""Names of feeds, as all lists and messages show them."""

from __future__ import annotations

from briefing.model.feeds import Feed
from briefing.text.html.clean import clean


def feed_given_name(feed: Feed, title: str = "") -> str:
    """Return the configured name of a feed, else the title of its document, else ""."""
    return clean(feed.name) or clean(title)


def feed_display_name(feed: Feed, title: str = "") -> str:
    """Return the name under which lists and messages show a feed.

    Args:
        feed: The configured feed.
        title: The title of its document, if it was fetched before.

    Returns:
        Its given name, else its address without the scheme, which distinguishes feeds of one host. Never "" for a feed
        that has an address.
    """
    return feed_given_name(feed, title) or clean(feed.url).partition("://")[2].rstrip("/") or clean(feed.url)
