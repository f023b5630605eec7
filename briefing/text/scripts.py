"""Scripts that are written without spaces between words, as the contents of a regular expression's character class.

The full-text index stores text cut by `BIGRAM_CHARACTERS`. Whoever changes these sets must have the index rebuilt by a
migration, because SQLite removes a text from the index only if it is given exactly as it was added.
"""

from __future__ import annotations

import re
from functools import cache

UNSPACED_CHARACTERS = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff"  # hiragana, katakana
    "\u3005\u3006"  # the iteration mark 々 and the closing mark 〆, which stand inside Japanese words
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han with its extensions
)
"""Characters of scripts that put no spaces between words. Hangul is not among them: Korean is written with spaces."""

INDIC_AND_ARABIC_ENDS = "।॥۔؟"
"""Signs at the end of a sentence: dandas (Hindi, Bengali, Nepali), the full stop of Urdu, "?" in Arabic script."""

HANGUL_CHARACTERS = "\uac00-\ud7af"

BIGRAM_CHARACTERS = UNSPACED_CHARACTERS + HANGUL_CHARACTERS
"""Characters whose runs are cut into overlapping pairs, because spaces do not separate the words that a reader means.

Hangul belongs here too: a Korean word carries its particles as endings ("서울에서", in Seoul).
"""


@cache
def unspaced_character() -> re.Pattern[str]:
    """Return the pattern of one character of a script without spaces; compiling it costs some milliseconds."""
    return re.compile(f"[{UNSPACED_CHARACTERS}]")


@cache
def bigram_run() -> re.Pattern[str]:
    """Return the pattern of a run of characters that is cut into pairs; compiling it costs some milliseconds."""
    return re.compile(f"[{BIGRAM_CHARACTERS}]+")


def bigrams(run: str) -> list[str]:
    """Return the overlapping pairs of characters of a run; none for a single character."""
    return [run[i : i + 2] for i in range(len(run) - 1)]
