"""Predicts how much of a sentence a human summary would contain: a linear model over features of the sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt

from briefing.model.articles import Article
from briefing.text.words import stem_all, stopwords, tokenize
from briefing.writing.sentences.quotable_sentences import Concept, QuotableSentence
from briefing.writing.stories import publisher_numbers

STOPWORD_CONCEPT_WEIGHT = 0.5
"""Weight of a concept of stop words, relative to another concept."""

# Ridge regressions of the share of a sentence's words and word pairs that a human summary of the same articles holds,
# by benchmarks/writing.py --train: for short summaries on NeuS (146 stories) and Multi-News (300), correlation 0.42.
WEIGHTS = {
    "always": 0.336,
    "lead": -0.060,
    "early": -0.107,
    "late": -0.191,
    "over 40 words": -0.026,
    "over 60 words": -0.020,
    "under 8 words": -0.051,
    "open end": 0.038,
    "unanchored": 0.006,
    "asks": -0.021,
    "shared": 0.629,
    "in titles": 0.035,
    "said": 0.047,
    "you": -0.052,
    "quoted": 0.072,
    "central article": 0.074,
    "exclaims": -0.027,
}
# For long ones on Multi-News alone, with --long: very common words count in the target as all others do.
LONG_WEIGHTS = {
    "always": 0.703,
    "lead": -0.067,
    "early": 0.019,
    "late": -0.067,
    "over 40 words": -0.066,
    "over 60 words": -0.092,
    "under 8 words": 0.018,
    "open end": 0.017,
    "unanchored": 0.026,
    "asks": -0.016,
    "shared": 0.551,
    "in titles": 0.000,
    "said": 0.050,
    "you": -0.105,
    "quoted": 0.081,
    "central article": 0.045,
    "exclaims": -0.139,
    "content words": -0.470,
    "central": 0.423,
}
LONG_PAIR_WEIGHT = 0.6
"""Weight of a pair of words in a long summary, relative to a word; chosen on Multi-News."""
MIN_SALIENCE = 0.03
"""Lower bound of salience: no sentence is excluded by it alone."""


@dataclass(frozen=True, slots=True)
class StoryStatistics:
    """What the articles of a story have in common.

    Attributes:
        publisher_counts: Number of independent publishers that use each concept of the sentences.
        title_terms: Terms of the title of each article.
        titles_by_term: Indexes of the titles with each term, in `title_terms`.
        article_centrality: For each article, how many of its terms others use, relative to the most central article.
        publisher_count: Number of independent publishers.
        term_counts: Number of sentences with each term.
        term_count_norm: Length of `term_counts` as a vector.
    """

    publisher_counts: dict[Concept, int]
    title_terms: list[frozenset[str]]
    titles_by_term: dict[str, list[int]]
    article_centrality: list[float]
    publisher_count: int
    term_counts: dict[str, int]
    term_count_norm: float

    def concept_weight(self, concept: Concept) -> float:
        """Return the square of the number of publishers that use a concept (Gillick and Favre 2009: the number)."""
        return float(self.publisher_counts.get(concept, 0) ** 2)

    def largest_title_share(self, terms: frozenset[str]) -> float:
        """Return the largest share of the terms of a title that are among some terms."""
        shared = Counter(title for term in terms for title in self.titles_by_term.get(term, ()))
        return max((count / len(self.title_terms[title]) for title, count in shared.items()), default=0.0)


def story_statistics(articles: Sequence[Article], sentences: Sequence[QuotableSentence]) -> StoryStatistics:
    """Collect the statistics of the articles of a story and their sentences."""
    publishers = publisher_numbers(articles)
    terms_by_article: list[set[str]] = [set() for _ in articles]
    concepts_by_publisher: dict[int, set[Concept]] = {publisher: set() for publisher in publishers}
    for sentence in sentences:
        terms_by_article[sentence.article_index] |= sentence.terms
        concepts_by_publisher[publishers[sentence.article_index]].update(
            sentence.content_concepts, sentence.common_concepts
        )
    known = set[Concept]().union(*concepts_by_publisher.values())
    title_terms = []
    for publisher, article in zip(publishers, articles, strict=True):
        stems = stem_all(tokenize(article.title), article.lang)
        title_terms.append(frozenset(stems) - stopwords(article.lang))
        concepts_by_publisher[publisher].update(known.intersection(stems), known.intersection(pairwise(stems)))
    titles_by_term: dict[str, list[int]] = defaultdict(list)
    for index, terms in enumerate(title_terms):
        for term in terms:
            titles_by_term[term].append(index)
    counts = Counter(term for sentence in sentences for term in sentence.terms)
    return StoryStatistics(
        publisher_counts=Counter(concept for concepts in concepts_by_publisher.values() for concept in concepts),
        title_terms=title_terms,
        titles_by_term=dict(titles_by_term),
        article_centrality=_centrality(terms_by_article),
        publisher_count=len(set(publishers)),
        term_counts=counts,
        term_count_norm=sqrt(sum(count * count for count in counts.values())) or 1.0,
    )


def _centrality(terms_by_article: Sequence[set[str]]) -> list[float]:
    """The cosine of the terms of each article with the counts of all terms, relative to the most central article."""
    counts: dict[str, int] = defaultdict(int)
    for terms in terms_by_article:
        for term in terms:
            counts[term] += 1
    raw = [sum(counts[term] - 1 for term in terms) / sqrt(len(terms) or 1) for terms in terms_by_article]
    top = max(raw, default=0.0)
    return [value / top if top else 1.0 for value in raw]


def sentence_features(sentence: QuotableSentence, statistics: StoryStatistics) -> dict[str, float]:
    """Return the features of a sentence by the names of `WEIGHTS` and `LONG_WEIGHTS`."""
    concepts = sentence.content_concepts
    others = max(1, statistics.publisher_count - 1)
    publisher_counts = statistics.publisher_counts
    shared = sum(publisher_counts[c] - 1 for c in concepts if c in publisher_counts) / (others * max(1, len(concepts)))
    text = sentence.text
    lower = f" {text.lower()} "
    return {
        "always": 1.0,
        "lead": exp(-sentence.position / 2),
        "early": exp(-sentence.position / 6),
        "late": sentence.position / max(1, sentence.sentence_count),
        "over 40 words": float(sentence.word_count > 40),
        "over 60 words": float(sentence.word_count > 60),
        "under 8 words": float(sentence.word_count < 8),
        "open end": float(not sentence.has_end),
        "unanchored": float(sentence.is_unanchored),
        "asks": float(sentence.is_question),
        "shared": shared,
        "in titles": statistics.largest_title_share(sentence.terms),
        "said": float(any(word in lower for word in (" said", " says", " told ", "according to"))),
        "you": float(" you " in lower or " your " in lower),
        "quoted": float('"' in text or "“" in text),
        "central article": statistics.article_centrality[sentence.article_index],
        "exclaims": float("!" in text),
        "content words": len(sentence.terms) / max(1, sentence.word_count),
        "central": sum(statistics.term_counts[t] for t in sentence.terms)
        / (statistics.term_count_norm * sqrt(len(sentence.terms) or 1)),
    }


def salience(sentence: QuotableSentence, statistics: StoryStatistics, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Predict the share of a sentence that a human summary would contain, from `MIN_SALIENCE` to about 1."""
    features = sentence_features(sentence, statistics)
    return max(MIN_SALIENCE, sum(weight * features[name] for name, weight in weights.items()))


def concept_weights(
    sentence: QuotableSentence, statistics: StoryStatistics, pair_weight: float = 1.0
) -> dict[Concept, float]:
    """Return the weight of each concept of a sentence; pairs of words are multiplied by `pair_weight`."""
    weights: dict[Concept, float] = {}
    for concepts, share in ((sentence.content_concepts, 1.0), (sentence.common_concepts, STOPWORD_CONCEPT_WEIGHT)):
        for concept in concepts:
            weights[concept] = (
                share * (1.0 if isinstance(concept, str) else pair_weight) * statistics.concept_weight(concept)
            )
    return weights
