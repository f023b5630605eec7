"""Who reports a thread: who was first, who copied, what only one publisher says, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.model.articles import Article
from briefing.model.coverage import Coverage, Happening, HappeningCoverage, PublisherReport
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Thread
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_given_name
from briefing.text.publishers.outlets import is_aggregator
from briefing.text.publishers.publishers import house_of, house_of_name, opening_key
from briefing.text.titles import bare_headline
from briefing.writing.exclusive_facts import exclusive_facts
from briefing.writing.stories import articles_of, houses_of_articles, publisher_count

MAX_COMPARED = 12
"""Number of newest happenings that are read for facts of one publisher: each takes some 50 ms."""
UNKNOWN_PUBLISHER = "unknown publisher"
"""How a publisher without a name is named."""


def coverage(thread: Thread, feeds: Iterable[tuple[Feed, FeedState]] = ()) -> Coverage:
    """Return who reports the events of a thread, those first whose first report is the newest, then what is in none.

    Args:
        thread: The thread with all its stories and its timeline.
        feeds: All feeds with their state. A publisher is silent if a feed of the thread's section was read without
            failure and the thread has no article of it.
    """
    articles = [article for story in thread.stories for article in story.articles]
    houses = {house_of(article.publisher, article.publisher_url or article.url) for article in articles}
    reporting = {house_of_name(name) for name in thread.row.publishers}
    delivering = {article.feed for article in articles}
    silent = {
        name
        for feed, state in feeds
        if _could_report(feed, state, thread.row.section) and feed.url not in delivering
        if (name := _publisher_of(feed, state)) and house_of_name(name) not in reporting
        if house_of(name, feed.url) not in houses
    }
    newest_first = [_coverage_of(happening) for happening in (*_events(thread), *_outside_events(thread))]
    return Coverage(thread.row, tuple(_with_facts(newest_first)), tuple(sorted(silent)))


def _events(thread: Thread) -> list[Happening]:
    """Return the events of the timeline that articles of the thread report, the newest first by its first report."""
    by_id = {article.id: article for article in articles_of(thread.stories)}
    events = [
        _happening(entry.title, entry.story, articles)
        for entry in thread.timeline
        if entry.story and (articles := [by_id[id] for id in entry.articles if id in by_id])
    ]
    return sorted(events, key=lambda event: (event.articles[0].published, event.id), reverse=True)


def _outside_events(thread: Thread) -> Iterator[Happening]:
    """Yield what no event has of each story, newest first; what is perhaps of another topic last."""
    in_events = {id for entry in thread.timeline if entry.story for id in entry.articles}
    for story in thread.listed_stories:
        if rest := [article for article in story.articles if article.id not in in_events]:
            is_whole = len(rest) == len(story.articles)
            title = story.title if is_whole else bare_headline(rest[0].title, rest[0].publisher)
            yield _happening(title, story.id, rest)


def _happening(title: str, story: str, articles: Iterable[Article]) -> Happening:
    ordered = tuple(sorted(articles, key=lambda article: (article.published, article.id)))
    return Happening(ordered[0].id, title, story, ordered)


def _with_facts(newest_first: Sequence[HappeningCoverage]) -> Iterator[HappeningCoverage]:
    """Yield happenings; the newest that several publishers report with the facts that only one of them has."""
    shared = [one.happening for one in newest_first if one.independent_count > 1][:MAX_COMPARED]
    facts = exclusive_facts(shared, [article for one in newest_first for article in one.happening.articles])
    for one in newest_first:
        yield replace(one, exclusive_facts=facts.get(one.happening.id, ()))


def _could_report(feed: Feed, state: FeedState, section: str) -> bool:
    """Whether a feed was read and would have the thread; an aggregator is no publisher."""
    is_read = feed.enabled and feed.section == section and bool(state.last_success) and not state.failures
    return is_read and (bool(feed.publisher) or not is_aggregator((feed.name, state.title)))


def _publisher_of(feed: Feed, state: FeedState) -> str:
    return clean(feed.publisher) or feed_given_name(feed, state.title)


def _coverage_of(happening: Happening) -> HappeningCoverage:
    ordered = happening.articles
    houses = {one.id: house for one, house in zip(ordered, houses_of_articles(ordered), strict=True)}
    by_publisher: dict[str, list[Article]] = {}
    publisher_by_opening: dict[str, str] = {}
    publisher_by_house: dict[str, str] = {}
    for article in ordered:
        publisher = article.publisher or UNKNOWN_PUBLISHER
        by_publisher.setdefault(publisher, []).append(article)
        publisher_by_opening.setdefault(opening_key(article.text), publisher)
        publisher_by_house.setdefault(houses[article.id], publisher)
    reports = []
    for publisher, articles in by_publisher.items():
        first = articles[0]
        original = publisher_by_opening[opening] if (opening := opening_key(first.text)) else publisher
        copied_from = "" if original == publisher else original
        same_house = publisher_by_house[houses[first.id]] if houses[first.id] else publisher
        sibling = "" if same_house == publisher or copied_from else same_house
        delay = first.published - ordered[0].published
        reports.append(PublisherReport(publisher, first, delay, len(articles), copied_from, sibling))
    return HappeningCoverage(happening, tuple(reports), independent_count=publisher_count(ordered))
