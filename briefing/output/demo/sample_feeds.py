"""The feeds of the demo: responses from bundled documents, as they were at a given moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.resources import files
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from briefing.model.feeds import Feed

NOW = datetime(2026, 1, 15, 18, 30, tzinfo=UTC)
"""The time of the demo: right after the newest item."""

REFRESH_TIMES = (
    datetime(2023, 11, 3, 21, 0, tzinfo=UTC),
    datetime(2024, 4, 12, 9, 0, tzinfo=UTC),
    datetime(2024, 7, 8, 18, 0, tzinfo=UTC),
    datetime(2024, 12, 16, 18, 0, tzinfo=UTC),
    datetime(2025, 6, 6, 15, 0, tzinfo=UTC),
    datetime(2025, 9, 11, 15, 0, tzinfo=UTC),
    datetime(2025, 12, 27, 9, 0, tzinfo=UTC),
    datetime(2026, 1, 9, 18, 30, tzinfo=UTC),
    datetime(2026, 1, 11, 18, 30, tzinfo=UTC),
    datetime(2026, 1, 12, 18, 45, tzinfo=UTC),
    datetime(2026, 1, 13, 18, 30, tzinfo=UTC),
    datetime(2026, 1, 14, 18, 30, tzinfo=UTC),
    datetime(2026, 1, 15, 6, 30, tzinfo=UTC),
    NOW,
)
"""The moments at which the demo refreshes, oldest first: one per development of its long threads."""

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
_DOCUMENTS_FOLDER = "documents"
_PUBLISHERS = (
    # host, publisher, language, sections
    ("wire", "Sample Wire", "en", "world asia business technology science health sport culture"),
    ("gazette", "Sample Gazette", "en", "world business health culture"),
    ("observer", "Sample Observer", "en", "world science health culture"),
    ("courier", "Sample Courier", "en", "asia technology sport"),
    ("island-times", "Sample Island Times", "en", "asia"),
    ("shimbun", "サンプル新聞", "ja", "asia"),
    ("market-daily", "Sample Market Daily", "en", "business"),
    ("tech-review", "Sample Tech Review", "en", "technology"),
    ("science-letter", "Sample Science Letter", "en", "science"),
    ("health-monitor", "Sample Health Monitor", "en", "health"),
    ("sport-post", "Sample Sport Post", "en", "sport"),
    ("stage-and-page", "Sample Stage and Page", "en", "culture"),
    ("ticker", "Sample Ticker", "en", "world"),
)


def _feeds() -> Iterator[tuple[Feed, str]]:
    """Yield each sample feed with the name of its document."""
    for host, publisher, lang, sections in _PUBLISHERS:
        for section in sections.split():
            name = f"{publisher}: {section.capitalize()}" if " " in sections else publisher
            url = f"https://{host}.example/feeds/{section}.xml"
            feed = Feed(
                url=url, name=name, publisher=publisher, section=section, lang=lang, interval=timedelta(minutes=30)
            )
            yield feed, f"{host}-{section}.xml"


_DOCUMENTS = {feed.url: (feed, document) for feed, document in _feeds()}
FEEDS: tuple[Feed, ...] = tuple(feed for feed, _ in _DOCUMENTS.values())
"""The sample feeds as configured feeds."""


def respond(url: str, headers: Mapping[str, str], now: datetime) -> tuple[int, Mapping[str, str], bytes]:
    """Return status, headers and body for a request at `now`; 304 for a known ETag, 404 for an unknown URL."""
    if url not in _DOCUMENTS:
        return 404, {"content-type": "text/plain; charset=utf-8"}, b"There is no such sample feed.\n"
    body = without_later_entries(document(url), now)
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    known_etags = next((value for name, value in headers.items() if name.lower() == "if-none-match"), "")
    if etag in (tag.strip().removeprefix("W/") for tag in known_etags.split(",")):
        return 304, {"etag": etag}, b""
    return 200, {"content-type": "application/xml; charset=utf-8", "etag": etag}, body


def document(url: str) -> bytes:
    """Return the whole bundled document of a sample feed; KeyError for an unknown URL."""
    return (files(__package__) / _DOCUMENTS_FOLDER / _DOCUMENTS[url][1]).read_bytes()


def without_later_entries(body: bytes, now: datetime) -> bytes:
    """Return a document without the entries after `now`; an entry without a date has that of the entry below it."""
    root = ElementTree.XML(body)
    atom = root.tag == f"{{{ATOM_NAMESPACE}}}feed"
    entry, parent = (f"{{{ATOM_NAMESPACE}}}entry", root) if atom else ("item", root.find("channel"))
    assert parent is not None
    published: datetime | None = None
    newest = REFRESH_TIMES[0]
    for item in reversed(parent.findall(entry)):
        published = _published_at(item, atom) or published
        if published is None or published > now:
            parent.remove(item)
        else:
            newest = published
    if atom:
        ElementTree.register_namespace("", ATOM_NAMESPACE)
        updated = root.find(f"{{{ATOM_NAMESPACE}}}updated")
        assert updated is not None
        updated.text = newest.isoformat()
    result: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return result


def _published_at(item: Element, atom: bool) -> datetime | None:
    """Return the publication date of an entry, None if it has none."""
    text = item.findtext(f"{{{ATOM_NAMESPACE}}}published" if atom else "pubDate")
    if text is None:
        return None
    return datetime.fromisoformat(text) if atom else parsedate_to_datetime(text)
