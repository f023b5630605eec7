from datetime import timedelta

import pytest
from sample_briefing import FEEDS, NOW

from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note
from briefing.output.feed_health import (
    all_feeds_failed,
    failure_line,
    feeds_page,
    reached_no_feed,
    report_line,
    unreachable_line,
)
from briefing.output.lines import plain_lines


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_health_of_feeds():
    assert plain_lines(feeds_page(FEEDS, NOW, 60)) == (
        "  feed          last success  next try\n"
        "1 Sample Wire   18:40         19:40\n"
        "2 Sample Metro  never         now\n"
        "    failed, 2nd time: timed out[2J\n"
        "3 Sample Off    never         paused\n"
    )


METRO = Note("Sample Metro", "timed out after 30 s", 3, NOW + timedelta(hours=2))


def test_the_report_of_a_refresh_is_one_line():
    report = RefreshReport(40, new_data=31, unchanged=7, failed=(METRO, METRO), articles=412, stories=58, threads=23)
    assert report_line(report) == (
        "40 feeds: 31 new data, 7 unchanged, 2 failed · 412 new articles · 58 new stories · 23 threads changed"
    )
    assert failure_line(METRO, NOW) == "Sample Metro: timed out after 30 s, 3rd time; next try 20:40"


def test_nothing_is_reached_only_if_every_feed_failed():
    assert all_feeds_failed(RefreshReport(1, failed=(METRO,)))
    assert not all_feeds_failed(RefreshReport(2, failed=(METRO,), not_due=1))
    assert not all_feeds_failed(RefreshReport(0))
    assert all_feeds_failed(RefreshReport(2, failed=(METRO,), not_due=1, backing_off=1)), "the other failed before"
    assert not all_feeds_failed(RefreshReport(3, not_due=3, backing_off=3)), "no cause can be printed"


def test_no_feed_was_reached_also_if_each_failed_before_and_is_not_due_yet():
    assert reached_no_feed(RefreshReport(3, not_due=3, backing_off=3))
    assert not reached_no_feed(RefreshReport(3, not_due=3, backing_off=2)), "one was reached at its last fetch"
    assert not reached_no_feed(RefreshReport(3, unchanged=1, failed=(METRO, METRO)))
    assert not reached_no_feed(RefreshReport(0)), "there is no feed"


def test_without_a_network_causes_and_demo_are_named():
    failed = (METRO, Note("A", "no such host"), Note("B", "no such host"))
    assert unreachable_line(RefreshReport(3, failed=failed), NOW) == (
        "None of the 3 feeds could be reached: no such host (2 feeds); timed out after 30 s. "
        "Try `briefing demo`, which needs no network."
    )
    many = tuple(Note("A", f"cause {n}") for n in range(9))
    assert "cause 3; others in `briefing feeds`. Try" in unreachable_line(RefreshReport(9, failed=many), NOW)
    assert "no such host. Try" in unreachable_line(RefreshReport(2, failed=failed[1:]), NOW)


@pytest.mark.parametrize("cause", ["HTTP 429 Too Many Requests", "HTTP 503 Busy", "too many redirects", "not a feed"])
def test_where_servers_answered_the_advice_is_not_the_demo(cause):
    later = Note("B", cause, 1, NOW + timedelta(hours=3))
    failed = (Note("A", cause, 1, NOW + timedelta(hours=2)), later, Note("C", cause))
    line = unreachable_line(RefreshReport(3, failed=failed), NOW)
    assert line == f"None of the 3 feeds could be fetched: {cause}. The next try is at 20:40."
    gone = unreachable_line(RefreshReport(1, failed=(Note("C", cause),)), NOW)
    assert gone == f"The only feed could not be fetched: {cause}. `briefing feeds` lists them."


def test_the_words_of_a_server_cannot_reach_the_terminal():
    problem = Note("Bad\x1b[31m name", "reason\r\n\x1b]8;;x\x07y")
    assert "\x1b" not in failure_line(problem, NOW) + unreachable_line(RefreshReport(1, failed=(problem,)), NOW)
