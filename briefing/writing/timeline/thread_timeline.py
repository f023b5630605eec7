"""The timeline of a thread, or of any articles on one topic: events that articles report, and background."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import MAX_MAIN_EVENTS, NumberChange, TimelineEntry
from briefing.writing.new_names import new_names
from briefing.writing.numbers.changed_numbers import number_changes_by_story
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.stories import (
    articles_of,
    publisher_names,
    publisher_numbers,
    sample_of_days,
    sample_stories,
    story_start,
)
from briefing.writing.timeline.background import MentionedEvent, mentioned_events
from briefing.writing.timeline.entries import mentioned_entry, reported_entry
from briefing.writing.timeline.event_finding import find_events
from briefing.writing.timeline.events import Event, add_retrospect
from briefing.writing.timeline.former_rows import FormerRows, with_kept_rows
from briefing.writing.timeline.main_events import MIN_ROW_PROBABILITY, likely_events, select_events
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.named_events import with_named_events
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.row_odds import probability

MAX_READ_ARTICLES = 300
"""Number of articles of a topic that are read for events, which bounds the cost."""
READ_SENTENCES = 8
"""Number of opening sentences of an article that are read for dates."""
READ_FOR_BACKGROUND = 30
"""Number of its sentences that are read for what happened before: whole reports give that below their news."""
MAX_DAY_CORRECTION = timedelta(days=1)
"""Time between the days of a reported and of a mentioned event within which they can be the same."""
MIN_SHARED_TERM_SHARE = 0.4
"""Share of the terms of a headline, or of a mention if it has fewer, from which on both are of one event."""
MAX_MAIN_MENTIONED = 3
"""Number of main events that no article reports."""
_PRECISIONS = ("year", "month", "day")
"""From the least precise: an event of which only the year is known stands below those of its first month."""
NEW_NAMES_WINDOW = timedelta(days=4)
"""Time before the newest story within which new names are searched."""
MAX_NEW_NAMES_STORIES = 20
"""Number of newest stories whose new names are searched."""


@dataclass(frozen=True, slots=True)
class TopicEvents:
    """The events of a topic.

    Attributes:
        reported: What articles report, oldest first.
        unlikely: What they report that is rather comment, advice or a question, oldest first.
        mentioned: What they only mention, oldest first.
        main: The most important ones of both.
    """

    reported: tuple[Event, ...]
    unlikely: tuple[Event, ...]
    mentioned: tuple[MentionedEvent, ...]
    main: tuple[Event | MentionedEvent, ...]


def topic_events(
    articles: Sequence[Article], owners: Mapping[str, str] | None = None, former: FormerRows | None = None
) -> TopicEvents:
    """Return the events of dated articles on one topic.

    Args:
        articles: The articles.
        owners: The ids of the stories by the ids of their articles, if there are stories.
        former: The rows that were written before a correction, whose events stay as they were.
    """
    dated = _read_articles(articles)
    read = dated_sentences(dated, READ_FOR_BACKGROUND)
    sentences = [sentence for sentence in read if sentence.position < READ_SENTENCES]
    events = find_events(read_reports(dated, sentences), owners, former)
    numbers = {a.id: number for a, number in zip(dated, publisher_numbers(dated), strict=True)}
    add_retrospect(events, sentences, numbers)
    likely, known = likely_events(events), list[Event]()
    if former and former.has_rows:
        likely = [event for event in events if _is_listed(event, former, likely)]
        known = [event for event in likely if _was_main(event, former)]
    mentioned: list[MentionedEvent] = []
    if events:
        reported_days = {event.day for event in likely}
        candidates = mentioned_events(dated, read, dated[0].published.date(), reported_days)
        mentioned = [event for event in candidates if not _is_reported(event, likely)]
    remembered = sorted(mentioned, key=lambda event: (-event.publisher_count, -len(event.articles), event.day))
    remembered = remembered[:MAX_MAIN_MENTIONED]
    unsettled = [event for event in likely if not (former and former.is_kept(_ids(event)))]
    selected = select_events(unsettled, MAX_MAIN_EVENTS - len(remembered), known)
    unlikely = tuple(event for event in events if event not in likely)
    return TopicEvents(tuple(likely), unlikely, tuple(mentioned), (*selected, *remembered))


def _ids(event: Event) -> list[str]:
    return [report.article.id for report in event.reports]


def _was_main(event: Event, former: FormerRows) -> bool:
    """Whether an event had a main row: in the thread, or in one that was merged into it if it is worth one here too."""
    row = former.row_of(_ids(event))
    if row is not None:
        return row.main
    return former.is_main_of_merged(_ids(event)) and probability(event.odds) >= MIN_ROW_PROBABILITY


def _is_listed(event: Event, former: FormerRows, likely: Sequence[Event]) -> bool:
    """Whether an event had a row, or is likely and of articles that a correction moved."""
    return former.row_of(_ids(event)) is not None or (event in likely and not former.is_kept(_ids(event)))


def _read_articles(articles: Sequence[Article]) -> list[Article]:
    """Return the dated articles of a topic that are read for events."""
    return sample_of_days([article for article in articles if article.published > EPOCH], MAX_READ_ARTICLES)


def _is_reported(mentioned: MentionedEvent, events: Sequence[Event]) -> bool:
    """Whether articles mention a reported event."""
    for event in events:
        if abs(event.day - mentioned.day) <= MAX_DAY_CORRECTION and any(
            overlap(mentioned.terms, report.headline.terms) >= MIN_SHARED_TERM_SHARE for report in event.reports
        ):
            return True
    return False


def thread_timeline(
    stories: Sequence[Story],
    avoid_title: str = "",
    events: TopicEvents | None = None,
    latest: str = "",
    former: FormerRows | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return the timeline of a thread.

    Args:
        stories: The stories of the thread.
        avoid_title: The title of the thread, which no entry repeats if it has another headline.
        events: The events of the thread, if they are known.
        latest: The headline of its latest development, which has an entry if it is worth one, like the title.
        former: The rows that were written before a correction, which stay where it moved none of their articles.

    Returns:
        An entry for each event, newest first; several may share a day.
    """
    sample = sample_stories(stories)
    articles = articles_of(stories)
    owners = story_ids(stories)
    events = events or topic_events(articles, owners, former)
    holds = former is not None and former.has_rows
    events = events if holds else _with_named(events, (avoid_title, latest))
    entries = timeline_of(events, articles, avoid_title, owners)
    if former and holds:
        published = {article.id: article.published.timestamp() for article in articles}

        def order(entry: TimelineEntry) -> tuple[object, ...]:
            return _order(entry, published[entry.articles[0]] if entry.story else 0.0)

        entries = with_kept_rows(entries, former, owners, order, MAX_MAIN_EVENTS)
    entries = _with_unread_articles(entries, articles, owners)
    entries = _with_number_changes(entries, number_changes_by_story(sample))
    names = _new_names_by_story(sample)
    return tuple(replace(entry, new_names=names.pop(entry.story, ())) for entry in entries)


