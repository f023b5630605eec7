"""What a refresh costs as the store grows: `python benchmarks/end_to_end.py [SIZES]`, by default 1000 to 1000000.

Fills a store in a temporary folder with made-up reports: those of a block are grouped, and stored again and again under
new ids, names and later times. Then fetches the next 500 from a local server, as a refresh does: fetching, parsing,
storing, grouping and writing. Prints the articles per second, and the milliseconds that each costs on all cores.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from xml.sax.saxutils import escape

from grouping import BLOCK, SIZES, again, frequencies_of
from made_up_news import PACE, renaming, reports
from refresh import start_server
from store import save, text_of

from briefing.config import Config
from briefing.grouping.plan import make_plan
from briefing.grouping.standalone import EmptyArchive
from briefing.model.articles import Article
from briefing.model.feeds import Feed
from briefing.model.grouping import Placement, Plan
from briefing.services import Clock, Services
from briefing.services.refreshing.refresher import Refresher
from briefing.store.store import Store

NEWS = 500
"""Number of new articles of the refresh that is timed: a busy hour of 100 feeds."""


def fill(store: Store, block: list[Article], made: Plan, number: int) -> None:
    """Store a block of reports with their groups and texts, as its copy of this number."""
    later, rename = PACE * BLOCK * number, renaming(number)
    by_feed: dict[str, list[Article]] = defaultdict(list)
    for one in block:
        id, when = f"{one.id}-{number}", one.published + later
        by_feed[one.publisher].append(
            replace(
                one,
                id=id,
                guid=id,
                url=f"https://sample.example/{id}",
                title=rename(one.title),
                text=rename(one.text),
                published=when,
                seen=when,
            )
        )
    with store.transaction():
        save(store, by_feed)
        store.groups.apply(
            replace(
                made,
                articles=tuple(Placement(f"{one.child}-{number}", f"{one.parent}{number}") for one in made.articles),
                stories=tuple(Placement(f"{one.child}{number}", f"{one.parent}{number}") for one in made.stories),
                affairs=(),
                profiles=tuple(again(made, number)),
                frequencies=frequencies_of(made, number),
            )
        )
        store.thread_texts.save([text_of(store, thread) for thread in store.thread_texts.outdated_threads()])


def documents_of(news: list[Article]) -> dict[str, bytes]:
    """Return an RSS document for each outlet."""
    items: dict[str, str] = defaultdict(str)
    for one in news:
        items[one.publisher] += (
            f"<item><title>{escape(one.title)}</title><link>https://sample.example/new/{one.id}</link>"
            f'<guid isPermaLink="false">new-{one.id}</guid><description>{escape(one.text)}</description>'
            f"<pubDate>{format_datetime(one.published)}</pubDate></item>"
        )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>'
    return {outlet: f"{head}{outlet}</title>{rest}</channel></rss>".encode() for outlet, rest in items.items()}


def refresh(path: Path, news: list[Article]) -> tuple[float, float]:
    """Refresh a store with news; return the seconds that passed and those of the processor on all cores."""
    documents = documents_of(news)
    server, port = start_server(list(documents.values()))
    feeds = tuple(Feed(f"http://127.0.0.1:{port}/{n}", name=outlet) for n, outlet in enumerate(documents))
    began, busy = time.perf_counter(), processor_seconds()
    clock = Clock(max(one.published for one in news) + timedelta(minutes=1))
    with Services(Config(path.with_name("feeds.toml"), feeds), Store.open(path), clock) as services:
        refresher = Refresher(services.context, services.pipeline, services.article_texts, services.feed_health)
        report = refresher.refresh(on_progress=lambda _: None)
    passed, spent = time.perf_counter() - began, processor_seconds() - busy
    server.terminate()
    if report.articles != len(news) or report.failed:
        raise SystemExit(f"{report.articles} of {len(news)} articles arrived, {len(report.failed)} feeds failed.")
    return passed, spent


def processor_seconds() -> float:
    """Return the processor time of this process and of those that it started and that ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    everything = reports(BLOCK + NEWS)
    block, made = everything[:BLOCK], make_plan(everything[:BLOCK], EmptyArchive())
    print(f"{'in the store':>12} {'articles a second':>18} {'ms of a core each':>18}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path, blocks = Path(folder) / "store.sqlite3", max(1, size // BLOCK)
            with Store.open(path) as store:
                for number in range(blocks):
                    fill(store, block, made, number)
            later, rename = PACE * BLOCK * (blocks - 1), renaming(blocks - 1)
            news = [
                replace(one, title=rename(one.title), text=rename(one.text), published=one.published + later)
                for one in everything[BLOCK:]
            ]
            passed, spent = refresh(path, news)
            print(f"{size:>12} {NEWS / passed:>18.0f} {1000 * spent / NEWS:>18.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
