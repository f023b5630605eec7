"""Feeds: what is configured and what is remembered of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
class Endpoint:
    """A language model that a reader chose: the base address of an OpenAI-compatible service and the model's name.

    `key` is where its key is to be had, `always` whether it rewrites without being asked each time; `timeout` is how
    many seconds a reader waits for it.
    """

    url: str
    name: str
    key: Secret | None = None
    always: bool = False
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
    digest: str = ""
    last_try: datetime | None = None
    last_success: datetime | None = None
    next_due: datetime | None = None
    retry_after: datetime | None = None
    failures: int = 0
    error: str = ""
    location: str = ""
    found: str = ""
    pause: timedelta = timedelta()
    skips: frozenset[int] = frozenset()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """A feed whose last fetch failed."""

    name: str
    cause: str
    failures: int = 1
    next_try: datetime | None = None
