"""Events in the same words are two if what they state excludes that they are one."""

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


def test_attacks_in_two_towns_are_two_events(make: Make) -> None:
    market = ["Gunmen kill 12 in Torvane market", "Torvane market attack kills 12"]
    church = ["Gunmen kill five in Calder church", "Calder church attack kills five"]
    assert events_of(make, *market, *church) == [set(market), set(church)]


@pytest.mark.parametrize(
    "headlines",
    [
        ("Norland shells harbour of Torvane", "Torvane shells two towns of Norland border"),
        ("Senate backs harbour law of Torvane", "President signs harbour law of Torvane"),
        ("Brell offers nine billion for Torvane Bank", "Torvane Bank rejects nine billion offer of Brell"),
        ("Harbour fees of Torvane rise", "Harbour fees of Torvane fall"),
        ("Ferries halted in Portugal after storm warning", "Ferries halted in Norway after storm warning"),
    ],
)
def test_what_excludes_each_other_is_two_events(make: Make, headlines: tuple[str, str]) -> None:
    assert events_of(make, *headlines) == [{headline} for headline in headlines]


@pytest.mark.parametrize(
    "headlines",
    [
        ("Torvane market attack kills 12", "Torvane market attack kills 15"),
        ("Norland shells harbour of Torvane", "Harbour of Torvane shelled by Norland"),
        ("Norland halts sales of Torvane kettle", "Sales of Torvane kettle halted in Norland over fumes"),
        ("Norland shells harbour of Torvane", "Norland shells Torvane harbour again"),
        ("Senate backs harbour law of Torvane", "Senate passes harbour law of Torvane"),
        ("Senate agrees on harbour law of Torvane", "Senate approves harbour law of Torvane"),
        ("Harbour fees of Torvane rise", "Harbour fees of Torvane climb"),
        ("Ferries halted in Portugal after storm warning", "Ferries halted after storm warning"),
        ("Ferries halted in Portugal after storm warning", "Ferries halted in Portugal and Spain after storm warning"),
    ],
)
def test_what_adds_to_or_repeats_another_report_is_one_event(make: Make, headlines: tuple[str, str]) -> None:
    assert events_of(make, *headlines) == [set(headlines)]
