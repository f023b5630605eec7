"""Names in a text: runs of capitalised words, the countries they stand for, and acronyms of long ones.

Headlines In Title Case capitalise everything, and sentences their first word; there the background's casing decides:
a word that other texts write small is no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.text.frequencies import Background, background
from briefing.text.words import stem

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.][^\W_]+)*|[.!?:;“”\"(]")
_STOPS = frozenset('.!?:;“”"(')
_JOINERS = frozenset(["of", "the", "de", "del", "la", "al", "bin", "van", "von", "der", "da", "dos", "du"])
_SMALL = frozenset(
    ["with", "from", "over", "into", "after", "amid", "than", "that", "upon", "about", "against", "between"]
)
_NO_NAMES = """
mr mrs ms dr sir president minister prime secretary senator sen gov governor king queen prince princess pope
judge justice general gen the a an in on at for monday tuesday wednesday thursday friday saturday sunday january
february march april may june july august september october november december i it he she they we but and or if
as this that what how why who when where news says new
"""
_TITLES = frozenset(_NO_NAMES.split())


@dataclass(frozen=True, slots=True)
class Names:
    """Single words and whole runs of names in lower case, and the countries they stand for."""

    words: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


def names(title: str, text: str = "", lang: str = "") -> Names:
    """The names of a headline and its text. Countries go by one name ("Tokyo", "Japanese" stand for "japan")."""
    words: set[str] = set()
    runs: set[str] = set()
    countries: set[str] = set()
    table = background()
    for part, shouting in ((title, _is_title_case(title)), (text, False)):
        for run in _runs(part, shouting, table, lang):
            _take(run, words, runs, countries)
    return Names(frozenset(words), frozenset(runs), frozenset(countries))


def _is_title_case(title: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_]{4,}", title)[1:] if word not in _SMALL]
    return len(long) > 1 and sum(word[0].islower() for word in long) <= len(long) // 8


def _runs(text: str, shouting: bool, table: Background, lang: str) -> list[list[str]]:
    runs: list[list[str]] = []
    run: list[str] = []
    joiners: list[str] = []
    first = True
    for token in _WORD.findall(text):
        if token in _STOPS:
            if run:
                runs.append(run)
            run, joiners, first = [], [], True
            continue
        if token[0].isupper() and _is_name(token, first or shouting, table, lang):
            run = [*run, *joiners, token] if run else [token]
            joiners = []
            if token.endswith(("'s", "’s")):
                runs.append(run)
                run = []
        elif run and token.lower() in _JOINERS and len(joiners) < 2:
            joiners.append(token)
        else:
            if run:
                runs.append(run)
            run, joiners = [], []
        first = False
    if run:
        runs.append(run)
    return runs


def _is_name(token: str, unsure: bool, table: Background, lang: str) -> bool:
    word = _plain(token)
    if not unsure or (token.isupper() and 1 < len(word) < 6):
        return word not in _TITLES
    if word in _TITLES:
        return False
    return table.capitalised(stem(word, lang)) >= 0.5


def _plain(token: str) -> str:
    return token.lower().replace("’", "'").removesuffix("'s")


def _take(run: list[str], words: set[str], runs: set[str], countries: set[str]) -> None:
    plain = [_plain(token) for token in run]
    demonyms, cities = _places()
    for size in (2, 3):
        for i in range(len(plain) - size + 1):
            place = "-".join(plain[i : i + size])
            if found := demonyms.get(place) or cities.get(place):
                countries.add(found)
    for raw, word in zip(run, plain, strict=True):
        if word in _JOINERS:
            continue
        if word == "us" and raw.isupper():
            word = "u.s."
        country = demonyms.get(word)
        if country:
            countries.add(country)
        elif word in cities:
            countries.add(cities[word])
        words.add(country or word)
    if len(plain) > 1:
        runs.add(" ".join(plain))
        initials = "".join(token[0] for token in run if token[0].isupper())
        if len(initials) > 2:
            words.add(initials.lower())


@cache
def _places() -> tuple[dict[str, str], dict[str, str]]:
    """Other names of countries, and cities that stand for them, each with the country."""
    demonyms: dict[str, str] = {}
    cities: dict[str, str] = {}
    text = resources.files("briefing.text").joinpath("places.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        country, _, rest = line.partition(":")
        if line.startswith("#"):
            continue
        own, _, others = rest.partition(";")
        demonyms[country] = country
        demonyms.update(dict.fromkeys(own.split(), country))
        cities.update(dict.fromkeys(others.split(), country))
    return demonyms, cities


@cache
def places() -> frozenset[str]:
    """Countries, and cities that stand for them: names that many unrelated happenings share."""
    demonyms, cities = _places()
    return frozenset(demonyms.values()) | cities.keys()


def country(word: str) -> str:
    """The country that a lower-case word names or describes ("japanese": "japan"), else ""."""
    return _places()[0].get(word, "")
