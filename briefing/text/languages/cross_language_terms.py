"""Terms that texts in different languages share: countries, cities, bodies, and the commonest words of news.

Tables in `text/data/` give the English terms for words of other languages: `country_names.txt` and
`cross_language_terms.txt` for names, `cross_language_words.txt` for offices, acts and things. Words that are in none
are left out, so that only a known correspondence brings articles together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from briefing.text.data_files import data_lines
from briefing.text.language_tags import primary_language
from briefing.text.scripts import bigram_run
from briefing.text.words import has_stemmer, stem, stopwords, tokenize

LATIN_LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
"""Languages in Latin letters whose stop words distinguish an undeclared text from an English one."""
MIN_STEMMED_LENGTH = 5
"""Letters from which on another ending of a word counts as the word; shorter stems agree by chance."""
MAX_WORDS = 4
"""Words of the longest entry: "ministre-des-affaires-étrangères"."""
_KATAKANA = "[\u30a1-\u30fa\u30fc]"
_CASE_ENDING = re.compile(r"[аеєиіїоуюяйьaeiouyąęěůáéíóúý]{1,3}$")
_ARABIC_PREFIXES = ("وال", "بال", "لل", "و", "ب", "ل")
"""And, with, for, with and without the article: they are written together with the word."""


@dataclass(frozen=True, slots=True)
class SharedTerms:
    """The English terms for words of another language.

    Attributes:
        names: Those of countries, cities and bodies.
        words: Stems of offices, acts and things.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


NO_TERMS = SharedTerms()


@dataclass(frozen=True, slots=True)
class _Table:
    """A table by its words as written, by their stems in one language, and by runs of text without word boundaries."""

    by_word: dict[str, tuple[str, ...]]
    by_run: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4096)
def cross_language_terms(text: str, lang: str = "") -> SharedTerms:
    """Return the English terms for what a text in another language names.

    Args:
        text: A headline or a text.
        lang: Its language tag, "" if it is not known. English texts and undeclared ASCII texts have no such terms.
    """
    language = primary_language(lang)
    if language == "en" or (not language and text.isascii()):
        return NO_TERMS
    names, words = set[str](), set[str]()
    tokens = tokenize(text)
    if not language and _looks_english(tokens):
        tokens = [token for token in tokens if not token.isascii()]
    for table, terms in ((_names(), names), (_words(), words)):
        for token in _with_neighbours(tokens):
            terms.update(_look_up(table, token, language))
    if bigram_run().search(text):
        for match in _run_pattern().finditer(text):
            names.update(_names().by_run.get(match[0], ()))
            words.update(_words().by_run.get(match[0], ()))
    return SharedTerms(frozenset(names), frozenset(words - names))


def _looks_english(tokens: Sequence[str]) -> bool:
    """Whether words of an undeclared language may be English, of which "accord" and "port" are words too."""
    english = sum(token in stopwords("en") for token in tokens)
    return all(sum(token in stopwords(lang) for token in tokens) <= english for lang in LATIN_LANGUAGES)


def _with_neighbours(tokens: Sequence[str]) -> Iterator[str]:
    """Yield each word, and what it forms with the next ones: "états-unis"."""
    for length in range(1, MAX_WORDS + 1):
        for start in range(len(tokens) - length + 1):
            yield "-".join(tokens[start : start + length])


def _look_up(table: _Table, word: str, language: str) -> tuple[str, ...]:
    if terms := table.by_word.get(word):
        return terms
    if language == "ar" or "\u0600" <= word[0] <= "\u06ff":
        bare = next((word[len(prefix) :] for prefix in _ARABIC_PREFIXES if word.startswith(prefix)), "")
        return table.by_word.get(bare) or table.by_word.get(f"ال{bare}") or ()
    if not language or len(word) < MIN_STEMMED_LENGTH or "-" in word:
        return ()
    base = _stem(word, language)
    # The stemmer takes the end of some names for an ending, so that a name may be the stem of its own cases.
    return _by_stem(table is _words(), language).get(base) or table.by_word.get(base, ())


def _stem(word: str, language: str) -> str:
    """Return the stem of a word; without a stemmer, the word without the vowels and the like at its end."""
    return stem(word, language) if has_stemmer(language) else _CASE_ENDING.sub("", word)


@cache
def _names() -> _Table:
    return _read_table("country_names.txt", "cross_language_terms.txt", stemmed=False)


@cache
def _words() -> _Table:
    return _read_table("cross_language_words.txt", stemmed=True)


def _read_table(*file_names: str, stemmed: bool) -> _Table:
    """Read a table from files; the English terms of the table of words are written out, and stemmed here."""
    table = _Table({}, {})
    for line in chain.from_iterable(map(data_lines, file_names)):
        english, _, foreign_words = line.partition("=")
        terms = tuple(stem(word, "en") if stemmed else word for word in english.split())
        for word in foreign_words.split():
            (table.by_run if bigram_run().search(word) else table.by_word)[word] = terms
    return table


@cache
def _by_stem(is_words: bool, language: str) -> dict[str, tuple[str, ...]]:
    """Return a table by the stems of its longer words; a stem that two entries share is left out."""
    by_stem: dict[str, tuple[str, ...]] = {}
    for word, terms in (_words() if is_words else _names()).by_word.items():
        if len(word) >= MIN_STEMMED_LENGTH and "-" not in word:
            base = _stem(word, language)
            by_stem[base] = terms if by_stem.get(base, terms) == terms else ()
    return by_stem


@cache
def _run_pattern() -> re.Pattern[str]:
    """Return the pattern of all runs, the longest first: "北朝鮮" must not match as "朝鮮"."""
    runs = sorted({*_names().by_run, *_words().by_run}, key=lambda run: (-len(run), run))
    return re.compile("|".join(map(_bounded, runs)))


def _bounded(run: str) -> str:
    """Return the pattern of a run; katakana only as a whole word: "タイ" (Thailand) is the start of "タイヤ" (tyre)."""
    is_katakana = re.fullmatch(_KATAKANA + "+", run)
    return f"(?<!{_KATAKANA}){run}(?!{_KATAKANA})" if is_katakana else re.escape(run)
