"""Mute rules, hidden threads, saved views and proposals; the results of searches and explanations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.grouping import Evidence
    from briefing.model.threads import ThreadRow

MuteRuleKind = Literal["word", "publisher", "configured"]
"""A rule hides threads by words of their titles, by their publisher, or by the conditions of a rule in feeds.toml."""


@dataclass(frozen=True, slots=True)
class MuteRule:
    """A rule that hides threads.

    Attributes:
        kind: What it looks at.
        value: The word, the publisher, or the conditions of a rule in feeds.toml.
        since: Since when it hides threads; None: it stands in feeds.toml.
        until: When it ends; None: never.
        reason: Why the person wants it, "" if that is not known.
        line: Its line in feeds.toml, 0 if it does not stand there.
    """

    kind: MuteRuleKind
    value: str
    since: datetime | None
    until: datetime | None = None
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class HiddenThread:
    """A thread that lists leave out.

    Attributes:
        row: The thread.
        rule: The rule that hides it; None if it is muted itself.
        since: Since when it is hidden; None: a rule of feeds.toml hides it.
        until_new: Whether it is muted only until a new story of it begins.
    """

    row: ThreadRow
    rule: MuteRule | None
    since: datetime | None
    until_new: bool = False


@dataclass(frozen=True, slots=True)
class LimitedFeed:
    """A feed that feeds.toml keeps out of `today`, or of which it stores so many articles of a day at most.

    Attributes:
        name: Its name.
        url: Its address.
        line: Its line in feeds.toml.
        today: Whether `today` and digests list threads that no other feed reports.
        max_per_day: The number of its articles of one day that are stored at most; 0: all.
        threads: The threads of the last day that `today` and digests leave out for it.
        without_room: How many articles of its last document were not stored.
    """

    name: str
    url: str
    line: int
    today: bool
    max_per_day: int
    threads: tuple[ThreadRow, ...] = ()
    without_room: int = 0


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query with the name under which a person saved it."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a search found, with the id and title of its thread ("" if ungrouped) and a snippet."""

    article: Article
    thread: str
    thread_title: str
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A thread that a correction may mean, and why it is proposed."""

    thread: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is in its story, and the story in its thread. Evidence is None for what founded a group.

    Attributes:
        article: The explained article; None if a story or a whole thread is explained.
        story: Its story; of a whole thread the newest one.
        thread: The thread of the story.
        story_evidence: Why the article is in the story.
        thread_evidence: Why the story is in the thread.
        titles_by_id: Titles of the articles, stories and threads that the evidence names.
        affair_evidence: Why the thread is part of its affair.
        earlier_stories: Of a whole thread, the other stories with their evidence, newest first.
    """

    article: Article | None
    story: Story
    thread: ThreadRow
    story_evidence: Evidence | None
    thread_evidence: Evidence | None
    titles_by_id: Mapping[str, str] = field(default_factory=dict)
    affair_evidence: Evidence | None = None
    earlier_stories: tuple[tuple[Story, Evidence | None], ...] = ()
