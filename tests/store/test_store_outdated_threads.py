"""The order in which changed threads are written: those that are read first."""

from datetime import timedelta

from store_samples import DAY, NOW, article, filled

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
