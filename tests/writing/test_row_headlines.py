"""The headline that states an event best stands over its row."""

from __future__ import annotations

import pytest

from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.row_headlines import odds_of_headlines
from tests.writing.conftest import Make

PLAIN = "Torvane parliament adopts ferry law by 31 votes to 29"


def best_of(make: Make, *reports: tuple[str, str, str]) -> str:
    """The headline that states an event best, of reports given by day and hour, headline and text."""
    articles = [make(f"a{n}", f"2026-03-{when}:00", f"Sample {n}", *text) for n, (when, *text) in enumerate(reports)]
    event = Event(articles[0].published.date(), read_reports(articles, []))
    odds = odds_of_headlines(event)
    return next(a.title for a in articles if odds[a.id] == max(odds.values()))


@pytest.mark.parametrize(
    "weak",
    [
        "Opinion: the ferry law of Torvane is a shame",
        "Live: Torvane parliament votes on ferry law",
        "Torvane parliament adopts ferry law - you won't believe it!",
        "Ferry owners welcome vote of Torvane parliament",
        "Torvane parliament to vote on ferry law by night",
        "Ferry law adopted",
        "Torvane parliament adopts ferry law by 31 votes to 29 after a long and bitter night of debate in which members"
        " of all five parties spoke against each other",
    ],
)
def test_a_plain_report_states_an_event_better(make: Make, weak: str) -> None:
    text = "The parliament of Torvane adopted the ferry law on Monday."
    other = "Parliament of Torvane adopts the ferry law"
    reports = [("02T09", PLAIN, text), ("02T10", weak, text), ("02T11", other, text)]
    assert best_of(make, *reports) != weak
    assert best_of(make, *reversed(reports)) != weak


def test_of_two_days_the_report_of_the_first_one_states_it(make: Make) -> None:
    text = "The parliament of Torvane adopted the ferry law."
    later = "Torvane parliament has adopted ferry law by 31 votes to 29"
    assert best_of(make, ("02T09", PLAIN, text), ("04T09", later, text)) == PLAIN


def test_a_report_with_a_text_states_it_before_a_bare_headline(make: Make) -> None:
    text = "The parliament of Torvane adopted the ferry law on Monday."
    assert best_of(make, ("02T09", PLAIN.upper().capitalize(), ""), ("02T10", PLAIN, text)) == PLAIN
