"""The words of a row: plain ones, of the newest toll, with a second sentence that adds something."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.thread_timeline import thread_timeline
from tests.writing.conftest import Make

Line = tuple[str, str, str]


def rows(make: Make, *lines: Line, title: str = "") -> list[TimelineEntry]:
    """The main rows of reports of different publishers: when, headline, text; oldest first."""
    made = [make(f"a{n}", f"2026-06-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate(lines)]
    entries = thread_timeline([Story("s", "t", "", tuple(made))], title)
    return [entry for entry in reversed(entries) if entry.main]


def test_an_offer_and_its_refusal_days_later_are_two_rows(make: Make) -> None:
    made = rows(
        make,
        (
            "02T09:00",
            "Arden Air offers 2 billion dollars for Calder Wings",
            "Arden Air made an offer of 2 billion dollars for Calder Wings on Tuesday, its board said.",
        ),
        (
            "05T09:00",
            "Calder Wings rejects 2 billion dollars of Arden Air",
            "Calder Wings rejected the 2 billion dollars.",
        ),
        ("05T10:00", "Calder Wings rejects bid of Arden Air as too low", "The board of Calder Wings rejected the bid."),
    )
    assert [row.date.day for row in made] == [2, 5]


def test_two_rounds_of_a_tournament_are_two_rows(make: Make) -> None:
    made = rows(
        make,
        ("02T14:00", "Lindgren and Okoye reach semi-finals of Harbour Open", "Lindgren and Okoye won on Tuesday."),
        ("04T14:00", "Lindgren beats Okoye to reach Harbour Open final", "Lindgren beat Okoye 6-4, 6-3 on Thursday."),
        (
            "04T15:00",
            "Lindgren ends the reign of Okoye at Harbour Open",
            "Lindgren beat Okoye 6-4, 6-3 in the semi-final.",
        ),
    )
    assert [row.date.day for row in made] == [2, 4]


def test_no_label_stands_in_for_a_plain_title(make: Make) -> None:
    title = "Schools on Tarvos peninsula reopen after earthquake"
    (row,) = rows(
        make,
        ("02T07:00", title, "Pupils on the Tarvos peninsula returned to class on Tuesday after the earthquake."),
        (
            "02T11:00",
            "Lessons in tents: Tarvos schools reopen",
            "A bell rang for the schools on Tarvos peninsula on Tuesday.",
        ),
        title=title,
    )
    assert row.title == title


def test_an_earlier_report_of_the_same_toll_is_quoted(make: Make) -> None:
    text = "Two people died when an earthquake hit the Belmora valley in the mountains of Calder early on Tuesday."
    (row,) = rows(
        make,
        ("02T03:00", "Earthquake in Belmora valley kills two", text),
        ("02T03:30", "Two dead in earthquake in Calder's Belmora valley", ""),
    )
    assert [sentence.text for sentence in row.sentences] == [text]


def test_the_second_sentence_adds_to_the_first(make: Make) -> None:
    again = "The ferry Queen Marisol caught fire in the harbour of Port Saltan early on Tuesday morning."
    adds = "Firemen of the harbour led 340 passengers ashore through thick smoke before dawn."
    (row,) = rows(
        make,
        (
            "02T06:00",
            "Fire on ferry Queen Marisol in Port Saltan",
            "A fire broke out on the ferry Queen Marisol in Port Saltan.",
        ),
        ("02T07:00", "Ferry Queen Marisol on fire in Port Saltan harbour", again),
        ("02T08:00", "Fire on ferry Queen Marisol, passengers ashore in Port Saltan", adds),
    )
    assert len(row.sentences) == 2
    assert row.sentences[1].text == adds


def test_an_opening_that_leans_on_its_headline_stands_below_it(make: Make) -> None:
    leaning = "The company moved its ferries, mainly old ones, to the harbour of Arden without asking its captains."
    title = "Calder Lines moves ferries to Arden"
    (row,) = rows(make, ("02T06:00", title, leaning))
    assert [(row.title, *(one.text for one in row.sentences))] == [(title, leaning)]
    other = "Calder Lines takes ferries from Vesmark to Arden, captains said on Tuesday."
    (row,) = rows(make, ("02T06:00", title, leaning), ("02T07:00", "Calder Lines ferries moved to Arden", other))
    assert row.sentences[0].text == other, "a sentence that stands alone goes first"


def test_a_row_is_titled_by_a_report_of_its_day(make: Make) -> None:
    text = "An earthquake hit the Belmora valley in the mountains of Calder on Tuesday."
    strong = "Nine killed as earthquake hits Belmora valley of Calder"
    (row,) = rows(
        make,
        ("02T14:00", "Earthquake shakes Belmora valley in Calder", text),
        ("02T15:00", strong, text),
        ("03T06:00", "Rescuers dig in the Belmora valley of Calder after earthquake", text),
        ("03T07:00", "Earthquake in Belmora valley of Calder: rescuers dig", text),
        title="Calder mourns",
    )
    assert (row.date.day, row.title) == (2, strong)


@pytest.mark.parametrize(
    ("event", "text", "toll", "later"),
    [
        (
            "Ferry sinks off Selma",
            "A ferry sank off Selma, killing 4 people, police said.",
            "Selma ferry: toll rises to 14",
            "The death toll of the ferry that sank off Selma rose to 14, police said.",
        ),
        (
            "Storm hits Selma",
            "A storm hit Selma on Tuesday, killing 14 people.",
            "Selma storm toll rises to 20",
            "The toll of the storm that hit Selma rose to 20 on Wednesday.",
        ),
    ],
)
@pytest.mark.parametrize("is_title", [True, False])
def test_a_later_toll_takes_no_row_from_what_happened(
    make: Make, event: str, text: str, toll: str, later: str, is_title: bool
) -> None:
    again = ("03T14:00", f"{toll}, police say", later)
    for more in ((), (again,)):
        lines = ("02T12:00", event, text), ("03T12:00", toll, later), *more
        made = rows(make, *lines, title=toll if is_title else event)
        assert (made[0].date.day, made[0].title) == (2, event)


@pytest.mark.parametrize(
    ("before", "text", "deaths"),
    [
        (
            "Gunmen seize school in Selma",
            "Gunmen seized a school in Selma, police said.",
            ["14 pupils killed in Selma school siege", "At least 14 killed as army storms Selma school"],
        ),
        (
            "Ferry missing off Selma",
            "A ferry went missing off Selma, the coast guard said.",
            ["Ferry sinks off Selma, killing 14", "Ferry sinks off Selma: 14 dead, coast guard says"],
        ),
        (
            "Hikers missing on Mount Selma",
            "Five hikers went missing on Mount Selma, rescuers said.",
            ["Five missing hikers found dead on Mount Selma", "Mount Selma: five hikers found dead"],
        ),
    ],
)
def test_what_came_before_deaths_takes_no_row_from_them(make: Make, before: str, text: str, deaths: list[str]) -> None:
    later = [(f"03T1{n}:00", death, f"{death}, officials said on Wednesday.") for n, death in enumerate(deaths * 2)]
    made = rows(make, ("02T12:00", before, text), *later, title="Selma mourns")
    assert any(row.title in deaths for row in made)
