"""Reads lists of feeds: OPML, a newsboat `urls` file, a table, addresses.

A list is only data: nothing in it is run, opened or fetched.
"""

from __future__ import annotations

from briefing.errors import ParseError
from briefing.feeds.address_lists import listed_feeds
from briefing.feeds.collected_feeds import FeedCollector, ImportedFeeds
from briefing.feeds.opml_reader import OpmlReader
from briefing.feeds.opml_text import decode_feed_list, opml_document
from briefing.text.html.clean import clean


def read_feeds(body: bytes, *, section: str = "", allow_private: bool = False) -> ImportedFeeds:
    """Return the feeds of an OPML document, a newsboat `urls` file, a table (CSV) or a plain list.

    Args:
        body: The file.
        section: Replaces the folders of the list.
        allow_private: Whether private-network addresses are taken; otherwise they are skipped.

    Raises:
        ParseError: the file is none of these lists.
    """
    collector = FeedCollector(clean(section), allow_private)
    text = decode_feed_list(body)
    document = opml_document(text)
    if document is not None:
        OpmlReader(collector).read(document)
    elif "\0" in text[:1000]:
        raise ParseError("neither OPML nor a list of addresses")
    else:
        for feed in listed_feeds(text):
            collector.add(feed)
    collector.imported.skipped.sort(key=lambda skipped: skipped.line)
    return collector.imported
