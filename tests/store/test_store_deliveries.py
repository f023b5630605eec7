from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from store_samples import DAY, NOW, article, filled, save

from briefing.model.articles import Article
from briefing.model.deliveries import DeliveredLine, Movement, UndeliveredNews
from briefing.model.grouping import Placement, Plan
from briefing.store.database import migrations
from briefing.store.deliveries import LINE_LIFETIME, MAX_DOCUMENTS
from briefing.store.store import Store


def test_each_digest_keeps_its_own_log(store: Store) -> None:
    assert (store.deliveries.delivered_stories("mail"), store.deliveries.last("mail")) == ({}, None)
    store.deliveries.mark_delivered("mail", {"t1": ["s1", "s2"], "t2": []}, NOW)
    store.deliveries.mark_delivered("other", {"t1": ["s3"]}, NOW + DAY)
    store.deliveries.mark_delivered("mail", {"t1": ["s2", "s4"]}, NOW + DAY)
    assert store.deliveries.delivered_stories("mail") == {"t1": {"s1", "s2", "s4"}, "t2": frozenset()}
    assert store.deliveries.delivered_stories("other") == {"t1": {"s3"}}
    assert store.deliveries.last("mail") == NOW + DAY


def test_a_digest_without_news_counts_as_run(store: Store) -> None:
    store.deliveries.mark_delivered("mail", {}, NOW)
    assert (store.deliveries.delivered_stories("mail"), store.deliveries.last("mail")) == ({}, NOW)


def test_deliveries_follow_a_story_to_its_new_thread(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)], "s2": [article(2)]}, "t2": {"s3": [article(3)]}})
    store.deliveries.mark_delivered("mail", {"t1": ["s1", "s2"]}, NOW)
    store.groups.apply(Plan(stories=(Placement("s2", "t2"),)))
    assert store.deliveries.delivered_stories("mail") == {"t1": {"s1"}, "t2": {"s2"}}


def test_waiting_news_is_remembered_until_all_is_printed(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1), article(2)]}})
    store.deliveries.mark_delivered("mail", {}, NOW, articles=[article(1).id], waiting_since=NOW - DAY)
    assert store.deliveries.waiting_since("mail") == NOW - DAY
    assert store.deliveries.delivered_articles("mail") == {article(1).id}
    assert store.deliveries.undelivered_news("mail", article(2).published, NOW).keys() == {"t1"}
    store.deliveries.mark_delivered("mail", {}, NOW, articles=[article(2).id])
    assert store.deliveries.waiting_since("mail") is None
    assert store.deliveries.undelivered_news("mail", article(1).published, NOW) == {}


def test_an_edit_of_a_number_in_a_headline_is_not_delivered_yet(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1, title="Fire in Sampletown kills 3")]}})
    store.deliveries.mark_delivered("mail", {}, NOW, articles=[article(1).id])
    save(store, article(1, title="Fire in Sampletown kills 3 people"))
    assert store.deliveries.delivered_articles("mail") == {article(1).id}, "no number changed"
    save(store, article(1, title="Fire in Sampletown kills 7 people"))
    assert store.deliveries.delivered_articles("mail") == frozenset()
    assert store.deliveries.undelivered_news("mail", NOW - DAY, NOW).keys() == {"t1"}


def test_the_newest_article_is_found_that_is_not_from_the_future(store: Store) -> None:
    assert store.articles.newest_before(NOW) is None
    filled(store, {"t1": {"s1": [article(1, hours=30), article(2, hours=-3)]}})
    assert store.articles.newest_before(NOW) == NOW - timedelta(hours=30)


def test_undelivered_news_is_counted_by_publishers_articles_and_busiest_day(store: Store) -> None:
    def published(number: int, hours: float, publisher: str) -> Article:
        return replace(article(number), published=NOW - timedelta(hours=hours), publisher=publisher)

    old, late = (
        [published(1, 30, "Wire"), published(2, 26, "Globe")],
        [published(3, 25, "Wire"), published(4, 2, "Wire")],
    )
    filled(store, {"t1": {"s1": old, "s2": late}, "t2": {"s3": [published(5, -3, "Wire"), published(6, 1, "Wire")]}})
    news = store.deliveries.undelivered_news("mail", NOW - DAY * 3, NOW)
    assert news == {"t1": UndeliveredNews(2, 4, 3), "t2": UndeliveredNews(1, 2, 2)}
    store.deliveries.mark_delivered("mail", {}, NOW, articles=[old[0].id])
    assert store.deliveries.undelivered_news("mail", NOW - DAY * 3, NOW)["t1"] == UndeliveredNews(2, 3, 2)


