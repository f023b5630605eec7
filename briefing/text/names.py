"""Names in a text: runs of capitalised words, the countries they stand for, and acronyms of long names.

A capital does not always mark a name: headlines in Title Case capitalise every word, and a sentence its first. There a
word is a name only if most texts of the background table capitalise it inside sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.data_files import word_lists
from briefing.text.frequencies import background_frequencies
from briefing.text.language_tags import primary_language
from briefing.text.places import country_by_city, country_by_name, country_of, known_places
from briefing.text.words import stem

MIN_NAME_SHARE = 0.5
"""Share of capitalised uses in the background table from which a word counts as a name where case says nothing."""
MAX_OBJECT_SHARE = 0.6
"""Share of capitalised uses below which the last word of a long name is a common noun: "Access Agreement"."""
MIN_OBJECT_WORDS = 3
"""Words of a name from which a common noun at its end makes it the name of an object, without "the" before it."""
MAX_ACRONYM_LENGTH = 5
"""Letters up to which a word in capitals is an acronym wherever it stands; longer ones are emphasis."""
MAX_GERMAN_ACRONYM_LENGTH = 6
"""The same for German words."""
MIN_ACRONYM_WORDS = 3
"""Words of a name from which its initials count as its acronym."""
MAX_PARTICLES = 2
"""Particles in a row inside a name: "Bank of the South"."""
_PLACE_NAME_WORDS = (2, 3)
"""Numbers of words of the names of places with more than one word: "buenos-aires", "papua-new-guinea"."""

_PART = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.][^\W_]+)*|[.,!?:;“”\"(]")
_BOUNDARIES = frozenset('.!?:;“”"(')
_DATELINE = re.compile(r"([A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2})(?:,[^.]{3,25})?(?: \([^)]{2,24}\))? [-–—]{1,2} ")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_POSSESSIVE = ("'s", "’s")
_CALENDAR_WORDS = frozenset([*WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS])


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an article, in lower case.

    Attributes:
        words: The single words of names. Countries go by one name: "Japanese" gives "japan".
        name_phrases: Whole names of two or more words.
        countries: The countries that are named, or for which a named city stands.
        place_names: Words of names that are used like places here, known or not: "in Omdara", "Omdara's parliament",
            "OMDARA - Police said".
        object_names: Names of an object or an act, not of a person or a place: "reciprocal access agreement".
    """

    words: frozenset[str] = frozenset()
    name_phrases: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    place_names: frozenset[str] = frozenset()
    object_names: frozenset[str] = frozenset()


def find_names(title: str, text: str = "", lang: str = "") -> Names:
    """Return the names in a headline and its text.

    Args:
        title: A headline.
        text: The text below it; a dateline at its beginning names a place.
        lang: The language tag of both, "" if it is not known.
    """
    collector = _NameCollector(lang)
    if dateline := _DATELINE.match(text):
        text = text[dateline.end() :]
        collector.add(_NamePhrase(dateline[1].split(), before="in"))
    title_phrases = _find_name_phrases(title, is_title_case(title), lang)
    for phrase in chain(title_phrases, _find_name_phrases(text, False, lang)):
        collector.add(phrase)
    return collector.names()


def is_german_noun(part: str, before: str) -> bool:
    """Whether a capitalised German word is a common noun rather than a name.

    German capitalises all nouns. An article, a pronoun or an adjective before the word gives a common noun away, and
    so does its ending, or that it is one of the most frequent nouns.

    Args:
        part: The word as written.
        before: The word before it, in lower case, "" if there is none.
    """
    word = part.lower()
    if country_of(word) or word in known_places() or (part.isupper() and len(part) <= MAX_GERMAN_ACRONYM_LENGTH):
        return False
    if word in _word_class("nouns") or word.endswith(_german_noun_endings()):
        return True
    if before in _word_class("articles"):
        return True
    return before.endswith(("ische", "ischen", "ischer", "isches"))


@cache
def _german_noun_endings() -> tuple[str, ...]:
    return tuple(_word_class("noun-endings"))


def _word_class(name: str) -> frozenset[str]:
    """Return a list of words that distinguish names of persons, places and objects."""
    return word_lists("name_words.txt")[name]


class _NamePhrase:
    """Capitalised words in a row, with the word before them and the word after, in lower case."""

    __slots__ = ("after", "before", "is_possessive", "words")

    def __init__(self, parts: list[str], before: str = "", after: str = "") -> None:
        self.is_possessive = parts[-1].endswith(_POSSESSIVE)
        self.words = ["u.s." if part == "US" else _normalised(part) for part in parts]
        self.before, self.after = before, after

    def is_used_as_place(self) -> bool:
        """Whether the words around the name, or its own, show that it is a place."""
        words = self.words
        if self.is_possessive:
            return self.after in _word_class("owned")
        if self.after in _word_class("tails") or self.before in _word_class("place-prepositions"):
            return True
        if self.before == "in the":
            return True
        return len(words) > 1 and (words[0] in _word_class("heads") or words[-1] in _word_class("tails"))

    def is_object_name(self, lang: str) -> bool:
        """Whether it names an object: "the" stands before it, or it is long and ends in a common noun."""
        words = self.words
        if len(words) < 2 or words[-1] in _word_class("bodies") or "-".join(words) in country_by_name():
            return False
        if self.before == "the":
            return True
        if len(words) < MIN_OBJECT_WORDS or primary_language(lang) == "de":
            return False
        return background_frequencies().capitalised_share(stem(words[-1], lang)) < MAX_OBJECT_SHARE


