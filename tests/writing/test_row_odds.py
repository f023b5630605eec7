"""What makes an event worth a row of the default timeline, and which rows a title adds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.writing.timeline.event_finding import find_events
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.main_events import MIN_ROW_PROBABILITY, select_events
from briefing.writing.timeline.named_events import with_named_events
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.row_odds import probability, row_measures, row_odds
from briefing.writing.timeline.thread_timeline import topic_events
from tests.writing.conftest import Make

Line = tuple[str, str, str, str]
"""The time of an article, its publisher, its headline and its text."""

SINKS = (
    "02T08:00",
    "Sample Wire",
    "Ferry of Calder sinks off Torvane with 40 aboard",
    "A ferry of Calder sank off Torvane on Monday, police said.",
)
RAISED = (
    "05T08:00",
    "Sample Echo",
    "Divers raise the sunken ferry of Calder",
    "Divers raised the ferry off Torvane on Thursday, police said.",
)


def found(make: Make, lines: Sequence[Line], lang: str = "en") -> list[Event]:
    """The events of such articles, oldest first."""
    articles = [make(f"r{n}", f"2026-03-{when}", *texts, lang=lang) for n, (when, *texts) in enumerate(lines)]
    return find_events(read_reports(articles, []))


def odds(make: Make, line: Line, others: Sequence[Line] = (SINKS,), lang: str = "en") -> float:
    """The log-odds that one event is worth a row among others."""
    events = found(make, [line, *others], lang)
    return next(one.odds for one in events if line[2] in [report.headline.text for report in one.reports])


def test_more_publishers_make_an_event_likelier_to_have_a_row(make: Make) -> None:
    again = ("05T09:00", "Sample Gazette", RAISED[2], "The sunken ferry off Torvane was raised by divers on Thursday.")
    assert odds(make, RAISED, [SINKS, again]) > odds(make, RAISED) + 0.5


@pytest.mark.parametrize(
    "headline",
    [
        "Why the ferry of Calder should never have sailed",
        "Ferry of Calder: list of key events, day 3",
        "Calder ferry review: a slow boat with pink chairs",
        "Sailors of both ferries hope that the line to Calder stays closed",
        "‘We will sail again’: the ferry captains of Calder look back",
    ],
)
def test_comment_lists_reviews_and_reportage_are_less_likely_rows_than_what_happened(make: Make, headline: str) -> None:
    other = (*RAISED[:2], headline, "The ferry has pink chairs.")
    assert probability(odds(make, other)) < MIN_ROW_PROBABILITY < probability(odds(make, RAISED))


def test_one_of_many_publishers_needs_a_plainer_report_than_one_of_few(make: Make) -> None:
    many = [(f"02T{9 + n:02d}:00", f"Sample {n}", SINKS[2], f"{SINKS[3]} It was report {n}.") for n in range(8)]
    assert odds(make, RAISED, [SINKS, *many]) < odds(make, RAISED)


def test_an_event_of_which_a_report_names_the_day_is_a_likelier_row(make: Make) -> None:
    def odds_of(text: str) -> float:
        articles = [make("a", "2026-03-02T08:00", *SINKS[1:]), make("b", "2026-03-05T08:00", *RAISED[1:3], text)]
        return topic_events(articles).reported[-1].odds

    assert odds_of(RAISED[3]) > odds_of("Divers raised the ferry off Torvane, police said.")


@pytest.mark.parametrize("lang", ["en", "en-GB", "en_US", ""])
def test_every_tag_of_english_counts_the_same(make: Make, lang: str) -> None:
    assert odds(make, RAISED, lang=lang) == pytest.approx(odds(make, RAISED), abs=0.2)


def test_the_words_of_other_languages_count_neither_for_nor_against_a_row(make: Make) -> None:
    line = ("05T08:00", "Sample Echo", "Taucher bergen gesunkene Fähre von Calder", "Sie wurde am Donnerstag gehoben.")
    plain, asked = (odds(make, (*line[:2], title, line[3]), lang="de") for title in (line[2], f"{line[2]}?"))
    assert probability(plain) >= MIN_ROW_PROBABILITY
    assert asked < plain, "a question mark is no word"


def test_what_repeats_a_row_needs_more(make: Make) -> None:
    again = ("03T07:00", "Sample Echo", "Ferry of Calder sinks off port of Torvane", SINKS[3])
    one, other = (
        Event(report.day, [report])
        for report in read_reports(
            [make(f"r{n}", f"2026-03-{when}", *texts) for n, (when, *texts) in enumerate([SINKS, again])], []
        )
    )
    one.odds, other.odds = 3.0, 0.0
    other.likeness[one] = one.likeness[other] = 0.35
    assert select_events([one, other], 12) == [one]
    other.odds = 2.0
    assert select_events([one, other], 12) == [one, other]


def test_the_newest_likely_event_is_among_the_rows_if_there_is_no_room(make: Make) -> None:
    events = found(make, [SINKS, ("03T08:00", "Sample One", "Court of Orsina bans cars", "It banned cars."), RAISED])
    for event, value in zip(events, (3.0, 2.0, 1.0), strict=True):
        event.odds = value
    assert [event.day.day for event in select_events(events, 2)] == [2, 5]
    events[-1].odds = -3.0
    assert [event.day.day for event in select_events(events, 2)] == [2, 3]


def test_a_topic_of_comment_alone_has_no_row(make: Make) -> None:
    comment = ("02T08:00", "Sample Wire", "‘The Quiet Harbour’ review: why this is the best film", "A delight.")
    assert not select_events(found(make, [comment]), 12)


def test_the_measures_of_an_event_are_weighed_in_their_order(make: Make) -> None:
    (measures,) = row_measures(found(make, [SINKS]))
    assert (
        row_odds(measures._replace(publishers=2.0)) > row_odds(measures) > row_odds(measures._replace(repetition=1.0))
    )


def test_what_several_publishers_report_under_the_title_has_a_row(make: Make) -> None:
    lead = "A flaw in {} lets hackers read files, and {} closed it on Tuesday, its makers said."
    makers = {"Ostrand Reader": 6, "Korvel Office": 4}
    articles = [
        make(
            f"{maker[0]}{n}",
            f"2026-03-03T{8 + n:02d}:{minute:02d}",
            f"Sample {maker} {n}",
            f"{maker} closes flaw exploited by hackers",
            lead.format(maker, maker),
        )
        for minute, (maker, count) in enumerate(makers.items())
        for n in range(count)
    ]
    events = topic_events(articles)
    title = "Korvel Office closes flaw exploited by hackers"
    wide = [event for event in events.reported if "Ostrand" in event.reports[0].headline.text]
    chosen = with_named_events(wide, events.reported, (title,), 12)
    headlines = {report.headline.text for event in chosen for report in event.reports}
    assert {title, "Ostrand Reader closes flaw exploited by hackers"} <= headlines


@pytest.mark.parametrize("publishers", [2, 3])
@pytest.mark.parametrize(("shared", "is_one"), [(("Torvane", "Vesmark"), False), (("Torvane", "Torvane"), True)])
def test_matches_of_several_publishers_are_one_only_if_they_share_their_score(
    make: Make, shared: tuple[str, str], is_one: bool, publishers: int
) -> None:
    headlines = [f"{shared[0]} 35-15 Arden: late tries win opening match", f"{shared[1]} 35-15 Arden: tries win match"]
    if not is_one:
        headlines[1] = f"{shared[1]} 27-10 Norland: kicks decide game for hosts"
    articles = [
        make(f"{side}{n}", f"2026-03-07T{14 + side}:0{n}", f"Sample {n}", headline, "")
        for side, headline in enumerate(headlines)
        for n in range(publishers)
    ]
    assert (len(find_events(read_reports(articles, []))) == 1) == is_one


def test_how_a_topic_of_many_publishers_goes_on_has_a_row_if_a_headline_over_it_says_so(make: Make) -> None:
    invades = ("01T08:00", "Norland invades Torvane, bombs fall on Calder", "Norland invaded Torvane on Sunday.")
    leave = ("07T08:00", "Sample Echo", "Last Norland soldiers leave Torvane", "The last soldiers left on Saturday.")
    lines = [(invades[0], f"Sample Wire {n}", *invades[1:]) for n in range(60)]
    events = found(make, [*lines, leave])
    first, last = events
    assert first.odds > 0 > last.odds
    named = with_named_events([first], events, (leave[2],), 12)
    assert named == [first, last]
    assert with_named_events([first], events, (), 12) == [first]
