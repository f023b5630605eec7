"""How likely an article reports an event, judged by its headline, opening and address: a logistic model of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import exp

from briefing.model.articles import Article
from briefing.text.data_files import read_data
from briefing.text.phrase_search import phrase_search
from briefing.writing.timeline.event_features import event_features
from briefing.writing.timeline.headline_verbs import verb_kinds

OPENING_CHARACTERS = 400
"""Number of characters of an article that are searched."""
MAX_REMEMBERED = 4096
"""Articles whose likelihood is remembered: those of one refresh."""
BIAS = "BIAS"
"""The name of the log-odds of an article without any feature."""
_VERB = re.compile(
    r"(?<=[\w.’'] )(?:[a-z]{2,}(?<![suio])s|[a-z]{2,}ed|beat|defeat|thrash|won|struck|took|made|fell|met|held|fled"
    r"|swept|drew|overcame|came|went|became|began|brought|fought|sank|sold|threw)\b"
)
"""What is probably a finite verb: "arrives" in "Minister arrives in Torvane to sign pact", "beat" of a team."""
_TO_BE = re.compile(r"\bto be (?:[a-z]+ly )?[a-z]+(?:ed|en|wn|ld|ght)\b")
_IS_TO = re.compile(r"\b(?:is|are) (?:to|due to|about to) (?!be\b)[a-z]+")
_REFUSAL = re.compile(r"will (?:not|no longer|never)\b", re.IGNORECASE)
"""A decision, which is news, and no announcement."""
_YET_TO_BEGIN = re.compile(
    r"\b(?:(?:is|are|was|were) (?:scheduled|set|due|slated|expected) to (?:start|begin|open|kick off|take place)"
    r"|will (?:face off|kick off|get under ?way)|(?:is|are) headed to trial)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:as|while) (?:[\w’'-]+ ){1,6}(?:begins?|starts?|opens?|resumes?|gets? under ?way)\b")
"""A happening beside what is to come: "to argue its case as the trial begins"."""


@cache
def event_weights() -> dict[str, float]:
    """Return the log-odds of an event that each feature adds, from `data/event_weights.txt`."""
    return weights_of(read_data("writing/event_weights.txt"))


def weights_of(table: str) -> dict[str, float]:
    """Return the weights of a table: lines of a feature, a tab and hundredths of log-odds; others are comments."""
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {feature: int(weight) / 100 for feature, weight in pairs}


def event_likelihood(article: Article) -> float:
    """Return the probability that an article reports an event, 0 to 1."""
    return _likelihood(article.title, article.publisher, article.text[:OPENING_CHARACTERS], article.link or article.url)


@lru_cache(maxsize=MAX_REMEMBERED)
def _likelihood(title: str, publisher: str, opening: str, address: str) -> float:
    return 1 / (1 + exp(-event_odds(event_features(title, publisher, opening, address))))


def event_odds(features: Iterable[str]) -> float:
    """Return the log-odds that an article with some features reports an event."""
    weights = event_weights()
    return weights[BIAS] + sum(sorted(weights.get(feature, 0.0) for feature in features))


@lru_cache(maxsize=MAX_REMEMBERED)
def is_preview(headline: str, opening: str = "") -> bool:
    """Whether a headline is about what is to come, and reports nothing before: "arrives to sign".

    Args:
        headline: A headline.
        opening: The beginning of the text, which can say that the event has yet to begin.
    """
    if _YET_TO_BEGIN.search(opening) or _IS_TO.search(headline):
        return True
    match = phrase_search("writing/announcing_headlines.tsv").search(headline) or _TO_BE.search(headline)
    if match is None or _REFUSAL.match(headline, match.start()) or _BEGINS.search(headline, match.end()):
        return False
    before = headline[: match.start()]
    return not _VERB.search(before) and "act" not in verb_kinds(before)
