"""Feeds: their configuration, their state between refreshes, and their problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DEFAULT_SECTION = "news"
"""The section of a feed without one."""
MIN_INTERVAL, MAX_INTERVAL = timedelta(minutes=1), timedelta(days=30)
"""Limits of the time between two fetches of a feed: a server is not asked continually, and no feed is forgotten."""
MAX_WEIGHT = 100.0
"""The largest weight of a feed and its articles. The default is 1; the limit only catches mistakes."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Where to read the secret value of a request header, which is not written into the configuration.

    Attributes:
        env: The environment variable that holds it.
        command: The command that prints it, with its arguments.
        prefix: Text before the value, such as "Bearer ".
        user: If given, the value is this user's password for Basic authentication.
    """

    env: str = ""
    command: tuple[str, ...] = ()
    prefix: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The language model that the reader configured.

    Attributes:
        url: The base address of an OpenAI-compatible service.
        name: The name of the model.
        key: Where to read its key; None if it needs none.
        always_rewrite: Whether summaries are rewritten without a request for each.
        timeout: Seconds to wait for all answers of one command.
    """

    url: str
    name: str
    key: Secret | None = None
    always_rewrite: bool = False
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Feed:
    """A configured source of entries.

    Attributes:
        url: Its address, which identifies it.
        name: Its display name; "": the title of its document.
        publisher: The publisher of its articles; "": its name.
        section: The section of its articles.
        lang: The language of its articles; "": as its document declares.
        weight: The weight of its articles in ranking; 1.0 is neutral.
        interval: The shortest time between two requests.
        headers: Request headers.
        enabled: Whether it is fetched.
        line: Its line in the configuration file.
        secrets: Request headers with secret values.
        allow_private: Whether it may lead to private networks; None: only to the host and port of `url`,
            if that is private by its name.
        opml: Attributes of an imported outline that briefing does not use; they are kept for export.
        full_text: Whether the pages of its articles are read as well.
        today: Whether `today` and digests list threads that no other feed reports.
        max_per_day: The number of its articles of one day (UTC) that are stored at most; 0: all.
    """

    url: str
    name: str = ""
    publisher: str = ""
    section: str = DEFAULT_SECTION
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
    today: bool = True
    max_per_day: int = 0


@dataclass(frozen=True, slots=True)
class FeedState:
    """The state of a feed between refreshes.

    Attributes:
        url: The configured address.
        title: The title of its document.
        etag: The validators of its last document, with `modified`.
        content_hash: A hash of its last document.
        last_try: When it was last requested.
        last_success: When it last answered with a document, or that nothing is new.
        next_due: When it is due again.
        retry_after: Before then the server wants no request.
        failures: The number of failures since the last success.
        error: The last failure, as a message.
        permanent_url: Where the server says that it has moved for good.
        document_url: Where the document with `etag` and `modified` was, after redirects.
        requested_interval: The shortest time between two requests that its document asks for.
        skip_hours: Hours of the week in UTC without requests, as its document asks; 0 is Monday's first.
        gone: Whether the server said that it is gone for good; it is not requested any more.
        without_room: How many articles of its last document were not stored, because the day has `max_per_day` of it.
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
    requested_interval: timedelta = timedelta()
    skip_hours: frozenset[int] = frozenset()
    gone: bool = False
    without_room: int = 0

    @property
    def next_try(self) -> datetime | None:
        """Return when the feed may be requested next: when it is due, but not before its server allows it."""
        return max(filter(None, (self.next_due, self.retry_after)), default=None)


@dataclass(frozen=True, slots=True)
class FeedHouses:
    """The houses of the configured feeds: of each section, and of each publisher by name."""

    by_section: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_publisher: Mapping[str, str] = field(default_factory=dict)
