"""Countries, and cities that stand for them, by the names that news use. The table is `text/data/places.txt`."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import data_lines

_POSSESSIVE = re.compile(r"['’]s?$")


def country_of(word: str) -> str:
    """Return the country that a lower-case word names or describes ("japanese" gives "japan"), else ""."""
    return country_by_name().get(word, "")


def plain_name(word: str) -> str:
    """Return a word of a name in lower case without a possessive; the country for its names and adjectives."""
    lower = _POSSESSIVE.sub("", word.lower())
    return country_of(lower) or lower


@cache
def known_countries() -> frozenset[str]:
    """Return the countries, each by its one name."""
    return frozenset(country_by_name().values())


@cache
def known_places() -> frozenset[str]:
    """Return the countries and the cities that stand for them: names that many unrelated events share."""
    return known_countries() | country_by_city().keys()


def country_by_name() -> dict[str, str]:
    """Return the country for each of its names and adjectives; words of one name are joined with "-"."""
    return _tables()[0]


def country_by_city() -> dict[str, str]:
    """Return the country for which a capital or another city stands; words of one name are joined with "-"."""
    return _tables()[1]


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    by_name: dict[str, str] = {}
    by_city: dict[str, str] = {}
    for line in data_lines("places.txt"):
        country, _, names_and_cities = line.partition(":")
        names, _, cities = names_and_cities.partition(";")
        by_name[country] = country
        by_name.update(dict.fromkeys(names.split(), country))
        by_city.update(dict.fromkeys(cities.split(), country))
    return by_name, by_city
