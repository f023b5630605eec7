"""Measure the feed parsers: what they find, what they lose and how long they take.

`python benchmarks/feeds.py` times a feed of 60 entries. `python benchmarks/feeds.py PATH [REFERENCE]` reads all
documents of a folder or tar file. REFERENCE has the counts of another parser, one JSON object per line: "path"
(relative to the folder, or to the top folder of the tar file), "entries", "titles", "links" and "dates".
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
from briefing.model.feeds import Feed
from briefing.model.fetching import FeedDocument
from briefing.text.article_from_entry import article_from_entry
from briefing.text.urls import absolute_url

URL = "https://sample.example/feeds/world.xml"
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
COUNTS: dict[str, Callable[[FeedDocument], int]] = {
    "entries": lambda document: len(document.entries),
    "titles": lambda document: sum(bool(entry.title) for entry in document.entries),
    "links": lambda document: sum(bool(entry.link) for entry in document.entries),
    "dates": lambda document: sum(bool(entry.published or entry.updated) for entry in document.entries),
}
MAX_SHOWN_LOSSES = 20


def sample(entries: int = 60, paragraphs: int = 1) -> bytes:
    """Return an RSS feed as news sites publish them; each entry has a summary and `paragraphs` paragraphs."""
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
    """Yield relative path and content of each file of a folder or tar file."""
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


def cpu_ms(work: Callable[[], object], attempts: int = 1) -> float:
    """Return the CPU time of a call in milliseconds, the least of some attempts."""
    best = float("inf")
    for _ in range(attempts):
        start = time.process_time()
        work()
        best = min(best, (time.process_time() - start) * 1000)
    return best


def time_sample(paragraphs: int) -> None:
    """Print how long each parser takes for a common feed, and how long its articles take."""
    feed = Feed(URL)
    body = sample(paragraphs=paragraphs)
    text = decode_document(body)
    feedparser_xml.read(text, "", URL)  # imports feedparser
    document = parse_feed(body, {}, URL)
    fast, slow = (
        cpu_ms(lambda: parse_feed(body, {}, URL), 30),
        cpu_ms(lambda: feedparser_xml.read(text, "", URL), 5),
    )
    made = cpu_ms(lambda: [article_from_entry(entry, feed, "", NOW) for entry in document.entries], 30)
    print(f"60 entries, {len(body) // 1024:4} KB: parsing {fast:5.2f} ms, their articles {made:5.2f} ms;", end=" ")
    print(f"by feedparser {slow:6.2f} ms ({slow / fast:.1f} times)")


def links_outside_the_web(text: str, lost: int) -> int:
    """Return how many of `lost` links are no web addresses: feedparser takes ids (tag:, urn:) for links."""
    import feedparser

    entries = feedparser.parse(io.BytesIO(text.encode()), response_headers={"content-location": URL}).entries
    return min(lost, sum(bool(entry.get("link")) and not absolute_url(URL, entry["link"]) for entry in entries))


def compare(path: Path, reference: Path | None) -> None:
    """Print what is found in all documents of `path`, and what the reference has in addition."""
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
                lost["links that are no web addresses"] += links_outside_the_web(text, missing)
                missing -= links_outside_the_web(text, missing)
            if missing > 0:
                lost[kind] += missing
                losses.append(f"{name}: {missing} of {row[kind]} {kind} lost")
    print(*(f"{number} {kind}" for kind, number in found.items()), sep=", ")
    print(f"lost against the reference of {len(known)} documents:", dict(lost) or "nothing")
    print(*losses[:MAX_SHOWN_LOSSES], sep="\n")
    fast_count, feeds = max(found["read fast"], 1), max(found["feeds of XML"], 1)
    print(
        f"{fast_count / feeds:.1%} of XML feeds read fast, {spent['fast'] / fast_count:.2f} ms each;",
        end=" ",
    )
    print(f"by feedparser {spent['feedparser'] / fast_count:.2f} ms;", end=" ")
    print(f"all documents {spent['parse'] / max(found['documents'], 1):.2f} ms each")


def measure(
    text: str, body: bytes, found: Counter[str], spent: Counter[str], losses: list[str], name: str
) -> FeedDocument:
    """Parse one document, and time each parser."""
    found["documents"] += 1
    start = time.process_time()
    try:
        document = parse_feed(body, {}, URL)
    except ParseError:
        found["documents that are no feeds"] += 1
        return FeedDocument()
    except Exception as error:
        found["exceptions"] += 1
        losses.append(f"{name}: {error!r}")
        return FeedDocument()
    finally:
        spent["parse"] += (time.process_time() - start) * 1000
    if document.entries and not text.startswith("{"):
        found["feeds of XML"] += 1
        if fast_xml.read(text, "", URL):
            found["read fast"] += 1
            spent["fast"] += cpu_ms(lambda: fast_xml.read(text, "", URL))
            spent["feedparser"] += cpu_ms(lambda: feedparser_xml.read(text, "", URL))
    return document


def main() -> None:
    """Time the sample, or compare what the command line names."""
    if len(sys.argv) > 1:
        compare(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    else:
        time_sample(paragraphs=1)
        time_sample(paragraphs=10)


if __name__ == "__main__":
    main()
