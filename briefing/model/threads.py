"""Threads: their rows in lists, and their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from briefing.model.articles import EPOCH
from briefing.model.reading_times import is_opened

if TYPE_CHECKING:
    from briefing.model.articles import Story

ThreadStatus = Literal["new", "updated", "running"]
"""new: its first article lies in the period; updated: it is older, with a new article; running: nothing new."""

TimelineEntryKind = Literal["first", "update"]
"""first: the first event that an article of the thread reports; update: any other one."""

Precision = Literal["day", "month", "year"]
"""How precisely a date is known."""


MAX_MAIN_EVENTS = 12
"""Number of events of the default timeline: less than a screen."""
MAX_PARAGRAPH_SENTENCES = 3
"""Number of sentences of a paragraph of a long summary about one day."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it.

    Attributes:
        first: When its first article was published.
        last: When its last article was published, without stories that are doubted (`Story.doubted`).
        status: Its status in the period of the list.
        new_article_count: The number of its articles that were published in that period, without doubted stories.
        new_publisher_count: The number of publishers of these articles, at most the thread's independent ones.
        daily_counts: Articles per local day, oldest first; the last day is today.
        latest_development: A sentence or headline on the newest story, worded differently from the title.
        weight: The largest weight of its articles.
        muted: Whether lists leave it out: muted itself or by a rule.
        read: When a person last read it.
        read_before: When a person read it before the present read session; None: never, or not known.
        score: Its rank in a briefing; higher is more important.
        reach: How far it reaches beyond one section: 1 for one as open as the mean, more for several or open ones.
        affair_id: The affair that it is part of; "": none.
        affair_title: The title of that thread.
        affair_name: The name of that affair, as "Iran war"; "": the title stands for it.
        own_affair_name: The name of the affair that it is the head of; "": none, or its title stands for it.
        excluded: Why the front page leaves it out, such as "prices and offers"; "": it does not.
        deaths: How many deaths its newest headlines state.
        independent_count: The stored number of independent publishers; 0: not counted yet.
        unread: Whether an article of it is unread, doubted stories apart, where `read` does not decide it: articles
            came from a thread that was read at another time. None: `read` decides.
        tags: Words that a person or a rule attached to it, in the order of the alphabet.
        first_news: When the first of its articles became news (`Article.news_at`).
        last_news: When the last of its articles became news, without stories that are doubted.
        is_named: Whether a person gave it its title.
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
    new_publisher_count: int = 0
    daily_counts: tuple[int, ...] = ()
    latest_development: str = ""
    weight: float = 1.0
    followed: bool = False
    muted: bool = False
    read: datetime | None = None
    read_before: datetime | None = None
    score: float = 0.0
    reach: float = 1.0
    affair_id: str = ""
    affair_title: str = ""
    affair_name: str = ""
    own_affair_name: str = ""
    independent_count: int = 0
    excluded: str = ""
    deaths: int = 0
    unread: bool | None = None
    tags: tuple[str, ...] = ()
    first_news: datetime = EPOCH
    last_news: datetime = EPOCH
    is_named: bool = False

    @property
    def affair(self) -> str:
        """Return what the affair that it is part of is called: its name, or the title of its head; "" for none."""
        return self.affair_name or self.affair_title

    @property
    def own_affair(self) -> str:
        """Return the name of the affair that it is the head of, unless that is its title; "" for none."""
        return self.own_affair_name if self.own_affair_name.casefold() != self.title.casefold() else ""

    @property
    def newest(self) -> datetime:
        """Return when the last of its articles became news: it makes a thread unread, and updated since a visit."""
        return max(self.last, self.last_news)

    @property
    def oldest(self) -> datetime:
        """Return when the first of its articles became news: a thread that came late as a whole is new."""
        return max(self.first, self.first_news)

    @property
    def has_unread(self) -> bool:
        """Whether an article of it is unread."""
        return (self.read is None or self.newest > self.read) if self.unread is None else self.unread

    @property
    def is_opened(self) -> bool:
        """Whether a person opened it, or marked it as read or unread."""
        return is_opened(self.read, self.unread)

    @property
    def independent_publisher_count(self) -> int:
        """Return the number of independent publishers: each house once, and of copies of one text only the first."""
        return self.independent_count or len(self.publishers)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands word for word in the article with the id `article`.

    `day`: when that happened which it states, if it was before the article was published.
    """

    text: str
    article: str
    day: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary in three sizes, each a complete text of its own with sentences in reading order.

    Attributes:
        headlines: Headlines of articles, newest day first, that state what no sentence of the long summary does; they
            are part of it, and printed as the words of their publishers.
    """

    line: tuple[Sentence, ...] = ()
    paragraph: tuple[Sentence, ...] = ()
    long: tuple[Sentence, ...] = ()
    headlines: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryParagraph:
    """A part of a long summary.

    Attributes:
        day: When that happened which it states, or else when its articles were published; None: it says where the
            thread stands.
        continues: Whether the paragraph before it is about the same day.
        headlines: Headlines of that day, read after the sentences.
    """

    day: date | None
    sentences: tuple[Sentence, ...]
    continues: bool = False
    headlines: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A quantity whose number changed: its values as published, and the sentences that state them.

    `is_disagreement`: two publishers gave the two values on one day, and neither is known to be the later state.
    """

    quantity: str
    before: str
    after: str
    sentence_before: Sentence
    sentence_after: Sentence
    is_disagreement: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event on a day, which articles report or mention.

    Attributes:
        date: The day, in UTC; the first day of its month or year if only that is known.
        title: The headline of the event; of a mentioned event the sentence that names the date,
            or behind "…" a clause of it.
        story: The id of the story with most of its reports; "" if none reports it.
        kind: What it adds to the thread.
        publishers: The independent publishers that report or mention it, one of each house.
        articles: The ids of their articles.
        sentences: The sentences that describe it.
        number_changes: The numbers that differ from earlier reports.
        new_names: Names that it mentions first; only for the newest entries.
        precision: How precisely the date is known.
        background: Whether it happened before the first stored article of the thread.
        main: Whether it is one of the most important events, which the default timeline shows.
        part: The id of the thread that has it, which is part of this affair; "": this thread itself.
        part_title: The title of that thread.
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
    precision: Precision = "day"
    background: bool = False
    main: bool = True
    part: str = ""
    part_title: str = ""


def quoted_sentences(summary: Summary, timeline: Iterable[TimelineEntry]) -> Iterator[Sentence]:
    """Yield all sentences that a summary and a timeline quote; who adds a field with sentences adds it here.

    Both sentences of a number change are among them: its values are printed with their articles as sources.
    """
    yield from (*summary.line, *summary.paragraph, *summary.long, *summary.headlines)
    for entry in timeline:
        yield from entry.sentences
        for change in entry.number_changes:
            yield from (change.sentence_before, change.sentence_after)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a thread for a reader who knows it up to a moment, or knows some of its stories.

    Attributes:
        since: The moment; None if only stories are known.
        stories: The stories that began since, those of the most publishers first.
        number_changes: The numbers that changed since.
        new_names: Names that were not mentioned before.
        sentences: Sentences whose content was not reported before.
        article_ids: The ids of the articles that came since.
    """

    since: datetime | None = None
    stories: tuple[Story, ...] = ()
    number_changes: tuple[NumberChange, ...] = ()
    new_names: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    article_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RewrittenSentence:
    """A sentence by a language model, with the ids of the articles (at least one) that it is based on."""

    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A summary that a language model rewrote, based only on the sentences of the summary."""

    model_name: str
    sentences: tuple[RewrittenSentence, ...]


NO_SUMMARY = Summary()
"""The summary of a thread whose texts are not written yet."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in full.

    Attributes:
        row: The thread as lists show it.
        stories: Its stories, oldest first.
        summary: Its summary.
        timeline: All its events, and of an affair the main ones of its parts, newest first.
        changes: What is new for a reader or a digest that knows the thread; None if it is not known yet.
        rewrite: The rewritten summary, if a language model was used.
        unread_by_article: Whether articles (by id) are unread, for the exceptions from `row.read`.
        further_titles: Titles of other happenings of the period that many publishers report; only in digests.
        further_reports: The ids of articles that report these happenings, in their order.
        new_report: The id of the new article whose headline says what is new in an older thread; only in digests.
        news_width: How many publishers report what a digest can show as new; 0: nothing, or no digest.
        former_line: What the digest last printed of it, where that reminds a reader; only in digests.
    """

    row: ThreadRow
    stories: tuple[Story, ...] = ()
    summary: Summary = NO_SUMMARY
    timeline: tuple[TimelineEntry, ...] = ()
    changes: Changes | None = None
    rewrite: Rewrite | None = None
    unread_by_article: Mapping[str, bool] = field(default_factory=dict)
    further_titles: tuple[str, ...] = ()
    further_reports: tuple[str, ...] = ()
    new_report: str = ""
    news_width: int = 0
    former_line: str = ""

    @property
    def undoubted_stories(self) -> tuple[Story, ...]:
        """Return its stories without those that are perhaps of another topic, oldest first."""
        return tuple(story for story in self.stories if not story.doubted)

    @property
    def doubted_stories(self) -> tuple[Story, ...]:
        """Return its stories that are perhaps of another topic, oldest first: lists of articles have them last."""
        return tuple(story for story in self.stories if story.doubted)

    @property
    def listed_stories(self) -> tuple[Story, ...]:
        """Return all its stories as lists of articles have them: newest first, then those of perhaps another topic."""
        return (*reversed(self.undoubted_stories), *reversed(self.doubted_stories))

    @property
    def awaits_changes(self) -> bool:
        """Whether it has news for a reader who read it, and it is not known yet what is new."""
        return self.changes is None and self.row.read is not None and self.row.has_unread

    def news_of(self, entry: TimelineEntry) -> frozenset[str]:
        """Return the ids of the reports of an event that are new to its reader: those that `changes` counts.

        What articles only mention has no report.
        """
        if not self.changes or not entry.story:
            return frozenset()
        return self.changes.article_ids.intersection(entry.articles)

    @property
    def main_timeline(self) -> tuple[TimelineEntry, ...]:
        """Return its most important events, newest first: the default timeline everywhere."""
        return tuple(entry for entry in self.timeline if entry.main)

    @property
    def page_timeline(self) -> tuple[TimelineEntry, ...]:
        """Return the main events; where none is main, as of reviews or puzzles, the newest: no page is empty."""
        return self.main_timeline or self.timeline[:MAX_MAIN_EVENTS]

    @property
    def short_summary(self) -> tuple[SummaryParagraph, ...]:
        """Return its summary as one paragraph: where it stands and what else is new."""
        sentences = self.summary.paragraph or self.summary.line
        return (SummaryParagraph(None, sentences),) if sentences else ()

    @property
    def summary_paragraphs(self) -> tuple[SummaryParagraph, ...]:
        """Return its long summary in paragraphs: where it stands, then what else is said by day, newest first."""
        summary = self.summary
        days = {article.id: article.published.date() for story in self.stories for article in story.articles}
        whole = summary.long or summary.paragraph or summary.line
        head_length = 1 + max((whole.index(one) for one in summary.paragraph if one in whole), default=-1)
        sentences = _by_day(whole[head_length:], days)
        headlines = _by_day(summary.headlines, days)
        paragraphs = [SummaryParagraph(None, whole[:head_length])] if head_length else []
        for day in sorted({*sentences, *headlines}, reverse=True):
            quoted = sentences.get(day, [])
            starts = range(0, max(1, len(quoted)), MAX_PARAGRAPH_SENTENCES)
            for start in starts:
                part = tuple(quoted[start : start + MAX_PARAGRAPH_SENTENCES])
                cited = tuple(headlines.get(day, ())) if start == starts[-1] else ()
                paragraphs.append(SummaryParagraph(None if day == date.min else day, part, start > 0, cited))
        return tuple(paragraphs)


def _by_day(sentences: Sequence[Sentence], days: Mapping[str, date]) -> dict[date, list[Sentence]]:
    """Return sentences by the day of what they state, or else of their articles."""
    by_day: dict[date, list[Sentence]] = {}
    for sentence in sentences:
        by_day.setdefault(sentence.day or days.get(sentence.article, date.min), []).append(sentence)
    return by_day
