"""Terms of texts in which a country and its people are one: "Kuwait" and "Kuwaiti"."""

from __future__ import annotations

from functools import cache

from briefing.text.places import country_by_name
from briefing.text.words import stem
from briefing.writing.sentences.sentence_vectors import bag_of_words


def terms_of(text: str) -> frozenset[str]:
    """Return the stems of a text without stop words; the country for its names and adjectives of one word."""
    countries = _country_by_stem()
    return frozenset(countries.get(term, term) for term in bag_of_words(text))


@cache
def _country_by_stem() -> dict[str, str]:
    """The country for the stem of each of its names, so that "Kuwait" and "Kuwaiti" are one term."""
    return {stem(name, ""): country for name, country in country_by_name().items()}
