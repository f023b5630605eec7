from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.model.feeds import FeedProblem, RefreshReport
from briefing.output.number_format import format_count, format_ordinal
from briefing.output.refresh_report import all_feeds_failed, failure_line, report_line, unreachable_line
from briefing.output.sparkline import sparkline
from briefing.output.time_format import format_age, format_day, format_long_day, format_moment

NOW = datetime(2024, 12, 16, 18, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-90), "now"),
        (timedelta(seconds=30), "now"),
        (timedelta(minutes=40), "40m"),
        (timedelta(hours=2, minutes=59), "2h"),
        (timedelta(days=1), "1d"),
        (timedelta(days=99), "99d"),
        (timedelta(days=150), "5mo"),
        (timedelta(days=800), "2y"),
    ],
)
def test_ages_are_short(ago, words):
    assert format_age(NOW, NOW - ago) == words


def test_days_name_their_year_only_when_it_differs():
    assert format_day(date(2024, 12, 16), NOW) == "16 Dec"
    assert format_day(date(2023, 11, 3), NOW) == "3 Nov 2023"
    assert format_long_day(NOW) == "Monday 16 December 2024"


def test_a_moment_is_told_as_shortly_as_it_can_be():
    assert format_moment(NOW, NOW) == "18:40"
    assert format_moment(NOW - timedelta(days=1), NOW) == "15 Dec 18:40"
    assert format_moment(NOW - timedelta(days=400), NOW) == "12 Nov 2023"


def test_times_are_local(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Manila")
    time.tzset()
    assert format_moment(NOW, NOW) == "02:40"
    assert format_long_day(NOW) == "Tuesday 17 December 2024"


def test_bars_show_days_relative_to_the_busiest_one():
    assert sparkline([0, 1, 7, 14]) == "▁▂▅█"
    assert sparkline([0, 0, 1]) == "▁▁▃"  # one article is no peak
    assert sparkline([]) == ""


def test_bars_in_ascii_are_digits():
    assert sparkline([0, 3, 12], ascii=True) == "039"


def test_counts_agree_with_their_nouns():
    assert format_count(1, "publisher") == "1 publisher"
    assert format_count(0, "article") == "0 articles"
    assert format_count(1204, "story", "stories") == "1,204 stories"
    assert [format_ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "112th",
    ]


METRO = FeedProblem("Sample Metro", "timed out after 30 s", 3, NOW + timedelta(hours=2))


def test_the_report_of_a_refresh_is_one_line():
    report = RefreshReport(40, new_data=31, unchanged=7, failed=(METRO, METRO), articles=412, stories=58, threads=23)
    assert report_line(report) == (
        "40 feeds: 31 new data, 7 unchanged, 2 failed · 412 new articles · 58 new stories · 23 threads changed"
    )
    assert failure_line(METRO, NOW) == "Sample Metro: timed out after 30 s, 3rd time; next try 20:40"


def test_nothing_is_reached_only_if_all_feeds_were_asked_in_vain():
    assert all_feeds_failed(RefreshReport(1, failed=(METRO,)))
    assert not all_feeds_failed(RefreshReport(2, failed=(METRO,), not_due=1))
    assert not all_feeds_failed(RefreshReport(0))
    assert all_feeds_failed(RefreshReport(2, failed=(METRO,), not_due=1, backing_off=1)), "the other failed before"


def test_without_a_network_the_causes_are_told_and_the_demo_named():
    failed = (METRO, FeedProblem("A", "no such host"), FeedProblem("B", "no such host"))
    assert unreachable_line(RefreshReport(3, failed=failed)) == (
        "None of the 3 feeds could be reached: no such host (2 feeds); timed out after 30 s. "
        "Try `briefing demo`, which needs no network."
    )
    many = tuple(FeedProblem("A", f"cause {n}") for n in range(9))
    assert "cause 3; others in `briefing feeds`. Try" in unreachable_line(RefreshReport(9, failed=many))
    assert "no such host. Try" in unreachable_line(RefreshReport(2, failed=failed[1:]))


def test_what_a_server_said_cannot_reach_the_terminal():
    problem = FeedProblem("Bad\x1b[31m name", "reason\r\n\x1b]8;;x\x07y")
    assert "\x1b" not in failure_line(problem, NOW) + unreachable_line(RefreshReport(1, failed=(problem,)))
