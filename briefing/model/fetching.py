"""What comes from feeds: answers, parsed documents, and what a refresh did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.feeds import FeedProblem


@dataclass(frozen=True, slots=True)
class Response:
    """A feed document as it came. `url` is where it was found in the end; `moved` a permanent new address.

    `whole` is False if it broke off on its way.
    """

    url: str
    body: bytes
    headers: Mapping[str, str]
    etag: str = ""
    modified: str = ""
    moved: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing is new."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a feed gave nothing, in words. `retry_after` is the moment before which it must not be asked again.

    `offline`: no server was reached at all, so none has to be spared from the next attempt.
    """

    url: str
    cause: str
    retry_after: datetime | None = None
    gone: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed document said of one item; `summary` and `content` are HTML. Nothing in it is safe to show."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed feed document. `ttl` is the least time until the next fetch that it asks for."""

    title: str = ""
    lang: str = ""
    entries: tuple[Entry, ...] = ()
    ttl: timedelta | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did; failures of single feeds are values.

    `notes` tell what else a person should know of a feed: that it moved, broke off, or asked us to wait. `resting` of
    those that were not due failed when they were last asked.
    """

    feeds: int = 0
    new_data: int = 0
    unchanged: int = 0
    not_due: int = 0
    failed: tuple[FeedProblem, ...] = ()
    articles: int = 0
    stories: int = 0
    threads: int = 0
    busy: bool = False
    notes: tuple[FeedProblem, ...] = ()
    resting: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is. `note` is the last thing done; pages are those of articles, for their full text."""

    stage: Literal["fetching", "pages", "grouping", "writing"]
    done: int
    total: int
    note: str = ""
