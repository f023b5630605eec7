"""Words for the full-text index, and a person's words as a query of it.

Scripts that put no spaces between words are indexed as pairs of characters, with the last one of a run alone as well:
a word of two or more characters is then a phrase of pairs, and a single character the start of a pair.
The index can only forget a text that is handed to it as it was: whoever changes `indexed` has to migrate the index too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.text.scripts import BIGRAM_RUN, bigrams

_MIN_PREFIX_LENGTH = 3
"""Words of at least so many characters also find longer ones: "quake" finds "quakes"."""


def index_text(text: str) -> str:
    """Text as the index takes it."""
    if text.isascii():
        return text
    return BIGRAM_RUN.sub(lambda run: " " + " ".join([*bigrams(run[0]), run[0][-1]]) + " ", text)


def match_query(words: str, column: str = "") -> str:
    """A query that finds all of the words, in one column if named; "" if there is no word. Nothing in it is syntax."""
    return all_of((phrase(word) for word in words.split()), column)


def all_of(phrases: Iterable[str], column: str = "") -> str:
    """A query that finds what holds all of the phrases, in one column if named; "" if there is none."""
    joined = " AND ".join(filter(None, phrases))
    return joined and (f"{column} : " if column else "") + f"({joined})"


def phrase(words: str, exact: bool = False) -> str:
    """Words that stand together, as a part of a query; the last of them may go on, unless they are `exact`."""
    if not any(character.isalnum() for character in words):
        return ""
    runs = list(BIGRAM_RUN.finditer(words))
    last = runs[-1][0] if runs and runs[-1].end() == len(words) else ""

    def cut(run: re.Match[str]) -> str:
        pairs = bigrams(run[0])
        if run.end() < len(words) or not pairs:  # within, a run ends where the text's does: with its last one alone
            pairs.append(run[0][-1])
        return f" {' '.join(pairs)} "

    goes_on = len(last) == 1 or (not exact and len(words) >= _MIN_PREFIX_LENGTH)
    return f'"{BIGRAM_RUN.sub(cut, words).strip().replace(chr(34), " ")}"' + "*" * goes_on


def snippet(text: str, words: Sequence[str], width: int = 160) -> str:
    """About `width` characters of text around the first of the words, or from its start."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    lower = flat.casefold()
    places = [place for word in words if (place := lower.find(word.casefold())) >= 0]
    start = max(0, min(places, default=0) - width // 3)
    if start:
        start = flat.find(" ", start, start + 20) + 1 or start
    end = start + width
    if end < len(flat):
        end = max(flat.rfind(" ", end - 20, end), start) if " " in flat[end - 20 : end] else end
    return ("… " if start else "") + flat[start:end].strip() + (" …" if end < len(flat) else "")
