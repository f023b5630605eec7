"""Words of a text in any language: tokens, stems and stop words. No language is an error."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import Any

from briefing.text.data_files import word_lists
from briefing.text.language_tags import primary_language
from briefing.text.scripts import BIGRAM_CHARACTERS, bigrams

# Vowel signs and accents that Python does not count as word characters, though words contain them.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_ASCII_TOKEN = re.compile(r"(?:[a-z]\.){2,}|\d+(?:[.,]\d+)*[a-z]*|[a-z0-9]+(?:'[a-z]+)*")
_UNICODE_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|(?P<bigram_run>[{BIGRAM_CHARACTERS}]+)|(?:(?![{BIGRAM_CHARACTERS}])[^\W_]|[{_MARKS}])+"
    rf"(?:'[^\W\d_]+)*"
)
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|all|dall|dell|nell|sull|quell)'(?=[^\W\d_]{3})")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")

_SNOWBALL_ALGORITHMS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_MAX_CACHED_STEMS = 200_000
_stem_cache: dict[tuple[str, str], str] = {}
_stemmer_lock = Lock()  # a Snowball stemmer keeps state between calls, and several workers may ask at once


def tokenize(text: str, lang: str = "") -> list[str]:
    """Lower-case words and numbers in their order; Chinese, Japanese, Korean and Thai as pairs of characters.

    Possessive endings ("Japan's") and elided articles ("l'accord") are taken off, "1,000" becomes "1000".
    """
    del lang  # the script decides, so that an undeclared language is cut the same way
    lowered = text.lower().replace("’", "'")
    if lowered.isascii():
        found = _ASCII_TOKEN.findall(lowered)
    else:
        found = []
        for match in _UNICODE_TOKEN.finditer(lowered):
            run = match["bigram_run"]
            found.extend([match[0]] if run is None else bigrams(run) or [run])
    return [_strip_affixes(word) if "'" in word or "," in word else word for word in found]


def _strip_affixes(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    word = _ELISION.sub("", word, count=1) if _ELISION.match(word) else word
    return word.removesuffix("'s")


def stem(word: str, lang: str = "") -> str:
    """The Snowball stem of a lower-case word (Porter 2001); English where no language is declared, else unchanged."""
    key = (word, lang)
    found = _stem_cache.get(key)
    if found is None:
        name = _SNOWBALL_ALGORITHMS.get(primary_language(lang) or "en")
        with _stemmer_lock:
            found = _stemmer(name).stemWord(word) if name else word
            if len(_stem_cache) >= _MAX_CACHED_STEMS:
                _stem_cache.clear()
            _stem_cache[key] = found
    return found


@cache
def _stemmer(name: str) -> Any:
    from Stemmer import Stemmer, algorithms

    return Stemmer(name if name in algorithms() else "english")


@cache
def stopwords(lang: str = "") -> frozenset[str]:
    """Words of a language that say nothing of the subject; English without one, none for a language without list."""
    return word_lists("stopwords.txt").get(primary_language(lang) or "en", frozenset())
