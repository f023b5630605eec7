"""What grouping an article costs as the store grows: `benchmarks/grouping.py [SIZES]`, by default 1000 to 1000000.

Fills a store in a temporary folder with what grouping remembers of made-up reports: those of a block are grouped, then
its stories and threads are written again and again under new ids and later times, so that every word goes on being in
the news. Prints the milliseconds of one core that each of the next 500 reports costs, in batches of 100 as in a
refresh: in all, and of these the store's answers. A million take about ten minutes and 2 GB of disk to fill.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from briefing.grouping.plan import make_plan
from briefing.grouping.standalone import EmptyArchive
from briefing.model.articles import Article
from briefing.model.grouping import Plan, Profile
from briefing.store.archive import StoredArchive
from briefing.store.store import Store

START = datetime(2025, 1, 1, tzinfo=UTC)
PACE = timedelta(minutes=3)
SIZES = [1000, 10_000, 100_000, 1_000_000]
BLOCK, BATCH, TIMED = 1000, 100, 500
ACTS = [
    "signs pact",
    "wins final",
    "sinks off coast",
    "resigns",
    "raises rate",
    "opens inquiry",
    "strikes",
    "unveils plan",
]


class TimedArchive:
    """The archive of a store, which adds up the processor time of its answers to grouping."""

    def __init__(self, archive: StoredArchive) -> None:
        self.archive = archive
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        ask = getattr(self.archive, name)

        def timed(*given: Any) -> Any:
            began = process_time()
            try:
                return ask(*given)
            finally:
                self.seconds += process_time() - began

        return timed


def again(made: Plan, number: int) -> Iterator[Profile]:
    """What a block left, as its copy of this number leaves it."""
    later = PACE * BLOCK * number
    for profile in made.profiles:
        body = json.loads(profile.body)
        for member in body["members"]:
            member[1] += later.total_seconds() / 3600
        yield replace(
            profile,
            id=f"{profile.id}{number}",
            first=profile.first + later,
            last=profile.last + later,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        )


def reports(count: int) -> list[Article]:
    """Made-up news: affairs of three names each, told some times, with words as unevenly common as real ones."""
    rng = random.Random(7)
    names = [
        f"{a}{b}{c}".capitalize() for a in "bdfgklmnprstvz" for b in ("al", "en", "ir", "os", "un") for c in NAME_ENDS
    ]
    words = [f"{a}{b}" for a in WORD_STARTS for b in ("ing", "ment", "er", "ion", "ness", "al", "ous")]
    weights = [1 / (n + 3) for n in range(len(words))]
    made = []
    for n in range(count):
        affair = random.Random(n // 4 if rng.random() < 0.7 else rng.randrange(max(1, n // 4)))
        who = [affair.choice(names) for _ in range(3)]
        act = affair.choice(ACTS)
        text = " ".join(rng.choices(words, weights, k=25))
        made.append(
            Article(
                id=f"a{n}",
                title=f"{who[0]} {act} with {who[1]} {' '.join(rng.choices(words, weights, k=3))}",
                text=f"{who[2]} spoke of {who[0]} and {text}.",
                publisher=f"Sample {n % 40}",
                lang="en",
                published=START + timedelta(minutes=3 * n),
                seen=START + timedelta(minutes=3 * n),
            )
        )
    return made


NAME_ENDS = (
    "ova",
    "ek",
    "asi",
    "orn",
    "ule",
    "iva",
    "ath",
    "omo",
    "ers",
    "ink",
    "ado",
    "ulf",
    "ise",
    "ank",
    "oto",
    "ard",
)
WORD_STARTS = [
    f"{a}{b}" for a in ("tr", "pl", "sk", "br", "m", "h", "gr", "w", "st", "c") for b in ("ar", "ol", "im", "ep", "und")
]


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    everything = reports(BLOCK + TIMED)
    made = make_plan(everything[:BLOCK], EmptyArchive(), START)
    print(f"{'in the store':>12} {'ms an article':>14} {'of these the store':>19}")
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "store.sqlite3")) as store:
        blocks = 0
        for size in sizes:
            for number in range(blocks, max(1, size // BLOCK)):
                copies = tuple(again(made, number))
                store.groups.apply(Plan(profiles=copies, frequencies=made.frequencies, document_count=BLOCK))
            blocks = max(1, size // BLOCK)
            later = PACE * BLOCK * (blocks - 1)
            news = [replace(one, published=one.published + later) for one in everything[BLOCK:]]
            archive, began = TimedArchive(store.archive), process_time()
            for start in range(0, TIMED, BATCH):
                make_plan(news[start : start + BATCH], archive, START)
            spent = process_time() - began
            print(f"{size:>12} {1000 * spent / TIMED:>14.2f} {1000 * archive.seconds / TIMED:>19.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
