"""How much a sentence is worth quoting: what it says is told by many, and it stands and reads like news."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt

from briefing.model.articles import Article
from briefing.text.words import stem, stopwords, tokens
from briefing.writing.quotes import Concept, Quote, voices

COMMON = 0.5  # worth of a concept of very common words, to one of others

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
PAIRS = 0.6  # worth of a pair of words in a long summary, to that of a word
LEAST = 0.03


@dataclass(frozen=True, slots=True)
class Field:
    """What the articles of a story hold together."""

    holders: dict[Concept, set[int]]
    titles: list[frozenset[str]]
    centrality: list[float]
    voices: int
    counts: dict[str, int]
    norm: float

    def weight(self, concept: Concept) -> float:
        """Square of the number of voices that hold a concept (Gillick and Favre 2009 take the number)."""
        return float(len(self.holders.get(concept, ())) ** 2)


def field(articles: Sequence[Article], quotes: Sequence[Quote]) -> Field:
    """Collect who holds which concept, the words of the titles and how central each article is."""
    voice = voices(articles)
    holders: dict[Concept, set[int]] = defaultdict(set)
    words: list[set[str]] = [set() for _ in articles]
    for quote in quotes:
        own = voice[quote.source]
        words[quote.source] |= quote.terms
        for concept in (*quote.content, *quote.common):
            holders[concept].add(own)
    titles = []
    for own, article in zip(voice, articles, strict=True):
        stems = [stem(word, article.lang) for word in tokens(article.title, article.lang)]
        titles.append(frozenset(stems) - stopwords(article.lang))
        told: list[Concept] = [*stems, *pairwise(stems)]
        for concept in told:
            if concept in holders:
                holders[concept].add(own)
    counts = Counter(term for quote in quotes for term in quote.terms)
    norm = sqrt(sum(count * count for count in counts.values())) or 1.0
    return Field(dict(holders), titles, _centrality(words), len(set(voice)), counts, norm)


def _centrality(words: Sequence[set[str]]) -> list[float]:
    """How much each article shares with all (cosine of its words with the words' counts), the most central being 1."""
    counts: dict[str, int] = defaultdict(int)
    for own in words:
        for word in own:
            counts[word] += 1
    raw = [sum(counts[word] - 1 for word in own) / sqrt(len(own) or 1) for own in words]
    top = max(raw, default=0.0)
    return [value / top if top else 1.0 for value in raw]


def features(quote: Quote, common: Field) -> dict[str, float]:
    """The signals of a sentence, by the names of WEIGHTS."""
    concepts = quote.content
    others = max(1, common.voices - 1)
    shared = sum(len(common.holders[c]) - 1 for c in concepts if c in common.holders) / (others * max(1, len(concepts)))
    text = quote.text
    lower = f" {text.lower()} "
    return {
        "always": 1.0,
        "lead": exp(-quote.rank / 2),
        "early": exp(-quote.rank / 6),
        "late": quote.rank / max(1, quote.of),
        "over 40 words": float(quote.words > 40),
        "over 60 words": float(quote.words > 60),
        "under 8 words": float(quote.words < 8),
        "open end": float(not quote.ends),
        "unanchored": float(quote.unanchored),
        "asks": float(quote.asks),
        "shared": shared,
        "in titles": max((len(quote.terms & t) / len(t) for t in common.titles if t), default=0.0),
        "said": float(any(word in lower for word in (" said", " says", " told ", "according to"))),
        "you": float(" you " in lower or " your " in lower),
        "quoted": float('"' in text or "“" in text),
        "central article": common.centrality[quote.source],
        "exclaims": float("!" in text),
        "content words": len(quote.terms) / max(1, quote.words),
        "central": sum(common.counts[t] for t in quote.terms) / (common.norm * sqrt(len(quote.terms) or 1)),
    }


def salience(quote: Quote, common: Field, weights: Mapping[str, float] = WEIGHTS) -> float:
    """Predicted share of a sentence that a summary would hold, 0.03 to about 1."""
    known = features(quote, common)
    return max(LEAST, sum(weight * known[name] for name, weight in weights.items()))


def worth(quote: Quote, common: Field, pairs: float = 1.0) -> dict[Concept, float]:
    """What each concept of a sentence is worth, pairs of words so much less."""
    found: dict[Concept, float] = {}
    for concepts, share in ((quote.content, 1.0), (quote.common, COMMON)):
        for concept in concepts:
            found[concept] = share * (1.0 if isinstance(concept, str) else pairs) * common.weight(concept)
    return found
