"""The kind of an article (news, opinion, a deal, ...), by rules with examples in `article_kinds.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

from briefing.text.data_files import read_data

KindName = Literal["news", "opinion", "review", "deal", "recurring", "feature", "promo"]

EXCLUDED_KINDS = frozenset({"deal", "promo", "recurring"})
"""Kinds of articles that are kept out of the front page."""
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


NEWS = ArticleKind("news")


@lru_cache(maxsize=MAX_CACHED_KINDS)
def article_kind(title: str, text: str = "", address: str = "") -> ArticleKind:
    """Return the kind of an article, by the first rule that matches its headline, its opening or its address."""
    opening, path = text[:OPENING_CHARACTERS], urlsplit(address).path
    for kind, title_pattern, text_pattern, address_pattern in _rules():
        if (
            (title_pattern and title_pattern.search(title))
            or (text_pattern and text_pattern.search(opening))
            or (address_pattern and address_pattern.search(path))
        ):
            return kind
    return NEWS


_Pattern = re.Pattern[str] | None


@cache
def _rules() -> tuple[tuple[ArticleKind, _Pattern, _Pattern, _Pattern], ...]:
    """Each kind with its patterns of headlines, texts and addresses, in the order in which they are tried."""
    tables: Mapping[str, Any] = tomllib.loads(read_data("article_kinds.toml"))
    return tuple(
        (
            ArticleKind(table["kind"], reason),
            _pattern(table.get("title", ())),
            _pattern(table.get("text", ())),
            _pattern(table.get("address", ())),
        )
        for reason, table in tables.items()
    )


def _pattern(entries: Any) -> _Pattern:
    return re.compile("|".join(f"(?:{pattern})" for pattern, _ in entries), re.IGNORECASE) if entries else None
