"""Grouping: its archive, its plans, its evidence, and the corrections that constrain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from briefing.model.correction_request import CorrectionRequest

GroupKind = Literal["story", "thread"]
CorrectionOperation = Literal["merged", "split", "moved", "pinned", "imported", "regrouped"]
"""What a correction did; imported: constraints of another store; regrouped: all articles were grouped again."""


class Home(NamedTuple):
    """Where an article is: the ids of its story and of its thread."""

    story: str
    thread: str

    def id_of(self, kind: GroupKind) -> str:
        """Return the id of its story, or that of its thread."""
        return self.story if kind == "story" else self.thread


Homes = Mapping[str, Home]
"""The home of each article by its id."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The archived form of a story or thread.

    Attributes:
        first: When its first article was published.
        last: When its last article was published.
        terms: The terms by which the archive finds it.
        body: JSON of grouping, with a version; only grouping reads it.
    """

    id: str
    kind: GroupKind
    first: datetime
    last: datetime
    terms: tuple[str, ...]
    body: str


class LinkedArticle(NamedTuple):
    """An article that links to an address or is the one at it.

    Attributes:
        story: Its story in the archive; "" if it is of the batch that is grouped.
        url: Its address, or that of the site of its publisher.
    """

    id: str
    story: str
    publisher: str
    url: str
    published: datetime


class Archive(Protocol):
    """The archive from which grouping reads earlier groups. The store implements it; the pipes use one in memory."""

    def candidates(self, kind: GroupKind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Return at most `limit` ids of profiles that share terms and are not older than `since`: most shared first."""

    def profiles(self, kind: GroupKind, ids: Sequence[str]) -> Sequence[Profile]:
        """Return the profiles with these ids, or those of the groups that absorbed them; unknown ids are left out."""

    def stories_of(self, threads: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the ids of the stories of each of these threads, oldest first; unknown threads are left out."""

    def affairs(self, threads: Sequence[str]) -> Mapping[str, str]:
        """Return the affair at the top of each of these threads; threads without one are left out."""

    def decided_affairs(self, threads: Sequence[str]) -> Set[str]:
        """Return those of these threads of which a person decided that they are part of an affair, or of none."""

    def linked_articles(self, urls: Sequence[str]) -> Sequence[tuple[str, LinkedArticle, bool]]:
        """Return the grouped articles at these addresses or with links to them: the address, and whether by a link."""

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many grouped articles each term occurred."""

    def size(self) -> int:
        """Return how many articles were grouped so far."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for or against a link: its value (mostly 0 to 1) and its contribution to the log-odds."""

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an article is in a story, a story in a thread, or a thread in an affair.

    Attributes:
        subject: The id of what was placed.
        target: The id of the group in which it was placed.
        kind: The kind of the target.
        probability: The estimated probability that it belongs there, 0 to 1.
        signals: The reasons.
        names: The names that both share.
        terms: The other rare terms that both share.
        hours: Hours between the subject and the nearest member of the target, or the starts of a thread and its affair.
        nearest: The id of that member.
        rival: The id of the second-best target.
        rival_probability: The probability of that one.
        refused: The id of the thread whose words agree best, of those from which another topic keeps a story.
        refused_probability: The probability that the story is about another topic than that thread.
        rules: The version of the rules that decided.
        corrected: When a person placed it; then the signals did not decide. None: grouping decided.
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
    refused: str = ""
    refused_probability: float = 0.0
    rules: str = ""
    corrected: datetime | None = None

    @property
    def is_only_refusal(self) -> bool:
        """Whether it holds only the thread that a story was kept from: the story founds a thread of its own."""
        return not (self.signals or self.nearest or self.corrected)


@dataclass(frozen=True, slots=True)
class Placement:
    """A child belongs to a parent: article to story, story to thread, thread to affair.

    Without evidence that it joined the parent, it founds it.
    """

    child: str
    parent: str
    evidence: Evidence | None = None

    @property
    def is_founding(self) -> bool:
        """Whether the child founds its parent."""
        return self.evidence is None or self.evidence.is_only_refusal


class Absorption(NamedTuple):
    """A story or thread that ends in another one of its kind."""

    kind: GroupKind
    old_id: str
    new_id: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions of grouping, which the store writes in one transaction.

    Attributes:
        articles: Articles in stories; older articles may move.
        stories: Stories in threads; older stories may move.
        absorbed: Groups that end in another one; their remaining members follow.
        affairs: Threads in affairs; a parent of "" means none.
        profiles: The new profiles of changed groups.
        frequencies: In how many of the new articles each term occurs.
        document_count: The number of new articles.
    """

    articles: tuple[Placement, ...] = ()
    stories: tuple[Placement, ...] = ()
    absorbed: tuple[Absorption, ...] = ()
    affairs: tuple[Placement, ...] = ()
    profiles: tuple[Profile, ...] = ()
    frequencies: Mapping[str, int] = field(default_factory=dict)
    document_count: int = 0


@dataclass(frozen=True, slots=True)
class MustLink:
    """A must-link constraint: articles that a person put together into one story or one thread."""

    kind: GroupKind
    articles: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class CannotLink:
    """A cannot-link constraint: two articles that never share a story or a thread; a person removed one of them."""

    kind: GroupKind
    removed: str
    remaining: str


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints on grouping from corrections. They name articles, whose ids outlast every regrouping.

    Attributes:
        must_link: An article is in at most one of each kind.
        cannot_link: Pairs of articles.
        homes: Where each named article is that is grouped.
        threshold_offsets: Log-odds added to the joining threshold of stories and of threads; above 0: join less.
        version: Grows with each correction and each undo of one.
        name_bonuses: Log-odds added to the score of groups that share a name, by its stem; above 0: join more.
    """

    must_link: tuple[MustLink, ...] = ()
    cannot_link: frozenset[CannotLink] = frozenset()
    homes: Homes = field(default_factory=dict)
    threshold_offsets: Mapping[GroupKind, float] = field(default_factory=dict)
    version: int = 0
    name_bonuses: Mapping[str, float] = field(default_factory=dict)

    def articles_with_changed_links(self, before: Constraints) -> set[str]:
        """Return the articles of the must-links that were added or ended since `before`.

        Which stories of their threads are doubted is to be judged again.
        """
        return {id for link in {*before.must_link} ^ {*self.must_link} for id in link.articles}

    def threads_with_changed_links(self, before: Constraints) -> list[str]:
        """Return the threads of `articles_with_changed_links`."""
        homes = {**before.homes, **self.homes}
        return sorted({homes[id].thread for id in self.articles_with_changed_links(before) if id in homes})


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction by a person.

    Attributes:
        operation: What was done.
        kind: What was corrected: a story or a thread.
        description: The corrected groups, for messages.
        plan: Carries the correction out now.
        constraints: All constraints from now on, with this one.
        feedback_sign: 1 if joining was wrong, -1 if it was missed, 0 for neither.
        names_by_stem: Names that the groups share, as they are spelled; the feedback counts for them as well.
        request: What a redo does again; None: it must be made anew.
    """

    operation: CorrectionOperation
    kind: GroupKind
    description: str
    plan: Plan
    constraints: Constraints
    feedback_sign: int = 0
    names_by_stem: Mapping[str, str] = field(default_factory=dict)
    request: CorrectionRequest | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback from corrections, for all groups of a kind or for threads that share a name.

    Attributes:
        kind: Stories or threads.
        joined_count: How many corrections joined groups.
        split_count: How many split groups.
        threshold_offset: Log-odds added to the joining threshold; above 0: join less.
        name: The name that threads share, as it is spelled; "": all groups of the kind.
        stem: The stem of the name.
    """

    kind: GroupKind
    joined_count: int
    split_count: int
    threshold_offset: float
    name: str = ""
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """The result of grouping all articles again.

    Attributes:
        plan: What moves, with the profiles and frequencies of everything.
        evidence_by_subject: The new evidence of what stays where it is.
        homes: Where every article is then.
    """

    plan: Plan
    evidence_by_subject: Mapping[str, Evidence | None]
    homes: Homes


@dataclass(frozen=True, slots=True)
class RegroupMove:
    """The number of articles that a regrouping moved from one thread to another, with the titles of both."""

    article_count: int
    from_title: str
    to_title: str


@dataclass(frozen=True, slots=True)
class RegroupReport:
    """What a regrouping changed, or would change.

    Attributes:
        articles: The number of all articles.
        articles_in_other_story: How many are in another story than before.
        articles_in_other_thread: How many are in another thread than before.
        stories: The number of stories before and after.
        threads: The number of threads before and after.
        moves: The largest moves between threads.
        backup: The path of the store as it was before; "" if nothing changed.
        busy: Whether a refresh was running, so that nothing was done.
    """

    articles: int = 0
    articles_in_other_story: int = 0
    articles_in_other_thread: int = 0
    stories: tuple[int, int] = (0, 0)
    threads: tuple[int, int] = (0, 0)
    moves: tuple[RegroupMove, ...] = ()
    backup: str = ""
    busy: bool = False
