"""Every number that a text states, in digits or in English words, comparable between texts."""

from __future__ import annotations

import re

from briefing.model.articles import Article
from briefing.text.words import stopwords
from briefing.writing.figures import figures

_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth"
_WORDS = {word: n for n, word in enumerate([*_SMALL.split(), "eighteen", "nineteen"], 1)}
_WORDS |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_WORDS |= {word: n for n, word in enumerate(_ORDINALS.split(), 2)}
_WORDS |= {"zero": 0, "single": 1, "once": 1, "both": 2, "twice": 2, "half": -1}
_SCALES = {"hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6}
_SCALES |= {"billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12}
_UNITS = {"%": "%", "percent": "%", "per cent": "%", "$": "$", "dollars": "$", "dollar": "$", "€": "€", "euros": "€"}
_UNITS |= {"£": "£", "pounds": "£", "¥": "¥", "yen": "¥"}
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"""(?P<before>[$€£¥])?(?P<sign>(?<![\w)])[-−])?
      (?:(?P<digits>\d+(?:[.,:/–-]\d+)*)|\b(?P<word>{_IN_WORDS})(?:[-\s](?P<ones>{"|".join(_SMALL.split()[:9])}))?\b|\b(?=hundreds?\b|thousands?\b
      |millions?\b|billions?\b|dozens\b))
      (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|tn|mn|k|m)s?\b)?
      (?P<after>\s?(?:%|percent\b|per\ cent\b|dollars?\b|euros\b|pounds\b|yen\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NUMBERS = re.compile(r"\b(?:no[- ]one|one another|second[- ]hand)\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

Amount = tuple[float | str, str]
"""A value, or digits that are none ("10:30", "4-1"), with its unit."""

_BETWEEN = frozenset(["from", "to", "by", "than", "above", "below", "under", "over", "until", "since"])
_BEFORE = re.compile(r"([^\W\d_]{2,})\W{0,3}$")
_AFTER = re.compile(r"\W{0,2}([^\W\d_]{2,})")


def amounts(text: str) -> dict[Amount, str]:
    """Return the numbers of a text, each with how it is said."""
    found: dict[Amount, str] = {}
    for match in _AMOUNT.finditer(_NO_NUMBERS.sub(" ", text)):
        if match[0].strip():
            found.setdefault(_amount(match), match[0].strip())
    return found


def counted(text: str) -> set[tuple[float, str]]:
    """Return which numbers count what, as far as the words around them say ("dead", "percent", "ships")."""
    lines = (figures([Article("", line)]) for line in text.split("\n"))
    return {(figure.value, figure.what) for line in lines for figure in line}


def placed(text: str, lang: str = "") -> set[tuple[str, Amount]]:
    """Return the words that say what a number is for ("from", "-car", "votes"), each with its number."""
    small = stopwords(lang)
    found: set[tuple[str, Amount]] = set()
    for match in _AMOUNT.finditer(text):
        if not match[0].strip():
            continue
        value = _amount(match)
        before, after = _BEFORE.search(text[: match.start()]), _AFTER.match(text, match.end())
        if before and ((word := before[1].lower()) in _BETWEEN or word not in small):
            found.add((f"{word} …", value))
        if after and (word := after[1].lower()) not in small:
            found.add((f"… {word}", value))
    return found


def _amount(match: re.Match[str]) -> Amount:
    unit = match["before"] or (match["after"] or "").strip().lower()
    return _value(match), _UNITS.get(unit, "")


def _value(match: re.Match[str]) -> float | str:
    scale = (match["scale"] or "").lower()
    factor = 12 if scale == "dozen" else _SCALES.get(scale, 1)
    sign = -1 if match["sign"] else 1
    if match["word"]:
        ones = _WORDS[match["ones"].lower()] if match["ones"] else 0
        return float(sign * (_WORDS[match["word"].lower()] + ones) * factor)
    digits = match["digits"]
    if digits is None:
        return float(factor)
    plain = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits
    return sign * float(plain) * factor if plain.replace(".", "", 1).isdigit() else plain
