"""Count in how many news texts each stem stands, and how often it is capitalised inside a sentence.

    python benchmarks/build_frequencies.py FILE.jsonl.gz ... > briefing/text/frequencies.tsv

Reads rows with "title", "summary" (HTML) and "lang"; writes bare counts, no text. Deterministic.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from briefing.text.names import country_of
from briefing.text.titles import bare_headline
from briefing.text.words import stem, stopwords, tokenize

LEAST, LEAST_RUN, MOST, LETTERS = 5, 25, 22_000, 300
MARKUP = re.compile(r"<[^>]*>")
INSIDE = re.compile(r"(?<=[a-z,] )([A-Za-z][a-z]+|[A-Z]{2,5})\b")
RUN = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z.]*[a-z](?: (?:of (?:the )?)?[A-Z][A-Za-z]*[a-z])+")


def texts(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Titles and beginnings of the English texts in the files, each pair once."""
    seen: set[tuple[str, str]] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("lang", "en") != "en":
                    continue
                lead = html.unescape(MARKUP.sub(" ", html.unescape(row.get("summary") or "")))[:LETTERS]
                pair = (bare_headline(row["title"], row.get("source", "")), lead.rsplit(" ", 1)[0])
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def main() -> int:
    documents: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    size = 0
    for title, lead in texts([Path(name) for name in sys.argv[1:]]):
        size += 1
        documents.update({country_of(word) or stem(word, "en") for word in tokenize(f"{title} . {lead}")})
        runs.update({found.lower() for found in RUN.findall(lead)})
        for word in INSIDE.findall(lead):
            (upper if word[0].isupper() else lower)[stem(word.lower(), "en")] += 1
    kept = [(term, n) for term, n in documents.items() if n >= LEAST and not term.isdigit()]
    kept += [(run, n) for run, n in runs.items() if n >= LEAST_RUN]
    kept.sort(key=lambda row: (-row[1], row[0]))
    print(f"# texts counted, then stem, texts that hold it, per cent capitalised\t{size}")
    for term, n in sorted(kept[:MOST]):
        seen = upper[term] + lower[term]
        cased = (
            100 if " " in term else round(100 * upper[term] / seen) if seen else 0 if term in stopwords("en") else 50
        )
        print(f"{term}\t{n}\t{cased}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
