"""The weighted terms by which two articles, or an article and a profile, are compared.

All sums use `fsum`, which is exact: the same terms have the same weight in whatever order a set yields them.
"""

from __future__ import annotations

from math import fsum, sqrt

from briefing.grouping.features import Features
from briefing.grouping.idf import Idf
from briefing.text.places import known_places

TermWeights = dict[str, float]
"""Weight by term."""

TITLE_BOOST = 1.5
"""Weight multiplier for a term that stands in both title and lead; chosen on the labelled sets."""
MIN_LEAD_STEMS = 4
"""Number of distinct stems from which on a text counts as a lead."""
PROFILE_SLACK = 1.5
"""A profile is cut to its limit when it exceeds the limit by this factor: sorting at every addition would be slow."""


class ArticleVector:
    """The weighted features of one article.

    Attributes:
        word_vector: Unit vector of all its terms.
        topic_vector: The same with the weights by which threads are compared; empty for an offer, which has no topic.
        title_vector: Unit vector of the terms of its title.
        title_weight: Summed IDF of the terms of its title.
        name_vector: Unit vector of its names.
        place_names: Its names that denote places.
        non_place_names: Its other names.
        title_names: Its names that stand in the title.
        title_countries: The countries that the title names.
        name_phrases: The words of each of its names of several words.
        has_lead: Whether it has text below the title.
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
        "topic_vector",
        "word_vector",
    )

    def __init__(self, features: Features, idf: Idf) -> None:
        self.features = features
        self.published_hour = features.published_hour
        self.has_lead = len(features.lead_stems) >= MIN_LEAD_STEMS
        names = features.names
        self.place_names = features.place_names.union(
            names & known_places(), [name for name in names if idf.is_used_as_place(name)]
        )
        title = {term: idf[term] for term in features.title_stems}
        self.title_weight = fsum(title.values())
        self.word_vector = _word_vector(features, idf)
        topics = idf.for_topics
        self.topic_vector = self.word_vector if topics is idf else _word_vector(features, topics)
        if features.is_offer:
            self.topic_vector = {}
        self.title_vector = unit_vector(title)
        self.title_names = names.intersection(title)
        self.non_place_names = names - self.place_names
        self.title_countries = features.countries.intersection(title)
        self.name_phrases = frozenset([frozenset(phrase.split()) for phrase in features.name_phrases])
        self.name_vector = unit_vector({term: idf[term] for term in names})


def _word_vector(features: Features, idf: Idf) -> TermWeights:
    """The unit vector of all terms of an article; those in the title as well as below it weigh more."""
    words = {term: idf[term] for term in features.lead_stems | features.names}
    for term in features.title_stems:
        words[term] = idf[term] * TITLE_BOOST if term in words else idf[term]
    return unit_vector(words)


def unit_vector(weights: TermWeights) -> TermWeights:
    """Scale weights to a vector of length 1; an empty vector stays empty."""
    norm = sqrt(fsum([value * value for value in weights.values()]))
    return {term: value / norm for term, value in weights.items()} if norm else {}


def blend(profile: TermWeights, decay: float, added: TermWeights, max_terms: int) -> TermWeights:
    """Multiply a profile by a decay factor and add weights to it.

    Args:
        profile: The weights so far; not changed.
        decay: Factor from 0 to 1.
        added: The weights to add.
        max_terms: Number of heaviest terms to keep when the profile has grown beyond `PROFILE_SLACK` times this.
    """
    blended = {term: weight * decay for term, weight in profile.items()} if decay < 1 else dict(profile)
    for term, weight in added.items():
        blended[term] = blended.get(term, 0.0) + weight
    if len(blended) > max_terms * PROFILE_SLACK:
        blended = dict(sorted(blended.items(), key=lambda item: (-item[1], item[0]))[:max_terms])
    return blended


def cosine_to_profile(vector: TermWeights, profile: TermWeights) -> float:
    """The cosine of a unit vector and a profile of any length."""
    norm = sqrt(fsum([value * value for value in profile.values()]))
    return fsum([vector[term] * profile[term] for term in vector.keys() & profile.keys()]) / norm if norm else 0.0


def cosine(a: TermWeights, b: TermWeights) -> float:
    """The cosine of two unit vectors."""
    return fsum([a[term] * b[term] for term in a.keys() & b.keys()])
