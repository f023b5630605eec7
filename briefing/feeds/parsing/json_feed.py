"""JSON Feed documents, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from itertools import islice
from typing import Any

from briefing.errors import ParseError
from briefing.feeds.parsing.entry_dates import DateTexts, with_dates
from briefing.feeds.parsing.shared_rules import plain_to_html
from briefing.model.fetching import Entry, FeedDocument
from briefing.text.html.clean import clean
from briefing.text.html.html_to_text import html_to_text
from briefing.text.urls import absolute_url

MAX_OBJECTS = 500_000
"""Objects and lists in one document: those of 5,000 entries with a hundred each. More would fill the memory."""

MAX_DIGITS = 4_000
"""Digits of a whole number that are read as one; Python refuses to convert more than 4,300."""
ITEMS_START = re.compile(r'"items"\s*:\s*\[')
TITLE_START = re.compile(r'"title"\s*:\s*(?=")')
SEPARATOR = re.compile(r"[\s,]*")
_JSON_STRING = r'("(?:[^"\\]++|\\.)*+")'
COMMENT = re.compile(_JSON_STRING + r"|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|\b(undefined|-?NaN)\b", re.DOTALL)
"""A string, which stays, a comment, or what JavaScript writes for a value that is missing."""
TRAILING_COMMA = re.compile(_JSON_STRING + r"|,(?=\s*+[\]},])", re.DOTALL)
"""A string, which stays, or a comma without a value behind it."""
OBJECT_START = re.compile(r"\{(?=\s*+\")")
ITEM_KEYS = ("id", "url", "external_url", "title", "content_html", "content_text", "summary")
"""Of these an item has at least two; authors have one, and attachments have a type too."""
MAX_BROKEN = 100
"""Objects that are tried as the next item after one that cannot be read; it bounds the time."""
WRONG_ESCAPE = re.compile(r"""\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|')?""")
"""A backslash in a string with what follows it: an escape of JSON, which stays, one of JavaScript, or neither."""


def read(text: str, url: str, max_entries: int) -> FeedDocument:
    """Return the JSON Feed in `text`, at most `max_entries` of its entries.

    Raises:
        ParseError: the text is not a JSON Feed.
    """
    if text.count("{") + text.count("[") > MAX_OBJECTS:
        raise ParseError(f"too large: more than {MAX_OBJECTS:,} objects in a JSON document")
    is_cut = False
    try:
        feed = _load(text)
    except (ValueError, RecursionError) as error:
        feed = _load_items(_repaired(text), max_entries + 1)
        is_cut = bool(feed)
        if not feed:
            raise ParseError(f"the JSON of the feed cannot be read ({clean(str(error))[:200]})") from error
    if isinstance(feed, dict) and isinstance(feed.get("items"), dict):  # a list of PHP whose numbers have gaps
        feed["items"] = list(feed["items"].values())
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError("not a feed (JSON, but not a JSON Feed)")
    items = [item for item in islice(feed["items"], max_entries) if isinstance(item, dict)]
    lang = clean(_string(feed, "language"))
    return FeedDocument(
        title=html_to_text(escape(_string(feed, "title"))).replace("\n", " "),
        lang=lang,
        entries=with_dates([_entry(item, url) for item in items], [_dates(item) for item in items], lang),
        partial=is_cut or len(feed["items"]) > max_entries,
    )


def _load(text: str) -> Any:
    """Return the value in `text`, which may have control characters and wrong escapes in strings, and surplus commas.

    Text after the value, such as the output of a script, is not read.
    """
    decoder = json.JSONDecoder(strict=False, parse_int=_number)
    try:
        return decoder.raw_decode(text)[0]
    except json.JSONDecodeError:
        return decoder.raw_decode(_repaired(text))[0]


def _number(digits: str) -> int | str:
    """Return a whole number; as text if it has more digits than Python converts."""
    return int(digits) if len(digits) <= MAX_DIGITS else digits


def _repaired(text: str) -> str:
    """Return JSON without comments and surplus commas; escapes and values of JavaScript become those of JSON."""
    text = COMMENT.sub(lambda match: match[1] or (" null " if match[2] else " "), WRONG_ESCAPE.sub(_json_escape, text))
    return TRAILING_COMMA.sub(lambda match: match[1] or "", text)


def _json_escape(escape: re.Match[str]) -> str:
    if escape[1]:
        return escape[0]
    if escape[2]:
        return f"\\u00{escape[2]}"
    return "'" if escape[0] == "\\'" else "\\\\"


def _load_items(text: str, max_items: int) -> dict[str, Any]:
    """Return the title and the items of a text that is no JSON, without those that cannot be read; {} without items."""
    start = ITEMS_START.search(text)
    if start is None:
        return {}
    decoder = json.JSONDecoder(strict=False, parse_int=_number)
    title = TITLE_START.search(text, 0, start.start())
    feed: dict[str, Any] = {"items": []}
    with suppress(ValueError, RecursionError):
        if title:
            feed["title"] = decoder.raw_decode(text, title.end())[0]
    position, failed_at, broken = start.end(), -1, 0
    while len(feed["items"]) < max_items and broken < MAX_BROKEN:
        try:
            item, position = decoder.raw_decode(text, SEPARATOR.match(text, position).end())  # type: ignore[union-attr]
        except (ValueError, RecursionError):
            inside = position == failed_at  # the object that begins here failed before: look for one inside of it
            following = OBJECT_START.search(text, position + inside)
            if following is None:
                break
            position = failed_at = following.start()
            broken += 1
            continue
        if not broken or _is_item(item):  # behind a broken item, the next object may be one inside of it
            feed["items"].append(item)
    return feed if feed["items"] else {}


def _is_item(value: object) -> bool:
    return isinstance(value, dict) and "mime_type" not in value and sum(key in value for key in ITEM_KEYS) > 1


def _entry(item: Mapping[str, Any], url: str) -> Entry:
    places = (_string(item, "url"), _string(item, "external_url"), _first_attachment(item))
    link = next(filter(None, (absolute_url(url, place) for place in places)), "")
    return Entry(
        guid=_string(item, "id") or link,
        link=link,
        title=escape(_string(item, "title")),
        summary=escape(_string(item, "summary")),
        content=_string(item, "content_html") or plain_to_html(_string(item, "content_text")),
        author=escape(_author(item)),
    )


def _first_attachment(item: Mapping[str, Any]) -> str:
    """Return the address of the first attachment, which an episode without a page opens."""
    attachments = item.get("attachments")
    first = attachments[0] if isinstance(attachments, list) and attachments else None
    return _string(first, "url") if isinstance(first, dict) else ""


def _dates(item: Mapping[str, Any]) -> DateTexts:
    return DateTexts(published=_date(item, "date_published"), updated=_date(item, "date_modified"))


def _date(item: Mapping[str, Any], key: str) -> str:
    """Return a date as text; some feeds have Unix times as numbers."""
    value = item.get(key)
    return str(int(value)) if isinstance(value, float) and 0 < value < 1e15 else _string(item, key)


def _author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return _string(first, "name") if isinstance(first, dict) else ""


def _string(item: Mapping[str, Any], key: str) -> str:
    """Return a value as a string; some feeds have integers as ids."""
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1e15:
        return str(value)
    return value if isinstance(value, str) else ""
