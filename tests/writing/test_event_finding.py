"""Reports of one happening in other words are one event, and a row is titled and dated by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.timeline.event_finding import find_events
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.main_events import select_events
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]
Line = tuple[str, str, str]
"""The time of an article, its headline and its text."""

EVENING = (
    "11T22:00",
    "Ferry of Calder sinks off Torvane with 40 aboard",
    "A ferry of Calder sank off Torvane, police said.",
)
NIGHT = (
    "12T02:00",
    "Ferry of Calder sinks off port of Torvane",
    "The ferry of Calder sank with 40 people, police said.",
)


def articles_of(make: Make, lines: Sequence[Line]) -> list[Article]:
    return [make(f"r{n:02}", f"2026-03-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate(lines)]


def events_of(make: Make, lines: Sequence[Line]) -> list[Event]:
    articles = articles_of(make, lines)
    return find_events(read_reports(articles, dated_sentences(articles, 2)))


def days_and_widths(events: Sequence[Event]) -> list[tuple[int, int]]:
    return [(event.day.day, len(event.publishers)) for event in events]


def test_reports_of_one_day_in_other_words_are_one_event(make: Make) -> None:
    lines = [
        ("11T08:00", "Torvane to impose harbour law on Calder", "Torvane will impose a harbour law on Calder."),
        ("11T09:00", "Torvane begins move to impose harbour law on Calder", "Calder fears the harbour law of Torvane."),
        ("11T10:00", "Divers raise bell of old steamer", "The bell was raised on Wednesday, a museum said."),
    ]
    assert days_and_widths(events_of(make, lines)) == [(11, 2), (11, 1)]


def test_what_is_reported_in_a_night_has_the_day_of_the_evening(make: Make) -> None:
    assert days_and_widths(events_of(make, [EVENING, NIGHT])) == [(11, 2)]


HEARD = ("10T18:00", "Torvane court hears case of Ana Korvel", "The court of Torvane heard Ana Korvel.")
JAILED = [
    (f"11T1{n}:00", "Torvane court jails Ana Korvel", f"The court of Torvane jailed Ana Korvel on Wednesday, {n} said.")
    for n in range(3)
]


def test_the_day_that_several_later_reports_name_is_that_of_the_event(make: Make) -> None:
    reports = read_reports(articles := articles_of(make, [HEARD, *JAILED]), dated_sentences(articles, 2))
    assert day_of(reports).day == 11 == day_of(list(reversed(reports))).day


@pytest.mark.parametrize(("own", "day"), [(0, 10), (3, 11)])
def test_reports_that_name_the_day_of_publication_outweigh_one_that_names_the_day_before(
    make: Make, own: int, day: int
) -> None:
    title, text = "Torvane court jails Ana Korvel", "The court of Torvane jailed Ana Korvel on {}."
    lines = [(f"11T13:0{n}", title, text.format("Wednesday")) for n in range(own)]
    lines.append(("11T20:00", title, text.format("Tuesday")))
    reports = read_reports(articles := articles_of(make, lines), dated_sentences(articles, 2))
    assert day_of(reports).day == day


@pytest.mark.parametrize("place", ["Los Angeles", "Tokyo", "Paris"])
def test_the_day_of_an_event_does_not_depend_on_other_events_of_its_topic(make: Make, place: str) -> None:
    night = [(f"12T04:0{n}", "Comet Players open season with surprise guest", "The guest sang.") for n in range(3)]
    others = [(f"11T1{n}:00", f"Council of {place} votes for bridge {n}", "The council voted.") for n in range(6)]
    alone, joined = events_of(make, night), events_of(make, [*others, *night])
    assert alone[-1].day == joined[-1].day
    assert len(joined[-1].reports) == 3


def test_a_report_without_a_place_has_the_clock_of_the_other_reports_of_its_event(make: Make) -> None:
    named = ("12T02:00", "Ferry of Calder sinks off Los Angeles with 40 aboard", "The ferry of Calder sank.")
    unnamed = ("12T02:10", "Ferry of Calder sinks with 40 aboard", "The ferry of Calder sank.")
    (event,) = events_of(make, [named, unnamed])
    assert event.day.day == 11
    assert [report.local.basis for report in event.reports] == ["place", "event"]


def test_a_place_named_in_passing_moves_the_day_of_no_report_of_another_publisher(make: Make) -> None:
    title, text = "Assembly passes budget", "The assembly passed the budget."
    lines = [(f"12T14:3{n}", title, text) for n in range(3)]
    lines.append(("12T14:40", title, f"{text} Stocks in Wellington rose."))
    articles = [
        replace(article, link=f"https://sample{n}.fr/budget") for n, article in enumerate(articles_of(make, lines))
    ]
    (event,) = find_events(read_reports(articles, dated_sentences(articles, 2)))
    assert event.day.day == 12
    assert "event" not in [report.local.basis for report in event.reports]


def test_what_is_known_to_be_two_is_not_one_by_what_is_between(make: Make) -> None:
    lines = [
        ("11T08:00", "Arden beat Norland 2-1 in Torvane Cup", "Arden beat Norland in the Torvane Cup."),
        ("11T09:00", "Arden and Calder win in Torvane Cup: what it means", "Arden beat Norland, Calder beat Selma."),
        ("11T10:00", "Calder beat Selma 3-0 in Torvane Cup", "Calder beat Selma in the Torvane Cup."),
    ]
    for event in events_of(make, lines):
        assert {"2-1", "3-0"} - {word for report in event.reports for word in report.headline.text.split()}


def test_the_same_words_days_later_are_another_event(make: Make) -> None:
    later = ("15T02:00", *NIGHT[1:])
    assert days_and_widths(events_of(make, [EVENING, later])) == [(11, 1), (15, 1)]


def test_rockets_fired_at_a_port_and_its_dead_are_one_row(make: Make) -> None:
    rockets = ("11T08:00", "Norland fired 200 rockets at port of Torvane, two dead", "Two died in the port of Torvane.")
    dead = ("11T09:00", "Two dead in port of Torvane as Norland fires rockets", "Rockets hit the port of Torvane.")
    assert days_and_widths(events_of(make, [rockets, dead])) == [(11, 2)]


def test_what_one_publisher_reports_worse_than_several_has_no_row_in_their_place(make: Make) -> None:
    lines = [(f"11T{8 + n:02d}:00", *EVENING[1:]) for n in range(3)]
    articles = articles_of(make, [*lines, ("11T20:00", "Ferry of Calder sinks with 40 off Torvane", EVENING[2])])
    reports = read_reports(articles, dated_sentences(articles, 2))
    wide, narrow = Event(reports[0].day, reports[:3]), Event(reports[0].day, reports[3:])
    narrow.odds, wide.odds = 0.0, 2.0
    narrow.likeness[wide] = wide.likeness[narrow] = 0.35
    assert select_events([narrow, wide], 12) == [wide]


def test_a_row_is_titled_by_what_happened_not_by_what_looked_likely(make: Make) -> None:
    lines = [
        (
            "11T08:00",
            "Shah looks set for landslide win in Torvane election",
            "Shah had a lead in the Torvane election.",
        ),
        (
            "11T09:00",
            "Shah unseats mayor in landslide Torvane election",
            "Shah unseated the mayor in the Torvane election.",
        ),
    ]
    rows = thread_timeline([Story("s", "t", "", tuple(articles_of(make, lines)))])
    assert [row.title for row in rows if row.main] == [lines[1][1]]


def test_a_row_has_the_day_of_the_act_of_its_title_not_of_what_led_to_it(make: Make) -> None:
    prelude = "Ministers meet for ceasefire talks in Torvane"
    act = "Ministers agree ceasefire in Torvane"
    lines = [("10T18:00", prelude, "Ministers met in Torvane for talks on a ceasefire.")]
    lines += [(f"11T1{n}:00", act, "Ministers agreed on a ceasefire in Torvane, officials said.") for n in range(3)]
    rows = [row for row in thread_timeline([Story("s", "t", "", tuple(articles_of(make, lines)))]) if row.main]
    assert (act, 11) in [(row.title, row.date.day) for row in rows]


@pytest.mark.parametrize("evening", [EVENING[1], "Ferry of Calder lost off Torvane"])
def test_a_row_has_the_day_of_the_first_report_of_its_title(make: Make, evening: str) -> None:
    lines = [("11T22:00", evening, EVENING[2]), *((f"12T0{n}:00", *NIGHT[1:]) for n in range(3))]
    rows = [row for row in thread_timeline([Story("s", "t", "", tuple(articles_of(make, lines)))]) if row.main]
    assert [row.date.day for row in rows] == [11]
