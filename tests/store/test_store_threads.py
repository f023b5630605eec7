from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from store_samples import DAY, NOW, article, filled

from briefing.model.articles import EPOCH
from briefing.model.coverage import ThreadText
from briefing.model.threads import NumberChange, Sentence, Summary, TimelineEntry
from briefing.store.codecs import to_micros
from briefing.store.json_codecs import decode_timeline, encode_timeline
from briefing.store.store import Store
from briefing.store.thread_activity import day_starts


def test_houses_and_copies_of_a_text_count_once(store: Store) -> None:
    wire = "The harbour of Sampletown was closed on Monday after a ship ran into its northern pier at night."
    articles = [
        article(1, publisher="Sample Wire", text=wire),
        article(2, publisher="Sample Star", text=wire, url="https://star.example/2", hours=0.5),
        article(3, publisher="Wire Sport", url="https://sport.wire.example/3"),
        article(4, publisher="Sample Gazette", url="https://gazette.example/4"),
    ]
    filled(store, {"t1": {"s1": articles}})
    (row,) = store.threads.rows(NOW, NOW, all_time=True)
    assert (len(row.publishers), row.independent_count, row.independent_publisher_count) == (4, 2, 2)
    assert row.new_publisher_count <= 2


def test_new_updated_and_running_in_a_period(store: Store) -> None:
    filled(
        store,
        {
            "t1": {"s1": [article(1, hours=2), article(2, hours=1)]},
            "t2": {"s2": [article(3, hours=80)], "s3": [article(4, hours=3)]},
            "t3": {"s4": [article(5, hours=40), article(6, hours=4)]},
            "t4": {"s5": [article(7, hours=90)]},
        },
    )
    rows = store.threads.rows(NOW, NOW - DAY)
    assert [(row.id, row.status, row.new_article_count, row.article_count) for row in rows] == [
        ("t1", "new", 2, 2),
        ("t2", "updated", 1, 2),
        ("t3", "updated", 1, 2),
    ]
    assert [(row.id, row.status, row.new_article_count) for row in store.threads.rows(NOW, NOW - 30 * DAY)][-1] == (
        "t4",
        "new",
        1,
    )
    assert [row.id for row in store.threads.rows(NOW, NOW - DAY, all_time=True)] == ["t1", "t2", "t3", "t4"]
    assert store.threads.rows(NOW, NOW - DAY, all_time=True)[-1].status == "running"


def test_a_row_holds_what_a_list_shows(store: Store) -> None:
    members = [
        article(1, hours=30, publisher="Sample Gazette", section="asia", weight=2.0),
        article(2, hours=2, publisher="Sample Wire"),
        article(3, hours=1, publisher="Sample Gazette", section="asia"),
    ]
    filled(store, {"t1": {"s1": members[:2], "s2": members[2:]}})
    store.thread_texts.save([ThreadText("t1", "Harbour affair", "Ferry found", Summary(), (), {"s1": "Ferry lost"})])
    store.marks.set_muted("t1", True, NOW)
    store.marks.set_read("t1", NOW - DAY)
    (row,) = store.threads.rows(NOW, NOW - DAY)
    assert (row.title, row.latest_development, row.section, row.weight) == (
        "Harbour affair",
        "Ferry found",
        "asia",
        2.0,
    )
    assert row.publishers == ("Sample Gazette", "Sample Wire")
    assert (row.first, row.last) == (members[0].published, members[2].published)
    assert (row.article_count, row.story_count, row.new_article_count) == (3, 2, 2)
    assert row.new_publisher_count == 1, "both are of one house"
    assert (row.followed, row.muted, row.read) == (False, True, NOW - DAY)
    assert [story.title for story in store.threads.stories_of("t1")] == ["Ferry lost", members[2].title]


def test_rows_of_a_section(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}, "t2": {"s2": [article(2, section="science")]}})
    assert [row.id for row in store.threads.rows(NOW, NOW - DAY, section="science")] == ["t2"]
    assert sorted(store.threads.sections()) == ["science", "world"]


def test_days_are_local_days_and_end_today(store: Store) -> None:
    hours = (0.5, 1, 25, 14 * 24 + 20)
    filled(store, {"t1": {"s1": [article(n, hours=back) for n, back in enumerate(hours)]}})
    (row,) = store.threads.rows(NOW, NOW - DAY)
    local = [(NOW - timedelta(hours=back)).astimezone().date() for back in hours]
    today = NOW.astimezone().date()
    assert len(row.daily_counts) == 14
    assert row.daily_counts == tuple(local.count(today - timedelta(days=back)) for back in range(13, -1, -1))


def test_fresh_reaches_back_further_than_the_days(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(n, hours=24 * back) for n, back in enumerate((1, 20, 25, 90))]}})
    assert store.threads.rows(NOW, NOW - 30 * DAY)[0].new_article_count == 3
    assert store.threads.rows(NOW, NOW - 100 * DAY)[0].new_article_count == 4
    assert store.threads.rows(NOW, EPOCH)[0].new_article_count == 4


def test_days_begin_at_local_midnight_and_may_be_23_or_25_hours_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        starts = day_starts(datetime(2026, 3, 30, 12, tzinfo=UTC), 3)
        hours = [(later - earlier) / 3600e6 for earlier, later in pairwise(starts)]
        assert hours == [24, 23, 24]
        assert starts[-1] == to_micros(datetime(2026, 3, 30, 22, tzinfo=UTC))
    finally:
        monkeypatch.undo()
        time.tzset()


def test_threads_in_full_keep_the_order_asked_for(store: Store) -> None:
    filled(store, {f"t{n}": {f"s{n}": [article(n)]} for n in range(1, 4)})
    sentence = Sentence("The harbour said something.", article(2).id)
    entry = TimelineEntry(
        NOW.date(), "Harbour", "s2", "update", ("Sample Wire",), (article(2).id,), (sentence, sentence)
    )
    change = NumberChange("dead", "12", "17", sentence, replace(sentence, text="Seventeen died."))
    news = replace(entry, title="Bay", number_changes=(change,), new_names=("Selma Bay",), main=False)
    pact = replace(entry, title="Pact", story="", background=True, precision="month")
    founded = replace(pact, title="Founded", precision="year")
    timeline = (entry, news, pact, founded)
    text = ThreadText("t2", "Two", "", Summary((sentence,), (sentence, sentence), ()), timeline, {})
    store.thread_texts.save([text])
    threads = store.threads.get_many(["t3", "t9", "t2", "t3"], NOW, NOW - DAY)
    assert [thread.row.id for thread in threads] == ["t3", "t2"]
    assert threads[1].summary == text.summary
    assert threads[1].timeline == timeline
    assert threads[1].main_timeline == (entry, pact, founded)
    assert threads[1].stories == store.threads.stories_of("t2")
    assert threads[0].summary == Summary()
    assert store.threads.get("t9", NOW, NOW) is None


def test_everything_is_there_after_a_restart(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    before = store.threads.get_many(["t1"], NOW, NOW - DAY)
    with Store.open(store.path) as again:
        assert again.threads.get_many(["t1"], NOW, NOW - DAY) == before


def test_a_month_of_an_older_store_is_still_a_month() -> None:
    entry = TimelineEntry(NOW.date(), "Harbour", precision="month")
    stored = encode_timeline((entry,))
    older = stored.replace('"precision":"month"', '"month":true').replace('"precision": "month"', '"month": true')
    assert older != stored and decode_timeline(older) == (entry,)
