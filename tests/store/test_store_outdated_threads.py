"""The order in which changed threads are written: those that are read first."""

from datetime import timedelta

from store_samples import DAY, NOW, article, filled

from briefing.model.coverage import ThreadText
from briefing.model.threads import Summary
from briefing.store.store import Store


def test_the_most_reported_come_first_and_of_equal_ones_the_newest(store: Store) -> None:
    filled(
        store,
        {
            "single": {"s1": [article(1, published=NOW)]},
            "older": {"s2": [article(2, published=NOW - DAY)]},
            "three": {"s3": [article(n, published=NOW - 3 * DAY - timedelta(hours=n)) for n in (3, 4, 5)]},
            "two": {"s4": [article(n, published=NOW - DAY) for n in (6, 7)]},
        },
    )
    assert store.thread_texts.outdated_threads() == ["three", "two", "single", "older"]


def test_those_that_were_never_written_can_be_asked_for_alone(store: Store) -> None:
    filled(store, {"one": {"s1": [article(1)]}, "two": {"s2": [article(2)]}})
    store.thread_texts.save([ThreadText("one", "Plain", "", Summary(), (), {})])
    assert store.thread_texts.outdated_threads() == ["two"]
    store.thread_texts.mark_outdated(["one"])
    assert sorted(store.thread_texts.outdated_threads()) == ["one", "two"]
    assert store.thread_texts.outdated_threads(without_text=True) == ["two"]


def test_the_articles_of_threads_are_counted(store: Store) -> None:
    filled(store, {"one": {"s1": [article(1)]}, "two": {"s2": [article(2), article(3)]}})
    assert [store.thread_texts.article_count(ids) for ids in ([], ["two"], ["one", "two", "gone"])] == [0, 2, 3]
