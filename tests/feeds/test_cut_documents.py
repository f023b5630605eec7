"""Documents that a server sends as whole although they stop in the middle: no article is made of half an entry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.feeds.intake import PARTIAL_NOTE, ends_within_entry, intake_of
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Response

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
URL = "https://gull.example/feed"
ITEMS = [
    f"<item><title>Council decides on plan {n}</title><link>https://gull.example/plan-{n}</link>"
    f"<pubDate>Wed, 25 Nov 2026 09:1{n}:00 GMT</pubDate></item>"
    for n in range(1, 4)
]
RSS = f"<rss version='2.0'><channel><title>Gull</title>{''.join(ITEMS)}</channel></rss>"
ENTRIES = [
    f"<a:entry><a:title>Council decides on plan {n}</a:title><a:link href='https://gull.example/plan-{n}'/>"
    f"<a:id>urn:{n}</a:id><a:updated>2026-11-25T09:1{n}:00Z</a:updated></a:entry>"
    for n in range(1, 4)
]
ATOM = f"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Gull</a:title>{''.join(ENTRIES)}</a:feed>"


def taken_in(text: str) -> tuple[list[tuple[str, str, str]], str]:
    response = Response(url=URL, body=text.encode(), headers={"content-type": "application/xml"})
    intake = intake_of(Feed(URL), FeedState(URL), response, NOW)
    return [(article.title, article.link, article.date_flag) for article in intake.articles], intake.note


@pytest.mark.parametrize("document", [RSS, ATOM], ids=["rss", "atom"])
def test_half_an_entry_is_no_article(document: str) -> None:
    whole, note = taken_in(document)
    assert (len(whole), note) == (3, "")
    third = document.index("plan 3")
    for end in range(third - 20, document.index("</", document.index("09:13")) + 1, 5):
        cut, note = taken_in(document[:end])
        assert (cut, note) == (whole[:2], PARTIAL_NOTE), document[:end]


def test_a_document_without_its_last_end_tags_is_read_as_it_is() -> None:
    whole, _ = taken_in(RSS)
    assert taken_in(RSS.removesuffix("</channel></rss>"))[0] == whole
    assert taken_in(RSS + "\n<script>x()</script>")[0] == whole


def test_entries_that_nothing_ends_are_all_read() -> None:
    assert len(taken_in(RSS.replace("</item>", ""))[0]) == 3
    first_only = f"<rss><channel>{ITEMS[0].removesuffix('</item>')}"
    assert len(taken_in(first_only)[0]) == 1


def test_the_end_of_a_long_document_is_found_in_little_time() -> None:
    assert not ends_within_entry(b"<item>" * 1_000_000 + b"</rss>")
    assert ends_within_entry(b"<item></item>" * 200_000 + b"<item><title>")
