"""Threads: their rows in lists, what is written about them, and the briefing made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.feeds import FeedProblem

ThreadStatus = Literal["new", "updated", "running"]


TimelineEntryKind = Literal["first", "update", "echo"]


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it.

    `days` are articles a day, oldest first, ending today; `latest` is the newest development, in other words than the
    title; `status` and `fresh` (articles) refer to a period; `read` is when a person last read it. `parent` is the
    larger affair that it is part of.
    """

    id: str
    title: str
    section: str
    first: datetime
    last: datetime
    status: ThreadStatus
    publishers: tuple[str, ...]
    article_count: int
    story_count: int
    new_article_count: int = 0
    daily_counts: tuple[int, ...] = ()
    latest_development: str = ""
    weight: float = 1.0
    followed: bool = False
    muted: bool = False
    read: datetime | None = None
    score: float = 0.0
    affair_id: str = ""
    affair_title: str = ""
    independent_count: int = 0

    @property
    def independent_publisher_count(self) -> int:
        """How many publishers tell it: those of one house once, and of copies of one text only the first."""
        return self.independent_count or len(self.publishers)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands word for word in the article it names."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in reading order; the three sizes are prefixes of meaning, not of text."""

    line: tuple[Sentence, ...] = ()
    paragraph: tuple[Sentence, ...] = ()
    long: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that moved: of what, from which words to which, and the sentences that say so."""

    quantity: str
    before: str
    after: str
    sentence_before: Sentence
    sentence_after: Sentence


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened on a day: a story of the thread, or a development within it.

    `moved` are the numbers that it gives otherwise than what was reported before, `names` those it brought up if it is
    one of the newest.
    """

    date: date
    title: str
    story: str = ""
    kind: TimelineEntryKind = "update"
    publishers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    number_changes: tuple[NumberChange, ...] = ()
    new_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a thread to someone who knows it up to `since`, or knows some of its stories.

    `stories` began since, newest first; `sentences` tell what was not said before in other words.
    """

    since: datetime | None = None
    stories: tuple[Story, ...] = ()
    number_changes: tuple[NumberChange, ...] = ()
    new_names: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class RewrittenSentence:
    """A sentence in a language model's words, with the articles (one at least) whose sentences it retells."""

    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A summary as the model `by` rewrote it, from the sentences of the summary alone."""

    model_name: str
    sentences: tuple[RewrittenSentence, ...]


@dataclass(frozen=True, slots=True)
class PublisherReport:
    """A publisher that reports a story: its first article, how much later than the first of all, how many it has.

    `copies` is the publisher whose words it repeats, if it carries the same text.
    """

    publisher: str
    article: Article
    delay: timedelta
    article_count: int = 1
    copied_from: str = ""


@dataclass(frozen=True, slots=True)
class ExclusiveFact:
    """A name or a number that only one publisher of a story has, and its sentence."""

    publisher: str
    fact: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class StoryCoverage:
    """Who reports a story, first to last, and what only one of them says."""

    story: Story
    publisher_reports: tuple[PublisherReport, ...] = ()
    exclusive_facts: tuple[ExclusiveFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports a thread, story by story (newest first); `silent` publishers of its section do not at all."""

    thread: ThreadRow
    stories: tuple[StoryCoverage, ...] = ()
    silent_publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A day or a month to come that a thread speaks of; `publishers` say so, `sentence` in the words of `article`."""

    first: date
    last: date
    thread: str
    title: str
    sentence: Sentence
    article: Article
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadText:
    """What writing made of a changed thread, stored so that reading only ranks and renders."""

    thread: str
    title: str
    latest_development: str
    summary: Summary
    timeline: tuple[TimelineEntry, ...]
    story_titles: Mapping[str, str]


NO_SUMMARY = Summary()


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in full: its row, stories (oldest first), summary and timeline (newest first).

    `changes` is what a reader, or a digest, does not know yet, if it was told of the thread before; `rewrite` is there
    only if a language model was asked for one.
    """

    row: ThreadRow
    stories: tuple[Story, ...] = ()
    summary: Summary = NO_SUMMARY
    timeline: tuple[TimelineEntry, ...] = ()
    changes: Changes | None = None
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True)
class ThreadDetails:
    """A thread with `changes` since it was last read, its coverage, and what its articles announce for later days."""

    thread: Thread
    coverage: Coverage
    upcoming: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """The ranked threads of a period, ready to render. `total` counts threads before `threads` was cut.

    `running` holds what a digest names without telling it again.
    """

    now: datetime
    since: datetime
    threads: tuple[Thread, ...]
    total: int = 0
    new: int = 0
    updated: int = 0
    feeds: int = 0
    articles: int = 0
    problems: tuple[FeedProblem, ...] = ()
    running: tuple[ThreadRow, ...] = ()
    digest_name: str = ""
