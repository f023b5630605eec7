"""Articles and the stories they tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


DateFlag = Literal["", "missing", "absurd", "future"]


@dataclass(frozen=True, slots=True)
class Article:
    """An entry made ours: identified, cleaned (plain text, safe to show), dated in UTC.

    `published` falls back to `seen` when the feed's date is missing, absurd or in the future; `flag` says which.
    `url` is the canonical address (identity), `link` the one to open (as the feed gave it), both http(s) or empty.
    """

    id: str
    title: str
    text: str = ""
    publisher: str = ""
    feed: str = ""
    section: str = ""
    lang: str = ""
    guid: str = ""
    url: str = ""
    link: str = ""
    author: str = ""
    published: datetime = EPOCH
    seen: datetime = EPOCH
    date_flag: DateFlag = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Story:
    """One happening with its articles, oldest first."""

    id: str
    thread: str
    title: str
    articles: tuple[Article, ...] = ()
