"""The kinds of happenings that words name: "arrest", "death"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from briefing.text.data_files import word_lists
from briefing.text.words import stem


@cache
def kinds_by_stem() -> dict[str, str]:
    """Return the kind that each stemmed word names."""
    lists = word_lists("writing/happening_verbs.txt")
    return {stem(word, "en"): kind for kind, words in sorted(lists.items()) for word in sorted(words)}


def kinds_of_terms(terms: Iterable[str]) -> frozenset[str]:
    """Return the kinds of happenings that stemmed words name: "arrest", "death"."""
    return frozenset(kind for term in terms if (kind := kinds_by_stem().get(term)))
