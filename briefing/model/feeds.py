"""Feeds: what is configured, what is remembered between refreshes, what a server sent, and what a refresh did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Secret:
    """The value of a header that stands elsewhere: in a variable of the environment, or what a command prints.

    `prefix` goes before it, such as "Bearer "; with `user` it is the password of that user's Basic authentication.
    """

    env: str = ""
    command: tuple[str, ...] = ()
    prefix: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A language model that a reader chose: the base address of an OpenAI-compatible service and the model's name.

    `key` is where its key is to be had, `always` whether it rewrites without being asked each time; `timeout` is how
    many seconds a reader waits for it.
    """

    url: str
    name: str
    key: Secret | None = None
    always_rewrite: bool = False
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Feed:
    """A configured source of entries. `line` is where it stands in its configuration file.

    `allow_private`: whether it may lead into the own network; None allows that for the very host of `url` only.
    `opml` are attributes that an imported outline had and briefing has no use for. `full_text`: the pages of its
    articles are read too.
    """

    url: str
    name: str = ""
    publisher: str = ""
    section: str = "news"
    lang: str = ""
    weight: float = 1.0
    interval: timedelta = timedelta(hours=1)
    headers: tuple[tuple[str, str], ...] = ()
    enabled: bool = True
    line: int = 0
    secrets: tuple[tuple[str, Secret], ...] = ()
    allow_private: bool | None = None
    opml: tuple[tuple[str, str], ...] = ()
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between refreshes. `failures` counts those in a row; `error` is in plain words.

    `found` is where the document of `etag` and `modified` was; `pause` and `skips` (hours of the week in UTC, 0 is
    Monday's first) are what it asked for; `gone` feeds are asked no more.
    """

    url: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    content_hash: str = ""
    last_try: datetime | None = None
    last_success: datetime | None = None
    next_due: datetime | None = None
    retry_after: datetime | None = None
    failures: int = 0
    error: str = ""
    permanent_url: str = ""
    document_url: str = ""
    requested_pause: timedelta = timedelta()
    skip_hours: frozenset[int] = frozenset()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """Something to report about a feed, mostly that its last fetch failed.

    Attributes:
        name: Display name of the feed.
        cause: Error or notice in plain words.
        failures: Failed fetches in a row.
        next_try: When it is fetched next, if that is known.
        url: Address of the configured feed, by which a list finds it; "" if the problem is not of one feed.
    """

    name: str
    cause: str
    failures: int = 1
    next_try: datetime | None = None
    url: str = ""


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
    permanent_url: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing is new."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FetchFailure:
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
    backing_off: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is. `note` is the last thing done; pages are those of articles, for their full text."""

    stage: Literal["fetching", "pages", "grouping", "writing"]
    done: int
    total: int
    note: str = ""