def _with_named(events: TopicEvents, headlines: Sequence[str]) -> TopicEvents:
    main = [event for event in events.main if isinstance(event, Event)]
    mentioned = [event for event in events.main if not isinstance(event, Event)]
    every = (*events.reported, *events.unlikely)
    named = with_named_events(main, every, headlines, MAX_MAIN_EVENTS - len(mentioned))
    reported = [event for event in every if event in events.reported or event in named]
    reported.sort(key=lambda event: (event.day, event.start))
    return replace(events, reported=tuple(reported), main=(*named, *mentioned))


def timeline_of(
    events: TopicEvents, articles: Sequence[Article], avoid_title: str = "", owners: Mapping[str, str] | None = None
) -> list[TimelineEntry]:
    """Return the entries of events, newest first.

    Args:
        events: The events.
        articles: The articles on the topic.
        avoid_title: The title of the thread.
        owners: The ids of the stories by the ids of their articles.
    """
    by_id = {article.id: article for article in articles}
    main = {id(event) for event in events.main}
    first = min((a.published for a in articles if a.published > EPOCH), default=EPOCH).date()
    ordered: list[tuple[TimelineEntry, float]] = []
    rows: list[TimelineEntry] = []
    for number, event in enumerate(events.reported):
        entry = reported_entry(event, id(event) in main, avoid_title, owners or {})
        entry = replace(entry, kind="update" if number else "first")
        ordered.append((entry, event.reports[0].article.published.timestamp()))
        if id(event) in main:
            rows.append(entry)
    for mentioned in events.mentioned:
        entry = mentioned_entry(mentioned, by_id, mentioned.day < first)
        ordered.append((replace(entry, main=id(mentioned) in main), 0.0))
    ordered.sort(key=lambda pair: _order(*pair), reverse=True)
    entries = _without_repeated([entry for entry, _ in ordered])
    if any(entry.main for entry in entries):
        return entries
    only = max(rows, key=lambda entry: len(entry.articles), default=None)
    return [replace(entry, main=True) if entry is only else entry for entry in entries]


