"""A real store with two threads of sample news in it, and a configuration of two sample feeds."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from new_stores import copy_if_missing

from briefing.model.articles import Article
from briefing.model.coverage import ThreadText
from briefing.model.feeds import FeedState
from briefing.model.grouping import Evidence, Placement, Plan, Signal
from briefing.model.threads import Sentence, Summary, TimelineEntry
from briefing.store.store import Store

NOW = datetime(2024, 12, 16, 18, 40, tzinfo=UTC)
FEEDS = """\
[[feeds]]
url = "https://wire.example/rss"
name = "Sample Wire"
section = "asia"

[[feeds]]
url = "https://gazette.example/rss"
name = "Sample Gazette"
section = "world"
"""
ODD = '[[feeds]]\nurll = "https://odd.example/rss"\n'


def article(id, title, publisher, section, published, text=""):
    host = publisher.split()[-1].lower()
    url = f"https://{host}.example/{id}"
    return Article(
        id=id,
        title=title,
        text=text or f"{title}.",
        publisher=publisher,
        feed=f"https://{host}.example/rss",
        section=section,
        guid=id,
        url=url,
        link=url,
        published=published,
        seen=published,
    )


SIGNED = article("a000000000001", "Pact signed in Manila", "Sample Wire", "asia", NOW - timedelta(days=400))
SENATE = article("a000000000002", "Senate backs pact with Tokyo", "Sample Wire", "asia", NOW - timedelta(hours=3))
ALLOWS = article("a000000000003", "What the pact allows", "Sample Gazette", "asia", NOW - timedelta(hours=2))
QUAKE = article("a000000000004", "Quake shakes the peninsula", "Sample Gazette", "world", NOW - timedelta(minutes=40))
STORIES = {"s01": ("t01ac7", [SIGNED]), "s02": ("t01ac7", [SENATE, ALLOWS]), "s03": ("t02dead", [QUAKE])}
WHY = Evidence(
    SENATE.id,
    "s02",
    "story",
    0.97,
    (Signal("words", 0.8, 2.0),),
    names=("Philippine Senate",),
    terms=("concur",),
    hours=0.6,
)


def written(thread, title, told, timeline, titles):
    sentences = tuple(Sentence(text, article.id) for text, article in told)
    return ThreadText(thread, title, timeline[0].title, Summary(sentences[:1], sentences, sentences), timeline, titles)


def add(store, articles):
    """Store articles as their feeds brought them."""
    for feed in sorted({a.feed for a in articles}):
        state = FeedState(feed, last_success=NOW, next_due=NOW + timedelta(hours=1))
        store.feeds.save(state, [a for a in articles if a.feed == feed])


def fill(path):
    """Make the store at `path`."""
    copy_if_missing(filled_store(), path)


@cache
def filled_store():
    """Return the file of the store, which is made once in each process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        write(path)
        return path.read_bytes()


def write(path):
    """Write the store at `path` as the pipeline does."""
    with Store.open(path) as store:
        add(store, [a for _, articles in STORIES.values() for a in articles])
        store.groups.apply(
            Plan(
                articles=tuple(
                    Placement(a.id, story, WHY if a is SENATE else None)
                    for story, (_, articles) in STORIES.items()
                    for a in articles
                ),
                stories=tuple(Placement(story, thread) for story, (thread, _) in STORIES.items()),
            )
        )
        store.thread_texts.save(
            [
                written(
                    "t01ac7",
                    "Japan-Philippines defence pact",
                    [("Senate backs pact with Tokyo.", SENATE), ("What the pact allows.", ALLOWS)],
                    (
                        TimelineEntry(NOW.date(), "Senate concurs", "s02", "first", ("Sample Wire", "Sample Gazette")),
                        TimelineEntry(date(2023, 11, 12), "Pact signed in Manila", "s01", "first", ("Sample Wire",)),
                    ),
                    {"s01": "Pact signed in Manila", "s02": "Senate concurs"},
                ),
                written(
                    "t02dead",
                    "Quake on the peninsula",
                    [("Quake shakes the peninsula.", QUAKE)],
                    (TimelineEntry(NOW.date(), "Quake on the peninsula", "s03", "first", ("Sample Gazette",)),),
                    {"s03": "Quake on the peninsula"},
                ),
            ]
        )
