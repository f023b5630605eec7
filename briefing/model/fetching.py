"""What fetching a feed gives: a response or a failure, a parsed document, and the report of a refresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from briefing.model.notes import Note


@dataclass(frozen=True, slots=True)
class Response:
    """A feed document as the server sent it.

    Attributes:
        url: Where it was, after redirects.
        permanent_url: Its new address, if the server says that it has moved for good.
        is_complete: Whether the transfer did not break off.
    """

    url: str
    body: bytes
    headers: Mapping[str, str]
    etag: str = ""
    modified: str = ""
    permanent_url: str = ""
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answered that the document has not changed."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A failed request.

    Attributes:
        url: The requested address.
        cause: The cause, as a message.
        retry_after: Before then the server wants no request.
        gone: Whether the server said that the feed is gone for good.
        offline: Whether no server was reached; then the next attempt is not delayed, unless public hosts answered.
    """

    url: str
    cause: str
    retry_after: datetime | None = None
    gone: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Postponed:
    """A feed that was due was not requested, because a host asked us to wait.

    Attributes:
        url: The address of the feed.
        host: The host, which may be that of a redirect.
        until: Before then the host wants no request.
        next_try: When the feed is due; the feeds of a host are spread.
    """

    url: str
    host: str
    until: datetime
    next_try: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed document, as parsed; `summary` and `content` are HTML. Nothing in it is safe to show.

    Attributes:
        source_name: The name of the feed or outlet that it comes from, if it names one; HTML as the title is.
        source_url: The address of that feed or outlet.
        unsure_date: Whether its date is a guess, or could not be decided.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    unsure_date: bool = False
    source_name: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A parsed feed document.

    Attributes:
        requested_interval: The shortest time between two requests that it asks for; None: it does not.
        skip_hours: Hours of the week in UTC without requests, as it asks; 0 is Monday's first.
        partial: Whether its end could not be parsed; `entries` are those before.
    """

    title: str = ""
    lang: str = ""
    entries: tuple[Entry, ...] = ()
    requested_interval: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """The result of a refresh; failures of single feeds are values.

    Attributes:
        feeds: The number of enabled feeds.
        new_data: How many of them had a new document.
        unchanged: How many had not changed.
        not_due: How many were not requested: not due yet, waiting, or postponed.
        failed: Those that failed.
        articles: The number of new articles.
        stories: The number of new stories.
        threads: The number of changed threads.
        busy: Whether another refresh was running, so that this one did nothing.
        notes: Other messages about feeds: they moved, broke off, or asked us to wait.
        backing_off: How many of `not_due` failed at their last request.
        unfetched: How many were due, but not fetched within the time of a refresh; they come first next time.
        faults: How many threads, articles or feeds a fault of the program left undone; they are tried again.
        fault_notes: Those of `notes` that are about these faults.
    """

    feeds: int = 0
    new_data: int = 0
    unchanged: int = 0
    not_due: int = 0
    failed: tuple[Note, ...] = ()
    articles: int = 0
    stories: int = 0
    threads: int = 0
    busy: bool = False
    notes: tuple[Note, ...] = ()
    backing_off: int = 0
    unfetched: int = 0
    faults: int = 0
    fault_notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a refresh or a regrouping.

    Attributes:
        stage: What is done now; "pages" are those of articles, for their full text; "searching" is for the
            feeds of a site.
        done: How many steps of the stage are done.
        total: The number of its steps.
        note: The last step, as a message.
        threads: How many threads have changed so far: they can be shown.
    """

    stage: Literal["fetching", "pages", "grouping", "writing", "searching", "thinning"]
    done: int
    total: int
    note: str = ""
    threads: int = 0


ProgressCallback: TypeAlias = Callable[[Progress], None]
"""Called after each step, on the worker that does it."""
