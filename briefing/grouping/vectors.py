"""Features with weights: what two articles are compared by.

Sums are exact (`fsum`): whatever order sets come in, the same words weigh the same, in every process.
"""

from __future__ import annotations

from math import fsum, sqrt

from briefing.grouping.features import Features
from briefing.grouping.rarity import Rarity
from briefing.text.names import places

Weights = dict[str, float]
TITLE = 1.5
"""A word that stands in both title and lead counts so much."""


class Vector:
    """The weighted features of one article: unit vectors of its words, title words and names; `mass` is the title's.

    `located` are its names of places, `persons` all others.
    """

    __slots__ = (
        "features",
        "has_lead",
        "hour",
        "lands",
        "located",
        "mass",
        "names",
        "persons",
        "runs",
        "subjects",
        "title",
        "words",
    )

    def __init__(self, features: Features, rarity: Rarity) -> None:
        self.features = features
        self.hour = features.hour
        self.has_lead = len(features.lead) > 3
        named = features.names
        self.located = features.places.union(named & places(), [name for name in named if rarity.is_place(name)])
        words = {term: rarity[term] for term in features.lead | named}
        title = {term: rarity[term] for term in features.title}
        for term, weight in title.items():
            words[term] = weight * TITLE if term in words else weight
        self.mass = fsum(title.values())
        self.words = unit(words)
        self.title = unit(title)
        self.subjects = named.intersection(title)
        self.persons = named - self.located
        self.lands = features.countries.intersection(title)
        self.runs = frozenset([frozenset(run.split()) for run in features.runs])
        self.names = unit({term: rarity[term] for term in named})


def unit(weights: Weights) -> Weights:
    """The same weights with length one."""
    norm = sqrt(fsum([value * value for value in weights.values()]))
    return {term: value / norm for term, value in weights.items()} if norm else {}


def blend(profile: Weights, fade: float, more: Weights, most: int) -> Weights:
    """A profile faded by a factor, with more added and all but the `most` heaviest terms dropped."""
    mixed = {term: weight * fade for term, weight in profile.items()} if fade < 1 else dict(profile)
    for term, weight in more.items():
        mixed[term] = mixed.get(term, 0.0) + weight
    if len(mixed) > most * 1.5:
        kept = sorted(mixed.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        mixed = dict(kept)
    return mixed


def likeness(vector: Weights, profile: Weights) -> float:
    """The cosine of a unit vector and a profile of any length."""
    norm = sqrt(fsum([value * value for value in profile.values()]))
    return fsum([vector[term] * profile[term] for term in vector.keys() & profile.keys()]) / norm if norm else 0.0


def cosine(a: Weights, b: Weights) -> float:
    """The cosine of two unit vectors."""
    return fsum([a[term] * b[term] for term in a.keys() & b.keys()])
