"""Who reports a thread: first and later, with which headline, what only one of them says, and who is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.model.articles import Article, Story
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Coverage, OnlyHere, Sentence, StoryCoverage, Thread, Voice
from briefing.text.clean import clean
from briefing.text.names import names, places
from briefing.writing.figures import OPENING, figures
from briefing.writing.quotes import split
from briefing.writing.reading import few, in_order

MOST = 8  # facts of a story that only one publisher has
EACH = 3  # of these from one publisher
PLAIN = 10  # below which a number is no fact without what it counts
SHARED = 200  # characters of an opening that are the same in wire copy
LEAST_SHARED = 60

_PARTS = "north south east west middle far gulf strait asia africa europe america latin central the of"
_REGIONS = frozenset(_PARTS.split())


def coverage(thread: Thread, feeds: Iterable[tuple[Feed, FeedState]] = ()) -> Coverage:
    """Return who reports the stories of a thread, newest first.

    Silent are publishers of feeds of its section that were read without failure and have nothing of it.
    """
    known = {name.casefold() for name in thread.row.publishers}
    asked = {_publisher(feed, state) for feed, state in feeds if _is_heard(feed, state, thread.row.section)}
    silent = sorted(name for name in asked if name and name.casefold() not in known)
    return Coverage(thread.row, tuple(map(_story, reversed(in_order(thread.stories)))), tuple(silent))


def _is_heard(feed: Feed, state: FeedState, section: str) -> bool:
    return feed.enabled and feed.section == section and bool(state.last_success) and not state.failures


def _publisher(feed: Feed, state: FeedState) -> str:
    return clean(feed.publisher or feed.name or state.title)


def _story(story: Story) -> StoryCoverage:
    ordered = sorted(story.articles, key=lambda a: (a.published, a.id))
    by_publisher: dict[str, list[Article]] = {}
    for article in ordered:
        by_publisher.setdefault(article.publisher or "unknown publisher", []).append(article)
    words: dict[str, str] = {}
    told = []
    for publisher, articles in by_publisher.items():
        first = articles[0]
        opening = " ".join(first.text[:SHARED].split()).casefold()
        copies = words.setdefault(opening, publisher) if len(opening) >= LEAST_SHARED else publisher
        delay = first.published - ordered[0].published
        told.append(Voice(publisher, first, delay, len(articles), "" if copies == publisher else copies))
    only = tuple(_only(few(ordered))) if len(by_publisher) > 1 else ()
    return StoryCoverage(story, tuple(told), only)


def _only(articles: Sequence[Article]) -> Iterator[OnlyHere]:
    """The names and numbers that one publisher alone has, those of its headlines and first sentences first."""
    texts: dict[str, str] = {}
    for article in articles:
        texts[article.publisher] = f"{texts.get(article.publisher, '')} {article.title} {article.text}".casefold()
    counted = {(f.what, f.value, a.publisher) for a in articles for f in figures([a])}
    given: dict[str, int] = {}
    seen: set[str] = set()
    for fact, key, sentence, publisher in _facts(articles):
        others = [name for name in texts if name != publisher]
        if isinstance(key, tuple):
            shared = any((*key, name) in counted for name in others)
        else:
            shared = any(key in texts[name] for name in others)
        if shared or fact.casefold() in seen or given.get(publisher, 0) >= EACH:
            continue
        seen.add(fact.casefold())
        given[publisher] = given.get(publisher, 0) + 1
        yield OnlyHere(publisher, fact, sentence)
        if sum(given.values()) >= MOST:
            return


def _facts(articles: Sequence[Article]) -> Iterator[tuple[str, str | tuple[str, float], Sentence, str]]:
    """Each number and each name of several words: as it stands, what to look for elsewhere, its sentence, publisher."""
    for article in articles:
        for figure in figures([article]):
            counts = figure.is_toll or figure.what.endswith("s")
            if not counts and figure.value < PLAIN:
                continue
            fact = f"{figure.said} {figure.what}" if counts else figure.said
            yield fact, (figure.what, figure.value), figure.sentence, article.publisher
        for line, is_notice in split(article.text, article.lang)[:OPENING]:
            if is_notice:
                continue
            for run in sorted(names("", line, article.lang).runs):
                if all(word in places() or word in _REGIONS for word in run.split()):
                    continue
                if found := re.search(rf"\b{re.escape(run)}\b", line, re.IGNORECASE):
                    yield found[0], run.split()[-1], Sentence(line, article.id), article.publisher
