"""The verdict on each sentence of an article: may it be quoted, may it open a summary, and why not.

Vetoes decide first; two logistic models weigh the signs of the rest. Their weights are in `sentence_model.toml`,
made by benchmarks/train_sentences.py from 2,593 labelled sentences of 1,325 articles of September 2023 and March 2026.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from briefing.text.data_files import read_data
from briefing.writing.sentences.signs import Draft, Signs, TermsBefore, article_signs, sentence_signs
from briefing.writing.sentences.vetoes import veto

MIN_QUOTABILITY = 0.56
"""Probability from which on a sentence may be quoted; chosen by cross-validation, for a recall of 0.86."""
OPENING_THRESHOLD = 0.36
"""Probability from which on a sentence may open a summary; chosen by cross-validation, for a recall of 0.80."""
CONTEXT_SIGNS = (
    "any second-person",
    "any first-person",
    "generic opening",
    "opens connective",
    "any attributing",
    "any dating",
    "leans",
)
"""Signs of a sentence that also count for the next one."""
ARTICLE_VETOES = {"address opinion": "opinion", "address ware": "promotion"}
"""Signs of an article of which nothing is quoted, with the reason."""
REFERENCE_SIGNS = frozenset(
    {"leans", "leans at once", "opens pronoun", "opens connective", "ordinal opening", "pronoun without name"}
)
"""Signs that do not count against a sentence if the one before it is quoted too."""
REASONS = {
    "opinion": ("any second-person", "any first-person", "question", "words judging", "words talking"),
    "dangling": ("leans", "opens connective", "opens with unknown thing", "pronoun without name"),
    "fragment": ("no verb", "under 6 words"),
}
"""Why the model rejected a sentence: the first reason of which a sign is present; else "opinion"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an editor would judge a sentence.

    Attributes:
        quotable: Probability that it may be quoted; 0 after a veto.
        following: The same, if the sentence before it in its article is quoted before it.
        opening: Probability that it may open a summary.
        why: Why it may not be quoted, in one word; "" if it may.
    """

    quotable: float
    following: float
    opening: float
    why: str = ""

    @property
    def is_quotable(self) -> bool:
        """Whether it may be quoted."""
        return not self.why

    @property
    def opens(self) -> bool:
        """Whether it may open a summary."""
        return not self.why and self.opening >= OPENING_THRESHOLD


UNJUDGED = Verdict(0.5, 0.5, 0.5, "not judged")
"""The verdict on a sentence outside an article, such as a headline."""


@dataclass(frozen=True, slots=True)
class ArticleFrame:
    """What is known of the article whose sentences are judged."""

    title: str
    title_terms: frozenset[str]
    address: str
    text: str
    publisher: str


def judge_sentences(article: ArticleFrame, drafts: Iterable[Draft], draft_count: int) -> Iterator[Verdict]:
    """Yield the verdict on each sentence of an article, or of its beginning, as it is asked for.

    Args:
        article: The article.
        drafts: Its sentences in order, from the first.
        draft_count: Number of all its sentences.
    """
    return (_verdict(reason, signs) for reason, signs in signs_of(article, drafts, draft_count))


def signs_of(article: ArticleFrame, drafts: Iterable[Draft], draft_count: int) -> Iterator[tuple[str, Signs]]:
    """Yield the veto on each sentence, "" for none, and its signs with those of its article and its neighbour."""
    shared = article_signs(article.title, article.address, article.text)
    article_veto = next((reason for sign, reason in ARTICLE_VETOES.items() if sign in shared), "")
    terms_before = TermsBefore(article.title_terms)
    before: Signs = {}
    for position, draft in enumerate(drafts):
        reason = veto(draft, article.title) or article_veto
        own = sentence_signs(draft, position, draft_count, article.publisher, terms_before)
        context = {f"after {name}": before[name] for name in CONTEXT_SIGNS if name in before}
        context["after veto"] = before.get("veto", 0.0)
        yield reason, {name: value for name, value in {**shared, **own, **context}.items() if value}
        terms_before.add(draft)
        before = own | {"veto": float(bool(reason))}


def _verdict(reason: str, signs: Signs) -> Verdict:
    if reason:
        return Verdict(0.0, 0.0, 0.0, reason)
    quotable = _probability("quotable", signs)
    following = quotable
    if not REFERENCE_SIGNS.isdisjoint(signs):
        following = _probability("quotable", {name: x for name, x in signs.items() if name not in REFERENCE_SIGNS})
    why = "" if quotable >= MIN_QUOTABILITY else _reason(signs)
    return Verdict(quotable, max(quotable, following), _probability("opening", signs), why)


def _reason(signs: Signs) -> str:
    return next((reason for reason, names in REASONS.items() if any(signs.get(name) for name in names)), "opinion")


def _probability(model: str, signs: Signs) -> float:
    weights = _model()[model]
    score = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + exp(-score))


@cache
def _model() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(read_data("writing/sentence_model.toml"))
