from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.output.formatting import (
    format_age,
    format_count,
    format_day,
    format_long_day,
    format_moment,
    format_ordinal,
)
from briefing.output.symbols import ASCII_BARS, ASCII_SYMBOLS, sparkline

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


def test_a_moment_is_as_short_as_is_unambiguous():
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


def test_bars_in_ascii_are_no_numbers_and_of_the_same_scale():
    bars = sparkline([0, 1, 7, 14], ascii=True)
    assert bars == "_.-#"
    assert set(ASCII_BARS).isdisjoint({ASCII_SYMBOLS.new, ASCII_SYMBOLS.updated, ASCII_SYMBOLS.read})
    assert not any(character.isdigit() for character in sparkline(range(20), ascii=True))


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
