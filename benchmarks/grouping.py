"""What grouping an article costs as the archive grows: `benchmarks/grouping.py [SIZES]`, by default 1000 10000 100000.

Fills an archive in memory with made-up reports and prints the milliseconds of one core that each of the next 500
costs, taken in batches of 100 as a refresh would. The archive stands for the store: its own look-ups are timed apart.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from time import process_time

from briefing.grouping.plan import plan
from briefing.model import Article, Kind, Plan, Profile

START = datetime(2025, 1, 1, tzinfo=UTC)
FILL, BATCH, TIMED = 2000, 100, 500
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


class Memory:
    """An archive in memory that adds up the time it takes itself."""

    def __init__(self) -> None:
        self.kept: dict[Kind, dict[str, Profile]] = {"story": {}, "thread": {}}
        self.postings: dict[tuple[Kind, str], dict[str, None]] = defaultdict(dict)
        self.counts: Counter[str] = Counter()
        self.documents = 0
        self.seconds = 0.0

    def candidates(self, kind: Kind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        start = process_time()
        shared = Counter(name for term in terms for name in self.postings[kind, term])
        kept = self.kept[kind]
        found = [name for name in shared if since is None or kept[name].last >= since]
        found.sort(key=lambda name: (-shared[name], -kept[name].last.timestamp(), name))
        self.seconds += process_time() - start
        return found[:limit]

    def profiles(self, kind: Kind, ids: Sequence[str]) -> Sequence[Profile]:
        return [self.kept[kind][name] for name in ids if name in self.kept[kind]]

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {term: self.counts[term] for term in terms if term in self.counts}

    def size(self) -> int:
        return self.documents

    def apply(self, made: Plan) -> None:
        for kind, old, _ in made.absorbed:
            self._drop(kind, old)
        for profile in made.profiles:
            self._drop(profile.kind, profile.id)
            self.kept[profile.kind][profile.id] = profile
            for term in profile.terms:
                self.postings[profile.kind, term][profile.id] = None
        self.counts.update(made.frequencies)
        self.documents += made.documents

    def _drop(self, kind: Kind, name: str) -> None:
        old = self.kept[kind].pop(name, None)
        for term in old.terms if old else ():
            self.postings[kind, term].pop(name, None)


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
    sizes = [int(word) for word in sys.argv[1:]] or [1000, 10_000, 100_000]
    everything = reports(max(sizes) + TIMED)
    archive = Memory()
    done = 0
    print(f"{'in archive':>12} {'ms an article':>14} {'ms look-ups':>12}")
    for size in sizes:
        while done < size:
            batch = everything[done : min(done + FILL, size)]
            archive.apply(plan(batch, archive, START))
            done += len(batch)
        archive.seconds, spent = 0.0, 0.0
        for start in range(done, done + TIMED, BATCH):
            batch = everything[start : start + BATCH]
            began = process_time()
            made = plan(batch, archive, START)
            spent += process_time() - began
            archive.apply(made)
        done += TIMED
        looked = archive.seconds
        print(f"{size:>12} {1000 * (spent - looked) / TIMED:>14.2f} {1000 * looked / TIMED:>12.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
