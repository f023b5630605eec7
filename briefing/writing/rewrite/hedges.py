"""Words that turn the meaning of a sentence: negations, hedges and loaded words (`writing/data/qualifiers.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from briefing.text.data_files import read_data
from briefing.text.language_tags import primary_language
from briefing.text.words import stem, tokenize


@cache
def _qualifiers() -> dict[str, Any]:
    return tomllib.loads(read_data("writing/qualifiers.toml"))


def _any_of(patterns_with_examples: list[list[str]], flags: int = 0) -> re.Pattern[str]:
    alternatives = "|".join(pattern for pattern, _ in patterns_with_examples)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", flags)


@cache
def _negation_pattern(lang: str) -> re.Pattern[str] | None:
    patterns = _qualifiers()["negations"].get(primary_language(lang) or "en")
    return _any_of(patterns, re.IGNORECASE) if patterns else None


@cache
def _hedge_patterns() -> dict[str, re.Pattern[str]]:
    return {kind: _any_of(patterns) for kind, patterns in _qualifiers()["hedges"].items()}


@cache
def _loaded_stems() -> frozenset[str]:
    return frozenset(map(_base_stem, _qualifiers()["loaded"]["words"].split()))


def _base_stem(word: str) -> str:
    return stem(_qualifiers()["loaded"]["irregular_forms"].get(word, word))


def knows_negations(lang: str = "") -> bool:
    """Whether negations of a language are known; without a language English is assumed."""
    return _negation_pattern(lang) is not None


def count_negations(text: str, lang: str = "") -> int:
    """Return the number of negations in a text."""
    pattern = _negation_pattern(lang)
    return len(pattern.findall(text.replace("’", "'"))) if pattern else 0


def hedges(text: str) -> frozenset[str]:
    """Return what a text says of its statements: "alleged", "only possible", "still to come", "a condition"."""
    lowered = " ".join(word if word == "May" else word.lower() for word in text.split())
    return frozenset(kind for kind, pattern in _hedge_patterns().items() if pattern.search(lowered))


def loaded_words(text: str, lang: str = "") -> frozenset[str]:
    """Return the stems of the loaded words in an English text; empty for other languages."""
    if (primary_language(lang) or "en") != "en":
        return frozenset()
    return frozenset(map(_base_stem, tokenize(text))) & _loaded_stems()
