"""Time the store at growing sizes: `python benchmarks/store.py [ARTICLES ...]`, by default 1k, 10k and 100k."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from briefing.model.articles import Article
from briefing.model.coverage import ThreadText
from briefing.model.feeds import FeedState
from briefing.model.grouping import Placement, Plan, Profile
from briefing.model.threads import Sentence, Summary, TimelineEntry
from briefing.store.store import Store
from briefing.text.query import parse_query

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
ARTICLES_PER_DAY = 400
"""About as many as the 40 shipped feeds publish."""
PER_STORY, PER_THREAD, PER_PLAN, FEEDS = 4, 20, 1000, 40
SYLLABLES = [consonant + vowel for consonant in "bdgk" for vowel in "aeiou"]


def word(random_: random.Random) -> str:
    """Return a word of an invented language; a few are common, most are rare."""
    rank = int(random_.paretovariate(0.6)) % 60_000
    return "".join(SYLLABLES[rank // 20**i % 20] for i in range(3)) + SYLLABLES[rank % 20]


def articles(count: int) -> Iterator[Article]:
    """Yield articles up to NOW, oldest first."""
    random_ = random.Random(1)
    for i in range(count):
        published = NOW - timedelta(days=(count - i) / ARTICLES_PER_DAY)
        url, feed = f"https://sample.example/{i}", i % FEEDS
        yield Article(
            id=f"a{i:012x}",
            title=" ".join(word(random_) for _ in range(9)).capitalize(),
            text=" ".join(word(random_) for _ in range(90)),
            publisher=f"Sample Paper {feed}",
            feed=f"https://sample.example/feed/{feed}",
            section=("world", "asia", "business", "science")[feed % 4],
            guid=url,
            url=url,
            link=url,
            published=published,
            seen=published,
        )


def plan_of(batch: list[Article], start: int, threads: int) -> Plan:
    """Return a plan that makes stories of consecutive articles; a thread gets a story now and then over months."""
    stories: dict[str, list[Article]] = {}
    for i, article in enumerate(batch, start):
        stories.setdefault(f"s{i // PER_STORY:010x}", []).append(article)
    owner = {story: f"t{int(story[1:], 16) % threads:010x}" for story in stories}
    profiles, frequencies = [], dict[str, int]()
    for story, members in stories.items():
        terms = list(dict.fromkeys(w for a in members for w in f"{a.title} {a.text}".lower().split()))
        for term in terms:
            frequencies[term] = frequencies.get(term, 0) + 1
        first, last = members[0].published, members[-1].published
        profiles.append(Profile(story, "story", first, last, tuple(terms[:60]), "{}" * 200))
        profiles.append(Profile(owner[story], "thread", first, last, tuple(terms[:60]), "{}" * 200))
    return Plan(
        articles=tuple(Placement(article.id, story) for story, members in stories.items() for article in members),
        stories=tuple(Placement(story, thread) for story, thread in owner.items()),
        profiles=tuple(profiles),
        frequencies=frequencies,
        document_count=len(batch),
    )


def text_of(store: Store, thread: str) -> ThreadText:
    """Return a summary and a timeline of usual size."""
    stories = store.threads.stories_of(thread)
    sentences = tuple(Sentence(article.text[:150], article.id) for article in stories[0].articles)
    entries = tuple(
        TimelineEntry(story.articles[0].published.date(), story.title, story.id, sentences=sentences)
        for story in stories
    )
    return ThreadText(
        thread, stories[0].title, stories[-1].title, Summary(sentences, sentences, sentences), entries, {}
    )


def fill(store: Store, count: int) -> None:
    """Fill the store as refreshes would; print how long storing and applying took."""
    saving = applying = writing = 0.0
    batch: list[Article] = []
    start = 0
    for i, article in enumerate(articles(count), 1):
        batch.append(article)
        if len(batch) == PER_PLAN or i == count:
            by_feed: dict[str, list[Article]] = {}
            for each in batch:
                by_feed.setdefault(each.feed, []).append(each)
            saving += seconds(partial(save, store, by_feed))
            applying += seconds(partial(store.groups.apply, plan_of(batch, start, max(1, count // PER_THREAD))))
            batch, start = [], i
    pending = store.thread_texts.outdated_threads()
    items = [text_of(store, thread) for thread in pending]
    writing = seconds(lambda: store.thread_texts.save(items))
    print(
        f"  save_feed {1e6 * saving / count:8.0f} us an article      apply {1e6 * applying / count:8.0f} us an article"
    )
    print(f"  save_written {1e6 * writing / len(items):5.0f} us a thread     {store.path.stat().st_size / 1e6:.0f} MB")


def save(store: Store, by_feed: dict[str, list[Article]]) -> None:
    """Store the articles of each feed in a transaction, as in a refresh."""
    for feed, batch in by_feed.items():
        store.feeds.save(FeedState(feed), batch)


def seconds(call: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def show(name: str, call: Callable[[], object], repeats: int = 7) -> None:
    """Print the median of several timings."""
    print(f"  {name:<42}{1000 * sorted(seconds(call) for _ in range(repeats))[repeats // 2]:9.2f} ms")


def queries(common: str, title: str) -> dict[str, str]:
    """Return queries of every kind, by their description."""
    first, second = title.split()[:2]
    return {
        "for a common word": common,
        "for two words": f"{first} {second}",
        "without a common word": f"-{common}",
        "of a section": "section:asia",
        "of a publisher": 'publisher:"paper 3"',
        "of a feed": "feed:feed/7",
        "of a language": "lang:en",
        "of unread threads": "is:unread",
        "of several kinds": f"section:asia is:unread since:90d {first} -{second}",
    }


def measure(path: Path) -> None:
    """Print how long queries of a filled store take."""
    random_ = random.Random(2)
    terms = list(dict.fromkeys(word(random_) for _ in range(200)))[:60]
    day, month = NOW - timedelta(days=1), NOW - timedelta(days=30)
    show("open and close", lambda: Store.open(path).close())
    with Store.open(path) as store:
        ids = [row.id for row in store.threads.rows(NOW, day)][:20]
        frequencies = store.archive.frequencies(terms)
        common = max(terms, key=lambda term: frequencies.get(term, 0))
        known = store.lookup.threads_named(ids[0])[0][1]
        show("rows of a day", lambda: store.threads.rows(NOW, day))
        show("rows of a month", lambda: store.threads.rows(NOW, month))
        show("rows of all time", lambda: store.threads.rows(NOW, day, all_time=True))
        show("threads, 20 in full", lambda: store.threads.get_many(ids, NOW, day))
        show(
            "candidates, 60 terms, stories of 4 days",
            lambda: store.archive.candidates("story", terms, NOW - timedelta(4), 50),
        )
        show("candidates, 60 terms, threads of all time", lambda: store.archive.candidates("thread", terms, None, 50))
        show("profiles, 50", lambda: store.archive.profiles("thread", ids * 2 + ids[:10]))
        show("frequencies, 60 terms", lambda: store.archive.frequencies(terms))
        for name, words in queries(common, known).items():
            query = parse_query(words)
            show(f"search {name}", lambda query=query: store.search.hits(query, 20, NOW, day))
            show(f"rows {name}", lambda query=query: store.threads.rows(NOW, day, all_time=True, query=query))
        store.mute_rules.set_active("word", known.split()[0], True, NOW)
        show("rows of all time, with a mute rule", lambda: store.threads.rows(NOW, day, all_time=True))
        show("find_threads, a word", lambda: store.lookup.threads_named(known.split()[0]))
        show("counts", lambda: store.articles.feed_and_article_counts(day))


def main() -> None:
    """Fill and measure a store of each size."""
    for count in [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "briefing.sqlite3"
            print(f"{count:,} articles, {count // PER_THREAD:,} threads")
            with Store.open(path) as store:
                fill(store, count)
            measure(path)


if __name__ == "__main__":
    main()
