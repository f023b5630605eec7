"""Which reports are of one happening, and which are not."""

from __future__ import annotations

from datetime import datetime

import pytest

from briefing.writing.timeline.event_finding import find_events
from briefing.writing.timeline.reports import read_reports
from tests.writing.conftest import Make


def events_of(make: Make, *headlines: str, text: str = "") -> list[set[str]]:
    """The headlines of each event of reports that follow each other by four hours."""
    articles = [
        make(
            f"r{n:02}", datetime(2026, 3, 11, 4 * n).isoformat(), f"Sample {n}", title, text or f"{title}, police said."
        )
        for n, title in enumerate(headlines)
    ]
    return [{report.headline.text for report in event.reports} for event in find_events(read_reports(articles, []))]


@pytest.mark.parametrize(
    "headlines",
    [
        ("Torvane market attack kills 12", "Torvane market attack kills 15"),
        ("Norland shells harbour of Torvane", "Harbour of Torvane shelled by Norland"),
        ("Norland halts sales of Torvane kettle", "Sales of Torvane kettle halted in Norland over fumes"),
        ("Norland shells harbour of Torvane", "Norland shells Torvane harbour again"),
        ("Senate backs harbour law of Torvane", "Senate passes harbour law of Torvane"),
        ("Senate agrees on harbour law of Torvane", "Senate approves harbour law of Torvane"),
        ("Norland shells harbour of Torvane", "Torvane shelled in Norland strike on harbour"),
        ("Norland shells harbour of Torvane", "Torvane was shelled by Norland at harbour"),
        ("Ana Korvel meets Ida Holm in Torvane harbour", "Ida Holm meets Ana Korvel in Torvane harbour"),
        ("Ana Korvel calls Ida Holm over Torvane harbour", "Ida Holm calls Ana Korvel over Torvane harbour"),
        ("Oil price of Torvane rises as shares fall", "Oil price of Torvane rises as shares rise"),
        ("Powerful earthquake kills 800 in Afghanistan", "Earthquake near Pakistan border kills hundreds"),
        ("Gunman kills two in Torvane supermarket", "Gunman kills 10 in Vesmark supermarket"),
        ("Ferries halted in Portugal after storm warning", "Ferries halted after storm warning"),
        ("Ferries halted in Portugal after storm warning", "Ferries halted in Portugal and Spain after storm warning"),
    ],
)
def test_what_adds_to_or_repeats_another_report_is_one_event(make: Make, headlines: tuple[str, str]) -> None:
    assert events_of(make, *headlines) == [set(headlines)]


def test_a_toll_that_grows_is_of_one_event(make: Make) -> None:
    town, state = "Gunman kills two in Torvane supermarket", "Gunman kills 10 in Vesmark supermarket"
    assert events_of(make, town, town, state, state) == [{town, state}]
    lead = "The gunman fired in a supermarket of Torvane in Vesmark, police said."
    storm = ["Typhoon kills 12 in Torvane islands", "Typhoon death toll rises to 20 in Vesmark islands"]
    assert events_of(make, *storm, text=lead.replace("gunman fired in a supermarket", "typhoon hit islands")) == [
        set(storm)
    ]


def test_no_third_report_joins_two_matches(make: Make) -> None:
    first = "Arden beat Norland 2-1 in World Cup quarter-final"
    both = "Arden beat Norland and Calder beat Selma in World Cup quarter-finals"
    second = "Calder beat Selma 3-0 in World Cup quarter-final"
    events = events_of(make, first, both, second)
    assert not any({first, second} <= event for event in events)


def test_matches_in_other_words_are_not_joined_by_a_report_of_both(make: Make) -> None:
    first, second = "Arden beat Norland 2-1 in Torvane derby", "Calder down Selma 3-0 in Vesmark stadium"
    both = "Arden beat Norland in Torvane derby, Calder down Selma in Vesmark stadium"
    assert not any({first, second} <= event for event in events_of(make, first, both, second, text="Fans."))
