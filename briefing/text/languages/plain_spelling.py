"""The plain spelling of words: words that a reader types in other forms are compared in it."""

from __future__ import annotations

import re
import unicodedata

_ACCENTED_LATIN = re.compile("([a-z])[\u0300-\u036f]+")


def plain_spelling(text: str) -> str:
    """Return text without case and Latin accents, with straight apostrophes and single spaces, as a search reads it."""
    if text.isascii():
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFD", " ".join(text.replace("’", "'").replace("‘", "'").casefold().split()))
    return unicodedata.normalize("NFC", _ACCENTED_LATIN.sub(r"\1", folded))
