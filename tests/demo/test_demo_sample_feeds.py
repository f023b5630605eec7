"""Answers of the sample feeds: nothing from the future, conditional requests, unknown addresses."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from briefing.output.demo.sample_feeds import FEEDS, NOW, REFRESH_TIMES, document, respond

WORLD = "https://wire.example/feeds/world.xml"
OBSERVER = "https://observer.example/feeds/world.xml"
MARKET = "https://market-daily.example/feeds/business.xml"


def entries(body: bytes):
    found = feedparser.parse(io.BytesIO(body), response_headers={"content-type": "application/xml"})
    assert not found.bozo
    return found.entries


@pytest.mark.parametrize("now", [REFRESH_TIMES[0] - timedelta(days=1), *REFRESH_TIMES])
def test_entries_later_than_now_never_appear(now):
    for feed in FEEDS:
        status, headers, body = respond(feed.url, {}, now)
        assert status == 200
        assert headers["content-type"].startswith("application/xml")
        for entry in entries(body):
            moment = entry.get("published_parsed")
            assert moment is None or datetime(*moment[:6], tzinfo=UTC) <= now


def test_everything_is_there_in_the_end_and_each_step_brings_something():
    counts = [sum(len(entries(respond(feed.url, {}, now)[2])) for feed in FEEDS) for now in REFRESH_TIMES]
    assert counts == sorted(set(counts))
    assert counts[-1] == sum(len(entries(document(feed.url))) for feed in FEEDS)


def test_a_feed_without_entries_is_still_a_feed():
    for url in (OBSERVER, MARKET):
        assert entries(respond(url, {}, REFRESH_TIMES[0] - timedelta(days=1))[2]) == []


def test_the_moment_of_publication_belongs_to_the_answer():
    first = datetime(2024, 4, 11, 21, 30, tzinfo=UTC)
    assert entries(respond(WORLD, {}, first - timedelta(seconds=1))[2]) == []
    assert len(entries(respond(WORLD, {}, first)[2])) == 1


def test_an_undated_entry_comes_with_the_one_below_it():
    titles = [entry.title for entry in entries(document(MARKET))]
    place = next(i for i, entry in enumerate(entries(document(MARKET))) if "published" not in entry)
    below = datetime(*entries(document(MARKET))[place + 1].published_parsed[:6], tzinfo=UTC)
    assert titles[place] not in [e.title for e in entries(respond(MARKET, {}, below - timedelta(seconds=1))[2])]
    assert titles[place] in [e.title for e in entries(respond(MARKET, {}, below)[2])]


def test_atom_feed_says_when_it_was_updated():
    body = respond(OBSERVER, {}, REFRESH_TIMES[1])[2]
    assert b'<feed xmlns="http://www.w3.org/2005/Atom"' in body
    assert b"  <updated>2024-04-12T05:00:00+00:00</updated>" in body


@pytest.mark.parametrize("name", ["If-None-Match", "if-none-match"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}'])
def test_known_content_is_not_sent_again(name, form):
    _, headers, _ = respond(WORLD, {}, REFRESH_TIMES[1])
    status, again, body = respond(WORLD, {name: form.format(headers["etag"])}, REFRESH_TIMES[1])
    assert (status, again["etag"], body) == (304, headers["etag"], b"")


def test_new_content_has_a_new_tag_and_old_content_keeps_it():
    old = respond(WORLD, {}, REFRESH_TIMES[1])[1]["etag"]
    assert respond(WORLD, {}, REFRESH_TIMES[1] + timedelta(hours=1))[1]["etag"] == old
    assert respond(WORLD, {"if-none-match": old}, NOW)[0] == 200


@pytest.mark.parametrize("url", ["https://wire.example/", "https://wire.example/feeds/chess.xml", "nonsense"])
def test_unknown_address(url):
    assert respond(url, {}, NOW)[0] == 404


def test_import_is_cheap():
    heavy = {"httpx", "feedparser", "textual", "rich", "click", "sqlite3"}
    code = "import sys, briefing.output.demo.sample_feeds; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not heavy & set(loaded)
