"""JSON Feed documents, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from briefing.errors import ParseError
from briefing.feeds.parsing.entry_dates import parse_entry_date
from briefing.feeds.parsing.feed_common import plain_to_html
from briefing.model.feeds import Document, Entry
from briefing.text.clean import clean
from briefing.text.html_to_text import html_to_text
from briefing.text.urls import absolute_url


def read(text: str, url: str) -> Document:
    """Return the JSON Feed in `text`; ParseError in words if it is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"the JSON of the feed cannot be read ({clean(str(error))[:200]})") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError("not a feed (JSON, but no JSON Feed)")
    return Document(
        title=html_to_text(escape(_string(feed, "title"))).replace("\n", " "),
        lang=clean(_string(feed, "language")),
        entries=tuple(_entry(item, url) for item in feed["items"] if isinstance(item, dict)),
    )


def _entry(item: Mapping[str, Any], url: str) -> Entry:
    link = absolute_url(url, _string(item, "url")) or absolute_url(url, _string(item, "external_url"))
    return Entry(
        guid=_string(item, "id") or link,
        link=link,
        title=escape(_string(item, "title")),
        summary=escape(_string(item, "summary")),
        content=_string(item, "content_html") or plain_to_html(_string(item, "content_text")),
        author=escape(_author(item)),
        published=parse_entry_date(_string(item, "date_published")),
        updated=parse_entry_date(_string(item, "date_modified")),
    )


def _author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return _string(first, "name") if isinstance(first, dict) else ""


def _string(item: Mapping[str, Any], key: str) -> str:
    """Return a value as a string; some feeds number their items."""
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1e15:
        return str(value)
    return value if isinstance(value, str) else ""
