"""Who reports a thread: who was first, who copied, what only one publisher says, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.model.articles import Article, Story
from briefing.model.coverage import Coverage, PublisherReport, StoryCoverage
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import Thread
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_given_name
from briefing.text.publishers.outlets import is_aggregator
from briefing.text.publishers.publishers import house_of, house_of_name, opening_key
from briefing.writing.exclusive_facts import exclusive_facts
from briefing.writing.stories import publisher_count, stories_in_order

MAX_COMPARED_STORIES = 12
"""Number of newest stories whose articles are compared for facts of one publisher: each takes some 50 ms."""


def coverage(thread: Thread, feeds: Iterable[tuple[Feed, FeedState]] = ()) -> Coverage:
    """Return who reports the stories of a thread, newest story first.

    Args:
        thread: The thread with all its stories.
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
    newest_first = [_story_coverage(story) for story in reversed(stories_in_order(thread.stories))]
    return Coverage(thread.row, tuple(_with_facts(newest_first)), tuple(sorted(silent)))


def _with_facts(newest_first: Sequence[StoryCoverage]) -> Iterator[StoryCoverage]:
    """Yield stories; the newest of those that several publishers report with the facts that only one of them has."""
    shared = [story.story for story in newest_first if story.independent_count > 1][:MAX_COMPARED_STORIES]
    facts = exclusive_facts(shared)
    for story in newest_first:
        yield replace(story, exclusive_facts=facts.get(story.story.id, ()))


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
        opening = opening_key(first.text) if len(by_publisher) > 1 else ""
        original = publisher_by_opening.setdefault(opening, publisher) if opening else publisher
        copied_from = "" if original == publisher else original
        delay = first.published - ordered[0].published
        reports.append(PublisherReport(publisher, first, delay, len(articles), copied_from))
    return StoryCoverage(story, tuple(reports), independent_count=publisher_count(ordered))
