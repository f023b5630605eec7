"""Grouping: what it reads, what it decides, its evidence, and the corrections that constrain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    pass

GroupKind = Literal["story", "thread"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What grouping remembers of a story or thread; the archive indexes `terms`, `body` is grouping's own JSON."""

    id: str
    kind: GroupKind
    first: datetime
    last: datetime
    terms: tuple[str, ...]
    body: str


class Archive(Protocol):
    """What grouping may ask of the past; the store keeps it, the pipes have an empty one."""

    def candidates(self, kind: GroupKind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Ids of profiles that share any of `terms`, `last` not before `since`; most shared first, then newest."""

    def profiles(self, kind: GroupKind, ids: Sequence[str]) -> Sequence[Profile]:
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
    kind: GroupKind
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
    absorbed: tuple[tuple[GroupKind, str, str], ...] = ()
    affairs: tuple[Placement, ...] = ()
    profiles: tuple[Profile, ...] = ()
    frequencies: Mapping[str, int] = field(default_factory=dict)
    document_count: int = 0


@dataclass(frozen=True, slots=True)
class MustLink:
    """Articles that a person put together: into one story, or into one thread."""

    kind: GroupKind
    articles: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class CannotLink:
    """Two articles that a person set apart: they never share a story, or a thread. `one` is what went away."""

    kind: GroupKind
    removed: str
    remaining: str


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a person decided about stories and threads, in articles, whose ids outlast every regrouping.

    An article has at most one bond of a kind. `homes` tells the story and thread of those articles that are grouped;
    `shifts` what corrections taught (log-odds that joining asks for beyond the threshold); `version` grows with each;
    `ties` what they taught of names (log-odds for joining what shares one).
    """

    must_link: tuple[MustLink, ...] = ()
    cannot_link: frozenset[CannotLink] = frozenset()
    placements_by_article: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    threshold_offsets: Mapping[GroupKind, float] = field(default_factory=dict)
    version: int = 0
    name_bonuses: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: a `plan` that carries it out now, and all `corrections` as they are with it from now on.

    `act` is merged, split, moved or pinned, `about` names what was corrected; `lesson` is 1 where joining was wrong, -1
    where it was missed, also for what shares one of `names` (how they are written, by stem).
    """

    operation: str
    kind: GroupKind
    description: str
    plan: Plan
    constraints: Constraints
    feedback_sign: int = 0
    names_by_stem: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What corrections taught: how many joined and how many split, and the log-odds that joining asks more for it.

    With a `name`, and the `stem` it is found by, it holds for threads that share it, else for all of the kind.
    """

    kind: GroupKind
    joined_count: int
    split_count: int
    threshold_offset: float
    name: str = ""
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What grouping everything anew makes of the store: a `plan` of what moves, with all profiles and frequencies.

    `links` is the evidence, by its subject, of what stays where it is; `homes` the story and thread of every article.
    """

    plan: Plan
    evidence_by_subject: Mapping[str, Evidence | None]
    placements_by_article: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RegroupMove:
    """So many articles that regrouping took from one thread to another, by the titles of these."""

    article_count: int
    from_title: str
    to_title: str


@dataclass(frozen=True, slots=True)
class RegroupReport:
    """What regrouping changed, or would change: the articles in another story or thread than before, and how many
    stories and threads there were before and are now. `moves` are the biggest; `backup` is the store as it was.
    """

    articles: int = 0
    articles_in_other_story: int = 0
    articles_in_other_thread: int = 0
    stories: tuple[int, int] = (0, 0)
    threads: tuple[int, int] = (0, 0)
    moves: tuple[RegroupMove, ...] = ()
    backup: str = ""
    busy: bool = False
