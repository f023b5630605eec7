"""How likely an article reports an event, judged by its headline, opening and address: a logistic model of patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import exp
from typing import Any, NamedTuple

from briefing.model.articles import Article
from briefing.text.data_files import read_data
from briefing.text.phrase_search import PhraseSearch, PhraseTable, phrase_search
from briefing.text.places import country_of, known_places
from briefing.text.titles import bare_headline, classify_headline
from briefing.writing.timeline.headline_verbs import verb_kinds

OPENING_CHARACTERS = 400
"""Number of characters of an article that are searched."""
RECURRING_FACTOR = 0.4
"""Factor of the likelihood of a recurring column and of a headline that could stand over anything."""
MAX_CACHED = 4096
"""Articles whose likelihood is remembered: those of one refresh."""
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
_TOPIC = re.compile(
    r"attacks?|blast|ceasefire|conflict|coup|crash|crisis|(?:earth)?quake|elections?|explosion|floods?|outage|polls"
    r"|protests?|shooting|storm|strikes?|talks|vote|war|(?:wild)?fires?"
)
"""Words beside a place in the label of a headline that is about what happens there."""
_QUOTATION = re.compile(r"[\"“][^\"”]*[\"”]")


class EventFeature(NamedTuple):
    """A pattern that speaks for or against an event.

    Attributes:
        part: The part of an article that is searched: "title", "headline", "speech" (the headline, unless only
            a place stands before its colon), "house" (the headline with the publisher's name as HOUSE), "verbs" (the
            kinds of the headline's verbs), "opening" or "address".
        weight: Log-odds of an event if the pattern matches.
        example: A text that it matches.
    """

    name: str
    part: str
    pattern: PhraseSearch
    weight: float
    example: str


class EventModel(NamedTuple):
    """The contents of `data/event_features.toml`; the bias is in log-odds, a penalty in its feature's weight."""

    bias: float
    features: tuple[EventFeature, ...]
    penalties: tuple[EventFeature, ...]


@cache
def event_model() -> EventModel:
    """Return the model."""
    data = tomllib.loads(read_data("writing/event_features.toml"))
    return EventModel(data["bias"], *(tuple(map(_feature, data[name])) for name in ("features", "penalties")))


def _feature(row: Mapping[str, Any]) -> EventFeature:
    is_list = "phrases" in row
    pattern = phrase_search(row["phrases"]) if is_list else PhraseSearch([row["pattern"]])
    return EventFeature(row["name"], row["part"], pattern, row["weight"], row["example"])


def event_likelihood(article: Article) -> float:
    """Return the probability that an article reports an event, 0 to 1."""
    return _likelihood(article.title, article.publisher, article.text[:OPENING_CHARACTERS], article.link or article.url)


@lru_cache(maxsize=MAX_CACHED)
def _likelihood(title: str, publisher: str, opening: str, address: str) -> float:
    model = event_model()
    parts = article_parts(title, publisher, opening, address)
    weights = [feature.weight for feature in (*model.features, *model.penalties)]
    present = [indexes[n] for part, indexes, table in _tables() for n in table.indexes_in(parts[part])]
    odds = model.bias + sum(weights[index] for index in sorted(present))
    probability = 1 / (1 + exp(-odds))
    return probability * (RECURRING_FACTOR if classify_headline(title, opening) in ("recurring", "generic") else 1.0)


@cache
def _tables() -> tuple[tuple[str, tuple[int, ...], PhraseTable], ...]:
    """For each part of an article the indexes of its features in the model, penalties last, and their searches."""
    model = event_model()
    features = (*model.features, *model.penalties)
    indexes = {part: tuple(n for n, f in enumerate(features) if f.part == part) for part in {f.part for f in features}}
    return tuple((part, own, PhraseTable(features[n].pattern for n in own)) for part, own in sorted(indexes.items()))


def article_parts(title: str, publisher: str, opening: str, address: str) -> dict[str, str]:
    """Return the parts of an article by the names that features use."""
    headline = bare_headline(title, publisher)
    return {
        "title": title,
        "headline": headline,
        "speech": "" if _has_place_as_label(headline) else headline,
        "house": _house_pattern(publisher).sub("HOUSE", headline) if publisher else headline,
        "opening": _QUOTATION.sub("", opening),
        "address": address,
        "verbs": verb_kinds(headline),
    }


def _has_place_as_label(headline: str) -> bool:
    """Whether what stands before a colon names a place and nobody: "Turkey: Mayor is arrested", "Sri Lanka crisis:"."""
    label, colon, _ = headline.lower().partition(":")
    words = [word for word in re.split(r"[\s–-]+", label) if word and not _TOPIC.fullmatch(word)]
    return bool(colon and words) and _are_places(words)


def _are_places(words: Sequence[str]) -> bool:
    """Whether words are names of places, of one word or several each: "sri lanka", "israel gaza"."""
    return not words or any(
        _is_place("-".join(words[:size])) and _are_places(words[size:]) for size in range(1, len(words) + 1)
    )


def _is_place(name: str) -> bool:
    return bool(country_of(name)) or name in known_places()


@lru_cache(maxsize=MAX_CACHED)
def _house_pattern(publisher: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(publisher)}(?!\w)", re.IGNORECASE)


def feature_values(parts: Mapping[str, str]) -> list[bool]:
    """Return which features of the model an article has."""
    return [feature.pattern.search(parts[feature.part]) is not None for feature in event_model().features]


@lru_cache(maxsize=MAX_CACHED)
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
    return not _VERB.search(before) and "act" not in verb_kinds(before).split()
