"""Who reports a thread: first and later, with which headline, what only one of them says, and who is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.model.articles import Article, Story
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Coverage, ExclusiveFact, PublisherReport, Sentence, StoryCoverage, Thread
from briefing.text.clean import clean
from briefing.text.names import find_names, known_places
from briefing.writing.quantities import OPENING_SENTENCES, quantities
from briefing.writing.sampling import sample_articles, stories_in_order
from briefing.writing.summary.quotable_sentences import labelled_sentences

MAX_FACTS = 8  # facts of a story that only one publisher has
MAX_FACTS_PER_PUBLISHER = 3  # of these from one publisher
MIN_BARE_NUMBER = 10  # below which a number is no fact without what it counts
COPY_CHARACTERS = 200  # characters of an opening that are the same in wire copy
MIN_COPY_CHARACTERS = 60

_REGION_WORD_LIST = "north south east west middle far gulf strait asia africa europe america latin central the of"
_REGION_WORDS = frozenset(_REGION_WORD_LIST.split())


def coverage(thread: Thread, feeds: Iterable[tuple[Feed, FeedState]] = ()) -> Coverage:
    """Return who reports the stories of a thread, newest first.

    Silent are publishers of feeds of its section that were read without failure and have nothing of it.
    """
    known = {name.casefold() for name in thread.row.publishers}
    asked = {_publisher_of(feed, state) for feed, state in feeds if _could_report(feed, state, thread.row.section)}
    silent = sorted(name for name in asked if name and name.casefold() not in known)
    return Coverage(thread.row, tuple(map(_story_coverage, reversed(stories_in_order(thread.stories)))), tuple(silent))


def _could_report(feed: Feed, state: FeedState, section: str) -> bool:
    return feed.enabled and feed.section == section and bool(state.last_success) and not state.failures


def _publisher_of(feed: Feed, state: FeedState) -> str:
    return clean(feed.publisher or feed.name or state.title)


def _story_coverage(story: Story) -> StoryCoverage:
    ordered = sorted(story.articles, key=lambda a: (a.published, a.id))
    by_publisher: dict[str, list[Article]] = {}
    for article in ordered:
        by_publisher.setdefault(article.publisher or "unknown publisher", []).append(article)
    words: dict[str, str] = {}
    told = []
    for publisher, articles in by_publisher.items():
        first = articles[0]
        opening = " ".join(first.text[:COPY_CHARACTERS].split()).casefold()
        copies = words.setdefault(opening, publisher) if len(opening) >= MIN_COPY_CHARACTERS else publisher
        delay = first.published - ordered[0].published
        told.append(PublisherReport(publisher, first, delay, len(articles), "" if copies == publisher else copies))
    only = tuple(_exclusive_facts(sample_articles(ordered))) if len(by_publisher) > 1 else ()
    return StoryCoverage(story, tuple(told), only)


def _exclusive_facts(articles: Sequence[Article]) -> Iterator[ExclusiveFact]:
    """The names and numbers that one publisher alone has, those of its headlines and first sentences first."""
    texts: dict[str, str] = {}
    for article in articles:
        texts[article.publisher] = f"{texts.get(article.publisher, '')} {article.title} {article.text}".casefold()
    counted = {(f.unit, f.value, a.publisher) for a in articles for f in quantities([a])}
    given: dict[str, int] = {}
    seen: set[str] = set()
    for fact, key, sentence, publisher in _candidate_facts(articles):
        others = [name for name in texts if name != publisher]
        if isinstance(key, tuple):
            shared = any((*key, name) in counted for name in others)
        else:
            shared = any(key in texts[name] for name in others)
        if shared or fact.casefold() in seen or given.get(publisher, 0) >= MAX_FACTS_PER_PUBLISHER:
            continue
        seen.add(fact.casefold())
        given[publisher] = given.get(publisher, 0) + 1
        yield ExclusiveFact(publisher, fact, sentence)
        if sum(given.values()) >= MAX_FACTS:
            return


def _candidate_facts(articles: Sequence[Article]) -> Iterator[tuple[str, str | tuple[str, float], Sentence, str]]:
    """Each number and each name of several words: as it stands, what to look for elsewhere, its sentence, publisher."""
    for article in articles:
        for figure in quantities([article]):
            counts = figure.is_toll or figure.unit.endswith("s")
            if not counts and figure.value < MIN_BARE_NUMBER:
                continue
            fact = f"{figure.as_stated} {figure.unit}" if counts else figure.as_stated
            yield fact, (figure.unit, figure.value), figure.sentence, article.publisher
        for line, is_notice in labelled_sentences(article.text, article.lang)[:OPENING_SENTENCES]:
            if is_notice:
                continue
            for run in sorted(find_names("", line, article.lang).name_phrases):
                if all(word in known_places() or word in _REGION_WORDS for word in run.split()):
                    continue
                if found := re.search(rf"\b{re.escape(run)}\b", line, re.IGNORECASE):
                    yield found[0], run.split()[-1], Sentence(line, article.id), article.publisher
