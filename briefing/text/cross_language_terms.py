"""Terms that texts in different languages share: countries, bodies known by their initials, a few acts.

The table `text/data/cross_language_terms.txt` gives the English term for words of other languages. Words that are not
in the table are left out, so that only a known correspondence brings articles together.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing.text.data_files import data_lines
from briefing.text.language_tags import primary_language
from briefing.text.scripts import bigram_run
from briefing.text.words import tokenize


@lru_cache(maxsize=4096)
def cross_language_terms(text: str, lang: str = "") -> frozenset[str]:
    """Return the English terms for the countries, bodies and acts that a text in another language names.

    Args:
        text: A headline or a text.
        lang: Its language tag, "" if it is not known. English texts and undeclared ASCII texts have no such terms.
    """
    if primary_language(lang) == "en" or (not lang and text.isascii()):
        return frozenset()
    terms_by_word, terms_by_run = _terms()
    terms = {term for word in tokenize(text, lang) for term in terms_by_word.get(word, ())}
    if bigram_run().search(text):
        for match in _run_pattern().finditer(text):
            terms.update(terms_by_run[match[0]])
    return frozenset(terms)


@cache
def _terms() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the terms for whole words, and those for runs of characters inside text without word boundaries."""
    by_word: dict[str, tuple[str, ...]] = {}
    by_run: dict[str, tuple[str, ...]] = {}
    for line in data_lines("cross_language_terms.txt"):
        terms, _, foreign_words = line.partition("=")
        for word in foreign_words.split():
            (by_run if bigram_run().search(word) else by_word)[word] = tuple(terms.split())
    return by_word, by_run


@cache
def _run_pattern() -> re.Pattern[str]:
    """Return the pattern of all runs, the longest first: "北朝鮮" must not match as "朝鮮"."""
    return re.compile("|".join(sorted(map(re.escape, _terms()[1]), key=lambda run: (-len(run), run))))
