"""What a person keeps in view or hides, saved queries, and what a search or an explanation returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.grouping import Evidence
    from briefing.model.threads import ThreadRow

MuteRuleKind = Literal["word", "publisher"]


@dataclass(frozen=True, slots=True)
class MuteRule:
    """What a person muted beside single threads: a word (or words) of titles, or a publisher that tells alone."""

    kind: MuteRuleKind
    value: str
    since: datetime


@dataclass(frozen=True, slots=True)
class HiddenThread:
    """A thread that is left out of lists, and why: muted itself (`rule` is None), until something new or for ever."""

    row: ThreadRow
    rule: MuteRule | None
    since: datetime
    until_new: bool = False


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query that was saved under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article found by searching, with its thread and a snippet."""

    article: Article
    thread: str
    thread_title: str
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The stored evidence of an article or a story, with the titles of what it names.

    `in_affair` tells why the thread is part of a larger one. Of a whole thread `story` is the newest, and `earlier` are
    the others, newest first, each with what put it there (None: it founded the thread).
    """

    article: Article | None
    story: Story
    thread: ThreadRow
    story_evidence: Evidence | None
    thread_evidence: Evidence | None
    titles_by_id: Mapping[str, str] = field(default_factory=dict)
    affair_evidence: Evidence | None = None
    earlier_stories: tuple[tuple[Story, Evidence | None], ...] = ()
