"""What grouping looks at in an article: its words, names, numbers, countries and kinds of happening, computed once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from briefing.model.articles import Article
from briefing.text.abroad import abroad
from briefing.text.names import country, names, nations
from briefing.text.titles import Form, bare, form
from briefing.text.words import stem, stopwords, tokens

LEAD = 60
"""How many words of the text are read."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one article. `hour` counts hours since 1970; `title` and `lead` are stems, `title` in order.

    `places` are the names it uses like places, known to us or not; `things` the runs that name an object or an act.
    """

    id: str
    hour: float
    title: tuple[str, ...]
    lead: frozenset[str]
    names: frozenset[str]
    runs: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    events: frozenset[str]
    places: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    form: Form = ""
    url: str = ""
    publisher: str = ""
    spelled: Mapping[str, str] = field(default_factory=dict, compare=False)
    """How the stems are spelled in this article, if otherwise; not kept in the archive."""

    @property
    def terms(self) -> frozenset[str]:
        """Everything that has a frequency: stems, runs of names, and names used as places."""
        return self.lead.union(self.title, self.runs, self.names, map(used_as_place, self.places))


def used_as_place(name: str) -> str:
    """The term under which it is counted how often a name is used like a place."""
    return f"in {name}"


def features(article: Article) -> Features:
    """Read an article once for grouping."""
    lang = article.lang
    headline = bare(article.title, article.publisher)
    stops = stopwords(lang)
    head = tokens(headline, lang)
    body = tokens(article.text[: LEAD * 12], lang)[:LEAD] if article.text else []
    found = names(headline, article.text[: LEAD * 10], lang)
    told, more = abroad(headline, lang), abroad(article.text[: LEAD * 10], lang)
    title = (*(_stem(word, lang) for word in head if word not in stops), *sorted(told))
    lead = more.union([_stem(word, lang) for word in body if word not in stops])
    named = frozenset(word for word in told | more if not kinds_of(word))
    spelled = {base: word for word in (*reversed(body), *reversed(head)) if (base := _stem(word, lang)) != word}
    kinds = _kinds()
    return Features(
        id=article.id,
        hour=article.published.timestamp() / 3600,
        title=title,
        lead=lead,
        names=named.union([_stem(word, lang) for word in found.words]),
        runs=_stemmed(found.runs, lang),
        countries=found.countries.union(filter(None, map(country, head)), named & nations()),
        numbers=frozenset(word for word in (*head, *body[:30]) if word[0].isdigit() and not _YEAR.fullmatch(word)),
        events=frozenset(kind for word in (*title, *lead) for kind in kinds.get(word, ())),
        places=_stemmed(found.places, lang),
        things=_stemmed(found.things, lang),
        form=form(article.title, article.text),
        url=article.url,
        publisher=article.publisher,
        spelled=spelled,
    )


_YEAR = re.compile(r"(?:19|20)\d\d|\d")


def kinds_of(word: str) -> tuple[str, ...]:
    """The kinds of happening that a stem tells of ("quak": disaster), mostly none."""
    return _kinds().get(word, ())


def _stemmed(found: frozenset[str], lang: str) -> frozenset[str]:
    return frozenset(" ".join([_stem(word, lang) for word in run.split()]) for run in found)


def _stem(word: str, lang: str) -> str:
    return country(word) or stem(word, lang)


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """The kinds of happening that a stem speaks of."""
    kinds: dict[str, tuple[str, ...]] = {}
    text = resources.files("briefing.grouping").joinpath("events.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, _, stems = line.partition(":")
        if not line.startswith("#"):
            for word in stems.split():
                kinds[word] = (*kinds.get(word, ()), kind)
    return kinds


def pack(features: Features) -> list[Any]:
    """Features as JSON can hold them; sets are sorted, so that equal features make equal JSON."""
    return [
        features.id,
        round(features.hour, 4),
        " ".join(features.title),
        " ".join(sorted(features.lead)),
        " ".join(sorted(features.names)),
        sorted(features.runs),
        " ".join(sorted(features.countries)),
        " ".join(sorted(features.numbers)),
        " ".join(sorted(features.events)),
        features.form,
        features.publisher,
        " ".join(sorted(features.places)),
        sorted(features.things),
    ]


def unpack(kept: list[Any]) -> Features:
    """The features that `pack` made JSON of."""
    id_, hour, title, lead, found, runs, countries, numbers, events, form_, publisher, located, things = kept
    return Features(
        id=id_,
        hour=hour,
        title=tuple(title.split()),
        lead=frozenset(lead.split()),
        names=frozenset(found.split()),
        runs=frozenset(runs),
        countries=frozenset(countries.split()),
        numbers=frozenset(numbers.split()),
        events=frozenset(events.split()),
        places=frozenset(located.split()),
        things=frozenset(things),
        form=form_,
        publisher=publisher,
    )
