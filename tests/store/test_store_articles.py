from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_samples import DAY, FEED, NOW, article, filled, save

from briefing.errors import StoreError
from briefing.model.coverage import ThreadText
from briefing.model.feeds import FeedState
from briefing.model.threads import Summary
from briefing.store.store import Store
from briefing.text.query import parse_query

OTHER = "https://gazette.example/feed"


def test_a_feed_state_comes_back_as_it_was_saved(store: Store, path: Path) -> None:
    state = FeedState(
        FEED,
        "Sample Wire",
        '"e1"',
        "Thu, 05 Mar 2026 10:00:00 GMT",
        "d",
        NOW,
        NOW - DAY,
        NOW + DAY,
        NOW,
        3,
        "timed out",
        "x",
    )
    store.feeds.save(state, ())
    store.feeds.save(FeedState(OTHER), ())
    with Store.open(path) as again:
        assert again.feeds.states() == {FEED: state, OTHER: FeedState(OTHER)}
    store.feeds.save(FeedState(FEED, failures=4), ())
    assert store.feeds.states()[FEED] == FeedState(FEED, failures=4)


def test_articles_come_back_ungrouped_and_oldest_first(store: Store) -> None:
    young, old = article(1, hours=1), article(2, hours=5, date_flag="missing", weight=2.5)
    assert save(store, young, old) == 2
    assert store.articles.ungrouped() == [old, young]


def test_the_newest_articles_come_first_without_those_from_the_future(store: Store) -> None:
    save(store, *(article(number, hours=hours) for number, hours in enumerate((5, -3, 1, 30))))
    assert [one.id for one in store.articles.newest(NOW, 2)] == [article(2).id, article(0).id]


def test_an_article_that_leaves_and_comes_back_is_not_new(store: Store) -> None:
    assert save(store, article(1), article(2)) == 2
    assert save(store, article(2)) == 0
    assert save(store, article(1), article(2), article(3)) == 1


def test_the_date_is_never_made_up_anew(store: Store) -> None:
    first = article(1, published=NOW, date_flag="missing")
    save(store, first)
    save(store, replace(first, published=NOW + DAY, seen=NOW + DAY))
    assert store.articles.ungrouped()[0].published == NOW


def test_another_feed_with_the_same_address_carries_the_same_article(store: Store) -> None:
    save(store, article(1))
    copy = article(1, feed=OTHER, guid="gz-9", publisher="Sample Gazette", title="Harbour, cut short", text="Short.")
    assert save(store, copy, feed=OTHER) == 0
    assert store.articles.ungrouped() == [article(1)], "the feed that brought it words it"
    assert save(store, replace(copy, url="", link=""), feed=OTHER) == 0, "it is known by that feed's guid, too"


def test_an_edit_is_stored_and_the_former_version_is_kept(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    old = article(1)
    assert [hit.article.id for hit in store.search.hits(parse_query("harbour"), 5, NOW, NOW)] == [old.id]
    new = replace(old, title="Ferry sinks off Sampletown", text="A ferry sank.", seen=NOW + DAY, published=NOW + DAY)
    assert save(store, new) == 0
    stored = store.threads.stories_of("t1")[0].articles[0]
    assert (stored.title, stored.text, stored.published) == (new.title, new.text, old.published)
    assert store.articles.edits(old.id) == [(NOW + DAY, old.title, old.text)]
    assert store.search.hits(parse_query("harbour"), 5, NOW, NOW) == []
    assert [hit.article.id for hit in store.search.hits(parse_query("ferry"), 5, NOW, NOW)] == [old.id]


def test_an_edit_marks_the_thread_outdated_and_nothing_else_does(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}, "t2": {"s2": [article(2)]}})
    store.thread_texts.save([ThreadText(t, "Title", "", Summary(), (), {}) for t in ("t1", "t2")])
    save(store, article(1), article(2))
    assert store.thread_texts.outdated_threads() == []
    save(store, article(1), article(2, text="Put otherwise."))
    assert store.thread_texts.outdated_threads() == ["t2"]


def test_nothing_is_replaced_by_nothing(store: Store) -> None:
    save(store, article(1))
    save(store, article(1, title="", text=""))
    assert store.articles.ungrouped() == [article(1)]
    assert store.articles.edits(article(1).id) == []


def test_only_the_last_edits_are_kept(store: Store) -> None:
    for count in range(60):
        save(store, article(1, text=f"{count} comments"))
    kept = [text for _, _, text in store.articles.edits(article(1).id)]
    assert kept == [f"{count} comments" for count in range(9, 59)]


