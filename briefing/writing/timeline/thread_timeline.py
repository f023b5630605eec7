"""Builds the timeline of a thread: an entry for each story, dated by the day of the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, TimelineEntry, TimelineEntryKind
from briefing.text.dates import find_dates
from briefing.writing.changes import new_names
from briefing.writing.headlines import headlines
from briefing.writing.number_changes import number_changes_by_story
from briefing.writing.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.quotable_sentences import (
    labelled_sentences,
    overlap,
    quotable_sentences,
)
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.stories import (
    articles_of,
    publisher_count,
    publisher_names,
    publisher_numbers,
    sample_stories,
    story_start,
)
from briefing.writing.summary.salience import concept_weights, salience, story_statistics
from briefing.writing.summary.sentence_selection import SentenceSelection
from briefing.writing.thread_titles import story_title

# Constants of this module were chosen by reading timelines of replayed feeds.
MAX_REPORT_DELAY = timedelta(days=4)
"""Time before the first report within which a day that articles mention is the day of the event."""
MIN_DAY_AGREEMENT = 0.5
"""Share of the publishers that mention a day that must agree on it."""
OPENING_SENTENCES = 3
"""Number of opening sentences of an article that are read for its day and quoted."""
OPENING_CHARACTERS = 600
"""Number of characters of an article that are compared with other stories."""
MAX_SENTENCES, MAX_WORDS = 2, 70
"""Maximum number of sentences and words that are quoted of an entry."""
ECHO_TERM_SHARE = 0.85
"""Share of a story's terms in an earlier story above which it is an echo."""
ECHO_WINDOW = timedelta(days=7)
"""Time between two stories within which the later can be an echo of the earlier."""
ECHO_HEADLINE_OVERLAP = 0.7
"""Share of the shorter headline's terms in the other above which two headlines are the same."""
SAME_HEADLINE_WINDOW = timedelta(days=1)
"""Time between two stories within which the later is an echo if they share a headline."""
MAX_COMPARED_HEADLINES = 6
"""Number of headlines of a story that are compared with those of another."""
MIN_NEWS_QUALITY = 0.56
"""Quality below which a headline asks or comments instead of reporting."""
NEW_NAMES_WINDOW = timedelta(days=4)
"""Time before the newest story within which new names are searched."""
MAX_NEW_NAMES_STORIES = 20
"""Number of newest stories whose new names are searched."""


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """An entry before its kind is known: first news, update or echo."""

    story: Story
    day: date
    title: str
    terms: frozenset[str]
    names: frozenset[str]
    headline_terms: tuple[frozenset[str], ...]
    is_commentary: bool
    sentences: tuple[Sentence, ...]


def thread_timeline(stories: Sequence[Story], avoid_title: str = "") -> tuple[TimelineEntry, ...]:
    """Return the timeline of a thread.

    Args:
        stories: The stories of the thread; of very many a sample is read.
        avoid_title: The title of the thread, which no entry repeats if it has another headline.

    Returns:
        An entry for each story, newest first; several may share a day.
    """
    sample = sample_stories(stories)
    drafts = [_draft(story, avoid_title) for story in sample]
    steps, names = number_changes_by_story(sample), _new_names_by_story(sample)
    entries = []
    for number, draft in enumerate(drafts):
        kind: TimelineEntryKind = "first" if not number else "echo" if _is_echo(draft, drafts[:number]) else "update"
        entry = _timeline_entry(draft, kind)
        key = draft.story.id
        entry = replace(entry, number_changes=steps.get(key, ()), new_names=names.get(key, ()))
        entries.append((draft.day, story_start(draft.story), number, entry))
    entries.sort(key=lambda item: item[:3], reverse=True)
    return tuple(entry for *_, entry in entries)


def _draft(story: Story, avoid_title: str) -> DraftEntry:
    articles = story.articles
    terms = frozenset[str]().union(
        *(bag_of_words(f"{a.title}. {a.text[:OPENING_CHARACTERS]}", a.lang) for a in articles)
    )
    title = story_title(articles, avoid_title) or story.title
    candidates = headlines(articles)
    title_terms = frozenset(bag_of_words(title))
    return DraftEntry(
        story=story,
        day=event_day(_articles_when_headline_new(title, articles)),
        title=title,
        terms=terms,
        names=frozenset[str]().union(*(h.names for h in candidates)),
        headline_terms=(title_terms, *(h.terms for h in candidates[:MAX_COMPARED_HEADLINES])),
        is_commentary=publisher_count(articles) < 2 and all(h.quality < MIN_NEWS_QUALITY for h in candidates),
        sentences=_entry_sentences(articles, title_terms),
    )