@dataclass(slots=True)
class _NameCollector:
    """Collects the names of one article."""

    lang: str
    words: set[str] = field(default_factory=set)
    name_phrases: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    place_names: set[str] = field(default_factory=set)
    object_names: set[str] = field(default_factory=set)

    def add(self, phrase: _NamePhrase) -> None:
        """Add a name and everything that it stands for."""
        words, particles = phrase.words, _word_class("particles")
        self._add_places_of_several_words(words)
        name_words = [self._country_or_word(word) for word in words if word not in particles]
        self.words.update(name_words)
        is_object = phrase.is_object_name(self.lang)
        if phrase.is_used_as_place() and not (is_object and len(words) >= MIN_OBJECT_WORDS):
            self.place_names.update(name_words)
            is_object = False
        if len(words) > 1:
            self.name_phrases.add(" ".join(words))
            if is_object:
                self.object_names.add(" ".join(words))
            initials = "".join(word[0] for word in words if word not in particles)
            if len(initials) >= MIN_ACRONYM_WORDS:
                self.words.add(initials)

    def names(self) -> Names:
        """Return the collected names."""
        sets = (self.words, self.name_phrases, self.countries, self.place_names, self.object_names)
        return Names(*map(frozenset, sets))

    def _add_places_of_several_words(self, words: list[str]) -> None:
        for size in _PLACE_NAME_WORDS:
            for start in range(len(words) - size + 1):
                place = "-".join(words[start : start + size])
                if country := country_by_name().get(place) or country_by_city().get(place):
                    self.countries.add(country)

    def _country_or_word(self, word: str) -> str:
        """Return the one name of the country that a word names, else the word; a city stays itself."""
        country = country_of(word)
        if stands_for := country or country_by_city().get(word):
            self.countries.add(stands_for)
        return country or word


def is_title_case(title: str) -> bool:
    """Whether a headline capitalises nearly all of its long words, so that capitals say nothing."""
    function_words = _word_class("function-words")
    long_words = [word for word in _LONG_WORD.findall(title)[1:] if word not in function_words]
    return len(long_words) > 1 and sum(word[0].islower() for word in long_words) <= len(long_words) // 8


def _find_name_phrases(text: str, is_title_case: bool, lang: str) -> list[_NamePhrase]:
    """Return the runs of capitalised words of a text, joined across particles such as "of" and "de"."""
    phrases: list[_NamePhrase] = []
    run: list[str] = []
    particles: list[str] = []  # after the run, part of it if another name follows
    before = last = ""
    known_particles, place_prepositions = _word_class("particles"), _word_class("place-prepositions")
    starts_sentence, is_german = True, primary_language(lang) == "de"
    for part in _PART.findall(text):
        if part in _BOUNDARIES or part == ",":
            if run:
                phrases.append(_NamePhrase(run, before))
            run, particles, last = [], [], ""
            starts_sentence = part != "," or starts_sentence
            continue
        is_name = part[0].isupper() and _is_name(part, starts_sentence or is_title_case, lang)
        if is_name and not (is_german and is_german_noun(part, last)):
            if run and run[-1].endswith(_POSSESSIVE):
                phrases.append(_NamePhrase(run, before, part.lower()))
                run = []
            if run:
                run = [*run, *particles, part]
            else:
                run, before = [part], last
            particles = []
        elif run and part in known_particles and len(particles) < MAX_PARTICLES:
            particles.append(part)
        else:
            if run:
                phrases.append(_NamePhrase(run, before, particles[0] if particles else part.lower()))
            run, particles = [], []
        starts_sentence = False
        last = "in the" if part == "the" and last in place_prepositions else part.lower()
    if run:
        phrases.append(_NamePhrase(run, before))
    return phrases


def _is_name(part: str, is_case_ambiguous: bool, lang: str) -> bool:
    """Whether a capitalised word is a name; if its case says nothing, the background table decides."""
    word = _normalised(part)
    if word in _word_class("no-names") or word in _CALENDAR_WORDS:
        return False
    if not is_case_ambiguous or (part.isupper() and 1 < len(word) <= MAX_ACRONYM_LENGTH):
        return True
    return background_frequencies().capitalised_share(stem(word, lang)) >= MIN_NAME_SHARE


def _normalised(part: str) -> str:
    return part.lower().replace("’", "'").removesuffix("'s")
