"""Names in a text: runs of capitalised words, the countries they stand for, and acronyms of long ones.

Headlines In Title Case capitalise everything, and sentences their first word; there the background's casing decides:
a word that other texts write small is no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.data_files import data_lines, word_lists
from briefing.text.frequencies import BackgroundFrequencies, background_frequencies
from briefing.text.language_tags import primary_language
from briefing.text.words import stem

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.][^\W_]+)*|[.,!?:;“”\"(]")
_BOUNDARY_MARKS = frozenset('.!?:;“”"(')
_NAME_PARTICLES = frozenset(["of", "the", "de", "del", "la", "al", "bin", "van", "von", "der", "da", "dos", "du"])
_LONG_FUNCTION_WORDS = frozenset(
    ["with", "from", "over", "into", "after", "amid", "than", "that", "upon", "about", "against", "between"]
)
_NOT_NAMES_TEXT = """
mr mrs ms dr sir president minister prime secretary senator sen gov governor king queen prince princess pope
judge justice general gen the a an in on at for i it he she they we but and or if as this that what how why who when
where news says new
"""
_NOT_NAMES = frozenset([*_NOT_NAMES_TEXT.split(), *WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS])


_PLACE_PREPOSITIONS = frozenset(["in", "near", "off", "outside", "across", "around"])


@cache
def _word_class(word_class: str) -> frozenset[str]:
    """Words that tell the names of places, things and bodies apart."""
    return word_lists("name_words.txt")[word_class]


@dataclass(frozen=True, slots=True)
class Names:
    """Single words and whole runs of names in lower case, and the countries they stand for.

    `places` are the names used like places here ("in Omdara", "Omdara's parliament", "OMDARA - Police said ..."), known
    or not; `things` are runs that name an object or an act, not a person or a place ("Reciprocal Access Agreement").
    """

    words: frozenset[str] = frozenset()
    name_phrases: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    place_names: frozenset[str] = frozenset()
    object_names: frozenset[str] = frozenset()


class _NamePhrase:
    """Capitalised words in a row, with the word before them and the word after."""

    __slots__ = ("after", "before", "is_possessive", "words")

    def __init__(self, words: list[str], before: str, after: str) -> None:
        self.is_possessive = words[-1].endswith(("'s", "’s"))
        self.words = ["u.s." if word == "US" else _normalised(word) for word in words]
        self.before, self.after = before, after

    def is_used_as_place(self) -> bool:
        """Whether it is used like the name of a place."""
        words = self.words
        if self.is_possessive:
            return self.after in _word_class("owned")
        if self.after in _word_class("tails") or self.before in _PLACE_PREPOSITIONS or self.before == "in the":
            return True
        return len(words) > 1 and (words[0] in _word_class("heads") or words[-1] in _word_class("tails"))

    def is_object_name(self, frequencies: BackgroundFrequencies, lang: str) -> bool:
        """Whether it names a thing: "the" stands before it, or it is long and its last word also written small."""
        words = self.words
        if len(words) < 2 or words[-1] in _word_class("bodies") or "-".join(words) in _place_tables()[0]:
            return False
        if self.before == "the":
            return True
        return (
            len(words) > 2
            and primary_language(lang) != "de"
            and frequencies.capitalised_share(stem(words[-1], lang)) < 0.6
        )


def find_names(title: str, text: str = "", lang: str = "") -> Names:
    """The names of a headline and its text. Countries go by one name ("Tokyo", "Japanese" stand for "japan")."""
    found: tuple[set[str], ...] = (set(), set(), set(), set(), set())
    table = background_frequencies()
    dateline = _DATELINE.match(text)
    if dateline:
        text = text[dateline.end() :]
        _collect(_NamePhrase(dateline[1].split(), "in", ""), found, table, lang)
    for part, shouting in ((title, _is_title_case(title)), (text, False)):
        for run in _find_name_phrases(part, shouting, table, lang):
            _collect(run, found, table, lang)
    return Names(*map(frozenset, found))


_DATELINE = re.compile(r"([A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2})(?:,[^.]{3,25})?(?: \([^)]{2,24}\))? [-–—]{1,2} ")


def _is_title_case(title: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_]{4,}", title)[1:] if word not in _LONG_FUNCTION_WORDS]
    return len(long) > 1 and sum(word[0].islower() for word in long) <= len(long) // 8


def _find_name_phrases(
    text: str, is_title_case: bool, frequencies: BackgroundFrequencies, lang: str
) -> list[_NamePhrase]:
    runs: list[_NamePhrase] = []
    run: list[str] = []
    joiners: list[str] = []
    before = last = ""
    first, german = True, primary_language(lang) == "de"
    for part in _WORD.findall(text):
        if part in _BOUNDARY_MARKS or part == ",":
            if run:
                runs.append(_NamePhrase(run, before, ""))
            run, joiners, last = [], [], ""
            first = part != "," or first
            continue
        if (
            part[0].isupper()
            and _is_name(part, first or is_title_case, frequencies, lang)
            and not (german and is_german_noun(part, last))
        ):
            if run and run[-1].endswith(("'s", "’s")):
                runs.append(_NamePhrase(run, before, part.lower()))
                run = []
            if run:
                run = [*run, *joiners, part]
            else:
                run, before = [part], last
            joiners = []
        elif run and part in _NAME_PARTICLES and len(joiners) < 2:
            joiners.append(part)
        else:
            if run:
                runs.append(_NamePhrase(run, before, joiners[0] if joiners else part.lower()))
            run, joiners = [], []
        first, last = False, "in the" if part == "the" and last in _PLACE_PREPOSITIONS else part.lower()
    if run:
        runs.append(_NamePhrase(run, before, ""))
    return runs


def _is_name(token: str, case_is_ambiguous: bool, frequencies: BackgroundFrequencies, lang: str) -> bool:
    word = _normalised(token)
    if not case_is_ambiguous or (token.isupper() and 1 < len(word) < 6):
        return word not in _NOT_NAMES
    if word in _NOT_NAMES:
        return False
    return frequencies.capitalised_share(stem(word, lang)) >= 0.5


def is_german_noun(token: str, before: str) -> bool:
    """Whether a capitalised German word, after the lower-case word before it, is no name but a noun like all others.

    An article, a pronoun or an adjective before it tells, or its ending, or that it is one of the usual ones.
    """
    word = token.lower()
    if country_of(word) or word in known_places() or (token.isupper() and len(token) < 7):
        return False
    if word in _word_class("nouns") or word.endswith(_GERMAN_NOUN_ENDINGS):
        return True
    return before in _word_class("articles") or (
        len(before) > 4 and before.endswith(("ische", "ischen", "ischer", "isches"))
    )


_GERMAN_NOUN_ENDINGS = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "täten", "ismus",
    "nis", "nisse", "minister", "ministerin", "ministerium", "präsident", "präsidentin", "kanzler", "kanzlerin", "chef",
    "chefin", "sprecher", "sprecherin", "partei", "parteien", "gesetz", "gericht", "amt", "zahl", "zahlen", "jahr",
    "jahre", "jahren", "preis", "preise", "recht", "krieg", "krise", "kosten", "wahl", "wahlen", "haus", "verband",
)  # fmt: skip


def _normalised(token: str) -> str:
    return token.lower().replace("’", "'").removesuffix("'s")


def _collect(phrase: _NamePhrase, found: tuple[set[str], ...], frequencies: BackgroundFrequencies, lang: str) -> None:
    words, runs, countries, located, things = found
    plain = phrase.words
    demonyms, cities = _place_tables()
    for size in (2, 3):
        for i in range(len(plain) - size + 1):
            place = "-".join(plain[i : i + size])
            if name := demonyms.get(place) or cities.get(place):
                countries.add(name)
    kept = []
    for word in plain:
        if word in _NAME_PARTICLES:
            continue
        country = demonyms.get(word)
        if country:
            countries.add(country)
        elif word in cities:
            countries.add(cities[word])
        kept.append(country or word)
    words.update(kept)
    is_thing = phrase.is_object_name(frequencies, lang)
    if phrase.is_used_as_place() and not (is_thing and len(plain) > 2):
        located.update(kept)
        is_thing = False
    if len(plain) > 1:
        whole = " ".join(plain)
        runs.add(whole)
        if is_thing:
            things.add(whole)
        initials = "".join(word[0] for word in plain if word not in _NAME_PARTICLES)
        if len(initials) > 2:
            words.add(initials)


@cache
def _place_tables() -> tuple[dict[str, str], dict[str, str]]:
    """Other names of countries, and cities that stand for them, each with the country."""
    demonyms: dict[str, str] = {}
    cities: dict[str, str] = {}
    for line in data_lines("places.txt"):
        country, _, rest = line.partition(":")
        own, _, others = rest.partition(";")
        demonyms[country] = country
        demonyms.update(dict.fromkeys(own.split(), country))
        cities.update(dict.fromkeys(others.split(), country))
    return demonyms, cities


@cache
def known_countries() -> frozenset[str]:
    """Countries by the one name they go by."""
    return frozenset(_place_tables()[0].values())


@cache
def known_places() -> frozenset[str]:
    """Countries, and cities that stand for them: names that many unrelated happenings share."""
    demonyms, cities = _place_tables()
    return frozenset(demonyms.values()) | cities.keys()


def country_of(word: str) -> str:
    """The country that a lower-case word names or describes ("japanese": "japan"), else ""."""
    return _place_tables()[0].get(word, "")
