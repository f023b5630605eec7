"""The day of an event: that on which it happened, not that of a report or of something else that a report mentions."""

from collections.abc import Callable
from datetime import date

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.entries import reported_entry
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]
Line = tuple[str, str, str]

TITLE = "Calder Motors lays off 600 staff in Torvane"
PLAIN = "The works in Torvane will close, the company said."


@pytest.fixture
def rows(make: Make) -> Callable[..., list[TimelineEntry]]:
    """The rows of a thread whose reports, each of another publisher, are given as time, headline and text."""

    def made(*lines: Line) -> list[TimelineEntry]:
        articles = [
            make(f"a{n}", f"2026-03-{when}", f"Sample {n}", title, text) for n, (when, title, text) in enumerate(lines)
        ]
        return list(thread_timeline([Story("s", "t", "", tuple(articles))]))

    return made


Rows = Callable[..., list[TimelineEntry]]


def day_of(rows: Rows, *lines: Line) -> int:
    (row,) = rows(*lines)
    assert row.date.replace(day=1) == date(2026, 3, 1)
    return row.date.day


# Saturday, 14 March 2026


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Calder Motors laid off 600 staff on Friday, the union said.", 13),
        ("On Friday, the company told staff in Torvane to go home.", 13),
        ("Calder Motors, which makes vans and who knows what else, laid off 600 staff on Friday.", 13),
        ("Friday's talks failed, and Calder Motors laid off 600 staff.", 14),
        ("Calder Motors laid off 600 staff before talks on Friday.", 14),
        ("Calder Motors laid off 600 staff after a fire on Friday.", 14),
        ("Calder Motors laid off staff because of the storm that struck the works on Friday.", 14),
        ("Snow fell on Friday.", 14),
        ("Calder Motors said that on Friday 600 staff were laid off.", 13),
        ("Calder Motors has until Friday to lay off staff.", 14),
        ("Staff of Calder Motors bet that it would close by Friday.", 14),
        ("Staff of Calder Motors are home on Friday and Saturday.", 14),
        ("Although Calder Motors hired staff in Torvane on Friday, 600 of them are gone.", 14),
        ("TORVANE, NL - MARCH 13, 2026: Staff of Calder Motors in Torvane on Friday, March 13, 2026.", 14),
    ],
)
def test_the_opening_names_the_day_before_if_it_is_that_of_the_event(rows: Rows, text: str, day: int) -> None:
    assert day_of(rows, ("14T15:00", TITLE, text)) == day


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Man charged with murder of nurse",
            "A man was charged with the murder of a nurse found dead in Torvane on Friday.",
        ),
        ("Man charged over stabbing", "A man has been charged over a stabbing in Torvane on Friday."),
        ("President signs pact", "The president signed the pact approved by the council on Friday."),
        ("President vetoes pact", "The president vetoed the pact that the council had approved on Friday."),
        (
            "Mourning for ferry victims",
            "The king declared three days of mourning for the 14 people who drowned on Friday.",
        ),
        ("Shares of ferry firm plunge", "Shares plunged after one of its ferries sank late on Friday."),
        (
            "Police name victim of fire",
            "Police have identified the man killed in the ferry fire on Friday as Ed Sample.",
        ),
        ("Family mourns nurse", "The family of a nurse killed in Torvane on Friday has paid tribute to her."),
        ("Ministers discuss ferry fire", "Ministers met to discuss the ferry fire on Friday that killed 14."),
        ("Shares of bank fall", "The bank fell a day after inflation figures were published on Friday."),
        ("Suspect in museum theft arrested", "The suspect in Friday night's museum theft was arrested."),
        ("Winner sworn in as mayor", "Ana Korvel, who won the vote on Friday, was sworn in as mayor."),
        ("Ferry firm of Torvane closes", "The ferry firm closed following a fire on Friday."),
        ("Storm death toll rises to 20", "Rescuers found six more bodies in the town hit by the storm on Friday."),
        ("Storm toll climbs to 20", "The storm struck the town on Friday."),
        ("20 confirmed dead in Torvane storm", "The storm hit Torvane on Friday."),
        ("Storm deaths now 20 in Torvane", "The storm hit Torvane on Friday."),
        ("Man charged over crash", "A man was charged over the crash in Torvane late on Friday."),
        ("Man charged over attack", "A man was charged over an attack at a gala in Torvane on Friday."),
        ("Guard sacked over fire", "A guard was sacked over the ferry fire on Friday."),
        ("Man arrested for attack", "Police arrested a man for an attack near Torvane on Friday."),
        ("Man charged with theft", "A man was charged with the theft of a painting found at a court on Friday."),
    ],
)
def test_the_day_before_is_not_that_of_what_led_to_the_event(rows: Rows, title: str, text: str) -> None:
    assert day_of(rows, ("14T15:00", title, text)) == 14


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Man charged with murder of nurse", "A man was charged with the murder of a nurse in Torvane on Friday."),
        ("Storm kills 12 in Torvane", "Officials confirmed that the storm killed 12 people on Friday."),
        ("Storm kills 12 in Torvane", "The storm was badly underestimated and killed 12 people on Friday."),
        ("President signs pact", "The president signed the pact on Friday for a third time."),
        ("Ferry firm of Torvane closes", "The ferry firm was closed for a second day on Friday."),
        ("Painter Ana Korvel dies at 90", "Painter Ana Korvel, who became known for her harbours, died on Friday."),
        ("Council approves port law", "The law passed only after long talks in March, the council said on Friday."),
        ("Storm kills 12 in Torvane", "Twelve people were killed when a storm hit Torvane late on Friday."),
        ("Boy dies at Torvane hotel", "The boy was found on Tuesday at a Torvane hotel and died on Friday."),
        ("Ferry firm wins race", "The ferry firm completed its third undefeated season of races on Friday."),
        ("Council approves port law", "The council of Torvane voted for the law on Friday."),
        ("Toll of Torvane bridge abolished", "The toll was abolished on Friday."),
        ("Bridge toll rises to $5 in Torvane", "The toll rose to $5 on the bridge on Friday."),
        ("Bridge tolls rise in Torvane", "The tolls rose on the bridge on Friday."),
        ("Mayor of Torvane resigns", "The mayor of Torvane resigned over the scandal on Friday."),
        ("Minister sacked over leak", "The minister was sacked over the leak late on Friday."),
        ("Driver jailed for crash", "A driver was jailed for the crash at a Torvane court on Friday."),
        ("Man charged over fire", "A man was charged over the fire at a hearing in Torvane on Friday."),
        ("Man charged over stabbing", "A man was charged over a stabbing in Torvane in 2001 on Friday."),
        ("Firm fined for oil spill", "The firm was fined for an oil spill by a court on Friday."),
        ("Police arrest man for murder", "Police arrested a man for the murder of a nurse on Friday."),
        ("Actor honoured for film", "The actor was honoured for his film at a gala in Torvane on Friday."),
        ("Team beaten in final", "Torvane were beaten by a goal scored late on Friday."),
        ("Man found guilty of murder", "A man was found guilty of a murder committed in 2001 on Friday."),
        ("Mayor killed in bombing", "A mayor was killed in a bombing claimed by rebels in Torvane on Friday."),
    ],
)
def test_the_day_before_is_that_of_the_main_clause(rows: Rows, title: str, text: str) -> None:
    assert day_of(rows, ("14T15:00", title, text)) == 13


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Calder Motors laid off 600 staff on Wednesday, the union has said.", 11),
        ("While speaking in Torvane on Wednesday, Calder Motors laid off 600 staff.", 11),
        ("Calder Motors laid off 600 staff who had walked out on Wednesday.", 14),
        ("Calder Motors laid off 600 staff when snow fell on Wednesday.", 14),
        ("The company said so on Wednesday.", 14),
        ("Calder Motors laid off 600 staff on Monday.", 14),
        ("On Saturday Calder Motors laid off 600 staff whom it hired on Wednesday.", 14),
    ],
)
def test_an_earlier_day_needs_a_main_clause_on_what_the_headline_says(rows: Rows, text: str, day: int) -> None:
    assert day_of(rows, ("14T15:00", TITLE, text)) == day


