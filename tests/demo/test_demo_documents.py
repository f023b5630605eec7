"""The bundled sample documents: well formed, labelled, dated, and full enough for a day's briefing."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from demo_labels import labels

from briefing.model.feeds import Feed
from briefing.output.demo.sample_feeds import FEEDS, NOW, REFRESH_TIMES, document

CHRONOLOGY = {
    "pact-talks": date(2023, 11, 3),
    "pact-trilateral": date(2024, 4, 11),
    "pact-signed": date(2024, 7, 8),
    "pact-senate": date(2024, 12, 16),
    "pact-diet": date(2025, 6, 6),
    "pact-in-force": date(2025, 9, 11),
    "pact-supplies": date(2026, 1, 15),
}
NEAR_MISSES = [
    ("quake-tarvos", "quake-belmora"),
    ("ferry-lorrin", "ferry-saltan"),
    ("varga-flat", "varga-levy"),
    ("ovanta-nine", "tarn-fold"),
    ("vesmark-water", "calder-pension"),
    ("pact", "drill"),
    ("pact", "jp-budget"),
    ("pact", "vesmark-water"),
    ("measles-torvane", "flu-vaccine"),
]


def parsed(feed: Feed):
    return feedparser.parse(io.BytesIO(document(feed.url)), response_headers={"content-type": "application/xml"})


def published(entry) -> datetime | None:
    moment = entry.get("published_parsed")
    return datetime(*moment[:6], tzinfo=UTC) if moment else None


@pytest.fixture(scope="module")
def entries() -> dict[str, tuple[Feed, feedparser.FeedParserDict]]:
    return {entry.link: (feed, entry) for feed in FEEDS for entry in parsed(feed).entries}


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_document_is_well_formed_and_says_that_it_is_sample_text(feed):
    found = parsed(feed)
    assert not found.bozo
    assert found.version in {"rss20", "atom10"}
    assert found.feed.title == feed.name
    assert "Sample text written for briefing's demo" in found.feed.subtitle
    assert found.feed.language == feed.lang
    assert feed.publisher.startswith(("Sample ", "サンプル"))
    assert (urlsplit(feed.url).hostname or "").endswith(".example")


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_entries_are_newest_first_and_complete(feed):
    found = parsed(feed).entries
    assert found
    dates = [published(entry) for entry in found]
    assert [d for d in dates if d] == sorted((d for d in dates if d), reverse=True)
    for entry in found:
        assert entry.title
        assert entry.id
        assert (urlsplit(entry.link).hostname or "") == urlsplit(feed.url).hostname
    if feed.publisher == "Sample Ticker":
        assert not any(entry.get("summary") for entry in found)
    elif feed.lang == "en":
        assert all(140 < len(entry.summary) < 600 for entry in found)


def test_links_and_ids_are_unique():
    found = [entry for feed in FEEDS for entry in parsed(feed).entries]
    assert max(Counter(entry.link for entry in found).values()) == 1
    assert max(Counter(entry.id for entry in found).values()) == 1
    assert 140 <= len(found) <= 180


def test_one_item_has_no_date_and_all_others_lie_before_now(entries):
    undated = [link for link, (_, entry) in entries.items() if published(entry) is None]
    assert len(undated) == 1
    assert max(when for _, entry in entries.values() if (when := published(entry))) < NOW
    assert min(when for _, entry in entries.values() if (when := published(entry))) > datetime(2023, 11, 3, tzinfo=UTC)


def test_the_pact_has_several_publishers_at_every_step(entries):
    told = defaultdict(set)
    for label in labels():
        if label.affair == "pact":
            feed, entry = entries[label.link]
            told[label.story].add(feed.publisher)
            when = published(entry)
            assert when is not None
            assert when.date() - CHRONOLOGY[label.story] in (timedelta(0), timedelta(days=1))
    assert told.keys() == CHRONOLOGY.keys()
    assert min(len(publishers) for publishers in told.values()) >= 4
    assert len(told["pact-signed"]) >= 6


def test_pact_has_the_newest_item(entries):
    newest = max((when, link) for link, (_, entry) in entries.items() if (when := published(entry)))[1]
    assert {label.link: label.affair for label in labels()}[newest] == "pact"


def test_every_item_is_labelled_and_the_last_day_is_full(entries):
    affairs = {label.link: label for label in labels()}
    assert affairs.keys() == entries.keys()
    assert all(label.affair and label.story.startswith(f"{label.affair}-") for label in affairs.values())
    assert len({label.affair for label in affairs.values()}) >= 16
    last_day = {
        affairs[link].affair
        for link, (_, entry) in entries.items()
        if (when := published(entry)) and when > NOW - timedelta(days=1)
    }
    assert len(last_day) >= 12
    assert {feed.section for feed, _ in entries.values()} == {
        "world", "asia", "business", "technology", "science", "health", "sport", "culture",
    }  # fmt: skip


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_near_misses_are_there(one, other):
    count = Counter(label.affair for label in labels())
    assert count[one] >= 2
    assert count[other] >= 2


def test_special_items_are_there(entries):
    summaries = Counter(entry.get("summary", "").replace(" (Sample Wire)", "") for _, entry in entries.values())
    credited = [entry.summary for _, entry in entries.values() if entry.get("summary", "").endswith("(Sample Wire)")]
    assert len(credited) == 2
    assert all(summaries[text.replace(" (Sample Wire)", "")] == 2 for text in credited)
    courier = [entry.title for feed, entry in entries.values() if feed.publisher == "Sample Courier"]
    assert all(title.endswith(" | Sample Courier") for title in courier)
    assert sum("&ndash;" in text or "<b>" in text for text in summaries) == 1
    assert 3 <= sum(feed.lang == "ja" for feed, _ in entries.values()) <= 5


def test_steps_follow_the_chronology():
    assert list(REFRESH_TIMES) == sorted(REFRESH_TIMES)
    assert REFRESH_TIMES[-1] == NOW
    for before, after in zip(CHRONOLOGY.values(), list(CHRONOLOGY.values())[1:], strict=False):
        assert any(before <= step.date() < after for step in REFRESH_TIMES)
