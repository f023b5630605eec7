"""What grouping an article costs as the store grows: `benchmarks/grouping.py [SIZES]`, by default 1000 to 1000000.

Fills a store in a temporary folder with what grouping remembers of made-up reports: those of a block are grouped, then
its stories and threads are written again and again under new ids, names and later times, so that every word that is no
name goes on being in the news. Prints the milliseconds of one core that each of the next 500 reports costs, in batches
of 100 as in a refresh: in all, and of these the store's answers. A million take about ten minutes and 2 GB of disk.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

from made_up_news import PACE, renaming, reports

from briefing.grouping.plan import make_plan
from briefing.grouping.standalone import EmptyArchive
from briefing.model.grouping import Plan, Profile
from briefing.store.archive import StoredArchive
from briefing.store.store import Store

SIZES = [1000, 10_000, 100_000, 1_000_000]
BLOCK, BATCH, TIMED = 1000, 100, 500


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
    """What a block left, as its copy of this number, with names of its own, leaves it."""
    later, rename = PACE * BLOCK * number, renaming(number)
    for profile in made.profiles:
        body = json.loads(profile.body)
        for member in body["members"]:
            member[0] = f"{member[0]}-{number}"
            member[1] += later.total_seconds() / 3600
        if "thread" in body:
            body["thread"] += str(number)
        yield replace(
            profile,
            id=f"{profile.id}{number}",
            first=profile.first + later,
            last=profile.last + later,
            terms=tuple(map(rename, profile.terms)),
            body=rename(json.dumps(body, ensure_ascii=False, separators=(",", ":"))),
        )


def frequencies_of(made: Plan, number: int) -> dict[str, int]:
    """How many reports of a block have each word, as its copy of this number has it."""
    rename = renaming(number)
    return {rename(word): count for word, count in made.frequencies.items()}


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    everything = reports(BLOCK + TIMED)
    made = make_plan(everything[:BLOCK], EmptyArchive())
    print(f"{'in the store':>12} {'ms an article':>14} {'of these the store':>19}")
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "store.sqlite3")) as store:
        blocks = 0
        for size in sizes:
            for number in range(blocks, max(1, size // BLOCK)):
                copies = tuple(again(made, number))
                frequencies = frequencies_of(made, number)
                store.groups.apply(Plan(profiles=copies, frequencies=frequencies, document_count=BLOCK))
            blocks = max(1, size // BLOCK)
            later = PACE * BLOCK * (blocks - 1)
            news = [replace(one, published=one.published + later) for one in everything[BLOCK:]]
            archive, began = TimedArchive(store.archive), process_time()
            for start in range(0, TIMED, BATCH):
                make_plan(news[start : start + BATCH], archive)
            spent = process_time() - began
            print(f"{size:>12} {1000 * spent / TIMED:>14.2f} {1000 * archive.seconds / TIMED:>19.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
