"""A quiet day has one row: what one publisher reports in words of its own joins the row of the others."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.event_odds import happening
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.one_news import QUIET_REPORTS, ReportTimes, are_one_in_other_words
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.thread_timeline import thread_timeline
from tests.writing.conftest import Make

SIGNED = (
    (
        "Norland and Calder sign Harbour Access Agreement in Torvane",
        "The two signed a Harbour Access Agreement on Tuesday.",
    ),
    (
        "Norland, Calder sign Harbour Access Agreement",
        "Ministers of Norland and Calder signed the agreement in Torvane.",
    ),
)
EARLIER = (
    (
        "Norland and Calder agree to open talks on harbours",
        "Norland and Calder agreed to begin talks on their harbours.",
    ),
    ("Norland's parliament debates talks with Calder", "Deputies of Norland debated the talks with Calder for a day."),
)
OWN_WORDS = (
    "Former foes seal treaty with an eye on the sea",
    "Fishermen had hoped for it. The Harbour Access Agreement signed in Torvane lets ships of Norland and Calder dock.",
)


def rows(make: Make, *others: tuple[str, str, str]) -> list[TimelineEntry]:
    """The timeline of an agreement that two publishers report, after earlier news, with other articles: when, texts."""
    made = [make(f"e{n}", f"2026-0{4 + n}-05T09:00", f"Sample {n}", *texts) for n, texts in enumerate(EARLIER)]
    made += [make(f"a{n}", f"2026-06-02T{9 + n:02}:00", f"Sample {n}", *texts) for n, texts in enumerate(SIGNED)]
    made += [make(f"o{n}", when, f"Sample Own {n}", title, text) for n, (when, title, text) in enumerate(others)]
    return list(thread_timeline([Story("s", "t", "", tuple(made))]))


def row_of(entries: list[TimelineEntry], article: str) -> TimelineEntry:
    """The only row that has an article."""
    (row,) = [entry for entry in entries if article in entry.articles]
    return row


def test_a_report_in_other_words_is_part_of_the_plain_row_of_its_day(make: Make) -> None:
    row = row_of(rows(make, ("2026-06-02T12:00", *OWN_WORDS)), "o0")
    assert set(row.articles) == {"a0", "a1", "o0"}
    assert row.title in [title for title, _ in SIGNED]


def test_a_teasing_headline_of_the_next_day_is_part_of_the_row_of_the_day_before(make: Make) -> None:
    text = "Crews cheered. The Harbour Access Agreement, signed in Torvane by Norland and Calder on Tuesday, is short."
    row = row_of(rows(make, ("2026-06-03T07:00", "A long way to the harbour: Norland signs at last", text)), "o0")
    assert "a0" in row.articles


@pytest.mark.parametrize(
    ("when", "title", "text"),
    [
        (
            "2026-06-02T12:00",
            "Veldmoor calls new harbour rules a threat to peace",
            "Veldmoor recalled its envoy in protest.",
        ),
        ("2026-06-04T12:00", *OWN_WORDS),
    ],
)
def test_another_act_and_another_day_have_a_row_of_their_own(make: Make, when: str, title: str, text: str) -> None:
    assert row_of(rows(make, (when, title, text)), "o0").articles == ("o0",)


def test_on_a_busy_day_own_words_are_not_enough(make: Make) -> None:
    own = make("o0", "2026-06-02T12:00", "Sample Own", *OWN_WORDS)
    made = [make(f"a{n}", f"2026-06-02T{9 + n:02}:00", f"Sample {n}", *texts) for n, texts in enumerate(SIGNED)]
    reports = read_reports([*made, own], dated_sentences([*made, own], 2))
    signed, other = Event(reports[0].day, reports[:2]), Event(reports[2].day, reports[2:])
    for count, are_one in ((1, True), (QUIET_REPORTS, False)):
        times = ReportTimes([signed, *[other] * count])
        assert are_one_in_other_words(happening(other), happening(signed), times) is are_one
