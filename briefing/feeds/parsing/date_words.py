"""Month and weekday names in the languages of feeds, and the form in which dates are compared with them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefing.text.calendar_words import (
    ENGLISH_MONTHS,
    MONTH_BY_ABBREVIATION,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_BY_NAME,
)
from briefing.text.data_files import data_lines

MIN_PREFIX = 3
"""Letters of a month name that abbreviate it: "Lok" is lokakuuta."""
UNDECOMPOSED = str.maketrans({"ı": "i", "ø": "o", "'": None, "’": None, "\u200c": None, "\u200e": None, "\u200f": None})
"""Letters that Unicode does not decompose into a base letter and an accent, and characters without a meaning here."""
INDIC = range(0x0900, 0x1100)
"""Scripts whose combining marks are vowels, from Devanagari to Thai and Burmese."""
RELATED_LANGUAGES = {"nb": "no", "nn": "no", "sh": "hr", "iw": "he", "in": "id", "ms": "id"}
"""Language tags whose names are listed under another tag too."""

_FILLER_WORD_LIST = (
    "of the at on um am kl klo ore alle as las les le la el los de del di do da den der dem des d a o v u "
    "у в г р року год года yil yili om os ob og et y e i dia feira thang thg ngay nam luc tanggal pukul "
    "pkl jam ti t tes gada m mnd an na w dne godz saat tarihinde sati ora orele dalle uur uhr"
)
_FILLERS = frozenset(_FILLER_WORD_LIST.split())
"""Words between the parts of dates, in any language."""
Meanings = Mapping[str, frozenset[int]]
"""The numbers of the months or weekdays that a word can mean."""
_ENGLISH_MONTHS: Meanings = {
    **{name: frozenset({number}) for name, number in MONTH_BY_ABBREVIATION.items()},
    **{name.lower(): frozenset({number}) for number, name in enumerate(ENGLISH_MONTHS, 1)},
}
_ENGLISH_WEEKDAYS: Meanings = {
    **{name: frozenset({number}) for number, name in enumerate(WEEKDAY_ABBREVIATIONS)},
    **{name: frozenset({number}) for name, number in WEEKDAY_BY_NAME.items()},
    **{name: frozenset({number}) for name, number in {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}.items()},
}


class DateWords(NamedTuple):
    """The months and weekdays that words can mean: names as they are listed, and beginnings of month names."""

    months: Meanings
    beginnings: Meanings
    weekdays: Meanings


def normalize_words(text: str) -> str:
    """Return a text in lower case without accents; digits of all scripts become those of ASCII."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(UNDECOMPOSED)
    if text.isascii():
        return text
    letters = (
        _ascii_digit(character)
        for character in unicodedata.normalize("NFD", text)
        if unicodedata.category(character) != "Mn" or ord(character) in INDIC
    )
    return unicodedata.normalize("NFC", "".join(letters))


def months_of(word: str, lang: str) -> frozenset[int]:
    """Return the months that a normalized word can mean: in English, else in `lang`, else in any language."""
    if word in _ENGLISH_MONTHS:
        return _ENGLISH_MONTHS[word]
    if word in _ENGLISH_WEEKDAYS:
        return frozenset()
    own, all_languages = _own_words(lang), _words_of_all_languages()
    tables: tuple[Meanings, ...] = (own.months, own.beginnings) if own else ()
    for table in (*tables, all_languages.months, all_languages.beginnings):
        if word in table:
            return table[word]
    return frozenset()


def weekdays_of(word: str, lang: str) -> frozenset[int]:
    """Return the weekdays that a normalized word can mean; Monday is 0."""
    if word in _ENGLISH_WEEKDAYS:
        return _ENGLISH_WEEKDAYS[word]
    own = _own_words(lang)
    if own and word in own.weekdays:
        return own.weekdays[word]
    return _words_of_all_languages().weekdays.get(word, frozenset())


def is_filler(word: str) -> bool:
    """Whether a normalized word stands between the parts of dates, in any language."""
    return word in _FILLERS


def _ascii_digit(character: str) -> str:
    number = unicodedata.decimal(character, None)
    return character if number is None else str(number)


def _own_words(lang: str) -> DateWords | None:
    primary = lang.lower().replace("_", "-").split("-")[0]
    words = _words_by_language()
    return words.get(primary) or words.get(RELATED_LANGUAGES.get(primary, ""))


@cache
def _words_by_language() -> Mapping[str, DateWords]:
    """Return the words of each language; Serbian has those of both its scripts."""
    lists: defaultdict[str, dict[str, list[list[str]]]] = defaultdict(lambda: {"months": [], "weekdays": []})
    for line in data_lines("feeds/date_words.txt"):
        name, _, names = line.partition(":")
        lang, kind = name.split()
        lists[lang.partition("-")[0]][kind].append(names.split(","))
    return {lang: _make_words(kinds["months"], kinds["weekdays"]) for lang, kinds in lists.items()}


@cache
def _words_of_all_languages() -> DateWords:
    languages = _words_by_language().values()
    return DateWords(*(_united([words[kind] for words in languages]) for kind in range(3)))


def _make_words(months: list[list[str]], weekdays: list[list[str]]) -> DateWords:
    month_names, day_names = (
        _united([{word: frozenset({number})} for names in lists for number, word in _numbered(names, start)])
        for lists, start in ((months, 1), (weekdays, 0))
    )
    beginnings: defaultdict[str, set[int]] = defaultdict(set)
    for name, numbers in month_names.items():
        for length in range(MIN_PREFIX, len(name)):
            beginnings[name[:length]] |= numbers
    return DateWords(month_names, {word: frozenset(numbers) for word, numbers in beginnings.items()}, day_names)


def _numbered(names: list[str], start: int) -> Iterator[tuple[int, str]]:
    for number, forms in enumerate(names, start):
        for form in forms.split():
            yield number, form


def _united(tables: list[Meanings]) -> Meanings:
    united: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for table in tables:
        for word, numbers in table.items():
            united[word] |= numbers
    return dict(united)
