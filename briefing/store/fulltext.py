"""Words for the full-text index, and a person's words as a query of it.

Scripts that put no spaces between words are indexed as pairs of characters, with the last one of a run alone as well:
a word of two or more characters is then a phrase of pairs, and a single character the start of a pair.
The index can only forget a text that is handed to it as it was: whoever changes `indexed` has to migrate the index too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff々〆ー]+"
)
_PREFIX = 3
"""Words of at least so many characters also find longer ones: "quake" finds "quakes"."""


def indexed(text: str) -> str:
    """Text as the index takes it."""
    if text.isascii():
        return text
    return re.sub(_UNSPACED, lambda run: " " + " ".join([*_pairs(run[0]), run[0][-1]]) + " ", text)


def query(words: str, column: str = "") -> str:
    """A query that finds all of the words, in one column if named; "" if there is no word. Nothing in it is syntax."""
    phrases = []
    for word in words.split():
        if any(character.isalnum() for character in word):
            pairs = re.sub(_UNSPACED, lambda run: " " + " ".join(_pairs(run[0]) or [run[0]]) + " ", word).strip()
            single = len(word) == 1 and pairs == word and re.fullmatch(_UNSPACED, word)
            phrases.append(f'"{pairs.replace(chr(34), " ")}"' + ("*" if single or len(word) >= _PREFIX else ""))
    if not phrases:
        return ""
    return (f"{column} : " if column else "") + "(" + " AND ".join(phrases) + ")"


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


def _pairs(run: str) -> list[str]:
    """The overlapping pairs of characters of a run; none if it is a single character."""
    return [run[i : i + 2] for i in range(len(run) - 1)]