def test_the_movement_of_a_delivered_thread_is_counted_in_publishers_and_stories(store: Store) -> None:
    def by(number: int, publisher: str) -> Article:
        return replace(article(number), publisher=publisher)

    first, again, other, later = by(1, "Wire"), by(2, "Wire"), by(3, "Globe"), by(4, "Wire")
    filled(store, {"t1": {"s1": [first, again, other], "s2": [later]}, "t2": {"s3": [by(5, "Wire")]}})
    store.deliveries.mark_delivered("mail", {}, NOW, articles=[first.id])
    since = NOW - DAY * 30
    assert store.deliveries.movements("mail", since) == {"t1": Movement(1, 1, 1)}, "t2 was never delivered"
    assert store.deliveries.movements("other", since) == {}


def test_channels_of_one_name_count_as_one_publisher_of_what_is_new(store: Store) -> None:
    def by(number: int, publisher: str) -> Article:
        return replace(article(number), publisher=publisher, url=f"https://www.youtube.com/watch?v={number}", text="")

    filled(
        store,
        {"t1": {"s1": [by(1, "Port Wire"), by(2, "Port Wire Video"), by(3, "The Port Wire Online"), by(4, "Globe")]}},
    )
    since = NOW - DAY * 30
    assert store.deliveries.undelivered_news("mail", since, NOW + DAY * 30)["t1"].publishers == 2
    store.deliveries.mark_delivered("mail", {}, NOW, articles=[by(1, "Port Wire").id])
    assert store.deliveries.movements("mail", since)["t1"] == Movement(1, 1, 0)
    (row,) = store.threads.rows(NOW, since)
    assert (row.new_publisher_count, row.independent_publisher_count) == (2, 2)


def test_the_newest_printed_digests_of_a_name_are_kept(store: Store) -> None:
    for day in range(MAX_DOCUMENTS + 2):
        store.deliveries.save_document("mail", NOW + DAY * day, f"day {day}")
    assert store.deliveries.last_document("mail") == f"day {MAX_DOCUMENTS + 1}"
    assert store.deliveries.document_from("mail", NOW) == "day 2"
    assert store.deliveries.document_from("mail", NOW + DAY * 99) is None
    assert store.deliveries.last_document("other") is None


def test_an_older_log_counts_articles_of_its_time_as_delivered(path: Path) -> None:
    migrations.prepare(path, version=9)
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO threads (n, id, title) VALUES (1, 't1', 'Ferry')")
        db.execute("INSERT INTO stories (n, id, thread) VALUES (1, 's1', 1)")
        columns = [row[1] for row in db.execute("PRAGMA table_info(articles)") if row[3] and row[4] is None]
        for n, seen in ((1, 100), (2, 200), (3, 300)):
            values = dict.fromkeys(columns, "") | {"n": n, "id": f"a{n}", "story": 1, "published": seen, "seen": seen}
            marks = ", ".join("?" * len(values))
            db.execute(f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        db.execute("INSERT INTO digests VALUES ('mail', 250)")
        db.execute("INSERT INTO delivery_log VALUES ('mail', 't1', 's1', 200)")
        db.commit()
    with Store.open(path) as store:
        assert store.deliveries.delivered_articles("mail") == {"a1", "a2"}
        assert store.deliveries.waiting_since("mail") is None


def test_what_one_run_printed_of_two_threads_stays_when_they_become_one(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}, "t2": {"s2": [article(2)]}})
    lines = {"t1": DeliveredLine("Ferry sinks", ("Forty aboard.",), NOW), "t2": DeliveredLine("Port closed", (), NOW)}
    store.deliveries.mark_delivered("mail", {"t1": ["s1"], "t2": ["s2"]}, NOW, lines=lines)
    store.groups.apply(Plan(stories=(Placement("s1", "t2"),), absorbed=(("thread", "t1", "t2"),)))
    both = DeliveredLine("Port closed", ("Ferry sinks", "Forty aboard."), NOW)
    assert store.deliveries.delivered_lines("mail") == {"t2": (both,)}


def test_what_was_printed_of_a_thread_follows_it_and_is_kept_for_some_weeks(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}, "t2": {"s2": [article(2)]}})
    first, second = DeliveredLine("Ferry sinks", ("Forty aboard.",), NOW), DeliveredLine("Ferry raised", (), NOW + DAY)
    store.deliveries.mark_delivered("mail", {"t1": ["s1"]}, NOW, lines={"t1": first})
    store.deliveries.mark_delivered("mail", {"t1": ["s1"]}, NOW + DAY, lines={"t1": second})
    assert store.deliveries.delivered_lines("mail") == {"t1": (second, first)}, "the last first"
    assert store.deliveries.delivered_lines("other") == {}
    store.groups.apply(Plan(stories=(Placement("s1", "t2"),), absorbed=(("thread", "t1", "t2"),)))
    assert store.deliveries.delivered_lines("mail") == {"t2": (second, first)}
    store.deliveries.mark_delivered("mail", {}, NOW + LINE_LIFETIME + DAY / 2)
    assert store.deliveries.delivered_lines("mail") == {"t2": (second,)}
