"""What the parser of feeds finds, what it loses and how long it takes.

`python benchmarks/feeds.py` times a feed of 60 entries. `python benchmarks/feeds.py PATH [REFERENCE]` reads all
documents of a folder or tar file. REFERENCE says what another parser found, one JSON object per line: "path" (in the
folder, or but for its first part in the tar file), "entries", "titles", "links" and "dates".
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.errors import ParseError
from briefing.feeds.parsing import fast_xml, feedparser_xml
from briefing.feeds.parsing.charset import decode_document
from briefing.feeds.parsing.parser import parse_feed
from briefing.model.feeds import Document, Feed
from briefing.text.article_from_entry import article_from_entry
from briefing.text.urls import absolute_url

URL = "https://sample.example/feeds/world.xml"
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
COUNTS: dict[str, Callable[[Document], int]] = {
    "entries": lambda document: len(document.entries),
    "titles": lambda document: sum(bool(entry.title) for entry in document.entries),
    "links": lambda document: sum(bool(entry.link) for entry in document.entries),
    "dates": lambda document: sum(bool(entry.published or entry.updated) for entry in document.entries),
}
SHOWN = 20


def sample(entries: int = 60, paragraphs: int = 1) -> bytes:
    """An RSS feed as news sites publish them; each entry has a summary and so many paragraphs."""
    site = "https://sample.example"
    text = f"<p>The ministers of both countries met on <a href='{site}/map'>the island</a> &amp; agreed on a timetable "
    text += "for the ferries; the first one leaves in spring, “if the pier is ready”.</p>"
    items = []
    for i in range(entries):
        when = f"{NOW - timedelta(minutes=20 * i):%a, %d %b %Y %H:%M:%S} +0000"
        items.append(
            f"<item><title>Ministers agree on ferry number {i}</title><link>{site}/news/{i}?source=rss</link>"
            f"<guid isPermaLink='false'>sample-{i}</guid><pubDate>{when}</pubDate><dc:creator>Ana Cruz</dc:creator>"
            f"<category>World</category><description>A timetable for ferry number {i} is ready.</description>"
            f"<content:encoded><![CDATA[{text * paragraphs}]]></content:encoded>"
            f"<media:content url='{site}/{i}.jpg' medium='image'/></item>"
        )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {spaces}><channel><title>Sample Wire</title>'
    return f"{head}<link>{site}</link>{''.join(items)}</channel></rss>".encode()


def documents(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder or tar file, with their paths in it."""
    if path.is_dir():
        yield from (
            (str(file.relative_to(path)), file.read_bytes()) for file in sorted(path.rglob("*")) if file.is_file()
        )
        return
    with tarfile.open(path) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file:
                yield member.name, file.read()


def took(work: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of processor time, the least of some attempts."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, (time.process_time() - start) * 1000)
    return best


def time_sample(paragraphs: int) -> None:
    """Print how long a common feed takes by each of the readers, and its articles."""
    feed = Feed(URL)
    body = sample(paragraphs=paragraphs)
    text = decode_document(body)
    feedparser_xml.read(text, "", URL)  # imports feedparser
    document = parse_feed(body, {}, URL)
    new, old = took(lambda: parse_feed(body, {}, URL), 30), took(lambda: feedparser_xml.read(text, "", URL), 5)
    made = took(lambda: [article_from_entry(entry, feed, "", NOW) for entry in document.entries], 30)
    print(f"60 entries, {len(body) // 1024:4} KB: parsing {new:5.2f} ms, their articles {made:5.2f} ms;", end=" ")
    print(f"by feedparser {old:6.2f} ms ({old / new:.1f} times)")


def no_web_links(text: str, lost: int) -> int:
    """How many of the links that feedparser counts lead nowhere on the web: it takes an id for a link (tag:, urn:)."""
    import feedparser

    entries = feedparser.parse(io.BytesIO(text.encode()), response_headers={"content-location": URL}).entries
    return min(lost, sum(bool(entry.get("link")) and not absolute_url(URL, entry["link"]) for entry in entries))


def compare(path: Path, reference: Path | None) -> None:
    """Print what is found in all documents of `path`, and every loss against the reference."""
    rows = map(json.loads, reference.read_text(encoding="utf-8").splitlines()) if reference else ()
    known = {row["path"]: row for row in rows}
    found, lost, spent = Counter[str](), Counter[str](), Counter[str]()
    losses: list[str] = []
    for name, body in documents(path):
        text = decode_document(body).strip()
        document = measure(text, body, found, spent, losses, name)
        row = known.get(name) or known.get(name.partition("/")[2]) or {}
        for kind, count in COUNTS.items():
            found[kind] += count(document)
            missing = row.get(kind, 0) - count(document)
            if kind == "links" and missing > 0:
                lost["links that are no web addresses"] += no_web_links(text, missing)
                missing -= no_web_links(text, missing)
            if missing > 0:
                lost[kind] += missing
                losses.append(f"{name}: {missing} of {row[kind]} {kind} lost")
    print(*(f"{number} {kind}" for kind, number in found.items()), sep=", ")
    print(f"lost against the reference of {len(known)} documents:", dict(lost) or "nothing")
    print(*losses[:SHOWN], sep="\n")
    quick_ones, feeds = max(found["read quickly"], 1), max(found["feeds of XML"], 1)
    print(f"{quick_ones / feeds:.1%} of XML feeds read quickly, {spent['quick'] / quick_ones:.2f} ms each;", end=" ")
    print(f"by feedparser {spent['feedparser'] / quick_ones:.2f} ms;", end=" ")
    print(f"all documents {spent['parse'] / max(found['documents'], 1):.2f} ms each")


def measure(text: str, body: bytes, found: Counter[str], spent: Counter[str], losses: list[str], name: str) -> Document:
    """Parse one document, and time it by each of the readers."""
    found["documents"] += 1
    start = time.process_time()
    try:
        document = parse_feed(body, {}, URL)
    except ParseError:
        found["no feeds"] += 1
        return Document()
    except Exception as error:
        found["exceptions"] += 1
        losses.append(f"{name}: {error!r}")
        return Document()
    finally:
        spent["parse"] += (time.process_time() - start) * 1000
    if document.entries and not text.startswith("{"):
        found["feeds of XML"] += 1
        if fast_xml.read(text, "", URL):
            found["read quickly"] += 1
            spent["quick"] += took(lambda: fast_xml.read(text, "", URL))
            spent["feedparser"] += took(lambda: feedparser_xml.read(text, "", URL))
    return document


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compare(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    else:
        time_sample(paragraphs=1)
        time_sample(paragraphs=10)
