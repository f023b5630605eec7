"""The kind of an article (news, opinion, a deal, ...), by rules with examples in `article_kinds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

from briefing.text.data_files import read_data
from briefing.text.phrase_search import PhraseSearch, PhraseTable

KindName = Literal["news", "opinion", "review", "deal", "recurring", "feature", "promo"]

EXCLUDED_KINDS = frozenset({"deal", "promo", "recurring"})
"""Kinds of articles that are kept out of the front page."""
OFFER_KINDS = frozenset({"deal", "promo"})
"""Kinds of articles that offer or advertise something: what they name is no topic of theirs."""
OPENING_CHARACTERS = 240
"""Length in characters of the beginning of a text in which its kind is looked for."""
MAX_CACHED_KINDS = 4096
"""Number of kinds that are remembered: more than a page of threads has."""


@dataclass(frozen=True, slots=True)
class ArticleKind:
    """The kind of an article.

    Attributes:
        reason: The table of rules that matched, such as "puzzles"; "" for news.
    """

    name: KindName
    reason: str = ""

    @property
    def is_excluded(self) -> bool:
        """Whether it is kept out of the front page."""
        return self.name in EXCLUDED_KINDS

    @property
    def is_offer(self) -> bool:
        """Whether it offers or advertises something."""
        return self.name in OFFER_KINDS


NEWS = ArticleKind("news")


def article_kind(title: str, text: str = "", address: str = "") -> ArticleKind:
    """Return the kind of an article, by the first rule that matches its headline, its opening or its address."""
    return _kind_of_parts(title, text[:OPENING_CHARACTERS], urlsplit(address).path if address else "")


@lru_cache(maxsize=MAX_CACHED_KINDS)
def _kind_of_parts(*parts: str) -> ArticleKind:
    matching = (next(table.indexes_in(part), None) for part, table in zip(parts, _tables(), strict=True))
    first = min((place for place in matching if place is not None), default=None)
    return NEWS if first is None else _kinds()[first]


@cache
def _rules() -> Mapping[str, Any]:
    """The tables of rules by their reasons, in the order in which they are tried."""
    return tomllib.loads(read_data("article_kinds.toml"))


@cache
def _kinds() -> tuple[ArticleKind, ...]:
    return tuple(ArticleKind(rules["kind"], reason) for reason, rules in _rules().items())


@cache
def _tables() -> tuple[PhraseTable, ...]:
    """The searches of headlines, texts and addresses, each with a place for each kind."""
    return tuple(
        PhraseTable(PhraseSearch(f"(?:{pattern})" for pattern, _ in rules.get(part, ())) for rules in _rules().values())
        for part in ("title", "text", "address")
    )
