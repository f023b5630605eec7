"""Title, summary and the rows of one day state one toll of an event: the greatest of its reports."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.articles import Story
from briefing.model.coverage import FormerText
from briefing.model.threads import Summary, TimelineEntry
from briefing.writing.numbers.stated_tolls import counts_dead, is_smaller_toll
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.row_tolls import with_newest_tolls
from tests.writing.conftest import Make

DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "greater"),
    [
        ("Fire in Torvane kills at least 10 people", "Police in Torvane said that 56 people died in a fire."),
        ("At least 30 killed in ferry blast in Torvane", "Ferry blast in Torvane: 40 dead"),
        ("Norland quake kills 2,400", "Toll of quake in Norland passes 2,800"),
        ("More than 2,000 dead after Norland quake", "Norland quake: more than 2,800 dead"),
        ("Libya floods kill 2,000", "More than 5,000 dead in Derna after Libya floods"),
        ("Gunman kills 3 in Torvane mall shooting", "Torvane mall shooting: 5 dead"),
        ("Norwegian town mourns 16 killed in mine fire", "Mine fire in Norway leaves 41 dead"),
    ],
)
def test_a_greater_toll_of_the_same_event_exceeds_a_smaller_one(text: str, greater: str) -> None:
    assert is_smaller_toll(text, greater, DAY)
    assert not is_smaller_toll(greater, text, DAY)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ferry fire kills 12 in Torvane", "Ferry fire kills 30 in Arden"),
        ("Ferry fire kills 12 in Torvane", "Ferry fire in Torvane injures 30"),
        ("Ferry fire kills 12 in Torvane", "Ferry fire in Torvane: 30 feared dead"),
        ("Ferry fire kills 12 in Torvane", "Ferry fire in Torvane could have killed 30"),
        ("Ferry fire kills 12 in Torvane", "Cholera kills 30 in Norland"),
        ("Ferry fire kills 12 in Torvane", "Ferry fire in Torvane, 30 years after the first"),
        ("Ferry fire kills 12 in Torvane", "Ferry fire in Torvane costs 30 million crowns"),
        ("Ferry fire injures 12 in Torvane", "Ferry fire kills 30 in Torvane"),
        ("More than 2,000 dead after Norland quake", "Norland quake: 2,300 dead"),
        ("Zulu prince Ivo Marn of Torvane dies aged 95", "Ivo Marn, prince in Torvane, dies at 98"),
        ("Thousands dead after Norland quake", "Norland quake: 2,300 dead"),
        ("Two dead in Torvane house fire", "Torvane house fire killed 12 in 1911, museum recalls"),
        ("Quake kills 3 in Norland town", "Norland quake of 2007 killed 500 people"),
        ("1 dead, 7 hurt in Torvane shooting", "Torvane shooting left 13 dead in 2018"),
        ("3 killed in Torvane bus crash", "12 killed in Torvane building collapse"),
        ("3 people killed in bus crash near Selma", "Bus crash near Karsa kills 14 people"),
        ("5 dead as boat sinks off Torvane", "24 dead as second boat sinks off Torvane"),
        ("Ostran strike kills 6 in Torvane", "Ostran strikes kill 40 across Norland"),
        ("Ostran strike kills 3 journalists in Norland", "Norland death toll passes 50,000 dead in Ostran strikes"),
        ("4 US soldiers killed in drone attack on base", "Drone attack on base kills 9 Iraqi soldiers"),
        ("Police kill 2 gunmen in Torvane raid", "Gunmen kill 9 police in Torvane raid"),
        ("2 children killed in school bus crash", "School bus crash kills 8 people"),
        ("Ferry fire kills 10 babies in Torvane", "Torvane ferry fire kills 18"),
        ("Floods kill 20 in Selma district", "Floods kill 350 across Norland this season"),
        ("Measles outbreak kills 2 in Torvane", "Measles outbreaks killed 107,000 worldwide"),
        ("Ebola kills 15 in Torvane", "Ebola outbreak in Torvane has killed 2,280 people since 2018"),
        ("Cyclone kills 12 in Mozambique", "Cyclone kills 60 in Madagascar and Mozambique"),
        ("Ostran attack kills 4 in Selma", "Ostran attack kills 11 in Karsa"),
    ],
)
def test_other_events_other_harm_and_rough_numbers_exceed_nothing(text: str, other: str) -> None:
    assert not is_smaller_toll(text, other, DAY)


def test_feared_dead_are_not_counted() -> None:
    assert counts_dead("Ferry fire kills 12 in Torvane")
    assert not counts_dead("As many as 12 people are feared to have died in Torvane.")
    assert not counts_dead("Ferry with 12 people arrives in Torvane")


def fire(make: Make) -> list[Story]:
    reports = (
        ("04:43", "Sample Wire", "Deadly fire at ferry terminal in Torvane", "A fire broke out at a ferry terminal."),
        (
            "08:40",
            "Sample Metro",
            "Fire at ferry terminal in Torvane kills at least 10 people",
            "A fire at the ferry terminal of Torvane killed at least 10 people, police in Norland said on Wednesday.",
        ),
        (
            "09:21",
            "Sample Post",
            "Ferry terminal fire in Torvane kills 10",
            "A fire at the ferry terminal of Torvane killed at least 10 people, the mayor said.",
        ),
        (
            "14:15",
            "Sample Gazette",
            "Torvane: 56 people die in fire at ferry terminal",
            "Police in Norland have announced that 56 people died in a fire at the ferry terminal of Torvane.",
        ),
    )
    articles = [
        make(f"a{n}", f"2026-03-04T{when}", publisher, title, text)
        for n, (when, publisher, title, text) in enumerate(reports)
    ]
    return [Story("s", "t", "", tuple(articles))]


@pytest.mark.parametrize("previous", ["", "Fire at ferry terminal in Torvane kills at least 10 people"])
def test_one_screen_has_one_toll(make: Make, previous: str) -> None:
    text = write_thread("t", fire(make), "", previous)
    shown = [text.title, *(one.text for one in text.summary.paragraph)]
    for row in text.timeline:
        shown += [row.title, *(one.text for one in row.sentences)]
    counting = [one for one in shown if counts_dead(one)]
    assert counting
    assert all("56" in one for one in counting)


def test_the_row_of_an_earlier_day_keeps_its_toll(make: Make) -> None:
    (first,) = fire(make)
    later = make(
        "b",
        "2026-03-06T09:00",
        "Sample Wire",
        "Toll of Torvane ferry terminal fire rises to 61",
        "The death toll of the fire at the ferry terminal of Torvane rose to 61 on Friday, police in Norland said.",
    )
    rows = write_thread("t", [first, Story("r", "t", "", (later,))]).timeline
    assert [row.date.day for row in rows] == [6, 4]
    assert "61" in rows[0].title
    assert "56" in " ".join([rows[1].title, *(one.text for one in rows[1].sentences)])


def test_rows_that_a_correction_changes_have_one_toll(make: Make) -> None:
    (whole,) = fire(make)
    known, coming = (
        Story(id, "t", "", articles) for id, articles in (("s", whole.articles[:3]), ("r", whole.articles[3:]))
    )
    before, other = write_thread("t", [known]), write_thread("u", [coming])
    formers = [
        FormerText(
            text.title, text.latest_development, text.summary, text.timeline, frozenset(one.id for one in of.articles)
        )
        for text, of in ((before, known), (other, coming))
    ]
    after = write_thread("t", [known, coming], "", before.title, (), formers[0], formers[1:])
    shown = [text for row in after.timeline if row.main for text in (row.title, *(one.text for one in row.sentences))]
    assert "56" in " ".join(shown)
    assert not [text for text in shown if counts_dead(text) and "56" not in text]


def test_a_row_that_a_correction_leaves_keeps_its_toll(make: Make) -> None:
    (whole,) = fire(make)
    kept = TimelineEntry(date(2026, 3, 4), whole.articles[1].title, main=True, story="s", articles=("a1",))
    new = TimelineEntry(date(2026, 3, 4), whole.articles[2].title, main=True, story="s", articles=("a2",))
    greater = TimelineEntry(date(2026, 3, 4), whole.articles[3].title, main=True, story="s", articles=("a3",))
    rows = with_newest_tolls([kept, new, greater], whole.articles, "", Summary(), {("a1",)})
    assert rows[0] == kept
    assert [row.main for row in rows] == [True, False, True]
