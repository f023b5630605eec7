"""RSS, Atom and RDF documents, read by feedparser."""

from __future__ import annotations

import calendar
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from time import struct_time
from typing import Any

from briefing.errors import ParseError
from briefing.model import EPOCH, Document, Entry
from briefing.text.clean import clean
from briefing.text.html import plain
from briefing.text.urls import absolute

MAX_ENTRIES = 5_000
"""Entries read of one document; no feed of news has so many."""

ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
ENDS = {b"rss": b"</channel></rss>", b"feed": b"</feed>", b"rdf:RDF": b"</rdf:RDF>"}
LAST_TAG = re.compile(rb"</(?:\w{1,20}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}

# Whatever hostile input makes feedparser raise: its own assertions, its regular expressions, its date readers.
HOSTILE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    TypeError,
    ValueError,
)


def parse(body: bytes, headers: Mapping[str, str], url: str) -> Document | None:
    """Return the document in `body`, None if it is neither RSS nor Atom; ParseError if feedparser fails on it."""
    cut = _cut(body)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = _read(cut or body, headers, url)
            entries = tuple(_entry(item, url) for item in _listed(result, "entries")[:MAX_ENTRIES])
    except HOSTILE as error:
        raise ParseError(f"the feed cannot be read ({type(error).__name__}: {clean(str(error))[:200]})") from error
    if not entries and not result.get("version"):
        return None
    feed = result.get("feed") or {}
    torn = bool(result.get("bozo")) and not LAST_TAG.search(body[-2000:])
    return Document(
        title=plain(_html(feed, "title")).replace("\n", " "),
        lang=clean(_string(feed, "language")),
        entries=entries,
        ttl=_ttl(feed),
        partial=cut is not None or torn,
    )


def _read(body: bytes, headers: Mapping[str, str], url: str) -> Mapping[str, Any]:
    """Run feedparser on bytes in memory: given anything else, it may open the file or address that they name."""
    import feedparser

    result: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(body),
        response_headers={**headers, "content-location": url},
        resolve_relative_uris=False,
        sanitize_html=False,  # text/html.py makes plain text of all markup
    )
    return result


def _cut(body: bytes) -> bytes | None:
    """Return a document cut after its first 5,000 items and closed again, None if it has no more than those."""
    starts = (found.start() for found in ITEM.finditer(body))
    past = next((start for number, start in enumerate(starts) if number == MAX_ENTRIES), None)
    if past is None:
        return None
    return body[:past] + next((end for root, end in ENDS.items() if b"<" + root in body[:4096]), b"")


def _entry(item: Mapping[str, Any], url: str) -> Entry:
    link = absolute(url, _string(item, "feedburner_origlink")) or absolute(url, _string(item, "link"))
    link = link or next((found for found in _alternates(item, url) if found), "")
    return Entry(
        guid=_string(item, "id") or link,
        link=link,
        title=_html(item, "title"),
        summary=_html(item, "summary"),
        content=max((_as_html(part, "value") for part in _listed(item, "content")), key=len, default=""),
        author=escape(_string(item, "author")),
        published=_date(item, "published") or _date(item, "created"),
        updated=_date(item, "updated"),
    )


def _alternates(item: Mapping[str, Any], url: str) -> Iterator[str]:
    for link in _listed(item, "links"):
        if _string(link, "rel") in ("", "alternate"):
            yield absolute(url, _string(link, "href"))


def _html(item: Mapping[str, Any], key: str) -> str:
    """Return a text construct as HTML, whatever it was."""
    detail = dict.get(item, f"{key}_detail") if isinstance(item, dict) else None
    return _as_html(detail, "value") if isinstance(detail, Mapping) else escape(_string(item, key))


def _as_html(detail: Mapping[str, Any], key: str) -> str:
    value = _string(detail, key)
    if _string(detail, "type") != "text/plain":
        return value
    return re.sub(r"\n\s*\n", "<p>", escape(value))


def _date(item: Mapping[str, Any], key: str) -> datetime | None:
    parsed = dict.get(item, f"{key}_parsed") if isinstance(item, dict) else None
    if isinstance(parsed, struct_time):
        try:
            return EPOCH + timedelta(seconds=calendar.timegm(parsed))
        except (ValueError, OverflowError):
            return None
    return iso(_string(item, key))


def iso(value: str) -> datetime | None:
    """Return the moment that an ISO 8601 string names, in UTC (which it is taken for without a zone), else None."""
    try:
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _ttl(feed: Mapping[str, Any]) -> timedelta | None:
    """Return the least time between fetches that a channel asks for: its ttl (minutes) or its syndication period."""
    minutes = _number(_string(feed, "ttl"))
    hours = PERIODS.get(_string(feed, "sy_updateperiod").strip().lower(), 0)
    longest = max(minutes, hours * 60 / max(_number(_string(feed, "sy_updatefrequency")), 1))
    return timedelta(minutes=longest) if longest else None


def _number(value: str) -> int:
    return int(value) if re.fullmatch(r"[0-9]{1,6}", value.strip()) else 0


def _string(item: Mapping[str, Any], key: str) -> str:
    """Return a string of a feedparser dictionary under its own key, past its table of old names and their warnings."""
    value = dict.get(item, key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""


def _listed(item: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = dict.get(item, key) if isinstance(item, dict) else None
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []
