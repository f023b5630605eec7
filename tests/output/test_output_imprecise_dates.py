"""How events are shown of which only the month or the year is known, and those that one publisher tells."""

from datetime import UTC, date, datetime

import pytest

from briefing.model.threads import Precision, TimelineEntry
from briefing.output.timeline import background_note, entry_dates, entry_day, fold_months

NOW = datetime(2026, 3, 8, tzinfo=UTC)


def entry(day: date, precision: Precision = "day", *publishers: str, background: bool = False) -> TimelineEntry:
    return TimelineEntry(day, "Bridge of Torvane opens", precision=precision, publishers=publishers,
                         background=background)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "precision", "shown"),
    [
        (date(2026, 1, 8), "day", "8 Jan"),
        (date(2024, 7, 8), "day", "8 Jul 2024"),
        (date(2026, 1, 1), "month", "Jan 2026"),
        (date(2019, 1, 1), "year", "2019"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_known(day: date, precision: Precision, shown: str) -> None:
    assert entry_day(entry(day, precision), NOW) == shown


def test_a_year_stands_in_the_place_of_the_day() -> None:
    entries = [
        entry(date(2026, 3, 7)),
        entry(date(2025, 11, 1), "month"),
        entry(date(2025, 1, 1), "year"),
        entry(date(2024, 5, 2)),
        entry(date(2019, 1, 1), "year"),
        entry(date(2018, 1, 1), "year"),
    ]
    assert entry_dates(entries) == [
        ("2026", "7 Mar"), ("2025", "Nov"), ("", "2025"), ("2024", "2 May"), ("", "2019"), ("", "2018"),
    ]  # fmt: skip


def test_years_are_not_folded_into_their_januaries() -> None:
    months = [entry(date(2026, month, 2)) for month in (3, 2, 1)]
    januaries = [entry(date(2019, 1, 30)), entry(date(2019, 1, 8))]
    year = entry(date(2019, 1, 1), "year")
    rows = fold_months([*months, *januaries, year, year])
    assert [(row.entry.precision, len(row.folded)) for row in rows[3:]] == [("month", 2), ("year", 0), ("year", 0)]
    assert rows[-1].entry is year


def test_what_one_publisher_alone_tells_is_marked() -> None:
    day = date(2024, 7, 8)
    assert background_note(entry(day, "day", "Sample Wire", background=True)) == "before your feeds, 1 publisher"
    both = entry(day, "day", "Sample Wire", "Sample Gazette", background=True)
    assert background_note(both) == "before your feeds"
    assert background_note(entry(day, "day", "Sample Wire")) == ""
