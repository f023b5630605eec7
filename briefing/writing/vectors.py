"""Sentences as weighted words, and how alike they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from briefing.text.words import stem, stopwords, tokens

Vector = dict[str, float]


def bag(text: str, lang: str = "") -> Counter[str]:
    """Count the stems of a text, stop words and single letters left out."""
    stops = stopwords(lang)
    return Counter(s for word in tokens(text, lang) if word not in stops and len(s := stem(word, lang)) > 1)


def rarity(bags: Iterable[Iterable[str]]) -> dict[str, float]:
    """Inverse document frequency of every word of a collection of bags, always positive."""
    counts: Counter[str] = Counter()
    size = 0
    for words in bags:
        counts.update(set(words))
        size += 1
    return {word: log(1 + size / count) for word, count in counts.items()}


def vector(words: Mapping[str, int], rare: Mapping[str, float]) -> Vector:
    """The tf-idf vector of a bag, of length 1."""
    return unit({word: (1 + log(count)) * rare.get(word, 0.0) for word, count in words.items()})


def unit(values: Mapping[str, float]) -> Vector:
    """Scale to length 1 (nothing stays nothing)."""
    length = sqrt(sum(value * value for value in values.values())) or 1.0
    return {word: value / length for word, value in values.items()}


def dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The inner product: of unit vectors the cosine."""
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[word] for word, value in a.items() if word in b)
