"""The lag of a feed: without its first backlog, and without the hours in which nobody was fetching."""

from datetime import UTC, datetime, timedelta

from briefing.model.feed_lag import feed_lags

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_the_first_fetch_is_a_backlog() -> None:
    times = [("wire", at(-40), at(0)), ("wire", at(-2), at(0)), ("gazette", at(0.5), at(1))]
    assert feed_lags(times) == {}


def test_an_article_of_a_later_fetch_counts_as_late_as_it_came() -> None:
    times = [("wire", at(-40), at(0)), ("wire", at(0.5), at(1)), ("wire", at(0.75), at(1))]
    assert feed_lags(times) == {"wire": timedelta(minutes=22, seconds=30)}


def test_a_night_without_a_fetch_is_no_lag_of_the_feed() -> None:
    times = [("wire", at(-1), at(0)), ("wire", at(3), at(12)), ("wire", at(11.9), at(12))]
    assert feed_lags(times) == {}


def test_what_a_refresh_should_have_brought_is_late_also_over_night() -> None:
    times = [("wire", at(-1), at(0)), ("gazette", at(5), at(6)), ("wire", at(2), at(12))]
    assert feed_lags(times) == {"wire": timedelta(hours=4)}
