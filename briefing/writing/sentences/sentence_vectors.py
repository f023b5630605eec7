"""Bags of words and tf-idf vectors of sentences, and their similarity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from math import fsum, log, sqrt

from briefing.text.words import stem_all, stopwords, tokenize

Vector = dict[str, float]

MAX_REMEMBERED = 4096
"""Number of texts whose stems are remembered: the headlines, leads and sentences of a thread of 500 articles."""


def bag_of_words(text: str, lang: str = "") -> Counter[str]:
    """Count the stems of a text without stop words and single letters."""
    return Counter(_stems(text, lang))


@lru_cache(maxsize=MAX_REMEMBERED)
def _stems(text: str, lang: str) -> tuple[str, ...]:
    """Return the stems; cached, because title, summary, timeline and numbers read the same sentences."""
    stops = stopwords(lang)
    words = [word for word in tokenize(text) if word not in stops]
    return tuple(one for one in stem_all(words, lang) if len(one) > 1)


def common_terms(term_sets: Sequence[Set[str]], share: float, least: int = 1) -> frozenset[str]:
    """Return the terms that a share of some texts, and at least `least` of them, have: the theme of these texts."""
    counts = Counter(term for terms in term_sets for term in terms)
    return frozenset(term for term, count in counts.items() if count >= max(least, share * len(term_sets)))


def idf(bags: Iterable[Iterable[str]]) -> dict[str, float]:
    """Return the inverse document frequency of every word of some bags; always positive."""
    counts: Counter[str] = Counter()
    size = 0
    for words in bags:
        counts.update(set(words))
        size += 1
    return {word: log(1 + size / count) for word, count in counts.items()}


def tf_idf_vector(words: Mapping[str, int], idf_by_word: Mapping[str, float]) -> Vector:
    """Return the tf-idf vector of a bag, scaled to length 1."""
    return normalize({word: (1 + log(count)) * idf_by_word.get(word, 0.0) for word, count in words.items()})


def normalize(values: Mapping[str, float]) -> Vector:
    """Scale a vector to length 1; an empty vector stays empty."""
    length = sqrt(fsum(value * value for value in values.values())) or 1.0
    return {word: value / length for word, value in values.items()}


def dot_product(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the inner product of two vectors; for unit vectors it is the cosine."""
    if len(a) > len(b):
        a, b = b, a
    return fsum(value * b[word] for word, value in a.items() if word in b)
