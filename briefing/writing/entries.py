"""The timeline of a thread: an entry for each story, dated by what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import Article, Story
from briefing.model.threads import EntryKind, Sentence, TimelineEntry
from briefing.text.dates import mentions
from briefing.writing.headline import headlines, story_title
from briefing.writing.moved import moves
from briefing.writing.newcomers import newcomers
from briefing.writing.quotes import overlap, quotes, split, voices
from briefing.writing.readable import GOOD, fitness
from briefing.writing.reading import bounded, started, support
from briefing.writing.salience import field, salience, worth
from briefing.writing.select import Choice
from briefing.writing.vectors import bag

BEFORE = timedelta(days=4)  # a happening is reported within so many days
AGREED = 0.5  # share of the voices naming a day that must agree on it
DATED = 3  # opening sentences of an article that say when
OPENING = 600  # characters of an article that are compared
SENTENCES, WORDS = 2, 70
KNOWN = 0.85  # share of a story's terms that another told before: an echo
AGAIN = timedelta(days=7)  # for so long
TWICE = 0.7  # a headline that shares more of the shorter one's terms with one of these days is an echo
COMPARED = 6  # headlines of a story that are compared with those of another
TELLING = 0.56  # grade below which a headline asks or comments instead of telling
CLOSE = timedelta(days=1)
LATELY, MOST_NEW = timedelta(days=4), 20  # how old stories may be, and how many, whose new names are kept


@dataclass(frozen=True, slots=True)
class Drafted:
    """An entry before it is known whether it is first news, an update or an echo."""

    story: Story
    day: date
    title: str
    terms: frozenset[str]
    named: frozenset[str]
    heads: tuple[frozenset[str], ...]
    comments: bool
    sentences: tuple[Sentence, ...]


def thread_timeline(stories: Sequence[Story], title: str = "") -> tuple[TimelineEntry, ...]:
    """Return the entries of a thread, newest first: a story each, dated by what happened; several may share a day.

    Where it can be helped, no entry is headed by `title`, which stands over the thread already.
    """
    read = bounded(stories)
    drafts = [_draft(story, title) for story in read]
    steps, names = moves(read), _new_names(read)
    entries = []
    for number, draft in enumerate(drafts):
        kind: EntryKind = "first" if not number else "echo" if _is_echo(draft, drafts[:number]) else "update"
        entry = _entry(draft, kind)
        key = draft.story.id
        entry = replace(entry, moved=steps.get(key, ()), names=names.get(key, ()))
        entries.append((draft.day, started(draft.story), number, entry))
    entries.sort(key=lambda item: item[:3], reverse=True)
    return tuple(entry for *_, entry in entries)


def _draft(story: Story, besides: str) -> Drafted:
    articles = story.articles
    told = frozenset[str]().union(*(bag(f"{a.title}. {a.text[:OPENING]}", a.lang) for a in articles))
    title = story_title(articles, besides) or story.title
    known = headlines(articles)
    named = frozenset[str]().union(*(h.names for h in known))
    heads = (frozenset(bag(title)), *(h.terms for h in known[:COMPARED]))
    comments = support(articles) < 2 and all(h.grade < TELLING for h in known)
    sentences = _sentences(articles, heads[0])
    return Drafted(story, event_day(_around(title, articles)), title, told, named, heads, comments, sentences)


def _new_names(read: Sequence[Story]) -> dict[str, tuple[str, ...]]:
    """The names that the newest stories brought up, each with the first of them that holds it."""
    if len(read) < 2:
        return {}
    end = started(read[-1])
    first = next((n for n, story in enumerate(read) if end - started(story) <= LATELY), 0)
    first = max(1, first, len(read) - MOST_NEW)
    old, new = ([a for s in part for a in s.articles] for part in (read[:first], read[first:]))
    found: dict[str, tuple[str, ...]] = {}
    for name in newcomers(old, new):
        holder = next(s.id for s in read[first:] if any(name in f"{a.title} {a.text}" for a in s.articles))
        found[holder] = (*found.get(holder, ()), name)
    return found


def _around(title: str, articles: Sequence[Article]) -> Sequence[Article]:
    """Of a story that runs for many days, the articles of the days when its headline was new."""
    own = [a.published for a in articles if title in a.title]
    if not own:
        return articles
    return [a for a in articles if abs(a.published - min(own)) <= BEFORE / 2] or articles


def _entry(draft: Drafted, kind: EntryKind) -> TimelineEntry:
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
    for article, voice in zip(articles, voices(articles), strict=True):
        for day in _named_days(article):
            if first - BEFORE <= day <= first:
                naming.setdefault(day, set()).add(voice)
                dated.add(voice)
    if not naming:
        return first
    day = max(naming, key=lambda d: (len(naming[d]), d))
    return day if len(naming[day]) >= AGREED * len(dated) else first


def _named_days(article: Article) -> set[date]:
    published = article.published.date()
    opening = [article.title, *(sentence for sentence, _ in split(article.text, article.lang)[:DATED])]
    days = [m.first for line in opening for m in mentions(line, published) if m.granularity == "day"]
    return set(days[:2])


def _sentences(articles: Sequence[Article], title: frozenset[str]) -> tuple[Sentence, ...]:
    """Up to two sentences that tell a story, near its title, and stand alone."""
    found = [q for q in quotes(articles, DATED) if fitness(q) >= GOOD]
    if not found:
        return ()
    common = field(articles, found)
    factors = [sqrt(salience(q, common)) * fitness(q) * (1 + overlap(q.terms, title)) for q in found]
    chosen = Choice(found, lambda q: worth(q, common), factors, WORDS, SENTENCES).solve()
    ordered = sorted(chosen, key=lambda i: (found[i].rank, found[i].source))
    return tuple(Sentence(found[i].text, found[i].article) for i in ordered)


def _is_echo(draft: Drafted, before: Sequence[Drafted]) -> bool:
    """Whether a story adds nothing: it only comments, or was told before, or shares a headline with one of its days."""
    if draft.comments:
        return True
    if not draft.terms:
        return False
    return any(
        _holds(other, draft) or (abs(draft.day - other.day) <= CLOSE and _same_head(draft, other))
        for other in before
        if abs(draft.day - other.day) <= AGAIN
    )


def _holds(other: Drafted, draft: Drafted) -> bool:
    return draft.named <= other.terms and len(draft.terms & other.terms) > KNOWN * len(draft.terms)


def _same_head(one: Drafted, other: Drafted) -> bool:
    return any(len(a & b) > 2 and overlap(a, b) > TWICE for a in one.heads for b in other.heads)
