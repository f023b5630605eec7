"""What is derived from a thread on demand: its coverage, its agenda and the texts written for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Sentence, Summary, Thread, ThreadRow, TimelineEntry


@dataclass(frozen=True, slots=True)
class PublisherReport:
    """The reports of a happening by one publisher.

    Attributes:
        article: The publisher's first article.
        delay: How much later that was than the first article of the happening.
        article_count: The number of its articles.
        copied_from: The publisher of the same text, if it came first; "": its own text.
        sibling: The publisher of the same house that came first, with a text of its own; "": none.
    """

    publisher: str
    article: Article
    delay: timedelta
    article_count: int = 1
    copied_from: str = ""
    sibling: str = ""


@dataclass(frozen=True, slots=True)
class ExclusiveFact:
    """A name or a number that only one publisher of a happening reports, with its sentence."""

    publisher: str
    fact: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Happening:
    """What publishers of a thread report: an event of its timeline, or articles of one story that are in no event.

    Attributes:
        id: The id of its first article, which no other happening has.
        title: The title of the event, or that of the story.
        story: The id of the story with most of its articles.
        articles: Its articles, oldest first.
    """

    id: str
    title: str
    story: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class HappeningCoverage:
    """The publishers of a happening, first to last, and the facts that only one of them reports.

    `independent_count` is the number of its independent publishers, 0 if it was not counted.
    """

    happening: Happening
    publisher_reports: tuple[PublisherReport, ...] = ()
    exclusive_facts: tuple[ExclusiveFact, ...] = ()
    independent_count: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The publishers of a thread, by happening: its events, newest first, then what is in none of them.

    Silent publishers of its section do not report it.
    """

    thread: ThreadRow
    happenings: tuple[HappeningCoverage, ...] = ()
    silent_publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A coming day, range of days or month that articles of a thread announce.

    Attributes:
        first: The day, or the first day.
        last: The day, or the last day.
        thread: The id of the thread, with its title.
        sentence: The announcement in `article`.
        publishers: The publishers that announce it.
        is_release: Whether it is the start of a film or a series, of a ware or of a sale.
    """

    first: date
    last: date
    thread: str
    title: str
    sentence: Sentence
    article: Article
    publishers: tuple[str, ...] = ()
    is_release: bool = False


@dataclass(frozen=True, slots=True)
class ThreadText:
    """The written texts of a changed thread; they are stored, so that reading only ranks and renders.

    `doubted`: the ids of its stories that are perhaps of another topic, on which no text is based.
    """

    thread: str
    title: str
    latest_development: str
    summary: Summary
    timeline: tuple[TimelineEntry, ...]
    story_titles: Mapping[str, str]
    excluded: str = ""
    deaths: int = 0
    doubted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FormerText:
    """What was written of a thread before a correction of a person.

    `articles`: the ids of the articles that it was written from.
    """

    title: str
    latest_development: str
    summary: Summary
    timeline: tuple[TimelineEntry, ...]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class ThreadDetails:
    """A thread with `changes` since it was last read, its coverage, and what its articles announce for later days."""

    thread: Thread
    coverage: Coverage
    upcoming: tuple[AgendaItem, ...] = ()