def test_two_entries_with_one_guid_and_different_links_are_both_kept(store: Store) -> None:
    both = article(1, guid="same"), article(2, guid="same")
    assert save(store, *both) == 2
    assert save(store, *reversed(both)) == 0
    assert save(store, article(3, guid="same"), both[1]) == 1
    assert {a.title for a in store.articles.ungrouped()} == {article(n).title for n in (1, 2, 3)}


def test_a_collision_of_ids_loses_no_article(store: Store) -> None:
    one, other = article(1), article(2, id=article(1).id)
    assert save(store, one, other) == 2
    assert save(store, one, other) == 0
    assert len({a.id for a in store.articles.ungrouped()}) == 2


def test_a_feed_that_cannot_be_stored_leaves_nothing_behind(store: Store) -> None:
    store.feeds.save(FeedState(FEED, etag="old"), [article(1)])
    broken = replace(article(3), section=None)  # what no caller does, to make the second of two writes fail
    with pytest.raises(StoreError):
        store.feeds.save(FeedState(FEED, etag="new"), [article(2), broken])
    assert store.feeds.states()[FEED].etag == "old"
    assert store.articles.ungrouped() == [article(1)]


def test_counts(store: Store) -> None:
    save(store, article(1, hours=2), article(2, hours=30))
    assert store.articles.feed_and_article_counts(NOW - DAY) == (1, 1)
    assert store.articles.feed_and_article_counts(NOW - timedelta(days=9)) == (1, 2)


def test_several_feeds_are_stored_all_or_none(store: Store) -> None:
    other = "https://gazette.example/feed"
    with pytest.raises(StoreError):
        store.feeds.save_many([(FeedState(other), []), (FeedState(None), [])])
    assert store.feeds.states() == {}
    assert store.feeds.save_many([(FeedState(article(1).feed), [article(1)]), (FeedState(other), [])]) == 1
    assert set(store.feeds.states()) == {article(1).feed, other}


@pytest.mark.parametrize("moment", [datetime.min, datetime.min + DAY, datetime.max - DAY, datetime.max])
def test_a_placeholder_as_date_of_a_feed_is_no_damage(store: Store, moment: datetime) -> None:
    filled(store, {"t1": {"s1": [article(1, feed_date=moment.replace(tzinfo=UTC), date_flag="absurd")]}})
    assert store.check() == []
    (thread,) = store.threads.get_many(["t1"], NOW, NOW - DAY)
    feed_date = thread.stories[0].articles[0].feed_date
    assert feed_date is not None and abs(feed_date.year - moment.year) <= 1
    assert feed_date - 300 * DAY and feed_date + 300 * DAY, "days can be added"


def test_a_placeholder_is_no_date_after_which_a_clock_is_behind(store: Store) -> None:
    far = [(1, datetime.max.replace(tzinfo=UTC)), (2, NOW + 9000 * DAY), (3, NOW)]
    for number, moment in far:
        save(store, article(number, feed=f"f{number}", feed_date=moment), feed=f"f{number}")
    assert store.article_dates.feeds_by_date(NOW - DAY, NOW + DAY) == (2, 1)


def news_moments(store: Store) -> tuple[datetime | None, datetime, datetime]:
    """When the only article of thread t1 arrived, and when the thread had its first and its last news."""
    (thread,) = store.threads.get_many(["t1"], NOW, NOW - DAY)
    return thread.stories[0].articles[0].arrived, thread.row.first_news, thread.row.last_news


def test_an_arrival_moves_with_the_moment_at_which_the_article_was_seen(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}}, NOW + timedelta(minutes=2))
    (stored,) = store.article_dates.seen_at(NOW)
    moved = [stored._replace(seen=stored.seen - 3 * DAY, published=stored.published - 3 * DAY)]
    assert store.article_dates.save(moved) == ["t1"]
    arrived = NOW + timedelta(minutes=2) - 3 * DAY
    assert news_moments(store) == (arrived, arrived, arrived)


def test_news_that_arrived_in_the_future_count_from_now(store: Store) -> None:
    late = NOW + DAY
    filled(store, {"t1": {"s1": [article(1)]}}, late)
    assert news_moments(store) == (late, late, late)
    store.article_dates.bring_back(NOW, timedelta(hours=1))
    assert news_moments(store) == (NOW, NOW, NOW)
