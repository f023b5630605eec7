"""What texts of other languages say that has one name everywhere: countries, bodies that go by letters, a few acts.

The words are those of `abroad.txt`; what is not there is left as it is, so that nothing is forced together.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing.text.data_files import data_lines
from briefing.text.language_tags import primary_language
from briefing.text.scripts import BIGRAM_CHARACTER
from briefing.text.words import tokenize


@lru_cache(maxsize=4096)
def cross_language_terms(text: str, lang: str = "") -> frozenset[str]:
    """The countries, bodies and stems of acts that a text names in another language than English."""
    if primary_language(lang) == "en" or (not lang and text.isascii()):
        return frozenset()
    words, inside = _terms()
    found = {meant for word in tokenize(text, lang) if word in words for meant in words[word]}
    if BIGRAM_CHARACTER.search(text):
        for match in _run_pattern().finditer(text):
            found.update(inside[match[0]])
    return frozenset(found)


@cache
def _terms() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """What words mean, and what runs of letters mean in scripts that do not part words."""
    words: dict[str, tuple[str, ...]] = {}
    inside: dict[str, tuple[str, ...]] = {}
    for line in data_lines("cross_language_terms.txt"):
        meant, _, others = line.partition("=")
        for other in others.split():
            (inside if BIGRAM_CHARACTER.search(other) else words)[other] = tuple(meant.split())
    return words, inside


@cache
def _run_pattern() -> re.Pattern[str]:
    """All runs, the longest first: "北朝鮮" is not "朝鮮"."""
    return re.compile("|".join(sorted(map(re.escape, _terms()[1]), key=lambda run: (-len(run), run))))
