"""The timeline of a thread: an entry for each story, dated by what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, TimelineEntry, TimelineEntryKind
from briefing.text.dates import find_dates
from briefing.writing.changes import new_names
from briefing.writing.number_changes import number_changes_by_story
from briefing.writing.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.quotable_sentences import (
    labelled_sentences,
    overlap,
    quotable_sentences,
)
from briefing.writing.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_count, publisher_numbers, sample_stories, story_start
from briefing.writing.summary.salience import concept_weights, salience, story_statistics
from briefing.writing.summary.sentence_selection import SentenceSelection
from briefing.writing.thread_titles import headlines, story_title

MAX_REPORT_DELAY = timedelta(days=4)  # a happening is reported within so many days
MIN_DAY_AGREEMENT = 0.5  # share of the voices naming a day that must agree on it
OPENING_SENTENCES = 3  # opening sentences of an article that say when
OPENING_CHARACTERS = 600  # characters of an article that are compared
MAX_SENTENCES, MAX_WORDS = 2, 70
ECHO_TERM_SHARE = 0.85  # share of a story's terms that another told before: an echo
ECHO_WINDOW = timedelta(days=7)  # for so long
ECHO_HEADLINE_OVERLAP = 0.7  # a headline that shares more of the shorter one's terms with one of these days is an echo
MAX_COMPARED_HEADLINES = 6  # headlines of a story that are compared with those of another
MIN_NEWS_QUALITY = 0.56  # grade below which a headline asks or comments instead of telling
SAME_HEADLINE_WINDOW = timedelta(days=1)
NEW_NAMES_WINDOW, MAX_NEW_NAMES_STORIES = (
    timedelta(days=4),
    20,
)  # how old stories may be, and how many, whose new names are kept


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """An entry before it is known whether it is first news, an update or an echo."""

    story: Story
    day: date
    title: str
    terms: frozenset[str]
    names: frozenset[str]
    headline_terms: tuple[frozenset[str], ...]
    is_commentary: bool
    sentences: tuple[Sentence, ...]


def thread_timeline(stories: Sequence[Story], avoid_title: str = "") -> tuple[TimelineEntry, ...]:
    """Return the entries of a thread, newest first: a story each, dated by what happened; several may share a day.

    Where it can be helped, no entry is headed by `title`, which stands over the thread already.
    """
    read = sample_stories(stories)
    drafts = [_draft(story, avoid_title) for story in read]
    steps, names = number_changes_by_story(read), _new_names_by_story(read)
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
    told = frozenset[str]().union(
        *(bag_of_words(f"{a.title}. {a.text[:OPENING_CHARACTERS]}", a.lang) for a in articles)
    )
    title = story_title(articles, avoid_title) or story.title
    known = headlines(articles)
    named = frozenset[str]().union(*(h.names for h in known))
    heads = (frozenset(bag_of_words(title)), *(h.terms for h in known[:MAX_COMPARED_HEADLINES]))
    comments = publisher_count(articles) < 2 and all(h.quality < MIN_NEWS_QUALITY for h in known)
    sentences = _entry_sentences(articles, heads[0])
    return DraftEntry(
        story, event_day(_articles_when_headline_new(title, articles)), title, told, named, heads, comments, sentences
    )


def _new_names_by_story(stories: Sequence[Story]) -> dict[str, tuple[str, ...]]:
    """The names that the newest stories brought up, each with the first of them that holds it."""
    if len(stories) < 2:
        return {}
    end = story_start(stories[-1])
    first = next((n for n, story in enumerate(stories) if end - story_start(story) <= NEW_NAMES_WINDOW), 0)
    first = max(1, first, len(stories) - MAX_NEW_NAMES_STORIES)
    old, new = ([a for s in part for a in s.articles] for part in (stories[:first], stories[first:]))
    found: dict[str, tuple[str, ...]] = {}
    for name in new_names(old, new):
        holder = next(s.id for s in stories[first:] if any(name in f"{a.title} {a.text}" for a in s.articles))
        found[holder] = (*found.get(holder, ()), name)
    return found


def _articles_when_headline_new(title: str, articles: Sequence[Article]) -> Sequence[Article]:
    """Of a story that runs for many days, the articles of the days when its headline was new."""
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
        publishers=tuple(dict.fromkeys(a.publisher for a in articles if a.publisher)),
        articles=tuple(a.id for a in articles),
        sentences=draft.sentences,
    )


def event_day(articles: Sequence[Article]) -> date:
    """The day that most voices name in their openings, up to four days back; else that of the first report."""
    first = min(a.published for a in articles).date()
    naming: dict[date, set[int]] = {}
    dated: set[int] = set()
    for article, voice in zip(articles, publisher_numbers(articles), strict=True):
        for day in _mentioned_days(article):
            if first - MAX_REPORT_DELAY <= day <= first:
                naming.setdefault(day, set()).add(voice)
                dated.add(voice)
    if not naming:
        return first
    day = max(naming, key=lambda d: (len(naming[d]), d))
    return day if len(naming[day]) >= MIN_DAY_AGREEMENT * len(dated) else first


def _mentioned_days(article: Article) -> set[date]:
    published = article.published.date()
    opening = [
        article.title,
        *(sentence for sentence, _ in labelled_sentences(article.text, article.lang)[:OPENING_SENTENCES]),
    ]
    days = [m.first_day for line in opening for m in find_dates(line, published) if m.granularity == "day"]
    return set(days[:2])


def _entry_sentences(articles: Sequence[Article], title_terms: frozenset[str]) -> tuple[Sentence, ...]:
    """Up to two sentences that tell a story, near its title, and stand alone."""
    found = [q for q in quotable_sentences(articles, OPENING_SENTENCES) if quotability(q) >= MIN_QUOTABILITY]
    if not found:
        return ()
    common = story_statistics(articles, found)
    factors = [sqrt(salience(q, common)) * quotability(q) * (1 + overlap(q.terms, title_terms)) for q in found]
    chosen = SentenceSelection(found, lambda q: concept_weights(q, common), factors, MAX_WORDS, MAX_SENTENCES).solve()
    ordered = sorted(chosen, key=lambda i: (found[i].position, found[i].article_index))
    return tuple(Sentence(found[i].text, found[i].article_id) for i in ordered)


def _is_echo(draft: DraftEntry, earlier: Sequence[DraftEntry]) -> bool:
    """Whether a story adds nothing: it only comments, or was told before, or shares a headline with one of its days."""
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
