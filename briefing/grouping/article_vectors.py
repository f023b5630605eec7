"""Features with weights: what two articles are compared by.

Sums are exact (`fsum`): whatever order sets come in, the same words weigh the same, in every process.
"""

from __future__ import annotations

from math import fsum, sqrt

from briefing.grouping.features import Features
from briefing.grouping.idf import Idf
from briefing.text.names import known_places

TermWeights = dict[str, float]
TITLE_BOOST = 1.5
"""A word that stands in both title and lead counts so much."""


class ArticleVector:
    """The weighted features of one article: unit vectors of its words, title words and names; `mass` is the title's.

    `located` are its names of places, `persons` all others.
    """

    __slots__ = (
        "features",
        "has_lead",
        "name_phrases",
        "name_vector",
        "non_place_names",
        "place_names",
        "published_hour",
        "title_countries",
        "title_names",
        "title_vector",
        "title_weight",
        "word_vector",
    )

    def __init__(self, features: Features, idf: Idf) -> None:
        self.features = features
        self.published_hour = features.published_hour
        self.has_lead = len(features.lead_stems) > 3
        named = features.names
        self.place_names = features.place_names.union(
            named & known_places(), [name for name in named if idf.is_used_as_place(name)]
        )
        words = {term: idf[term] for term in features.lead_stems | named}
        title = {term: idf[term] for term in features.title_stems}
        for term, weight in title.items():
            words[term] = weight * TITLE_BOOST if term in words else weight
        self.title_weight = fsum(title.values())
        self.word_vector = unit_vector(words)
        self.title_vector = unit_vector(title)
        self.title_names = named.intersection(title)
        self.non_place_names = named - self.place_names
        self.title_countries = features.countries.intersection(title)
        self.name_phrases = frozenset([frozenset(run.split()) for run in features.name_phrases])
        self.name_vector = unit_vector({term: idf[term] for term in named})


def unit_vector(weights: TermWeights) -> TermWeights:
    """The same weights with length one."""
    norm = sqrt(fsum([value * value for value in weights.values()]))
    return {term: value / norm for term, value in weights.items()} if norm else {}


def blend(profile: TermWeights, decay: float, added: TermWeights, max_terms: int) -> TermWeights:
    """A profile faded by a factor, with more added and all but the `most` heaviest terms dropped."""
    mixed = {term: weight * decay for term, weight in profile.items()} if decay < 1 else dict(profile)
    for term, weight in added.items():
        mixed[term] = mixed.get(term, 0.0) + weight
    if len(mixed) > max_terms * 1.5:
        kept = sorted(mixed.items(), key=lambda pair: (-pair[1], pair[0]))[:max_terms]
        mixed = dict(kept)
    return mixed


def cosine_to_profile(vector: TermWeights, profile: TermWeights) -> float:
    """The cosine of a unit vector and a profile of any length."""
    norm = sqrt(fsum([value * value for value in profile.values()]))
    return fsum([vector[term] * profile[term] for term in vector.keys() & profile.keys()]) / norm if norm else 0.0


def cosine(a: TermWeights, b: TermWeights) -> float:
    """The cosine of two unit vectors."""
    return fsum([a[term] * b[term] for term in a.keys() & b.keys()])
