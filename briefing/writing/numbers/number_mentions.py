"""Finds the numbers that a text states, in digits or in English words: the only definition of a number in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.text.language_tags import primary_language
from briefing.text.number_words import DIGIT_WORDS, MULTIPLIER_BY_WORD, NUMBER_BY_WORD, ORDINAL_BY_WORD
from briefing.text.phrase_search import words_in

MAX_REMEMBERED = 4096
"""Number of texts whose numbers are remembered: the headlines and openings of a thread of 500 articles."""
_OTHER_NUMBER_BY_WORD = {"zero": 0, "single": 1, "once": 1, "both": 2, "twice": 2, "half": -1}
"""Words that imply a number without counting; -1 stands for one half."""
_VALUE_BY_WORD = NUMBER_BY_WORD | ORDINAL_BY_WORD | _OTHER_NUMBER_BY_WORD
_UNIT_BY_TEXT = {
    **dict.fromkeys(["%", "percent", "per cent"], "%"),
    **dict.fromkeys(["$", "dollar", "dollars"], "$"),
    **dict.fromkeys(["€", "euros"], "€"),
    **dict.fromkeys(["£", "pounds"], "£"),
    **dict.fromkeys(["¥", "yen"], "¥"),
}


def _alternatives(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_NUMBER = re.compile(
    rf"""(?P<symbol>[$€£¥])?(?P<sign>(?<![\w)])[-−])?
      (?:(?P<digits>\d+(?:[.,:/–-]\d+)*)
        |\b(?P<word>{_alternatives(_VALUE_BY_WORD)})(?:[-\s](?P<ones>{_alternatives(DIGIT_WORDS)}))?\b
        |\b(?=hundreds?\b|thousands?\b|millions?\b|billions?\b|dozens\b))
      (?:[\s-]?(?P<scale>{_alternatives(MULTIPLIER_BY_WORD)})s?\b)?
      (?P<unit>\s?(?:%|percent\b|per\ cent\b|dollars?\b|euros\b|pounds\b|yen\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_NUMBER_WORDS = frozenset(
    [
        *_VALUE_BY_WORD,
        *(f"{word}{end}" for word in ("hundred", "thousand", "million", "billion") for end in ("", "s")),
        "dozens",
    ]
)
"""Words of which a number without digits has one."""
_NOT_NUMBERS = re.compile(r"\b(?:no[- ]one|one another|second[- ]hand)\b", re.IGNORECASE)
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DIGITS_GROUPED_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_POINT_LANGUAGES = frozenset(["de", "es", "it", "pt", "nl"])
"""Languages that write 2,122 as "2.122"."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as a text states it.

    Attributes:
        start: Index of its first character, a currency symbol included.
        number_end: Index after the number and its multiplier, without a unit after it.
        end: Index after its unit ("percent", "dollars").
        value: The value; for digits that are no single number ("10:30", "4-1") the digits themselves.
        unit: "%", a currency symbol or "".
        symbol: The currency symbol before it, if any.
        is_cardinal: Whether it can count something: digits of one number, or a cardinal number in words.
        is_bare: Whether it is digits only, without currency, multiplier or unit.
    """

    start: int
    number_end: int
    end: int
    value: float | str
    unit: str
    symbol: str
    is_cardinal: bool
    is_bare: bool


@lru_cache(maxsize=MAX_REMEMBERED)
def find_numbers(text: str, lang: str = "") -> tuple[NumberMention, ...]:
    """Return the numbers of a text from left to right; `lang` decides what "2.122" means.

    The result is cached: titles, timelines and number changes ask for the same headlines and sentences.
    """
    if _DIGIT.search(text) is None and _NUMBER_WORDS.isdisjoint(words_in(text)):
        return ()
    return tuple(_mentions(text, lang))


def _mentions(text: str, lang: str) -> Iterator[NumberMention]:
    for match in _NUMBER.finditer(_NOT_NUMBERS.sub(lambda other: " " * len(other[0]), text)):
        if not match[0].strip():
            continue
        value, symbol = _value(match, lang), match["symbol"] or ""
        unit_text = symbol or (match["unit"] or "").strip().lower()
        is_word = (match["word"] or "").lower() in NUMBER_BY_WORD
        yield NumberMention(
            start=match.start(),
            number_end=match.start("unit") if match["unit"] else match.end(),
            end=match.end(),
            value=value,
            unit=_UNIT_BY_TEXT.get(unit_text, ""),
            symbol=symbol,
            is_cardinal=not match["sign"] and (is_word or (bool(match["digits"]) and isinstance(value, float))),
            is_bare=bool(match["digits"]) and not (unit_text or match["scale"] or match["sign"]),
        )


def _value(match: re.Match[str], lang: str) -> float | str:
    factor = MULTIPLIER_BY_WORD.get((match["scale"] or "").lower(), 1)
    sign = -1 if match["sign"] else 1
    if match["word"]:
        ones = NUMBER_BY_WORD[match["ones"].lower()] if match["ones"] else 0
        return float(sign * (_VALUE_BY_WORD[match["word"].lower()] + ones) * factor)
    digits = match["digits"]
    if digits is None:
        return float(factor)
    plain = digits.replace(",", "") if _GROUPED_DIGITS.fullmatch(digits) else digits
    if primary_language(lang) in _POINT_LANGUAGES and _DIGITS_GROUPED_BY_POINTS.fullmatch(digits):
        plain = digits.replace(".", "")
    return sign * float(plain) * factor if plain.replace(".", "", 1).isdigit() else plain