@pytest.mark.parametrize(("naming", "silent", "day"), [(1, 0, 11), (1, 1, 14), (1, 2, 14), (2, 2, 11)])
def test_most_of_the_publishers_must_name_an_earlier_day(rows: Rows, naming: int, silent: int, day: int) -> None:
    named = (TITLE, "Calder Motors laid off 600 staff in Torvane on Wednesday.")
    lines = [("14T15:00", *named)] * naming + [("14T16:00", TITLE, PLAIN)] * silent
    assert day_of(rows, *lines) == day


@pytest.mark.parametrize(
    ("when", "title", "text", "day"),
    [
        ("14T02:10", "Council of Los Angeles approves port law", "Members voted for the law.", 13),
        ("14T06:10", "Council of Los Angeles approves port law", "Members voted for the law.", 13),
        ("14T02:10", "Council of Torvane approves port law", "Members voted for the law.", 14),
        ("14T02:10", "Council of Seoul approves port law", "Members voted for the law.", 14),
        ("14T02:10", "Council of Los Angeles approves port law", "Members voted for the law today.", 13),
        ("14T14:10", "Council of Los Angeles approves port law", "Members voted for the law today.", 14),
        ("14T02:10", "Senate approves port law", "MANILA, Philippines - The Senate voted for the law.", 14),
        ("14T02:10", "Senate approves port law", "The Senate voted for the law, the White House said.", 14),
    ],
)
def test_what_is_reported_at_night_is_of_the_evening_where_it_happened(
    rows: Rows, when: str, title: str, text: str, day: int
) -> None:
    assert day_of(rows, (when, title, text)) == day


