"""Whether an article shares specific words with others: words that are rare in the news at large."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log, sqrt

from briefing.model.articles import Article
from briefing.text.frequencies import background_frequencies
from briefing.text.language_tags import primary_language
from briefing.writing.sentence_vectors import bag_of_words

# Constants of this module were chosen by reading the 70 rows of 319 that share least, of three replayed windows: of
# those that are below both limits two in three were of another topic, and most of the others beside it.
MAX_OTHER_COSINE = 0.2
"""Cosine to each other article below which an article can be of another topic."""
MAX_OTHER_SHARE = 0.4
"""Share of the words of its headline, by rarity, in the other articles below which it is."""
READ_CHARACTERS = 600
"""Number of characters of a text that are compared."""
MAX_REMEMBERED = 4096
"""Texts whose words are remembered: those of one long thread and some small ones."""


def are_of_another_topic(articles: Iterable[Article], others: Iterable[Article]) -> bool:
    """Return whether articles share next to no specific words with other ones of their thread.

    Only articles in English are compared: the frequencies of words are those of English news.

    Args:
        articles: The articles of one row.
        others: The other articles of the thread.
    """
    own = list(articles)
    if not all(map(_is_english, own)):
        return False
    words = frozenset[str]().union(*(_words(one.title, one.text[:READ_CHARACTERS], one.lang) for one in own))
    length = _length(words)
    known: set[str] = set()
    for other in filter(_is_english, others):
        terms = _words(other.title, other.text[:READ_CHARACTERS], other.lang)
        if _weight(words & terms) >= MAX_OTHER_COSINE * length * _length(terms):
            return False
        known |= terms
    headline = frozenset[str]().union(*(_words(one.title, "", one.lang) for one in own))
    return bool(known) and _share(headline, known) < MAX_OTHER_SHARE


def _is_english(article: Article) -> bool:
    return primary_language(article.lang) in ("", "en")


@lru_cache(maxsize=MAX_REMEMBERED)
def _words(title: str, text: str, lang: str) -> frozenset[str]:
    return frozenset(bag_of_words(f"{title}\n{text}", lang))


@lru_cache(maxsize=MAX_REMEMBERED)
def _length(words: frozenset[str]) -> float:
    return sqrt(_weight(words))


def _weight(words: frozenset[str]) -> float:
    return sum(_rarity(word) ** 2 for word in sorted(words))


def _share(words: frozenset[str], known: set[str]) -> float:
    total = sum(_rarity(word) for word in sorted(words))
    return sum(_rarity(word) for word in sorted(words & known)) / total if total else 1.0


@lru_cache(maxsize=MAX_REMEMBERED)
def _rarity(word: str) -> float:
    return -log(background_frequencies().document_share(word))
