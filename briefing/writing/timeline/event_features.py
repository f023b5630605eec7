"""What shows whether an article reports an event: words, pairs of words, verbs, pages of its address, patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from briefing.text.data_files import read_data
from briefing.text.phrase_search import PhraseSearch, PhraseTable, phrase_search
from briefing.text.titles import bare_headline, classify_headline
from briefing.writing.timeline.headline_verbs import verb_kinds

MAX_PAGE_LENGTH = 24
"""Characters of a part of an address that names a kind of page; longer ones name one article."""
BEGIN, END = "^", "$"
"""What stands before the first token of a headline, and behind the last one."""
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[$£€]?\d[\d.,]*(?:st|nd|rd|th|m|bn|k|%)?|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_QUOTATION = re.compile(r"[\"“][^\"”]*[\"”]")


class EventPattern(NamedTuple):
    """A pattern that speaks for or against an event.

    Attributes:
        part: The part of an article that is searched, see `article_parts`.
        example: A text that it matches.
    """

    name: str
    part: str
    pattern: PhraseSearch
    example: str


@cache
def event_patterns() -> tuple[EventPattern, ...]:
    """Return the patterns of `data/event_patterns.toml`."""
    return tuple(map(_pattern, tomllib.loads(read_data("writing/event_patterns.toml"))["patterns"]))


def _pattern(row: Mapping[str, Any]) -> EventPattern:
    is_list = "phrases" in row
    pattern = phrase_search(row["phrases"]) if is_list else PhraseSearch([row["pattern"]])
    return EventPattern(row["name"], row["part"], pattern, row["example"])


def event_features(title: str, publisher: str, opening: str, address: str) -> set[str]:
    """Return what is known of an article.

    Args:
        title: The headline as published.
        publisher: The name of its publisher.
        opening: The beginning of the text.
        address: Its address.

    Returns:
        Words of the headline in lower case, marks, NUMBER, YEAR or MONEY for figures, and pairs of these that follow
        each other, with "^" and "$" for both ends; by the kinds of its verbs "VERB act" and "FIRST-VERB act"; by its
        own kind "KIND recurring"; by the parts of the address "PAGE opinion"; and "PATTERN name" for each pattern that
        matches.
    """
    parts = article_parts(title, publisher, opening, address)
    tokens = headline_tokens(parts["headline"])
    features = {*tokens, *(f"{one} {other}" for one, other in pairwise((BEGIN, *tokens, END)))}
    kinds = verb_kinds(parts["headline"])
    features.update(f"VERB {kind}" for kind in kinds)
    features.add(f"FIRST-VERB {kinds[0] if kinds else 'none'}")
    kind = classify_headline(title, opening)
    if kind:
        features.add(f"KIND {kind}")
    features.update(f"PAGE {page}" for page in _pages(address))
    patterns = event_patterns()
    for part, indexes, table in _tables():
        features.update(f"PATTERN {patterns[indexes[n]].name}" for n in table.indexes_in(parts[part]))
    return features


def headline_tokens(headline: str) -> list[str]:
    """Return the words of a headline in lower case and its marks; NUMBER, YEAR or MONEY stands for a figure."""
    return [_token(token) for token in _TOKEN.findall(headline.translate(_STRAIGHT))]


def _token(token: str) -> str:
    if len(token) > 1 and token[0] in "$£€":
        return "MONEY"
    if token[0].isdigit():
        return "YEAR" if _YEAR.fullmatch(token) else "NUMBER"
    return token.lower()


def _pages(address: str) -> Iterator[str]:
    """The parts of an address that name a kind of page: "opinion" in "https://sample.example/opinion/ports"."""
    path = address.partition("://")[2].partition("?")[0]
    for part in path.lower().split("/")[1:-1]:
        if part and len(part) <= MAX_PAGE_LENGTH and not part.isdigit():
            yield part


def article_parts(title: str, publisher: str, opening: str, address: str) -> dict[str, str]:
    """Return the parts of an article by the names that patterns use."""
    headline = bare_headline(title, publisher)
    return {
        "title": title,
        "headline": headline,
        "opening": _QUOTATION.sub("", opening),
        "address": address,
    }


@cache
def _tables() -> tuple[tuple[str, tuple[int, ...], PhraseTable], ...]:
    """For each part of an article the indexes of its patterns, and their searches."""
    patterns = event_patterns()
    parts = sorted({one.part for one in patterns})
    indexes = [tuple(n for n, one in enumerate(patterns) if one.part == part) for part in parts]
    return tuple(
        (part, own, PhraseTable(patterns[n].pattern for n in own)) for part, own in zip(parts, indexes, strict=True)
    )
