"""Frequencies of words in English news, from a table that ships with the package.

benchmarks/build_frequencies.py makes the table from headlines and leads of many outlets. Each line has a stem (or a
name of several words), the number of texts that contain it, and the percentage of its uses inside a sentence that are
capitalised.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefing.text.data_files import read_data

UNKNOWN_TERM_COUNT = 2
"""Texts assumed to contain a term that is not in the table, which leaves out terms of fewer than five texts."""


@dataclass(frozen=True, slots=True)
class BackgroundFrequencies:
    """Document frequencies of English news.

    Attributes:
        document_count: The number of texts that were counted.
        document_counts: The number of texts that contain a term, by term.
        capitalised_percent: The percentage of a term's uses inside a sentence that are capitalised, by term.
    """

    document_count: int
    document_counts: dict[str, int]
    capitalised_percent: dict[str, int]

    def document_share(self, term: str) -> float:
        """Return the share of texts that contain a term, 0 to 1."""
        return self.document_counts.get(term, UNKNOWN_TERM_COUNT) / self.document_count

    def capitalised_share(self, stem: str) -> float:
        """Return the share of a stem's uses that are capitalised, 0 to 1; 1 for a stem that is not in the table."""
        return self.capitalised_percent.get(stem, 100) / 100


@cache
def background_frequencies() -> BackgroundFrequencies:
    """Return the table that ships with the package; reading it at the first call costs about 20 ms."""
    text = read_data("frequencies.tsv")
    header, _, body = text.partition("\n")
    counts: dict[str, int] = {}
    casing: dict[str, int] = {}
    for line in body.splitlines():
        term, count, cased = line.split("\t")
        counts[term] = int(count)
        casing[term] = int(cased)
    return BackgroundFrequencies(int(header.rsplit("\t", 1)[-1]), counts, casing)
