"""Words of a text in any language: tokens, stems and stop words. An unknown language is no error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

from briefing.text.data_files import word_lists
from briefing.text.language_tags import primary_language
from briefing.text.scripts import BIGRAM_CHARACTERS, bigrams

# Vowel signs and accents inside words, which Python does not count as word characters.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_ASCII_TOKEN = re.compile(r"(?:[a-z]\.){2,}|\d+(?:[.,]\d+)*[a-z]*|[a-z0-9]+(?:'[a-z]+)*")
_UNICODE_TOKEN = (
    rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|(?P<bigram_run>[{BIGRAM_CHARACTERS}]+)|(?:(?![{BIGRAM_CHARACTERS}])[^\W_]|[{_MARKS}])+"
    rf"(?:'[^\W\d_]+)*"
)
# French and Italian articles and conjunctions before an apostrophe: "l'accord", "dell'anno".
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|all|dall|dell|nell|sull|quell)'(?=[^\W\d_]{3})")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")

_SNOWBALL_ALGORITHMS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_MAX_CACHED_STEMS = 200_000
"""Stems that are remembered; a bound on memory that ordinary news do not reach."""
_stem_cache: dict[tuple[str, str], str] = {}
_stemmer_lock = Lock()  # a Snowball stemmer keeps state between calls, and several workers may call it at once


def tokenize(text: str) -> list[str]:
    """Return the words and numbers of a text in their order, in lower case.

    Scripts without spaces and Hangul give overlapping pairs of characters. Possessive endings ("Japan's") and elided
    articles ("l'accord") are removed, "1,000" becomes "1000". The script of the text decides, not its language, so that
    a text of unknown language is cut in the same way.
    """
    lowered = text.lower().replace("’", "'")
    if lowered.isascii():
        tokens = _ASCII_TOKEN.findall(lowered)
    else:
        tokens = []
        for match in _unicode_token().finditer(lowered):
            run = match["bigram_run"]
            tokens.extend([match[0]] if run is None else bigrams(run) or [run])
    return [_strip_affixes(word) if "'" in word or "," in word else word for word in tokens]


@cache
def _unicode_token() -> re.Pattern[str]:
    """Return the pattern, which takes 5 ms to compile, and which ASCII does not need."""
    return re.compile(_UNICODE_TOKEN)


def _strip_affixes(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    word = _ELISION.sub("", word, count=1) if _ELISION.match(word) else word
    return word.removesuffix("'s")


def stem(word: str, lang: str = "") -> str:
    """Return the stem of a lower-case word.

    Source: the Snowball stemmers (Porter 2001).

    Args:
        word: A token.
        lang: Its language tag; "" is taken for English. A word of a language without a stemmer stays as it is.
    """
    key = (word, lang)
    cached = _stem_cache.get(key)
    if cached is not None:
        return cached
    algorithm = _SNOWBALL_ALGORITHMS.get(primary_language(lang) or "en")
    with _stemmer_lock:
        word_stem: str = _stemmer(algorithm).stemWord(word) if algorithm else word
        if len(_stem_cache) >= _MAX_CACHED_STEMS:
            _stem_cache.clear()
        _stem_cache[key] = word_stem
    return word_stem


def has_stemmer(lang: str) -> bool:
    """Whether words of a language have stems; words of others stay as they are."""
    return primary_language(lang) in _SNOWBALL_ALGORITHMS


def stem_all(words: Sequence[str], lang: str = "") -> list[str]:
    """Return the stem of each word; see `stem`."""
    known = _stem_cache
    return [known.get((word, lang)) or stem(word, lang) for word in words]


@cache
def _stemmer(algorithm: str) -> Any:
    from Stemmer import Stemmer, algorithms

    return Stemmer(algorithm if algorithm in algorithms() else "english")


@cache
def stopwords(lang: str = "") -> frozenset[str]:
    """Return the words of a language that say nothing about the subject; English for "", none without a list."""
    return word_lists("stopwords.txt").get(primary_language(lang) or "en", frozenset())
