"""What the screens load, each as one function of the services. They block, so call them on a worker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.threads import Changes
from briefing.services.front_pages import ReaderRows
from briefing.text.query import parse_query, require_terms
from briefing.tui.feed_status import FeedHealthSummary, FeedRow
from briefing.tui.list_items import MAX_HITS
from briefing.tui.render.thread_options import ThreadExtras

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.curation import SearchHit
    from briefing.model.threads import Thread, ThreadRow
    from briefing.services.protocols import AppServices

MAX_ARRIVED = 60
"""Number of articles that are listed while none is grouped: the tallest screens show about as many lines."""


@dataclass(frozen=True, slots=True)
class FrontPageData:
    """What the front page shows."""

    page: ReaderRows
    sections: tuple[str, ...] = ()
    is_empty: bool = False
    view_thread_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    starred: frozenset[str] = frozenset()


def load_first_page(services: AppServices) -> tuple[ReaderRows, tuple[str, ...]]:
    """Load the threads of the front page, without older ones, and the sections."""
    return services.pages.reader_rows(with_older=False), services.names.sections()


def load_front_page(services: AppServices, shown: Iterable[ThreadRow] = ()) -> FrontPageData:
    """Load all ranked threads, the sections, the saved views and the starred articles.

    Rows that equal those of `shown` are the same objects: the list holds one page while another one waits, and 5,000
    threads take 6 MB.
    """
    page = services.pages.reader_rows()
    known = {row.id: row for row in shown}
    rows = tuple(old if (old := known.get(row.id, row)) == row else row for row in page.rows)
    survivors = services.names.survivors([*known.keys() - {row.id for row in rows}])
    return FrontPageData(
        page._replace(rows=rows, survivors=survivors),
        services.names.sections(),
        services.reading.is_store_empty(),
        services.views.thread_ids(),
        services.curation.starred_ids(),
    )


def load_arrived(services: AppServices) -> tuple[Article, ...]:
    """Load the newest articles, which stand where no thread is grouped yet."""
    return services.reading.newest_articles(MAX_ARRIVED)


def find_matches(
    services: AppServices, query: str, threads: Collection[str] | None = None
) -> tuple[frozenset[str], tuple[SearchHit, ...]]:
    """Return the ids of the threads that match a query or that it names by an id, and the best articles.

    Articles are found by words that mean a thread.

    Raises:
        ConfigError: The query cannot be read, or says nothing.
    """
    require_terms(parse_query(query))
    reading = services.reading
    ids = frozenset(row.id for row in (*reading.thread_rows(query=query), *reading.threads_with_id(query)))
    finds_articles = bool(ids) and bool(parse_query(query).wanted_words())
    return ids, reading.search(query, MAX_HITS, threads=threads) if finds_articles else ()


def load_thread(services: AppServices, thread_id: str, last_read: datetime | None) -> Thread:
    """Load a thread, as read until `last_read` if that is given; BriefingError if it does not exist."""
    thread = services.reading.thread(thread_id)
    return replace(thread, row=replace(thread.row, read=last_read)) if last_read else thread


def with_changes(services: AppServices, thread: Thread) -> Thread:
    """Return a thread with what is new in it for a reader who read it, if that is not known yet; it takes a while."""
    return replace(thread, changes=services.reading.changes(thread) or Changes()) if thread.awaits_changes else thread


def load_thread_of_article(services: AppServices, article_id: str) -> Thread:
    """Load the thread that an article is in; BriefingError if the article is not stored."""
    return services.reading.thread(services.reading.explain(article_id).thread.id)


def load_thread_page(services: AppServices, thread_id: str, last_read: datetime | None) -> tuple[Thread, ThreadExtras]:
    """Load a thread with what changed since `last_read`, else since it was last read, and what its page adds."""
    details = services.reading.thread_details(thread_id, last_read)
    history = services.corrections.history(thread_id)
    thread = details.thread if not details.thread.awaits_changes else replace(details.thread, changes=Changes())
    return thread, ThreadExtras(details.coverage, details.upcoming, history)


def load_feed_health(services: AppServices) -> FeedHealthSummary:
    """Load the summary of the feeds' state."""
    enabled = sum(feed.enabled for feed in services.config.feeds)
    return FeedHealthSummary(enabled, services.feed_health.failures(), services.feed_health.next_refresh())


def load_feed_articles(services: AppServices, url: str) -> tuple[SearchHit, ...]:
    """Load the newest articles of a feed."""
    return services.reading.feed_articles(url)


def load_feed_rows(services: AppServices) -> tuple[FeedRow, ...]:
    """Load each feed with its state and its activity."""
    activity = services.feed_health.activity()
    no_activity = (0.0, timedelta())
    return tuple(
        FeedRow(feed, state, *activity.get(feed.url, no_activity))
        for feed, state in services.feed_health.feeds_with_states()
    )
