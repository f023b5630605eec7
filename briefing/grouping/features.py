"""The features of an article for grouping: words, names, places and numbers; extracted once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from briefing.grouping.headline_claims import headline_claims
from briefing.grouping.idf import place_usage_term
from briefing.grouping.serial_numbers import serial_numbers
from briefing.model.articles import Article
from briefing.text.article_kinds import article_kind
from briefing.text.language_tags import primary_language
from briefing.text.languages.cross_language_terms import cross_language_terms
from briefing.text.languages.language_recognition import recognised_language
from briefing.text.names import find_names
from briefing.text.places import country_by_name, country_of, known_countries
from briefing.text.publishers.boilerplate import without_addresses, without_picture_marks
from briefing.text.titles import HeadlineKind, bare_headline, classify_headline
from briefing.text.words import stem, stem_all, stopwords, tokenize

MAX_LEAD_WORDS = 60
"""Number of words of the text that are read: the opening says what happened, later paragraphs add background."""
MAX_NUMBER_WORDS = 30
"""Number of words of the text that are read for numbers."""
CHARACTERS_PER_WORD = 12
"""Characters of text per word that are tokenized, ample for every language: bounds the cost of a long text."""
NAME_CHARACTERS_PER_WORD = 10
"""The same for the search for names."""
YEAR_OR_DIGIT = re.compile(r"(?:19|20)\d\d|\d")
"""Numbers that say nothing of an event."""
NO_TERMS = frozenset[str]()
"""The one empty set of terms: most articles have several, which take memory if each is its own."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one article.

    Attributes:
        published_hour: Publication in hours since 1970.
        title_stems: Stems of the title, in order.
        lead_stems: Stems of the opening of the text.
        names: Single words of names, as stems.
        name_phrases: Names of several words.
        countries: Countries named, directly or by nationality.
        numbers: Numbers as written, without years and single digits.
        place_names: Names that it uses as places, in the gazetteer or not.
        object_names: Names of several words that denote an object or act, such as a treaty.
        headline_kind: What kind of headline it has, if not that of a report.
        url: Its canonical address; not stored.
        publisher: Its publisher.
        serials: Numbers of things in a series that the headline names, such as "packag 12".
        is_offer: Whether the article offers or advertises something.
        claims: What its headline claims that another one may contradict.
        lang: The code of its language ("de"); "" if it is not known.
        spellings: How stems are spelled in this article, if otherwise; not stored.
    """

    id: str
    published_hour: float
    title_stems: tuple[str, ...]
    lead_stems: frozenset[str]
    names: frozenset[str]
    name_phrases: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    place_names: frozenset[str] = frozenset()
    object_names: frozenset[str] = frozenset()
    headline_kind: HeadlineKind = ""
    url: str = ""
    publisher: str = ""
    serials: frozenset[str] = frozenset()
    is_offer: bool = False
    lang: str = ""
    claims: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def terms(self) -> frozenset[str]:
        """All terms whose document frequency is counted: stems, names and uses of a name as a place."""
        return self.lead_stems.union(
            self.title_stems, self.name_phrases, self.names, map(place_usage_term, self.place_names)
        )


def extract_features(article: Article) -> Features:
    """Extract the features of an article."""
    # Read anew: the notices of its publisher, perhaps in another language, are not in the text any more.
    lang = recognised_language(article.title, article.text, article.lang)
    headline = bare_headline(article.title, article.publisher)
    stops = stopwords(lang)
    head = tokenize(headline)
    text = without_picture_marks(without_addresses(article.text))
    body = tokenize(text[: MAX_LEAD_WORDS * CHARACTERS_PER_WORD])[:MAX_LEAD_WORDS] if text else []
    opening = text[: MAX_LEAD_WORDS * NAME_CHARACTERS_PER_WORD]
    found_names = find_names(headline, opening, lang)
    base_of = _countries_or_stems({*head, *body}, lang)
    in_title, in_lead = cross_language_terms(headline, lang), cross_language_terms(opening, lang)
    title = (
        *(base_of[word] for word in head if word not in stops),
        *sorted(in_title.names | in_title.words),
    )
    lead = (in_lead.names | in_lead.words).union([base_of[word] for word in body if word not in stops])
    shared_names = in_title.names | in_lead.names
    spellings = {base: intern(word) for word in (*reversed(body), *reversed(head)) if (base := base_of[word]) != word}
    names = _set(shared_names, [_country_or_stem(word, lang) for word in found_names.words])
    return Features(
        id=article.id,
        published_hour=article.published.timestamp() / 3600,
        title_stems=title,
        lead_stems=lead,
        names=names,
        name_phrases=_stem_phrases(found_names.name_phrases, lang),
        countries=_set(found_names.countries, filter(None, map(country_of, head)), shared_names & known_countries()),
        numbers=_set(
            word.replace(",", ".")
            for word in (*head, *body[:MAX_NUMBER_WORDS])
            if word[0].isdigit() and not YEAR_OR_DIGIT.fullmatch(word)
        ),
        place_names=_stem_phrases(found_names.place_names, lang),
        object_names=_stem_phrases(found_names.object_names, lang),
        headline_kind=classify_headline(article.title, article.text),
        url=article.url,
        publisher=article.publisher,
        serials=_set(serial_numbers(head, lang)),
        is_offer=article_kind(article.title, article.text, article.link or article.url).is_offer,
        lang=intern(primary_language(lang)),
        claims=_set(headline_claims(head, body, names, base_of) if (primary_language(lang) or "en") == "en" else ()),
        spellings=spellings,
    )


def _set(*items: Iterable[str]) -> frozenset[str]:
    """A set of terms; all empty ones are the same object, because most articles have several.

    A set that is copied takes half the memory of one that has grown.
    """
    return frozenset(set[str]().union(*items)) or NO_TERMS


def _stem_phrases(phrases: frozenset[str], lang: str) -> frozenset[str]:
    return _set(" ".join([_country_or_stem(word, lang) for word in phrase.split()]) for phrase in phrases)


def _countries_or_stems(words: Iterable[str], lang: str) -> dict[str, str]:
    """The country that each word names, else its stem."""
    ordered, country_of_name = list(words), country_by_name()
    stems = stem_all(ordered, lang)
    return {word: country_of_name.get(word) or base for word, base in zip(ordered, stems, strict=True)}


def _country_or_stem(word: str, lang: str) -> str:
    return country_of(word) or stem(word, lang)


def features_to_json(features: Features) -> list[Any]:
    """Convert features to a JSON list; sets are sorted, so that equal features give equal JSON."""
    return [
        features.id,
        round(features.published_hour, 4),
        " ".join(features.title_stems),
        " ".join(sorted(features.lead_stems)),
        " ".join(sorted(features.names)),
        sorted(features.name_phrases),
        " ".join(sorted(features.countries)),
        " ".join(sorted(features.numbers)),
        "",  # kinds of event, in profiles of older versions
        features.headline_kind,
        features.publisher,
        " ".join(sorted(features.place_names)),
        sorted(features.object_names),
        sorted(features.serials),
        int(features.is_offer),
        features.lang,
        sorted(features.claims),
    ]


def _terms(text: str) -> Iterable[str]:
    """The terms of a stored field; equal ones are one object in memory, because most articles share most words."""
    return map(intern, text.split())


def features_from_json(values: list[Any]) -> Features:
    """Restore features from the list of `features_to_json`; missing fields at its end are empty, others are ignored."""
    defaults = ["", 0.0, "", "", "", [], "", "", "", "", "", "", [], [], 0, "", []]
    fields = [*values, *defaults[len(values) :]][: len(defaults)]
    id_, hour, title, lead, names, phrases, countries, numbers, _, kind, publisher, *rest = fields
    places, objects, serials, offer, lang, claims = rest
    return Features(
        id=id_,
        published_hour=hour,
        title_stems=tuple(_terms(title)),
        lead_stems=_set(_terms(lead)),
        names=_set(_terms(names)),
        name_phrases=_set(phrases),
        countries=_set(countries.split()),
        numbers=_set(numbers.split()),
        place_names=_set(places.split()),
        object_names=_set(objects),
        headline_kind=kind,
        publisher=publisher,
        serials=_set(serials),
        is_offer=bool(offer),
        lang=lang,
        claims=_set(claims),
    )
