"""The second sentence of a paragraph: how the affair or its article goes on, and nothing on something else."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.summary.outline import Outline, OutlineEvent
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Ferry Amber Dawn sinks off Norland in heavy storm"
STATED = "The ferry Amber Dawn sank off Norland on Monday with 210 people aboard, the coast guard said."
NEXT = "The ship had left Torvane at noon with 40 lorries on its deck."
RESCUED = "The crews of two fishing boats pulled 150 people from the water and took them to a clinic in Torvane."
ARREST_TITLE = "Captain of ferry Amber Dawn arrested"
ARRESTED = "The captain of the sunken ferry Amber Dawn was arrested on suspicion of drunken sailing, prosecutors said."
RESTATED = "The ship and everybody aboard it, 210 people, vanished beneath 9-metre waves off Norland late on Monday."
SIDE_TITLE = "Ferry fares in Norland rise as storm season begins"
SIDE = "Ferry passengers in Norland pay more for a crossing to Vesmark since Tuesday."
SINKING = "The ferry went down in the storm off Norland."
HANGING = "The clinic, which has 90 beds, took in 150 people whom fishing boats pulled from the water near Hesk."
MONDAY = date(2026, 3, 2)

SUNK = ("2026-03-02T08:00", TITLE, STATED)
AGAIN = ("2026-03-02T09:00", "Ferry sinks off Norland", STATED)


def paragraph(make: Make, *reports: tuple[str, str, str], events: tuple[tuple[str, ...], ...]) -> list[str]:
    """The paragraph on reports, each a time, a headline and a text, whose ids are a0, a1, ..., and on their events."""
    articles: tuple[Article, ...] = tuple(
        make(f"a{n}", when, f"Sample {n} Wire", headline, text) for n, (when, headline, text) in enumerate(reports)
    )
    outline = Outline(tuple(OutlineEvent(ids, MONDAY, len(ids), is_main=True) for ids in events), TITLE)
    return [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE, outline).paragraph]


def test_a_first_sentence_is_followed_by_how_its_article_goes_on(make: Make) -> None:
    assert paragraph(make, (*SUNK[:2], f"{STATED}\n{NEXT}"), AGAIN, events=(("a1",),)) == [STATED, NEXT]


@pytest.mark.parametrize(
    "going_on",
    [
        "The wind was cold, and the sea was grey.",
        "The Amber Dawn sank off Norland on Monday with 210 people aboard, officials said.",
        "“We heard a bang and saw the bow go down,” a sailor of the Amber Dawn told Sample Radio.",
    ],
    ids=["colour", "the same", "a quotation"],
)
def test_not_by_colour_the_same_or_a_quotation(make: Make, going_on: str) -> None:
    assert going_on not in paragraph(make, (*SUNK[:2], f"{STATED}\n{going_on}"), AGAIN, events=(("a0", "a1"),))


@pytest.mark.parametrize(("events", "is_added"), [((("a0", "a1", "a2"),), True), ((("a0", "a1"), ("a2",)), False)])
def test_by_what_another_report_on_the_event_says(
    make: Make, events: tuple[tuple[str, ...], ...], is_added: bool
) -> None:
    report = ("2026-03-02T08:30", "Ferry sinks in storm off Norland", f"{STATED}\n{RESCUED}")
    assert (paragraph(make, SUNK, AGAIN, report, events=events) == [STATED, RESCUED]) == is_added


def test_not_by_what_hangs_there(make: Make) -> None:
    opening = "The ferry Amber Dawn sank in heavy storm off Norland, the coast guard said."
    report = ("2026-03-02T08:30", "Ferry sinks in storm off Norland", f"{opening}\n{HANGING}")
    texts = paragraph(make, (*SUNK[:2], opening), (*AGAIN[:2], opening), report, events=(("a0", "a1", "a2"),))
    assert texts == [opening]


def test_not_by_what_another_article_states_again(make: Make) -> None:
    report = ("2026-03-02T08:30", "Ferry sinks in storm off Norland", f"{STATED}\n{NEXT}\n{RESTATED}")
    assert RESTATED not in paragraph(make, SUNK, AGAIN, report, events=(("a0", "a1", "a2"),))


def test_nothing_follows_a_sentence_without_a_full_stop(make: Make) -> None:
    opening = "The ferry Amber Dawn sank off Norland on Monday with 210 people aboard"
    report = ("2026-03-02T08:30", "Ferry sinks in storm off Norland", f"{SINKING}\n{RESCUED}")
    reports = (*SUNK[:2], opening), (*AGAIN[:2], opening), report
    assert paragraph(make, *reports, events=(("a0", "a1", "a2"),)) == [opening]


def test_by_what_came_of_it_on_a_later_day(make: Make) -> None:
    events = (("a0", "a1"), ("a2", "a3"))
    arrest = ("2026-03-03T10:00", ARREST_TITLE, ARRESTED), ("2026-03-03T12:00", ARREST_TITLE, "")
    assert paragraph(make, SUNK, AGAIN, *arrest, events=events) == [STATED, ARRESTED]


@pytest.mark.parametrize(
    ("when", "headline", "text"),
    [
        ("2026-03-02T10:00", ARREST_TITLE, ARRESTED),
        ("2026-03-03T18:00", SIDE_TITLE, SIDE),
        (
            "2026-03-03T10:00",
            ARREST_TITLE,
            "Police in Torvane could arrest the captain of the Amber Dawn, who is expected to appear in court Tuesday.",
        ),
        (
            "2026-03-03T10:00",
            "Teacher arrested in Oster",
            "Police have arrested a teacher of a school in Oster on suspicion of drunken driving.",
        ),
    ],
    ids=["of the same day", "a side matter", "a plan for a day that has come", "another affair"],
)
def test_by_no_other_event(make: Make, when: str, headline: str, text: str) -> None:
    report, last = (when, headline, text), ("2026-03-03T20:00", headline, "")
    assert paragraph(make, SUNK, AGAIN, report, last, events=(("a0", "a1"), ("a2", "a3")))[:2] == [STATED]


def test_a_thread_of_which_no_sentence_belongs_to_the_title_has_no_paragraph(make: Make) -> None:
    side = ("2026-03-03T08:00", "Sheep of Vesmark win prize", "A flock of Vesmark sheep won 9 prizes at a fair.")
    assert paragraph(make, (*SUNK[:2], ""), side, events=(("a0",), ("a1",))) == []


def test_a_judgement_of_a_paper_does_not_open(make: Make) -> None:
    judged = "In a vile attempt to save money, the owner of a ferry that sank off Norland in a heavy storm sent it out."
    report = ("2026-03-02T10:00", "Owner sent ferry off Norland into heavy storm", judged)
    events = (("a0", "a1", "a2"),)
    assert paragraph(make, (*SUNK[:2], ""), ("2026-03-02T09:00", TITLE, ""), report, events=events) == []
    assert paragraph(make, SUNK, report, events=events)[0] == STATED


@pytest.mark.parametrize(
    ("going_on", "is_added"),
    [
        ("The 44-year-old pulled 150 people from the water and took them to a clinic in Torvane.", False),
        (RESCUED, True),
    ],
)
def test_somebody_known_by_age_alone_is_not_cited_from_another_report(
    make: Make, going_on: str, is_added: bool
) -> None:
    report = ("2026-03-02T08:30", "Ferry sinks in storm off Norland", f"{STATED}\n{going_on}")
    cited = paragraph(make, SUNK, AGAIN, report, events=(("a0", "a1", "a2"),))
    assert (going_on in cited) == is_added
