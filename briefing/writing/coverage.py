"""Who reports a thread: who was first, who copied, what only one publisher says, and who is silent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.model.articles import Article, Story
from briefing.model.coverage import Coverage, ExclusiveFact, PublisherReport, StoryCoverage
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Sentence, Thread
from briefing.text.clean import clean
from briefing.text.feed_names import feed_given_name
from briefing.text.names import find_names
from briefing.text.outlets import is_aggregator
from briefing.text.places import known_places
from briefing.text.publishers import house_of, opening_key
from briefing.writing.quantities import OPENING_SENTENCES, Quantity, quantities
from briefing.writing.quotable_sentences import labelled_sentences
from briefing.writing.stories import publisher_count, publisher_numbers, sample_articles, stories_in_order

MAX_COMPARED_STORIES = 12
"""Number of newest stories whose articles are compared for facts of one publisher: each takes some 50 ms."""
MAX_FACTS = 8
"""Number of exclusive facts that are listed for a story."""
MAX_FACTS_PER_PUBLISHER = 3
"""Number of these from one house."""

_REGION_WORD_LIST = "north south east west middle far gulf strait asia africa europe america latin central the of"
_REGION_WORDS = frozenset(_REGION_WORD_LIST.split())
"""Words of names such as "Middle East", which are no facts of one publisher."""


def coverage(thread: Thread, feeds: Iterable[tuple[Feed, FeedState]] = ()) -> Coverage:
    """Return who reports the stories of a thread, newest story first.

    Args:
        thread: The thread with all its stories.
        feeds: All feeds with their state. A publisher is silent if a feed of the thread's section was read without
            failure and the thread has no article of it.
    """
    articles = [article for story in thread.stories for article in story.articles]
    houses = {house_of(article.publisher, article.publisher_url or article.url) for article in articles}
    reporting = {name.casefold() for name in thread.row.publishers}
    delivering = {article.feed for article in articles}
    silent = {
        name
        for feed, state in feeds
        if _could_report(feed, state, thread.row.section) and feed.url not in delivering
        if (name := _publisher_of(feed, state)) and name.casefold() not in reporting
        if house_of(name, feed.url) not in houses
    }
    newest_first = reversed(stories_in_order(thread.stories))
    return Coverage(thread.row, tuple(_with_facts(map(_story_coverage, newest_first))), tuple(sorted(silent)))


def _with_facts(newest_first: Iterable[StoryCoverage]) -> Iterator[StoryCoverage]:
    """Yield stories, the newest of those that several publishers report with the facts that only one of them has."""
    compared = 0
    for story in newest_first:
        if story.independent_count > 1 and compared < MAX_COMPARED_STORIES:
            compared += 1
            yield replace(story, exclusive_facts=tuple(_exclusive_facts(sample_articles(story.story.articles))))
        else:
            yield story


def _could_report(feed: Feed, state: FeedState, section: str) -> bool:
    """Whether a feed was read and would have the thread; an aggregator is no publisher."""
    is_read = feed.enabled and feed.section == section and bool(state.last_success) and not state.failures
    return is_read and (bool(feed.publisher) or not is_aggregator((feed.name, state.title)))


def _publisher_of(feed: Feed, state: FeedState) -> str:
    return clean(feed.publisher) or feed_given_name(feed, state.title)


def _story_coverage(story: Story) -> StoryCoverage:
    ordered = sorted(story.articles, key=lambda article: (article.published, article.id))
    by_publisher: dict[str, list[Article]] = {}
    for article in ordered:
        by_publisher.setdefault(article.publisher or "unknown publisher", []).append(article)
    publisher_by_opening: dict[str, str] = {}
    reports = []
    for publisher, articles in by_publisher.items():
        first = articles[0]
        opening = opening_key(first.text)
        original = publisher_by_opening.setdefault(opening, publisher) if opening else publisher
        copied_from = "" if original == publisher else original
        delay = first.published - ordered[0].published
        reports.append(PublisherReport(publisher, first, delay, len(articles), copied_from))
    return StoryCoverage(story, tuple(reports), independent_count=publisher_count(ordered))


@dataclass(frozen=True, slots=True)
class _Fact:
    """A number or a name in an article.

    Attributes:
        text: The fact as the article states it.
        key: What to look for in other articles: a unit and a value, or the last word of a name.
        source: Number of the independent publisher.
    """

    text: str
    key: tuple[str, float] | str
    sentence: Sentence
    publisher: str
    source: int


def _exclusive_facts(articles: Sequence[Article]) -> Iterator[ExclusiveFact]:
    """Yield the numbers and names that one house alone reports; none if there is only one house.

    Houses that merely copy a text count for the house that they copied.
    """
    sources = publisher_numbers(articles)
    texts: dict[int, str] = {}
    for source, article in zip(sources, articles, strict=True):
        texts[source] = f"{texts.get(source, '')} {article.title} {article.text}".casefold()
    if len(texts) < 2:
        return
    figures = [quantities([article]) for article in articles]
    counted = {
        (figure.unit, figure.value, source)
        for source, of_article in zip(sources, figures, strict=True)
        for figure in of_article
    }
    listed: Counter[int] = Counter()
    seen: set[str] = set()
    for fact in _candidate_facts(articles, sources, figures):
        others = [source for source in texts if source != fact.source]
        if isinstance(fact.key, tuple):
            is_shared = any((*fact.key, source) in counted for source in others)
        else:
            is_shared = any(fact.key in texts[source] for source in others)
        if is_shared or fact.text.casefold() in seen or listed[fact.source] >= MAX_FACTS_PER_PUBLISHER:
            continue
        seen.add(fact.text.casefold())
        listed[fact.source] += 1
        yield ExclusiveFact(fact.publisher, fact.text, fact.sentence)
        if listed.total() >= MAX_FACTS:
            return


def _candidate_facts(
    articles: Sequence[Article], sources: Sequence[int], figures: Sequence[Sequence[Quantity]]
) -> Iterator[_Fact]:
    """Yield the numbers and the names of several words in the headlines and openings of articles."""
    for source, article, of_article in zip(sources, articles, figures, strict=True):
        for figure in of_article:
            is_counting = figure.is_toll or figure.unit.endswith("s")
            if not is_counting or figure.sentence.text == article.title:
                continue
            text = f"{figure.as_stated} {figure.unit}"
            yield _Fact(text, (figure.unit, figure.value), figure.sentence, article.publisher, source)
        for line, is_notice in labelled_sentences(article.text, article.lang)[:OPENING_SENTENCES]:
            if is_notice:
                continue
            for phrase in sorted(find_names("", line, article.lang).name_phrases):
                words = phrase.split()
                if all(word in known_places() or word in _REGION_WORDS for word in words):
                    continue
                if match := re.search(rf"\b{re.escape(phrase)}\b", line, re.IGNORECASE):
                    yield _Fact(match[0], words[-1], Sentence(line, article.id), article.publisher, source)