def _new_names_by_story(stories: Sequence[Story]) -> dict[str, tuple[str, ...]]:
    """The new names of the newest stories, each under the first story that mentions it."""
    if len(stories) < 2:
        return {}
    end = story_start(stories[-1])
    first = next((n for n, story in enumerate(stories) if end - story_start(story) <= NEW_NAMES_WINDOW), 0)
    first = max(1, first, len(stories) - MAX_NEW_NAMES_STORIES)
    names_by_story: dict[str, tuple[str, ...]] = {}
    for name in new_names(articles_of(stories[:first]), articles_of(stories[first:])):
        source = next(s.id for s in stories[first:] if any(name in f"{a.title} {a.text}" for a in s.articles))
        names_by_story[source] = (*names_by_story.get(source, ()), name)
    return names_by_story


def _articles_when_headline_new(title: str, articles: Sequence[Article]) -> Sequence[Article]:
    """The articles of a story from the days when its headline was new; a story can last for many days."""
    own = [a.published for a in articles if title in a.title]
    if not own:
        return articles
    return [a for a in articles if abs(a.published - min(own)) <= MAX_REPORT_DELAY / 2] or articles


def _timeline_entry(draft: DraftEntry, kind: TimelineEntryKind) -> TimelineEntry:
    articles = draft.story.articles
    return TimelineEntry(
        date=draft.day,
        title=draft.title,
        story=draft.story.id,
        kind=kind,
        publishers=publisher_names(articles),
        articles=tuple(a.id for a in articles),
        sentences=draft.sentences,
    )


def event_day(articles: Sequence[Article]) -> date:
    """Return the day of an event: the recent day that most publishers mention, else that of the first report."""
    first = min(a.published for a in articles).date()
    publishers_by_day: dict[date, set[int]] = {}
    for article, publisher in zip(articles, publisher_numbers(articles), strict=True):
        for day in _mentioned_days(article):
            if first - MAX_REPORT_DELAY <= day <= first:
                publishers_by_day.setdefault(day, set()).add(publisher)
    if not publishers_by_day:
        return first
    day = max(publishers_by_day, key=lambda day: (len(publishers_by_day[day]), day))
    dating_publishers = set[int]().union(*publishers_by_day.values())
    return day if len(publishers_by_day[day]) >= MIN_DAY_AGREEMENT * len(dating_publishers) else first


def _mentioned_days(article: Article) -> set[date]:
    """The first days that the opening of an article mentions, at most two."""
    published = article.published.date()
    opening = [
        article.title,
        *(sentence for sentence, _ in labelled_sentences(article.text, article.lang)[:OPENING_SENTENCES]),
    ]
    days = [m.first_day for line in opening for m in find_dates(line, published) if m.granularity == "day"]
    return set(days[:2])


def _entry_sentences(articles: Sequence[Article], title_terms: frozenset[str]) -> tuple[Sentence, ...]:
    """Up to two quotable sentences that say most about a story, close to its title."""
    pool = [q for q in quotable_sentences(articles, OPENING_SENTENCES) if quotability(q) >= MIN_QUOTABILITY]
    if not pool:
        return ()
    statistics = story_statistics(articles, pool)
    factors = [sqrt(salience(q, statistics)) * quotability(q) * (1 + overlap(q.terms, title_terms)) for q in pool]
    selection = SentenceSelection(pool, lambda q: concept_weights(q, statistics), factors, MAX_WORDS, MAX_SENTENCES)
    ordered = sorted(selection.solve(), key=lambda i: (pool[i].position, pool[i].article_index))
    return tuple(Sentence(pool[i].text, pool[i].article_id) for i in ordered)


def _is_echo(draft: DraftEntry, earlier: Sequence[DraftEntry]) -> bool:
    """Whether a story adds nothing: it only comments, repeats an earlier story or shares a headline with one."""
    if draft.is_commentary:
        return True
    if not draft.terms:
        return False
    return any(
        _covers(other, draft) or (abs(draft.day - other.day) <= SAME_HEADLINE_WINDOW and _share_headline(draft, other))
        for other in earlier
        if abs(draft.day - other.day) <= ECHO_WINDOW
    )


def _covers(other: DraftEntry, draft: DraftEntry) -> bool:
    return draft.names <= other.terms and len(draft.terms & other.terms) > ECHO_TERM_SHARE * len(draft.terms)


def _share_headline(one: DraftEntry, other: DraftEntry) -> bool:
    return any(
        len(a & b) > 2 and overlap(a, b) > ECHO_HEADLINE_OVERLAP
        for a in one.headline_terms
        for b in other.headline_terms
    )
