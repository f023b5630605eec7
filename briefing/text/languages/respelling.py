"""Other spellings of a word: 1000 and 1,000, US and U.S., email and e-mail; for searches and mute rules alike."""

from __future__ import annotations

import re

from briefing.text.late_patterns import late_pattern

_PLAIN_NUMBER = late_pattern(r"[1-9]\d{3,11}", re.ASCII)
_GROUPED_NUMBER = late_pattern(r"\d{1,3}(?:[.,'’]\d{3})+", re.ASCII)
_CAPITALS = late_pattern(r"[A-Z]{2,4}")
_DOTTED_LETTERS = late_pattern(r"(?:[A-Za-z]\.){2,4}")
_E_WORD = late_pattern(r"e[a-z]{4,12}", re.IGNORECASE)
"""A word as "email", which is spelled "e-mail" too. Other words in e get a second spelling that hardly any text has."""


def respelled(word: str) -> list[str]:
    """Return the other spelling of a word, as words of the index, in a list; [] if it has none.

    Joined letters that are a stop word are left out: "U.S." is not "us".
    """
    if _PLAIN_NUMBER.fullmatch(word):
        return [f"{int(word):,}".replace(",", " ")]
    if _GROUPED_NUMBER.fullmatch(word):
        return [re.sub(r"\D", "", word)]
    if _CAPITALS.fullmatch(word):
        return [" ".join(word)]
    joined = word.replace(".", "") if _DOTTED_LETTERS.fullmatch(word) else ""
    if not joined and re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)+", word):
        joined = word.replace("-", "")
    if not joined and _E_WORD.fullmatch(word):
        return [f"{word[0]} {word[1:]}"]
    from briefing.text.words import stopwords  # lists of threads start without it

    return [joined] if joined and joined.lower() not in stopwords() else []
