"""Text for the full-text index, and queries of it.

In scripts without spaces between words, the index holds overlapping pairs of characters and the last character of each
run. A word of two or more characters is then a phrase of pairs, and a single character is the start of a pair.

SQLite removes a text from the index only if it gets exactly the text that was added: whoever changes `index_text` must
write a migration that rebuilds the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.text.languages.respelling import respelled
from briefing.text.scripts import bigram_run, bigrams
from briefing.text.title_words import stands_for_beginning


def index_text(text: str) -> str:
    """Return a text in the form that is added to the index."""
    if text.isascii():
        return text
    return bigram_run().sub(lambda run: " " + " ".join([*bigrams(run[0]), run[0][-1]]) + " ", text)


def match_query(words: str, column: str = "") -> str:
    """Return a query for articles with all words, in one column if given; "" if there is no word.

    Operators of the query syntax are searched for as words.
    """
    return all_of((phrase(word) for word in words.split()), column)


def all_of(phrases: Iterable[str], column: str = "") -> str:
    """Return a query for articles with all phrases, in one column if given; "" if there is none."""
    joined = " AND ".join(filter(None, phrases))
    return joined and (f"{column} : " if column else "") + f"({joined})"


def one_of(expressions: Iterable[str]) -> str:
    """Return a query for articles that one of several queries means; "" if there is none."""
    joined = " OR ".join(filter(None, expressions))
    return joined and f"({joined})"


def phrase(words: str, exact: bool = False) -> str:
    """Return words as a phrase of a query; its last word also finds longer words unless `exact`. "" without a word."""
    if not any(character.isalnum() for character in words):
        return ""
    runs = list(bigram_run().finditer(words))
    last = runs[-1][0] if runs and runs[-1].end() == len(words) else ""

    def cut(run: re.Match[str]) -> str:
        pairs = bigrams(run[0])
        if run.end() < len(words) or not pairs:  # the index has the last character of each run alone
            pairs.append(run[0][-1])
        return f" {' '.join(pairs)} "

    is_prefix = len(last) == 1 or (not exact and stands_for_beginning(words))
    return f'"{bigram_run().sub(cut, words).strip().replace(chr(34), " ")}"' + ("*" if is_prefix else "")


def any_spelling(word: str) -> str:
    """Return a query for a word in each of its spellings: 1000 and 1,000, US and U.S., email and e-mail."""
    spelled = phrase(word)
    others = [phrase(other, exact=other[-1:].isdigit() or len(other.split()[-1]) == 1) for other in respelled(word)]
    others = [other for other in others if other and other != spelled]
    return f"({' OR '.join([spelled, *others])})" if spelled and others else spelled


def snippet(text: str, words: Sequence[str], width: int = 160) -> str:
    """Return about `width` characters of a text around the first of the words, or from its start."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    lower = flat.casefold()
    positions = [position for word in words if (position := lower.find(word.casefold())) >= 0]
    start = max(0, min(positions, default=0) - width // 3)
    if start:
        start = flat.find(" ", start, start + 20) + 1 or start
    end = start + width
    if end < len(flat):
        end = max(flat.rfind(" ", end - 20, end), start) if " " in flat[end - 20 : end] else end
    return ("… " if start else "") + flat[start:end].strip() + (" …" if end < len(flat) else "")
