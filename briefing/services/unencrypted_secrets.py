"""Feeds whose password or token would be sent over plain http, which everybody on the way can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.model.feeds import Feed
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.url_secrets import without_secrets
from briefing.text.urls import host_of
from briefing.web.address_guard import is_private_host

SECRET_HEADER = re.compile(r"auth|token|key|secret|cookie|session|password", re.IGNORECASE)
"""Names of headers whose value is taken for a secret."""
UNENCRYPTED_ADVICE = "if the site has https, write https:// in its `url`"
"""What to do about such a feed."""


def secret_header_names(feed: Feed) -> list[str]:
    """Return the names of the request headers of a feed whose values are secrets."""
    return [name for name, _ in feed.secrets] + [name for name, _ in feed.headers if SECRET_HEADER.search(name)]


def unencrypted_secret_notes(feeds: Iterable[Feed]) -> Iterator[str]:
    """Yield a line for each enabled feed that sends a secret over plain http to a host outside the private network."""
    for feed in feeds:
        is_plain = feed.url.lower().startswith("http://") and not is_private_host(host_of(feed.url))
        secret = _first_secret(feed) if feed.enabled and is_plain else ""
        if secret:
            name = without_secrets(feed_display_name(feed))
            yield clean(f"{name}: {secret} is sent unencrypted over http")


def _first_secret(feed: Feed) -> str:
    names = secret_header_names(feed)
    if names:
        return f"its header {names[0]}"
    return "the token in its address" if without_secrets(feed.url) != feed.url else ""
