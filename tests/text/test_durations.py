from datetime import timedelta

import pytest

from briefing.text.dates.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45s", timedelta(seconds=45)),
        ("30m", timedelta(minutes=30)),
        ("12h", timedelta(hours=12)),
        ("7d", timedelta(days=7)),
        (" 7 D ", timedelta(days=7)),
        ("2w", timedelta(weeks=2)),
        ("1.5d", timedelta(hours=36)),
        ("999999999w", timedelta.max),
    ],
)
def test_durations(text, expected):
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "7", "d", "7y", "-7d", "7d 2h", "2024-12-16", "20241216", "7 days"])
def test_what_is_no_duration(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize("text", ["90m", "2h", "14d", "61s"])
def test_a_printed_duration_is_read_back(text):
    duration = parse_duration(text)
    assert duration is not None
    assert format_duration(duration) == text
