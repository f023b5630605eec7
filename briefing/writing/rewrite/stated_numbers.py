"""Every number that a text states, in digits or in English words, comparable between texts."""

from __future__ import annotations

import re

from briefing.model.articles import Article
from briefing.text.number_words import DIGIT_WORDS, MULTIPLIER_BY_WORD, NUMBER_BY_WORD, ORDINAL_BY_WORD
from briefing.text.words import stopwords
from briefing.writing.quantities import quantities

_COUNT_WORDS = {"zero": 0, "single": 1, "once": 1, "both": 2, "twice": 2, "half": -1}  # -1: a half of an unknown whole
_WORD_VALUES = NUMBER_BY_WORD | ORDINAL_BY_WORD | _COUNT_WORDS
_UNITS = {"%": "%", "percent": "%", "per cent": "%", "$": "$", "dollars": "$", "dollar": "$", "€": "€", "euros": "€"}
_UNITS |= {"£": "£", "pounds": "£", "¥": "¥", "yen": "¥"}
_NUMBER_WORD_PATTERN = "|".join(sorted(_WORD_VALUES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"""(?P<before>[$€£¥])?(?P<sign>(?<![\w)])[-−])?
      (?:(?P<digits>\d+(?:[.,:/–-]\d+)*)|\b(?P<word>{_NUMBER_WORD_PATTERN})(?:[-\s](?P<ones>{"|".join(DIGIT_WORDS)}))?\b|\b(?=hundreds?\b|thousands?\b
      |millions?\b|billions?\b|dozens\b))
      (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|tn|mn|k|m)s?\b)?
      (?P<after>\s?(?:%|percent\b|per\ cent\b|dollars?\b|euros\b|pounds\b|yen\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_NUMBERS = re.compile(r"\b(?:no[- ]one|one another|second[- ]hand)\b", re.IGNORECASE)
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

Number = tuple[float | str, str]
"""A value, or digits that are none ("10:30", "4-1"), with its unit."""

_RELATION_WORDS = frozenset(["from", "to", "by", "than", "above", "below", "under", "over", "until", "since"])
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})\W{0,3}$")
_WORD_AFTER = re.compile(r"\W{0,2}([^\W\d_]{2,})")


def numbers_in_text(text: str) -> dict[Number, str]:
    """Return the numbers of a text, each with how it is said."""
    found: dict[Number, str] = {}
    for match in _NUMBER.finditer(_NOT_NUMBERS.sub(" ", text)):
        if match[0].strip():
            found.setdefault(_number_with_unit(match), match[0].strip())
    return found


def values_with_units(text: str) -> set[tuple[float, str]]:
    """Return which numbers count what, as far as the words around them say ("dead", "percent", "ships")."""
    lines = (quantities([Article("", line)]) for line in text.split("\n"))
    return {(figure.value, figure.unit) for line in lines for figure in line}


def numbers_with_context(text: str, lang: str = "") -> set[tuple[str, Number]]:
    """Return the words that say what a number is for ("from", "-car", "votes"), each with its number."""
    small = stopwords(lang)
    found: set[tuple[str, Number]] = set()
    for match in _NUMBER.finditer(text):
        if not match[0].strip():
            continue
        value = _number_with_unit(match)
        before, after = _WORD_BEFORE.search(text[: match.start()]), _WORD_AFTER.match(text, match.end())
        if before and ((word := before[1].lower()) in _RELATION_WORDS or word not in small):
            found.add((f"{word} …", value))
        if after and (word := after[1].lower()) not in small:
            found.add((f"… {word}", value))
    return found


def _number_with_unit(match: re.Match[str]) -> Number:
    unit = match["before"] or (match["after"] or "").strip().lower()
    return _value(match), _UNITS.get(unit, "")


def _value(match: re.Match[str]) -> float | str:
    scale = (match["scale"] or "").lower()
    factor = MULTIPLIER_BY_WORD.get(scale, 1)
    sign = -1 if match["sign"] else 1
    if match["word"]:
        ones = _WORD_VALUES[match["ones"].lower()] if match["ones"] else 0
        return float(sign * (_WORD_VALUES[match["word"].lower()] + ones) * factor)
    digits = match["digits"]
    if digits is None:
        return float(factor)
    plain = digits.replace(",", "") if _GROUPED_DIGITS.fullmatch(digits) else digits
    return sign * float(plain) * factor if plain.replace(".", "", 1).isdigit() else plain
