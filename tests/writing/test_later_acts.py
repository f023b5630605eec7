"""A later act in the words of an earlier one: it has its own row, and takes neither headline nor day of the other."""

from collections.abc import Callable

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.event_titles import titled_beside
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.later_acts import take_out_later_act
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
AGAIN = (
    "08T09:00",
    "Norlin's robotics chief resigns over army deal",
    "Clara Winthuis resigned over the deal with the army.",
)


@pytest.fixture
def reports(make: Make) -> Callable[..., list[Report]]:
    """Reads reports, each of another publisher: the day and time in June, the headline and the text."""

    def read(*lines: tuple[str, str, str]) -> list[Report]:
        made = [make(f"r{n}", f"2026-03-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate(lines)]
        return read_reports(made, [])

    return read


def titles(event: Event) -> list[str]:
    return [report.headline.text for report in event.reports]


def event_of(found: list[Report]) -> Event:
    return Event(day_of(found), found)


def test_a_later_act_is_taken_out_of_the_event_of_an_earlier_one(reports: Callable[..., list[Report]]) -> None:
    known = event_of(reports(*QUITS, NAMED))
    other = event_of(reports(("09T09:00", "Norlin opens a factory", "A factory opens.")))
    known.likeness, other.likeness = {other: 0.2}, {known: 0.2}
    later_event = take_out_later_act(known, known.reports[-1])
    assert later_event is not None
    assert titles(later_event) == [NAMED[1]] and titles(known) == [headline for _, headline, _ in QUITS]
    assert (known.day.day, later_event.day.day) == (7, 8)
    assert later_event.likeness[other] == other.likeness[later_event] == 0.2
    assert later_event.likeness[known] == known.likeness[later_event] < 0.5


def test_a_report_in_other_words_stays(reports: Callable[..., list[Report]]) -> None:
    known = event_of(reports(*QUITS, AGAIN))
    assert take_out_later_act(known, known.reports[-1]) is None and len(known.reports) == 4


def test_an_event_of_few_publishers_stays_whole(reports: Callable[..., list[Report]]) -> None:
    known = event_of(reports(*QUITS[:2], NAMED))
    assert take_out_later_act(known, known.reports[-1]) is None


DISASTERS = (
    (
        ("07T02:00", "Explosion rocks fireworks factory in Selma", "An explosion hit a fireworks factory in Selma."),
        ("07T02:20", "Fireworks factory explodes in Selma", "The factory in Selma exploded on Saturday."),
        (
            "07T07:00",
            "At least 20 workers dead in Selma, dozens trapped",
            "At least 20 workers were killed in the explosion at a fireworks factory in Selma.",
        ),
        ("07T07:20", "Selma: 20 workers killed, dozens trapped under debris", "Rescuers dug for workers."),
    ),
    (
        ("07T02:00", "Landslide buries village in Torvane highlands", "A landslide buried a village in Torvane."),
        ("07T02:20", "Village buried by landslide in Torvane", "Houses were buried."),
        (
            "07T09:00",
            "More than 60 bodies found as search goes on in Torvane",
            "More than 60 bodies were found after a landslide buried a village in Torvane.",
        ),
        ("07T09:20", "Torvane: rescuers find 60 bodies", "Rescuers dug."),
    ),
)


@pytest.mark.parametrize("lines", DISASTERS)
def test_a_toll_and_what_rescuers_find_are_no_later_act(reports: Callable[..., list[Report]], lines) -> None:
    known = event_of(reports(*lines))
    assert [take_out_later_act(known, report) for report in known.reports] == [None] * 4


def test_what_comes_soon_after_the_first_reports_stays(reports: Callable[..., list[Report]]) -> None:
    known = event_of(reports(*QUITS, ("07T14:30", *NAMED[1:])))
    assert take_out_later_act(known, known.reports[-1]) is None


def test_the_first_report_of_an_event_is_no_later_act(reports: Callable[..., list[Report]]) -> None:
    known = event_of(reports(*QUITS, NAMED))
    assert take_out_later_act(known, known.reports[0]) is None


def test_the_title_of_the_thread_names_no_event_of_an_earlier_act_that_more_publishers_report(
    reports: Callable[..., list[Report]],
) -> None:
    """Also where it is too alike to be taken out of the event."""
    quits = [
        ("07T08:00", "Robotics chief quits Norlin", "The robotics chief of Norlin quit over a deal with the army."),
        ("07T08:10", "Norlin robotics chief quits", "Clara Winthuis quit as robotics chief of Norlin on Saturday."),
    ]
    later = "Mira Oduya and Per Lindqvist named to run robotics at Norlin"
    words = "They follow Clara Winthuis, the robotics chief of Norlin, who quit over a deal with the army."
    known = event_of(reports(*quits, ("07T15:00", later, words)))
    assert take_out_later_act(known, known.reports[-1]) is None
    assert titled_beside(known, later)[0].headline.text in {headline for _, headline, _ in quits}
    both = event_of(reports(*quits, ("07T15:00", later, words), ("07T16:00", later, words + " She begins on Monday.")))
    assert titled_beside(both, later)[0].headline.text == later, "two publishers report it, too"


def timeline(make: Make, title: str) -> list[TimelineEntry]:
    made = [make(f"a{n}", f"2026-03-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate((*QUITS, NAMED))]
    return list(thread_timeline([Story("s1", "t1", "", tuple(made))], title, latest=title))


def test_the_row_of_an_act_stays_when_the_thread_is_named_after_the_next_one(make: Make) -> None:
    """Of one story, the report of the next day is the title of the thread: the row of the day before stays."""
    rows = {entry.title: entry for entry in timeline(make, NAMED[1])}
    before = [entry for title, entry in rows.items() if title != NAMED[1]]
    assert [(entry.date.day, len(entry.articles)) for entry in before] == [(7, 3)]
    assert rows[NAMED[1]].date.day == 8 and rows[NAMED[1]].articles == ("a3",)
    assert sum(len(entry.articles) for entry in rows.values()) == 4, "each article is in one row"