def test_a_programme_names_no_day(rows: Rows) -> None:
    title, text = "Host apologizes to 'Tonight Show' staff", "The host apologized to staff on Friday evening."
    assert day_of(rows, ("14T05:00", title, text)) == 13
    assert day_of(rows, ("14T05:00", "‘Today’ hosts thank staff of show", "The hosts thanked staff on Friday.")) == 13
    assert day_of(rows, ("14T20:00", "Host apologizes to staff tonight", "He apologized before staff.")) == 14


@pytest.mark.parametrize(("later", "day"), [("14T03:00", 13), ("14T11:00", 14)])
def test_reports_of_one_night_are_of_one_day(make: Make, later: str, day: int) -> None:
    """An act that the first report does not state is of the next day only if it is reported hours later."""
    result = ("Korvel wins mayor vote in Torvane", "Ana Korvel won the vote for mayor of Torvane.")
    lines = [
        ("13T22:00", "Fireworks over harbour", "People danced at the harbour."),
        (later, *result),
        (later, *result),
    ]
    articles = [make(f"a{n}", f"2026-03-{when}", f"Sample {n}", *line) for n, (when, *line) in enumerate(lines)]
    event = Event(date(2026, 3, 13), read_reports(articles, dated_sentences(articles)))
    row = reported_entry(event, True, "", {})
    assert (row.title, row.date.day) == (result[0], day)


def test_a_row_is_no_later_than_its_title_was_published(rows: Rows) -> None:
    announced = "Calder to block old printer drivers in Torvane"
    lines = [
        ("13T19:00", announced, "Calder will block old printer drivers."),
        ("13T21:00", announced, ""),
        (
            "14T15:00",
            "Calder is blocking old printer drivers in Torvane",
            "Calder no longer takes old printer drivers.",
        ),
    ]
    assert all(row.date.day == 13 for row in rows(*lines) if row.title == announced)


# Thursday, 5 March 2026


@pytest.mark.parametrize("day", ["Monday", "Tuesday", "Friday", "Saturday", "Sunday"])
@pytest.mark.parametrize("width", [1, 5])
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Arden votes on port law on {}", "Arden votes on the port law on {}."),
        ("Nurses of Torvane to strike on {}", "Nurses will walk out on {}, their union said."),
        ("Calder launches Nova phone on {}", "The phone goes on sale on {}."),
        ("Korvel meets pope on {}", "Ana Korvel meets the pope on {}, the Vatican said."),
        ("Ceasefire agreed by Orsina and Arden", "The ceasefire will begin on {}, mediators said."),
    ],
)
def test_a_weekday_of_a_plan_is_not_the_last_one(rows: Rows, title: str, text: str, day: str, width: int) -> None:
    assert day_of(rows, *[(f"05T12:0{n}", title.format(day), text.format(day)) for n in range(width)]) == 5


@pytest.mark.parametrize(
    ("day", "expected"), [("Sunday", 15), ("Friday", 13), ("March 13, 2026", 13), ("Thursday", 16)]
)
def test_one_publisher_can_name_a_day_of_the_weekend_before(rows: Rows, day: str, expected: int) -> None:
    text = f"A court in Torvane jailed the former mayor on {day}."
    assert day_of(rows, ("16T09:00", "Court in Torvane jails former mayor", text)) == expected


@pytest.mark.parametrize("names", ["on March 14", "on Saturday", "today"])
def test_a_feed_without_times_has_the_day_that_its_reports_name(rows: Rows, names: str) -> None:
    line = ("14T00:00", "Council of Los Angeles approves port law", f"Members voted for the law {names}.")
    assert day_of(rows, line, line, line) == 14


def test_the_last_day_of_all_is_a_day(make: Make) -> None:
    article = make(
        "a", "9999-12-31T23:30", "Sample", "Council of Tokyo approves port law", "Members voted for the law."
    )
    assert [row.date for row in thread_timeline([Story("s", "t", "", (article,))])] == [date(9999, 12, 31)]
