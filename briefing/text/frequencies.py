"""How common words are in the news, from a table of stems that ships with the package.

The table is made by benchmarks/build_frequencies.py from headlines and leads of many outlets: a stem (or a run of
names), in how many of the texts it stood, and in per cent how often it was capitalised inside a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefing.text.data_files import read_data


@dataclass(frozen=True, slots=True)
class BackgroundFrequencies:
    """Document frequencies of English news. `size` is the number of texts that were counted."""

    document_count: int
    document_counts: dict[str, int]
    capitalised_percent: dict[str, int]

    def document_share(self, term: str) -> float:
        """The share of texts that hold a term; one that is not in the table is just too rare for it."""
        return self.document_counts.get(term, 2) / self.document_count

    def capitalised_share(self, stem: str) -> float:
        """How often a stem is capitalised inside a sentence, 0 to 1; 1 for a stem that is not in the table."""
        return self.capitalised_percent.get(stem, 100) / 100


@cache
def background_frequencies() -> BackgroundFrequencies:
    """The table shipped with the package, read at the first call (some 20 ms)."""
    text = read_data("frequencies.tsv")
    header, _, body = text.partition("\n")
    counts: dict[str, int] = {}
    casing: dict[str, int] = {}
    for line in body.splitlines():
        term, count, cased = line.split("\t")
        counts[term] = int(count)
        casing[term] = int(cased)
    return BackgroundFrequencies(int(header.rsplit("\t", 1)[-1]), counts, casing)
