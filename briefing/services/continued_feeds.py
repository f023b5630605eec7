"""Feeds whose address was changed in feeds.toml: the new one continues the old one.

Entries without a link are known by their feed and guid alone; under a new address all of them would count as new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.model.feeds import FeedState
from briefing.text.urls import address_variants, canonical_url


def continued_feeds(configured: Iterable[str], states: Mapping[str, FeedState]) -> dict[str, str]:
    """Return the new address of each stored feed that is configured under another one now.

    A stored feed that is not configured any more is continued by a configured one that was never fetched, if that has
    the address to which it redirected, or its own with another scheme, with or without "www." or a slash at its end.
    If several stored feeds fit a configured one, none is continued; if several configured feeds fit one stored feed,
    the first of them continues it.
    """
    addresses = list(dict.fromkeys(configured))
    new = [url for url in addresses if url not in states]
    old = [state for url, state in states.items() if url not in addresses] if new else []
    known = {state.url: {canonical_url(url) for url in _addresses(state)} - {""} for state in old}
    new_addresses: dict[str, str] = {}
    for url in new:
        variants = address_variants(canonical_url(url))
        fitting = [one for one, canonical in known.items() if not canonical.isdisjoint(variants)]
        if len(fitting) == 1 and fitting[0] not in new_addresses:
            new_addresses[fitting[0]] = url
    return new_addresses


def _addresses(state: FeedState) -> tuple[str, str, str]:
    return state.url, state.permanent_url, state.document_url
