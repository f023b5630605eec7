"""What grouping looks at in an article: its words, names, numbers, countries and kinds of happening, computed once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from briefing.model.articles import Article
from briefing.text.cross_language_terms import cross_language_terms
from briefing.text.names import country_of, find_names, known_countries
from briefing.text.titles import HeadlineKind, bare_headline, classify_headline
from briefing.text.words import stem, stopwords, tokenize

MAX_LEAD_WORDS = 60
"""How many words of the text are read."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one article. `hour` counts hours since 1970; `title` and `lead` are stems, `title` in order.

    `places` are the names it uses like places, known to us or not; `things` the runs that name an object or an act.
    """

    id: str
    published_hour: float
    title_stems: tuple[str, ...]
    lead_stems: frozenset[str]
    names: frozenset[str]
    name_phrases: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    event_kinds: frozenset[str]
    place_names: frozenset[str] = frozenset()
    object_names: frozenset[str] = frozenset()
    headline_kind: HeadlineKind = ""
    url: str = ""
    publisher: str = ""
    spellings: Mapping[str, str] = field(default_factory=dict, compare=False)
    """How the stems are spelled in this article, if otherwise; not kept in the archive."""

    @property
    def terms(self) -> frozenset[str]:
        """Everything that has a frequency: stems, runs of names, and names used as places."""
        return self.lead_stems.union(
            self.title_stems, self.name_phrases, self.names, map(place_usage_term, self.place_names)
        )


def place_usage_term(name: str) -> str:
    """The term under which it is counted how often a name is used like a place."""
    return f"in {name}"


def extract_features(article: Article) -> Features:
    """Read an article once for grouping."""
    lang = article.lang
    headline = bare_headline(article.title, article.publisher)
    stops = stopwords(lang)
    head = tokenize(headline, lang)
    body = tokenize(article.text[: MAX_LEAD_WORDS * 12], lang)[:MAX_LEAD_WORDS] if article.text else []
    found = find_names(headline, article.text[: MAX_LEAD_WORDS * 10], lang)
    told, more = cross_language_terms(headline, lang), cross_language_terms(article.text[: MAX_LEAD_WORDS * 10], lang)
    title = (*(_country_or_stem(word, lang) for word in head if word not in stops), *sorted(told))
    lead = more.union([_country_or_stem(word, lang) for word in body if word not in stops])
    named = frozenset(word for word in told | more if not event_kinds_of(word))
    spelled = {
        base: word for word in (*reversed(body), *reversed(head)) if (base := _country_or_stem(word, lang)) != word
    }
    kinds = _event_kinds_by_stem()
    return Features(
        id=article.id,
        published_hour=article.published.timestamp() / 3600,
        title_stems=title,
        lead_stems=lead,
        names=named.union([_country_or_stem(word, lang) for word in found.words]),
        name_phrases=_stem_phrases(found.name_phrases, lang),
        countries=found.countries.union(filter(None, map(country_of, head)), named & known_countries()),
        numbers=frozenset(
            word for word in (*head, *body[:30]) if word[0].isdigit() and not _YEAR_OR_DIGIT.fullmatch(word)
        ),
        event_kinds=frozenset(kind for word in (*title, *lead) for kind in kinds.get(word, ())),
        place_names=_stem_phrases(found.place_names, lang),
        object_names=_stem_phrases(found.object_names, lang),
        headline_kind=classify_headline(article.title, article.text),
        url=article.url,
        publisher=article.publisher,
        spellings=spelled,
    )


_YEAR_OR_DIGIT = re.compile(r"(?:19|20)\d\d|\d")


def event_kinds_of(word: str) -> tuple[str, ...]:
    """The kinds of happening that a stem tells of ("quak": disaster), mostly none."""
    return _event_kinds_by_stem().get(word, ())


def _stem_phrases(phrases: frozenset[str], lang: str) -> frozenset[str]:
    return frozenset(" ".join([_country_or_stem(word, lang) for word in run.split()]) for run in phrases)


def _country_or_stem(word: str, lang: str) -> str:
    return country_of(word) or stem(word, lang)


@cache
def _event_kinds_by_stem() -> dict[str, tuple[str, ...]]:
    """The kinds of happening that a stem speaks of."""
    kinds: dict[str, tuple[str, ...]] = {}
    text = resources.files("briefing.grouping").joinpath("event_kinds.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, _, stems = line.partition(":")
        if not line.startswith("#"):
            for word in stems.split():
                kinds[word] = (*kinds.get(word, ()), kind)
    return kinds


def features_to_json(features: Features) -> list[Any]:
    """Features as JSON can hold them; sets are sorted, so that equal features make equal JSON."""
    return [
        features.id,
        round(features.published_hour, 4),
        " ".join(features.title_stems),
        " ".join(sorted(features.lead_stems)),
        " ".join(sorted(features.names)),
        sorted(features.name_phrases),
        " ".join(sorted(features.countries)),
        " ".join(sorted(features.numbers)),
        " ".join(sorted(features.event_kinds)),
        features.headline_kind,
        features.publisher,
        " ".join(sorted(features.place_names)),
        sorted(features.object_names),
    ]


def features_from_json(values: list[Any]) -> Features:
    """The features that `pack` made JSON of."""
    id_, hour, title, lead, found, runs, countries, numbers, events, form_, publisher, located, things = values
    return Features(
        id=id_,
        published_hour=hour,
        title_stems=tuple(title.split()),
        lead_stems=frozenset(lead.split()),
        names=frozenset(found.split()),
        name_phrases=frozenset(runs),
        countries=frozenset(countries.split()),
        numbers=frozenset(numbers.split()),
        event_kinds=frozenset(events.split()),
        place_names=frozenset(located.split()),
        object_names=frozenset(things),
        headline_kind=form_,
        publisher=publisher,
    )