def _order(entry: TimelineEntry, start: float) -> tuple[object, ...]:
    """The key that sorts entries, the oldest first, by when the first report of each was published; 0: none has."""
    return entry.date, _PRECISIONS.index(entry.precision), start, entry.title


def _with_unread_articles(
    entries: Sequence[TimelineEntry], articles: Sequence[Article], owners: Mapping[str, str]
) -> list[TimelineEntry]:
    """Return entries with the articles of a large topic that were not read for events.

    Each is of the event that other reports of its story on its day are of: of the only one, or of the only main one.
    """
    read = {article.id for article in _read_articles(articles)}
    by_id = {article.id: article for article in articles}
    places: defaultdict[tuple[str, date], set[int]] = defaultdict(set)
    for number, entry in enumerate(entries):
        for id in entry.articles if entry.story else ():
            if id in owners:
                places[owners[id], by_id[id].published.date()].add(number)
    added: defaultdict[int, list[Article]] = defaultdict(list)
    for article in articles:
        if article.id not in read and article.published > EPOCH and article.id in owners:
            numbers = places.get((owners[article.id], article.published.date()), set())
            candidates = numbers if len(numbers) == 1 else {one for one in numbers if entries[one].main}
            if len(candidates) == 1:
                added[next(iter(candidates))].append(article)
    whole = list(entries)
    for number, further in added.items():
        own = [by_id[id] for id in entries[number].articles] + further
        own.sort(key=lambda article: (article.published, article.id))
        ids = tuple(article.id for article in own)
        whole[number] = replace(entries[number], articles=ids, publishers=publisher_names(own))
    return whole


def _without_repeated(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """Entries each without the sentences that another one of its date has; no main events if no sentence is left.

    A sentence stays where it stands first, of those in the entry with most articles. Texts can have a sentence in
    common, word for word, and be no copies.
    """
    lines = [
        (position, -len(entry.articles), number, (entry.date, sentence.text))
        for number, entry in enumerate(entries)
        for position, sentence in enumerate(entry.sentences)
    ]
    owner: dict[tuple[date, str], int] = {}
    for _, _, number, line in sorted(lines):
        owner.setdefault(line, number)
    unrepeated = []
    for number, entry in enumerate(entries):
        own = tuple(one for one in entry.sentences if owner[entry.date, one.text] == number)
        is_whole = len(own) == len(entry.sentences)
        unrepeated.append(entry if is_whole else replace(entry, sentences=own, main=entry.main and bool(own)))
    return unrepeated


def story_ids(stories: Iterable[Story]) -> dict[str, str]:
    """Return the id of the story of each article, by the article's id."""
    return {article.id: story.id for story in stories for article in story.articles}


def _with_number_changes(
    entries: Sequence[TimelineEntry], changes: Mapping[str, tuple[NumberChange, ...]]
) -> list[TimelineEntry]:
    """Return entries with the number changes of stories, each at the event that the newer sentence is about."""
    by_entry: dict[int, tuple[NumberChange, ...]] = {}
    for change in (change for of_story in changes.values() for change in of_story):
        article = change.sentence_after.article
        owner = next((number for number, entry in enumerate(entries) if article in entry.articles), 0)
        by_entry[owner] = (*by_entry.get(owner, ()), change)
    return [replace(entry, number_changes=by_entry.get(number, ())) for number, entry in enumerate(entries)]


def _new_names_by_story(stories: Sequence[Story]) -> dict[str, tuple[str, ...]]:
    """The new names of the newest stories, each under the first story that mentions it."""
    if len(stories) < 2:
        return {}
    end = story_start(stories[-1])
    first = next((n for n, story in enumerate(stories) if end - story_start(story) <= NEW_NAMES_WINDOW), 0)
    first = max(1, first, len(stories) - MAX_NEW_NAMES_STORIES)
    names_by_story: dict[str, tuple[str, ...]] = {}
    for name in new_names(articles_of(stories[:first]), articles_of(stories[first:])):
        source = next(s.id for s in stories[first:] if any(a.id in name.articles for a in s.articles))
        names_by_story[source] = (*names_by_story.get(source, ()), name.text)
    return names_by_story
