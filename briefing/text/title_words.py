"""Whether titles have the words of a search: the index of articles, mute rules and the reader's filter agree on it.

All words must occur, in any order and spelling. A word of three characters or more stands for the beginning of a word
("chip" finds "chips"); in quotation marks, words stand together and end where they end.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.languages.respelling import respelled
from briefing.text.late_patterns import late_pattern
from briefing.text.scripts import BIGRAM_CHARACTERS, bigram_run

MIN_BEGINNING = 3
"""Characters from which on a word also finds longer words, as in the index of articles."""
MAX_PLAIN_TEXTS = 8192
"""Texts whose plain spelling is remembered: the rows of a long list, some 300 bytes each."""
_BEFORE = rf"(?:(?<![^\W_])|(?<=[{BIGRAM_CHARACTERS}]))"
"""Stands before a word: "oil" is not in "toilet", but "iphone" is in "新型iPhone"."""
_AFTER = rf"(?:(?![^\W_])|(?=[{BIGRAM_CHARACTERS}]))"
_TERM = late_pattern(r'"([^"]*)"?|([^\s"]+)')


def has_all_words(text: str, words: str, *, is_typed: bool = False) -> bool:
    """Whether a text has all words of a search; none of a search without words.

    While it `is_typed`, a short word is the beginning of a longer one, too.
    """
    terms = term_patterns(words, is_typed=is_typed)
    plain = _plain(text)
    return bool(terms) and all(term.search(plain) for term in terms)


@lru_cache(maxsize=MAX_PLAIN_TEXTS)
def _plain(text: str) -> str:
    """Return a text in plain spelling; a list is searched again with each letter that is typed."""
    return plain_spelling(text)


@lru_cache(maxsize=512)
def term_patterns(words: str, *, is_typed: bool = False) -> tuple[re.Pattern[str], ...]:
    """Return patterns of the terms of a search, for a text in plain spelling."""
    terms = [(exact, True) if exact else (plain, False) for exact, plain in _TERM.findall(words)]
    shortest = 1 if is_typed else MIN_BEGINNING
    return tuple(_term_pattern(term, exact, shortest) for term, exact in terms if any(map(str.isalnum, term)))


def _term_pattern(term: str, exact: bool, shortest: int) -> re.Pattern[str]:
    spellings = [(term, exact)]
    if not exact:
        spellings += [(other, other[-1:].isdigit() or len(other.split()[-1]) == 1) for other in respelled(term)]
    return re.compile("|".join(_spelling_pattern(words, is_exact, shortest) for words, is_exact in spellings))


def stands_for_beginning(word: str, shortest: int = MIN_BEGINNING) -> bool:
    """Whether a word also stands for longer ones: "chip" for "chips", but not "AI" for "aid", "C++" for "car", nor
    "U.S." for "U so".
    """
    parts = re.findall(r"\w+", word)
    return sum(map(len, parts)) >= shortest and (len(parts) == 1 or len(parts[-1]) > 1)


def _spelling_pattern(words: str, exact: bool, shortest: int) -> str:
    """Return a pattern for words that stand together, with any marks between them, the last one perhaps longer."""
    parts = re.findall(r"[^\W_]+", plain_spelling(words))
    before = "" if bigram_run().match(parts[0]) else _BEFORE
    is_open = (not exact and stands_for_beginning(words, shortest)) or bigram_run().match(parts[-1][-1])
    return before + r"[\W_]+".join(map(re.escape, parts)) + ("" if is_open else _AFTER)
