"""A row of an act that several publishers report keeps its headline when one publisher reports the next act."""

from collections.abc import Callable

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.timeline.event_titles import titled_beside
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.reports import Report, read_reports
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]

QUITS = (
    (
        "07T12:00",
        "Norlin's head of robotics resigns over army deal",
        "Clara Winthuis has left Norlin over a deal with the army.",
    ),
    (
        "07T12:40",
        "Norlin robotics chief quits over the army deal",
        "Clara Winthuis, who led robotics at Norlin, quit on Saturday.",
    ),
    (
        "07T14:00",
        "Winthuis, robotics chief of Norlin, quits over army deal",
        "The head of robotics at Norlin, Clara Winthuis, has quit.",
    ),
)
NAMED = (
    "08T09:00",
    "Mira Oduya appointed Norlin robotics head",
    "Mira Oduya will lead hardware and robotics from Monday.",
)


@pytest.fixture
def reports(make: Make) -> Callable[..., list[Report]]:
    """Reads reports, each of another publisher: the day and time in June, the headline and the text."""

    def read(*lines: tuple[str, str, str]) -> list[Report]:
        made = [make(f"r{n}", f"2026-03-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate(lines)]
        return read_reports(made, [])

    return read


def event_of(found: list[Report]) -> Event:
    return Event(day_of(found), found)


def test_the_title_of_the_thread_names_no_event_of_an_earlier_act_that_more_publishers_report(
    reports: Callable[..., list[Report]],
) -> None:
    quits = [
        ("07T08:00", "Robotics chief quits Norlin", "The robotics chief of Norlin quit over a deal with the army."),
        ("07T08:10", "Norlin robotics chief quits", "Clara Winthuis quit as robotics chief of Norlin on Saturday."),
    ]
    later = "Mira Oduya and Per Lindqvist named to run robotics at Norlin"
    words = "They follow Clara Winthuis, the robotics chief of Norlin, who quit over a deal with the army."
    known = event_of(reports(*quits, ("07T15:00", later, words)))
    assert titled_beside(known, later)[0].headline.text in {headline for _, headline, _ in quits}
    both = event_of(reports(*quits, ("07T15:00", later, words), ("07T16:00", later, words + " She begins on Monday.")))
    assert titled_beside(both, later)[0].headline.text == later, "two publishers report it, too"


def test_the_row_of_an_act_keeps_its_headline_and_day_when_the_thread_is_named_after_the_next_one(make: Make) -> None:
    made = [make(f"a{n}", f"2026-03-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate((*QUITS, NAMED))]
    entries = thread_timeline([Story("s1", "t1", "", tuple(made))], NAMED[1], latest=NAMED[1])
    (row,) = [entry for entry in entries if "a0" in entry.articles]
    assert row.date.day == 7
    assert row.title in {headline for _, headline, _ in QUITS}
