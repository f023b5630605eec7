"""All that a person did and read, as it goes from one store to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.deliveries import DeliveredLine
    from briefing.model.grouping import CannotLink, GroupKind, MustLink

SCHEMA = "briefing-export/1"
"""The name of the format of exported records; docs/export.md describes it."""


@dataclass(frozen=True, slots=True)
class ExportedThread:
    """A thread that a person did something with, as the other store grouped it.

    Attributes:
        stories: Its stories as pairs of an id and the ids of the articles.
        title: Its title there, for messages.
        name: The title that a person gave it, "" without one.
        followed: Since when it is followed; None: it is not.
        muted: Since when it is muted; None: it is not.
        newest_when_muted: The start of its newest story when it was muted until a new one; None: muted for ever.
        read: When it was read last; None: never.
        read_before: When it was read before that read session.
        tags: Its tags.
        affair: The id of the thread that a person made it part of, "" if of none.
        affair_decided: When the person decided that; None: nobody did.
    """

    id: str
    stories: tuple[tuple[str, tuple[str, ...]], ...]
    title: str = ""
    name: str = ""
    followed: datetime | None = None
    muted: datetime | None = None
    newest_when_muted: datetime | None = None
    read: datetime | None = None
    read_before: datetime | None = None
    affair: str = ""
    affair_decided: datetime | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedCorrection:
    """What grouping learns from one correction: its level, sign and description, and the names as stored."""

    at: datetime
    level: GroupKind
    sign: int
    description: str
    names: str = "{}"


@dataclass(frozen=True, slots=True)
class ExportedMute:
    """A rule that hides threads by a word or a publisher; `until` is None without an end."""

    kind: Literal["word", "publisher"]
    value: str
    at: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExportedDigest:
    """The delivery log of a digest.

    Attributes:
        stories: What it delivered: the thread, the story and an article of it (each may be "") and when.
        articles: The ids of the delivered articles.
        documents: What it printed, with the moments.
        lines: The threads of which it printed something, and what.
    """

    name: str
    last_run: datetime
    waiting_since: datetime | None = None
    stories: tuple[tuple[str, str, str, datetime], ...] = ()
    articles: tuple[str, ...] = ()
    documents: tuple[tuple[datetime, str], ...] = ()
    lines: tuple[tuple[str, DeliveredLine], ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalData:
    """The records of one export.

    Attributes:
        articles: The articles of all its threads, and those with a star.
        starred: The moments of the stars by the id of the article.
        read: The ids of the articles that were read.
        visit: The last visit of the reader: when it began and ended, its boundary, and up to when its list has shown
            what arrived.
        feeds: The tables [[feeds]] as in feeds.toml.
        rules: The tables [[rules]].
        digest_settings: The tables [digests.NAME] by name.
        unknown: The types of records that this version does not know, with their number.
    """

    articles: tuple[Article, ...] = ()
    starred: Mapping[str, datetime] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    threads: tuple[ExportedThread, ...] = ()
    must_links: tuple[MustLink, ...] = ()
    cannot_links: tuple[CannotLink, ...] = ()
    corrections: tuple[ExportedCorrection, ...] = ()
    mutes: tuple[ExportedMute, ...] = ()
    views: Mapping[str, str] = field(default_factory=dict)
    digests: tuple[ExportedDigest, ...] = ()
    visit: tuple[datetime, datetime, datetime | None, datetime | None] | None = None
    feeds: tuple[Mapping[str, Any], ...] = ()
    rules: tuple[Mapping[str, Any], ...] = ()
    digest_settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)


ImportCount = Literal[
    "articles", "followed", "muted", "named", "tagged", "read", "affairs", "stars", "mute rules", "views",
    "corrections", "constraints", "feeds", "rules", "digests",
]  # fmt: skip
"""What an import counts; constraints: must-links and cannot-links."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import changed, as numbers by what was counted, and a line for each thing that it could not match."""

    counts: Mapping[ImportCount, int] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
