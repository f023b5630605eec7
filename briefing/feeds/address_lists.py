"""Plain lists of addresses: one a line, newsboat's `urls` file, and tables (CSV) such as an export of subscriptions."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model.feeds import Feed
from briefing.text.html.clean import clean
from briefing.text.urls import is_web_url

MAX_NAME_CHARS = 200
"""Characters of a name or section that are taken."""
DELIMITERS = (",", ";", "\t")
"""What can stand between the cells of a table."""
NAME_HEADING = re.compile(r"title|titre|titel|titolo|título|name|nom", re.IGNORECASE)
SECTION_HEADING = re.compile(r"folder|section|categor|group|tag", re.IGNORECASE)
ADDRESS_HEADING = re.compile(r"xml|feed|rss", re.IGNORECASE)
YOUTUBE_CHANNEL = re.compile(r"https?://(?:www\.|m\.)?youtube\.com/channel/(UC[\w-]{3,40})/?", re.ASCII)
YOUTUBE_FEED = "https://www.youtube.com/feeds/videos.xml?channel_id="
"""Where YouTube has the feed of a channel; an export of subscriptions names the channel's page."""
_BULLET = re.compile(r"^\s*[-*•]\s+")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def listed_feeds(text: str) -> Iterator[Feed]:
    """Yield the feeds of a list with their lines; an address is as the list gives it, and may be none."""
    yield from _table_rows(text) or _lines(text)


def _lines(text: str) -> Iterator[Feed]:
    """Read one address per line; newsboat's tags follow it: "~" starts a title, the first other tag is the section."""
    for number, line in enumerate(text.splitlines(), 1):
        words = [quoted or bare for quoted, bare in _WORD.findall(_BULLET.sub("", line))]
        comment = next((place for place, word in enumerate(words) if word.startswith("#")), len(words))
        words = words[:comment]
        if not words:
            continue
        url, tags = words[0], [clean(tag)[:MAX_NAME_CHARS] for tag in words[1:]]
        title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        section = next((tag for tag in tags if tag[:1] not in ("~", "!", "")), "")
        url = url[1:-1] if url.startswith("<") and url.endswith(">") else url
        yield Feed(url, name=title, publisher=title, section=section, line=number)


def _table_rows(text: str) -> list[Feed]:
    """Return the feeds of a table whose first row has headings; none if the text is no such table."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    if delimiter not in first or "//" in first:
        return []
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        headings = next((row for row in rows if any(row)), [])
        listed = [(rows.line_num, [clean(cell) for cell in row]) for row in rows if any(row)]
    except csv.Error:
        return []
    addresses = [column for column in range(len(headings)) if any(is_web_url(_cell(row, column)) for _, row in listed)]
    if not addresses:
        return []
    address = next((column for column in addresses if ADDRESS_HEADING.search(headings[column])), addresses[0])
    others = [column for column in range(len(headings)) if column not in addresses]
    columns = _Columns(
        address, _last_headed(headings, others, NAME_HEADING), _last_headed(headings, others, SECTION_HEADING)
    )
    return [_feed_of_row(row, number, columns) for number, row in listed]


class _Columns(NamedTuple):
    """The indexes of the columns of a table; one beyond the columns stands for one that the table lacks."""

    address: int
    name: int
    section: int


def _last_headed(headings: Sequence[str], columns: Sequence[int], heading: re.Pattern[str]) -> int:
    """Return the last of these columns with such a heading; an index beyond all columns if there is none."""
    return next((column for column in reversed(columns) if heading.search(headings[column])), len(headings))


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _feed_of_row(row: Sequence[str], line: int, columns: _Columns) -> Feed:
    address = _cell(row, columns.address)
    if channel := YOUTUBE_CHANNEL.fullmatch(address):
        address = YOUTUBE_FEED + channel[1]
    name, section = (_cell(row, column)[:MAX_NAME_CHARS] for column in (columns.name, columns.section))
    return Feed(address, name=name, publisher=name, section=section, line=line)
