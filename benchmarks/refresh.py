"""Time a refresh of many feeds: `python benchmarks/refresh.py [FEEDS] [ITEMS]`, by default 500 feeds of 40 items.

A local server, in its own process, serves one document per feed, and 304 to a conditional request. Prints the time of
the first refresh (fetching, parsing and storing; then grouping and writing), of two refreshes without news, and the
peak memory. With --fetch nothing is grouped.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import accumulate, product
from multiprocessing.connection import Connection
from pathlib import Path

from briefing.config import Config
from briefing.model.feeds import Feed
from briefing.model.fetching import Progress, RefreshReport
from briefing.services import Clock, Services
from briefing.services.refreshing.pipeline import Pipeline
from briefing.services.refreshing.refresher import Refresher
from briefing.store.store import Store

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
SYLLABLES = [consonant + vowel for consonant in "bdgklmnprst" for vowel in "aeiou"]
VOCABULARY = ["".join(parts) for parts in product(SYLLABLES, SYLLABLES[::3], SYLLABLES[::5])]
WEIGHTS = list(accumulate(1 / (rank + 10) for rank in range(len(VOCABULARY))))


def words(random_: random.Random, count: int) -> str:
    """Return words of an invented language, few of them common."""
    return " ".join(random_.choices(VOCABULARY, cum_weights=WEIGHTS, k=count))


def document(number: int, items: int) -> bytes:
    """Return an RSS document of `items` items, the same for the same `number`."""
    random_ = random.Random(number)
    entries = "".join(
        f"<item><title>{words(random_, 9).capitalize()}</title><link>https://sample{number}.example/{n}</link>"
        f'<guid isPermaLink="false">{number}-{n}</guid>'
        f"<description>&lt;p&gt;{words(random_, 40)}.&lt;/p&gt;</description>"
        f"<pubDate>{format_datetime(NOW - timedelta(minutes=30 * n))}</pubDate></item>"
        for n in range(items)
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Sample {number}</title>'
    return f"{head}{entries}</channel></rss>".encode()


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, documents: list[bytes]) -> None:
    """Answer the requests of one connection."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"if-none-match" in head.lower():
                writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
            else:
                body = documents[int(head.split(b" ")[1].strip(b"/"))]
                writer.write(b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % len(body) + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def serve(documents: list[bytes], port: Connection) -> None:
    """Serve documents until the process ends; send the port number through `port`."""

    async def run() -> None:
        server = await asyncio.start_server(lambda r, w: answer(r, w, documents), "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def start_server(documents: list[bytes]) -> tuple[multiprocessing.process.BaseProcess, int]:
    """Serve documents in a process of its own; return it and its port number."""
    receiver, sender = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(documents, sender), daemon=True)
    server.start()
    return server, receiver.recv()


def print_times(label: str, work: Callable[[Callable[[Progress], None]], RefreshReport]) -> None:
    """Print how long each stage of a refresh took."""
    start = time.perf_counter()
    begins: dict[str, float] = {}
    report = work(lambda step: begins.setdefault(step.stage, time.perf_counter() - start) and None)
    total = time.perf_counter() - start
    fetched = begins.get("grouping", total)
    print(
        f"{label}: fetching, parsing, storing {fetched:.2f} s; grouping and writing {total - fetched:.2f} s "
        f"({report.new_data} new data, {report.unchanged} unchanged, {report.articles} articles, "
        f"{len(report.failed)} failed); peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB"
    )


class NoGrouping(Pipeline):
    """Leaves what was fetched ungrouped."""

    def group_new(self, now: datetime, on_progress: Callable[[Progress], None]) -> int:
        """Do nothing."""
        return 0


def main() -> None:
    """Refresh three times: first with news, then twice without."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count, items = (*numbers, *(500, 40)[len(numbers) :])
    server, port = start_server([document(number, items) for number in range(count)])
    feeds = tuple(Feed(f"http://127.0.0.1:{port}/{number}", name=f"Sample {number}") for number in range(count))
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(NOW)
        with Services(
            Config(Path(folder) / "feeds.toml", feeds), Store.open(Path(folder) / "store"), clock
        ) as services:
            pipeline = NoGrouping(services.context) if "--fetch" in sys.argv else services.pipeline
            refresher = Refresher(services.context, pipeline, services.article_texts, services.feed_health)
            for label in ("first", "all 304", "all 304 again"):
                print_times(label, lambda progress: refresher.refresh(on_progress=progress))
                clock.set(clock.now() + timedelta(hours=2))
    server.terminate()


if __name__ == "__main__":
    main()
