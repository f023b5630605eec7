"""The weighted terms by which two articles, or an article and a profile, are compared.

Sums over sets use `fsum`, which is exact: the same terms have the same weight in whatever order a set yields them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import fsum, sqrt
from typing import Generic, TypeVar

from briefing.grouping.features import Features
from briefing.grouping.idf import Idf
from briefing.grouping.model_names import model_names
from briefing.text.places import known_places

TermWeights = dict[str, float]
"""Weight by term."""

TITLE_BOOST = 1.5
"""Weight multiplier for a term that stands in both title and lead; chosen on the labelled sets."""
MIN_LEAD_STEMS = 4
"""Number of distinct stems from which on a text counts as a lead."""
PROFILE_SLACK = 1.5
"""A profile is cut to its limit when it exceeds the limit by this factor: sorting at every addition would be slow."""

Value = TypeVar("Value")


class computed(Generic[Value]):
    """A property that is computed at its first use, like `functools.cached_property`, which locks and so is slower."""

    def __init__(self, compute: Callable[[ArticleVector], Value]) -> None:
        self._compute, self._name = compute, compute.__name__

    def __get__(self, article: ArticleVector, owner: type) -> Value:
        value = article.__dict__[self._name] = self._compute(article)
        return value


class ArticleVector:
    """The weighted features of one article, each computed when it is first asked for: an article alone needs few.

    Attributes:
        has_lead: Whether it has text below the title.
    """

    def __init__(self, features: Features, idf: Idf) -> None:
        self.features = features
        self.published_hour = features.published_hour
        self.has_lead = len(features.lead_stems) >= MIN_LEAD_STEMS
        self._idf = idf

    def forget_computed(self) -> None:
        """Free what was computed, most of the memory of an article; it is computed again if needed."""
        for name in self.__dict__.keys() & _COMPUTED:
            del self.__dict__[name]

    @computed
    def word_vector(self) -> TermWeights:
        """Unit vector of all its terms."""
        return _word_vector(self.features, self._idf)

    @computed
    def topic_vector(self) -> TermWeights:
        """The same with the weights by which threads are compared; empty for an offer, which has no topic."""
        if self.features.is_offer:
            return {}
        topics = self._idf.for_topics
        return self.word_vector if topics is self._idf else _word_vector(self.features, topics)

    @computed
    def title_vector(self) -> TermWeights:
        """Unit vector of the terms of its title."""
        return unit_vector({term: self._idf[term] for term in self.features.title_stems})

    @computed
    def title_weight(self) -> float:
        """Summed IDF of the terms of its title."""
        return fsum([self._idf[term] for term in set(self.features.title_stems)])

    @computed
    def name_vector(self) -> TermWeights:
        """Unit vector of its names."""
        return unit_vector({term: self._idf[term] for term in self.features.names})

    @computed
    def place_names(self) -> frozenset[str]:
        """Its names that denote places."""
        names = self.features.names
        used_as_places = [name for name in names if self._idf.is_used_as_place(name)]
        return self.features.place_names.union(names & known_places(), used_as_places)

    @computed
    def non_place_names(self) -> frozenset[str]:
        """Its other names."""
        return self.features.names - self.place_names

    @computed
    def title_names(self) -> frozenset[str]:
        """Its names that stand in the title."""
        return self.features.names.intersection(self.features.title_stems)

    @computed
    def rarest_title_names(self) -> list[tuple[float, str]]:
        """The same with their IDF, rarest first."""
        return sorted([(self._idf[name], name) for name in self.title_names], reverse=True)

    @computed
    def title_countries(self) -> frozenset[str]:
        """The countries that the title names."""
        return self.features.countries.intersection(self.features.title_stems)

    @computed
    def title_models(self) -> frozenset[str]:
        """The names of models in its title."""
        return model_names(self.features.title_stems)

    @computed
    def name_phrases(self) -> frozenset[frozenset[str]]:
        """The words of each of its names of several words."""
        return frozenset([frozenset(phrase.split()) for phrase in self.features.name_phrases])

    @computed
    def phrase_words(self) -> frozenset[str]:
        """The words of all its names of several words."""
        return frozenset[str]().union(*self.name_phrases)


_COMPUTED = frozenset(name for name, value in vars(ArticleVector).items() if isinstance(value, computed))


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
        added: The weights to add; not changed, and returned as they are if there are no others.
        max_terms: Number of heaviest terms to keep when the profile has grown beyond `PROFILE_SLACK` times this.
    """
    if not profile and len(added) <= max_terms:
        return added
    blended = {term: weight * decay for term, weight in profile.items()} if decay < 1 else dict(profile)
    for term, weight in added.items():
        blended[term] = blended.get(term, 0.0) + weight
    if len(blended) > max_terms * PROFILE_SLACK:
        blended = dict(sorted(blended.items(), key=lambda item: (-item[1], item[0]))[:max_terms])
    return blended


def cosine(a: TermWeights, b: TermWeights) -> float:
    """The cosine of two unit vectors."""
    return fsum([a[term] * b[term] for term in a.keys() & b.keys()])
