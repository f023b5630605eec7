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
from briefing.text.words import language, stem

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.][^\W_]+)*|[.,!?:;“”\"(]")
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


_WHERE = frozenset(["in", "near", "off", "outside", "across", "around"])


@cache
def _words(kind: str) -> frozenset[str]:
    """Words that tell the names of places, things and bodies apart."""
    text = resources.files("briefing.text").joinpath("namewords.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines())
    return frozenset(word for name, _, words in lines if name == kind for word in words.split())


@dataclass(frozen=True, slots=True)
class Names:
    """Single words and whole runs of names in lower case, and the countries they stand for.

    `places` are the names used like places here ("in Omdara", "Omdara's parliament", "OMDARA - Police said ..."), known
    or not; `things` are runs that name an object or an act, not a person or a place ("Reciprocal Access Agreement").
    """

    words: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()


class _Run:
    """Capitalised words in a row, with the word before them and the word after."""

    __slots__ = ("after", "before", "owns", "words")

    def __init__(self, words: list[str], before: str, after: str) -> None:
        self.owns = words[-1].endswith(("'s", "’s"))
        self.words = ["u.s." if word == "US" else _plain(word) for word in words]
        self.before, self.after = before, after

    def is_place(self) -> bool:
        """Whether it is used like the name of a place."""
        words = self.words
        if self.owns:
            return self.after in _words("owned")
        if self.after in _words("tails") or self.before in _WHERE or self.before == "in the":
            return True
        return len(words) > 1 and (words[0] in _words("heads") or words[-1] in _words("tails"))

    def is_thing(self, table: Background, lang: str) -> bool:
        """Whether it names a thing: "the" stands before it, or it is long and its last word also written small."""
        words = self.words
        if len(words) < 2 or words[-1] in _words("bodies") or "-".join(words) in _places()[0]:
            return False
        if self.before == "the":
            return True
        return len(words) > 2 and language(lang) != "de" and table.capitalised(stem(words[-1], lang)) < 0.6


def names(title: str, text: str = "", lang: str = "") -> Names:
    """The names of a headline and its text. Countries go by one name ("Tokyo", "Japanese" stand for "japan")."""
    found: tuple[set[str], ...] = (set(), set(), set(), set(), set())
    table = background()
    dateline = _DATELINE.match(text)
    if dateline:
        text = text[dateline.end() :]
        _take(_Run(dateline[1].split(), "in", ""), found, table, lang)
    for part, shouting in ((title, _is_title_case(title)), (text, False)):
        for run in _runs(part, shouting, table, lang):
            _take(run, found, table, lang)
    return Names(*map(frozenset, found))


_DATELINE = re.compile(r"([A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2})(?:,[^.]{3,25})?(?: \([^)]{2,24}\))? [-–—]{1,2} ")


def _is_title_case(title: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_]{4,}", title)[1:] if word not in _SMALL]
    return len(long) > 1 and sum(word[0].islower() for word in long) <= len(long) // 8


def _runs(text: str, shouting: bool, table: Background, lang: str) -> list[_Run]:
    runs: list[_Run] = []
    run: list[str] = []
    joiners: list[str] = []
    before = last = ""
    first, german = True, language(lang) == "de"
    for part in _WORD.findall(text):
        if part in _STOPS or part == ",":
            if run:
                runs.append(_Run(run, before, ""))
            run, joiners, last = [], [], ""
            first = part != "," or first
            continue
        if (
            part[0].isupper()
            and _is_name(part, first or shouting, table, lang)
            and not (german and is_noun(part, last))
        ):
            if run and run[-1].endswith(("'s", "’s")):
                runs.append(_Run(run, before, part.lower()))
                run = []
            if run:
                run = [*run, *joiners, part]
            else:
                run, before = [part], last
            joiners = []
        elif run and part in _JOINERS and len(joiners) < 2:
            joiners.append(part)
        else:
            if run:
                runs.append(_Run(run, before, joiners[0] if joiners else part.lower()))
            run, joiners = [], []
        first, last = False, "in the" if part == "the" and last in _WHERE else part.lower()
    if run:
        runs.append(_Run(run, before, ""))
    return runs


def _is_name(token: str, unsure: bool, table: Background, lang: str) -> bool:
    word = _plain(token)
    if not unsure or (token.isupper() and 1 < len(word) < 6):
        return word not in _TITLES
    if word in _TITLES:
        return False
    return table.capitalised(stem(word, lang)) >= 0.5


def is_noun(token: str, before: str) -> bool:
    """Whether a capitalised German word, after the lower-case word before it, is no name but a noun like all others.

    An article, a pronoun or an adjective before it tells, or its ending, or that it is one of the usual ones.
    """
    word = token.lower()
    if country(word) or word in places() or (token.isupper() and len(token) < 7):
        return False
    if word in _words("nouns") or word.endswith(_ENDINGS):
        return True
    return before in _words("articles") or (
        len(before) > 4 and before.endswith(("ische", "ischen", "ischer", "isches"))
    )


_ENDINGS = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "täten", "ismus",
    "nis", "nisse", "minister", "ministerin", "ministerium", "präsident", "präsidentin", "kanzler", "kanzlerin", "chef",
    "chefin", "sprecher", "sprecherin", "partei", "parteien", "gesetz", "gericht", "amt", "zahl", "zahlen", "jahr",
    "jahre", "jahren", "preis", "preise", "recht", "krieg", "krise", "kosten", "wahl", "wahlen", "haus", "verband",
)  # fmt: skip


def _plain(token: str) -> str:
    return token.lower().replace("’", "'").removesuffix("'s")


def _take(run: _Run, found: tuple[set[str], ...], table: Background, lang: str) -> None:
    words, runs, countries, located, things = found
    plain = run.words
    demonyms, cities = _places()
    for size in (2, 3):
        for i in range(len(plain) - size + 1):
            place = "-".join(plain[i : i + size])
            if name := demonyms.get(place) or cities.get(place):
                countries.add(name)
    kept = []
    for word in plain:
        if word in _JOINERS:
            continue
        country = demonyms.get(word)
        if country:
            countries.add(country)
        elif word in cities:
            countries.add(cities[word])
        kept.append(country or word)
    words.update(kept)
    is_thing = run.is_thing(table, lang)
    if run.is_place() and not (is_thing and len(plain) > 2):
        located.update(kept)
        is_thing = False
    if len(plain) > 1:
        whole = " ".join(plain)
        runs.add(whole)
        if is_thing:
            things.add(whole)
        initials = "".join(word[0] for word in plain if word not in _JOINERS)
        if len(initials) > 2:
            words.add(initials)


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
def nations() -> frozenset[str]:
    """Countries by the one name they go by."""
    return frozenset(_places()[0].values())


@cache
def places() -> frozenset[str]:
    """Countries, and cities that stand for them: names that many unrelated happenings share."""
    demonyms, cities = _places()
    return frozenset(demonyms.values()) | cities.keys()


def country(word: str) -> str:
    """The country that a lower-case word names or describes ("japanese": "japan"), else ""."""
    return _places()[0].get(word, "")
