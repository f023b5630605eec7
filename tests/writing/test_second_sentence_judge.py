"""A paragraph is about what the title states: no sentence of another happening opens it or stands second."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.summary.outline import Outline, OutlineEvent
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
STATED = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."
NEXT = "The ship had left Torvane at noon with 40 lorries on its deck."
FACT = "The Norland navy has sent 40 divers to the wreck of the ferry."
SIDE_TITLE = "Ferry fares in Norland rise as storm season begins"
SIDE = "Ferry passengers in Norland pay 12 crowns more for a crossing to Vesmark since Tuesday."
MONDAY = date(2026, 3, 2)


def paragraph(make: Make, *reports: tuple[str, str, str], events: tuple[tuple[str, ...], ...]) -> list[str]:
    """The paragraph on reports, each a time, a headline and a text, whose ids are a0, a1, ..., and on their events."""
    articles: tuple[Article, ...] = tuple(
        make(f"a{n}", when, f"Sample {n} Wire", headline, text) for n, (when, headline, text) in enumerate(reports)
    )
    outline = Outline(tuple(OutlineEvent(ids, MONDAY, len(ids), is_main=True) for ids in events), TITLE)
    return [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE, outline).paragraph]


SUNK = ("2026-03-02T08:00", TITLE, STATED)
AGAIN = ("2026-03-02T09:00", "Ferry sinks off Norland", STATED)


def test_the_newest_report_of_another_happening_does_not_open_a_paragraph(make: Make) -> None:
    side = ("2026-03-03T18:00", SIDE_TITLE, SIDE)
    texts = paragraph(make, SUNK, AGAIN, side, events=(("a0", "a1"), ("a2",)))
    assert texts == [STATED]


@pytest.mark.parametrize(
    ("when", "text", "events", "is_added"),
    [
        ("2026-03-02T10:00", FACT, (("a0", "a1", "a2"),), True),
        ("2026-03-02T10:00", FACT, (("a0", "a1"), ("a2",)), False),
        ("2026-03-04T10:00", FACT, (("a0", "a1", "a2"),), False),
        (
            "2026-03-02T10:00",
            "Ana Korvel, Ivo Marn, Petra Soll and Jon Tarvik sent 40 divers of Norland to the wreck of the ferry.",
            (("a0", "a1", "a2"),),
            False,
        ),
    ],
    ids=["of the event", "of another event", "two days later", "many new names"],
)
def test_a_second_sentence_is_of_the_event_and_the_day(
    make: Make, when: str, text: str, events: tuple[tuple[str, ...], ...], is_added: bool
) -> None:
    report = (when, "Norland navy sends divers to the ferry", text)
    assert (paragraph(make, SUNK, AGAIN, report, events=events)[1:] == [text]) == is_added


def test_how_the_first_article_goes_on_needs_no_event(make: Make) -> None:
    assert paragraph(make, (*SUNK[:2], f"{STATED}\n{NEXT}"), AGAIN, events=(("a1",),)) == [STATED, NEXT]


def test_a_thread_of_which_no_sentence_belongs_to_the_title_has_no_paragraph(make: Make) -> None:
    side = ("2026-03-03T08:00", "Sheep of Vesmark win prize", "A flock of Vesmark sheep won 9 prizes at a fair.")
    assert paragraph(make, (*SUNK[:2], ""), side, events=(("a0",), ("a1",))) == []


def test_a_judgement_of_a_paper_does_not_open(make: Make) -> None:
    judged = "In a vile attempt to save money, the owner of a ferry that sank off Norland in a heavy storm sent it out."
    report = ("2026-03-02T10:00", "Owner sent ferry off Norland into heavy storm", judged)
    events = (("a0", "a1", "a2"),)
    assert paragraph(make, (*SUNK[:2], ""), ("2026-03-02T09:00", TITLE, ""), report, events=events) == []
    assert paragraph(make, SUNK, report, events=events)[0] == STATED
