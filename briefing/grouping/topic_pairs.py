"""How likely two articles are about one topic: a logistic model of what they share and of what only one headline says.

Which shared words make a topic is learned from pairs of reports that readers labelled: "would a reader who follows the
one want the other in the thread?" The name of an earthquake's place does, that of a president or a war does not.
`benchmarks/train_topic_pairs.py` writes the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from math import fsum, log1p

from briefing.grouping.article_vectors import ArticleVector, cosine
from briefing.grouping.average_linkage import product_without_largest
from briefing.grouping.idf import Idf
from briefing.text.data_files import read_data

WEIGHTS_FILE = "grouping/topic_pair_weights.txt"
BIAS = "BIAS"
"""The name of the log-odds of two articles without any feature."""
KINDS = (BIAS, "measure", "shared", "in both titles", "in one title", "class shared", "class in one title")
"""The kinds of features of a pair. measure: of both articles as wholes; shared: a term of both; in both titles: a term
of both headlines; in one title: a term of a headline that the other article lacks; class shared, class in one title:
the same for all terms of one class, which are place, name or word, of one rarity, and, if shared, in as many titles."""
HUNDREDTHS = 100
"""What the weights of the file are multiplied by."""

MAX_IDF_CLASS = 8
"""The class of the rarest terms: one article in 3,000 and fewer. A class is the IDF without its fraction."""
IDF_SCALE = 8.0
"""Divisor that brings the IDF of a rare name to about 1."""
NAMES_SCALE = 40.0
"""The same for all names of two titles."""
LOG_HOURS_SCALE = 4.0
"""Divisor of ln(1 + hours): 1 is reached after two days."""
MAX_HOURS = 72.0
"""Hours between two articles beyond which more say no more: an affair may sleep for months, and labelled pairs are at
most a week apart."""

PairFeature = tuple[str, str, float]
"""What the model reads of two articles: the kind ("shared"), the name among those of the kind, and the value."""


def topic_pair_features(a: ArticleVector, b: ArticleVector, idf: Idf) -> Iterator[PairFeature]:
    """Yield the features of two articles; the order of the two does not matter."""
    yield from _measures(a, b, idf)
    title_a, title_b = set(a.features.title_stems), set(b.features.title_stems)
    for term in a.word_vector.keys() & b.word_vector.keys():
        titles = (term in title_a) + (term in title_b)
        if _has_own_weight(term):
            yield "shared", term, 1.0
            if term in title_a and term in title_b:
                yield "in both titles", term, 1.0
        yield "class shared", f"{_word_class(term, a, b)}{titles} {_idf_class(term, idf)}", 1.0
    for term in _only_in_title(a, b) | _only_in_title(b, a):
        if _has_own_weight(term):
            yield "in one title", term, 1.0
        yield "class in one title", f"{_word_class(term, a, b)} {_idf_class(term, idf)}", 1.0


def topic_pair_odds(a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    """Return the log-odds that two articles are about one topic."""
    weights = topic_pair_weights()
    return odds_of(topic_pair_features(a, b, idf), weights)


def odds_of(features: Iterable[PairFeature], weights: dict[str, dict[str, float]]) -> float:
    """Return the log-odds that features add up to; `fsum` is exact, whatever order a set yields its terms in."""
    parts = [weights[kind].get(name, 0.0) * value for kind, name, value in features]
    return fsum([weights[BIAS][BIAS], *parts])


@cache
def topic_pair_weights() -> dict[str, dict[str, float]]:
    """Return the weights of features, in log-odds, by kind and name."""
    return read_weights(read_data(WEIGHTS_FILE))


def read_weights(table: str) -> dict[str, dict[str, float]]:
    """Return the weights of a table: lines of kind, name and hundredths of log-odds; others are comments."""
    weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for line in table.splitlines():
        if "\t" in line:
            kind, name, weight = line.split("\t")
            weights[kind][name] = int(weight) / HUNDREDTHS
    return weights


def _measures(a: ArticleVector, b: ArticleVector, idf: Idf) -> Iterator[PairFeature]:
    """Yield what is measured of two articles as wholes."""
    words_a, words_b = a.topic_vector, b.topic_vector
    likeness = cosine(words_a, words_b)
    shares = _title_share(a, b, idf), _title_share(b, a, idf)
    names = [[idf[name] for name in one.title_names - other.word_vector.keys()] for one, other in ((a, b), (b, a))]
    hours = min(MAX_HOURS, abs(a.published_hour - b.published_hour))
    one_publisher = float(a.features.publisher == b.features.publisher)
    countries = a.features.countries, b.features.countries
    values = {
        "likeness": likeness,
        "likeness without the largest term": product_without_largest(words_a, words_b),
        "least share of a title": min(shares),
        "largest share of a title": max(shares),
        "log of hours": log1p(hours) / LOG_HOURS_SCALE,
        "hours": hours / MAX_HOURS,
        "one publisher": one_publisher,
        "one publisher, likeness": one_publisher * likeness,
        "other names in each title": min([max(one, default=0.0) for one in names]) / IDF_SCALE,
        "other names in the titles": fsum([max(one, default=0.0) for one in names]) / NAMES_SCALE,
        "shared country": float(not countries[0].isdisjoint(countries[1])),
        "other countries": float(all(countries) and countries[0].isdisjoint(countries[1])),
    }
    for name, value in values.items():
        yield "measure", name, value


def _only_in_title(a: ArticleVector, b: ArticleVector) -> set[str]:
    """The terms of the title of an article that stand nowhere in another one."""
    return set(a.features.title_stems) - b.word_vector.keys()


def _title_share(a: ArticleVector, b: ArticleVector, idf: Idf) -> float:
    """The share of the title of an article, by rarity, that stands in another one."""
    return 1 - fsum([idf[term] for term in _only_in_title(a, b)]) / a.title_weight if a.title_weight else 1.0


def _word_class(term: str, a: ArticleVector, b: ArticleVector) -> str:
    """Whether a term is a place, another name, or a word, as either article uses it."""
    if term in a.place_names or term in b.place_names:
        return "place"
    return "name" if term in a.features.names or term in b.features.names else "word"


def _has_own_weight(term: str) -> bool:
    """Whether a term has a weight of its own: a number or a year means something else in other news."""
    return not any(map(str.isdigit, term))


def _idf_class(term: str, idf: Idf) -> int:
    return min(int(idf[term]), MAX_IDF_CLASS)
