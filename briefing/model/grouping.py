"""What grouping reads, decides and gives as reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Kind = Literal["story", "thread"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What grouping remembers of a story or thread; the archive indexes `terms`, `body` is grouping's own JSON."""

    id: str
    kind: Kind
    first: datetime
    last: datetime
    terms: tuple[str, ...]
    body: str


class Archive(Protocol):
    """What grouping may ask of the past; the store keeps it, the pipes have an empty one."""

    def candidates(self, kind: Kind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Ids of profiles that share any of `terms`, `last` not before `since`; most shared first, then newest."""

    def profiles(self, kind: Kind, ids: Sequence[str]) -> Sequence[Profile]:
        """The profiles with these ids; unknown ids are left out."""

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many grouped articles each term occurred."""

    def size(self) -> int:
        """How many articles were grouped so far."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for or against a link: its value (mostly 0 to 1) and what it added to the log-odds."""

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why `subject` (an article or story id) is in `target` (a story or thread id). `hours` lie between them.

    `corrected` is when a person put it there; then the signals decided nothing.
    """

    subject: str
    target: str
    kind: Kind
    probability: float
    signals: tuple[Signal, ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    hours: float = 0.0
    nearest: str = ""
    rival: str = ""
    rival_probability: float = 0.0
    rules: str = ""
    corrected: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """`child` (an article, or a story) belongs to `parent` (a story, or a thread), and why (None: it founded it)."""

    child: str
    parent: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What grouping decided, for the store to write in one transaction.

    `articles` places articles in stories, `stories` places stories in threads (both may move older ones); `absorbed`
    names stories or threads that ended in another (old id, new id): their remaining members follow. `parents` puts
    threads under larger ones ("": under none).
    """

    articles: tuple[Placement, ...] = ()
    stories: tuple[Placement, ...] = ()
    absorbed: tuple[tuple[Kind, str, str], ...] = ()
    parents: tuple[Placement, ...] = ()
    profiles: tuple[Profile, ...] = ()
    frequencies: Mapping[str, int] = field(default_factory=dict)
    documents: int = 0
