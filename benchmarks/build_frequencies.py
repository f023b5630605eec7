"""Count how many news texts contain each stem, and how often it is capitalised inside a sentence.

    python benchmarks/build_frequencies.py FILE.jsonl.gz ... > briefing/text/data/frequencies.tsv

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

from briefing.text.places import country_of
from briefing.text.titles import bare_headline
from briefing.text.words import stem, stopwords, tokenize

MIN_DOCUMENTS, MIN_PHRASE_DOCUMENTS = 5, 25
"""Texts that must contain a stem, or a phrase of capitalised words; rarer ones are as good as unknown."""
MAX_TERMS = 22_000
"""Rows of the table, the most frequent ones; it is read at start-up of grouping."""
LEAD_CHARS = 300
"""Characters of a lead that are counted, about as many as most feeds carry."""
MARKUP = re.compile(r"<[^>]*>")
WORD_INSIDE_SENTENCE = re.compile(r"(?<=[a-z,] )([A-Za-z][a-z]+|[A-Z]{2,5})\b")
CAPITALISED_PHRASE = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z.]*[a-z](?: (?:of (?:the )?)?[A-Z][A-Za-z]*[a-z])+")


def english_texts(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield title and lead of each English text in the files, equal pairs once."""
    seen: set[tuple[str, str]] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("lang", "en") != "en":
                    continue
                lead = html.unescape(MARKUP.sub(" ", html.unescape(row.get("summary") or "")))[:LEAD_CHARS]
                pair = (bare_headline(row["title"], row.get("source", "")), lead.rsplit(" ", 1)[0])
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def main() -> int:
    """Print the table."""
    documents: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    size = 0
    for title, lead in english_texts([Path(name) for name in sys.argv[1:]]):
        size += 1
        documents.update({country_of(word) or stem(word, "en") for word in tokenize(f"{title} . {lead}")})
        phrases.update({phrase.lower() for phrase in CAPITALISED_PHRASE.findall(lead)})
        for word in WORD_INSIDE_SENTENCE.findall(lead):
            (upper if word[0].isupper() else lower)[stem(word.lower(), "en")] += 1
    rows = [(term, n) for term, n in documents.items() if n >= MIN_DOCUMENTS and not term.isdigit()]
    rows += [(phrase, n) for phrase, n in phrases.items() if n >= MIN_PHRASE_DOCUMENTS]
    rows.sort(key=lambda row: (-row[1], row[0]))
    print(f"# number of texts counted; below: stem, number of texts that contain it, percentage capitalised\t{size}")
    for term, n in sorted(rows[:MAX_TERMS]):
        seen = upper[term] + lower[term]
        cased = (
            100 if " " in term else round(100 * upper[term] / seen) if seen else 0 if term in stopwords("en") else 50
        )
        print(f"{term}\t{n}\t{cased}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
