"""Which events have a row of a short timeline, on which day, and who reports them."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.event_headlines import event_likelihood
from briefing.writing.timeline.events import MIN_EVENT_LIKELIHOOD, Event
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.named_events import with_named_events
from briefing.writing.timeline.reports import Report, read_reports
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]
Line = tuple[str, str, str]
"""The time of an article, its headline and its text."""


def read(make: Make, lines: Sequence[Line]) -> tuple[list[Article], list[Report]]:
    """Articles of 2026, each of another publisher, and what they report."""
    articles = [make(f"r{n:02}", f"2026-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate(lines)]
    return articles, read_reports(articles, dated_sentences(articles, 2))


def timeline(make: Make, lines: Sequence[Line]) -> list[TimelineEntry]:
    """The timeline of such articles, oldest first."""
    return list(reversed(thread_timeline([Story("s", "t", "", tuple(read(make, lines)[0]))])))


def main_titles(entries: Sequence[TimelineEntry]) -> list[str]:
    return [entry.title for entry in entries if entry.main]


@pytest.mark.parametrize(
    "title",
    [
        "Ferry of Calder sinks. It may not be the last",
        "Update your ferry ticket: Calder ends old fares",
        "Ana Korvel: Sizing up the strike that ends ferry fares",
        "Calder must end its ferry strike",
        "Ferry strike tracker: Calder ends fares",
        "Remarks of captain who ended strike resurface in Calder",
        "Drone captures moment captain ends strike",
        "Captain of Calder poses for last picture",
        "Port of Calder holds its breath as strike ends",
        "Villages of Calder plunged into grief as ferry ends service",
        "Captain looks back as Calder ends ferries",
        "Ferry of Calder made me end my strike",
        "Latest leak reveals a pink kettle of Calder",
        "Jogger claims he saw captain of Calder end strike",
        "Ferry strike hurts Calder, expert warns",
        "Pressure mounts on captain as Calder ends fares",
        "Calder ends ridiculous ferry fares",
        "Harbour reporter gets caught as strike ends in Calder",
        "Governor of Calder tears up as strike ends",
        "Hallam: Dockers are asking for the end of all fares",
        "Captain who ended strike has a history of late ferries",
    ],
)
def test_advice_scenes_retrospect_and_figures_of_speech_are_less_likely_events(make: Make, title: str) -> None:
    article, plain = (
        make(key, "2026-06-02T08:00", "Sample Wire", text, "The captain ended the strike.")
        for key, text in (("a", title), ("b", "Captain of Calder ends ferry strike after deal with dockers"))
    )
    assert event_likelihood(article) < event_likelihood(plain)


def test_what_is_done_to_a_reporter_and_what_police_say_are_events(make: Make) -> None:
    for title in ("Harbour reporter arrested in Calder", "Calder: Two ferries were lost, police say"):
        article = make(title, "2026-06-02T08:00", "Sample Wire", title, "Police said so on Monday.")
        assert event_likelihood(article) >= MIN_EVENT_LIKELIHOOD


def test_a_clip_of_a_talk_is_a_less_likely_event(make: Make) -> None:
    title, news = "Calder ends ferry strike", "Dockers ended the strike."
    clip = make("a", "2026-06-02T08:00", "Sample Wire", title, f"Ana Korvel joins 'Harbour Talk' on this. {news}")
    report = make("b", "2026-06-02T08:00", "Sample Wire", title, f"Ana Korvel said so. {news}")
    assert event_likelihood(clip) < event_likelihood(report)


def test_a_reaction_in_the_cause_of_an_act_makes_it_no_reaction(make: Make) -> None:
    lines = [
        ("06-02T08:00", "Four guards fired after video shows arrest on ferry", "The guards were dismissed."),
        ("06-02T09:00", "Video shows arrest on ferry of Calder", "A video shows the arrest."),
    ]
    assert [report.is_reaction for report in read(make, lines)[1]] == [False, True]


@pytest.mark.parametrize(
    ("hedged", "sure"),
    [
        ("Strike could close port of Calder", "Officials say strike could close port of Calder"),
        ("Police set to search ferries of Calder", "Police begin to search ferries of Calder"),
    ],
)
def test_what_is_possible_or_expected_is_a_less_likely_event(make: Make, hedged: str, sure: str) -> None:
    one, other = (make(text, "2026-06-02T08:00", "Sample Wire", text, "Officials said so.") for text in (hedged, sure))
    assert event_likelihood(one) < event_likelihood(other)


RAISED = (
    ("Norland raises sunken ferry off Torvane", "A crane of Norland raised the ferry that sank off Torvane."),
    ("Sunken ferry raised off Torvane, Norland says", "The ferry was lifted by a crane off Torvane, Norland said."),
    ("Norland crane raises sunken ferry off Torvane", "Norland has raised the sunken ferry with its largest crane."),
    ("Ferry that sank off Torvane raised by Norland", "The sunken ferry off Torvane stands on a barge of Norland."),
)


@pytest.mark.parametrize("first", ["02T22:30", "02T18:30"])
def test_what_others_report_in_the_night_has_the_day_of_its_first_report(make: Make, first: str) -> None:
    whens = (first, "03T01:10", "03T02:20", "03T03:30")
    lines = [(f"06-{when}", *texts) for when, texts in zip(whens, RAISED, strict=True)]
    assert [entry.date for entry in timeline(make, lines)] == [date(2026, 6, 2)]


def test_a_wider_event_of_a_later_day_stays_beside_that_of_the_title(make: Make) -> None:
    title = "Massive fires on two tankers in strait"
    lines = [
        ("06-11T18:00", title, "Two tankers burn in the strait after an attack, the navy said on Thursday."),
        ("06-12T04:00", "Norda steps up tanker attacks in strait", "Norda attacked six tankers, the navy said."),
        ("06-12T11:00", "Norda attacks six tankers in strait", "Six tankers were attacked by Norda, the navy said."),
    ]
    reports = read(make, lines)[1]
    own, wide = (Event(part[0].day, list(part)) for part in (reports[:1], reports[1:]))
    assert with_named_events([wide], [own, wide], [title], 12) == [wide, own]


def test_the_latest_development_takes_no_row_from_the_title(make: Make) -> None:
    title, latest = "Norland raises sunken ferry off Torvane", "Norland has raised sunken ferry off Torvane"
    text = "A crane of Norland raised the ferry that sank off Torvane."
    reports = read(make, [("06-11T08:00", title, text), ("06-11T20:00", latest, text)])[1]
    own, other = (Event(report.day, [report]) for report in reports)
    own.likeness[other] = other.likeness[own] = 1.0
    assert with_named_events([], [own, other], [title, latest], 12) == [own, other]


def test_an_act_that_a_backlash_caused_is_no_reaction(make: Make) -> None:
    lines = [
        (
            "06-08T08:00",
            "Calder adds fee to ferry tickets",
            "Passengers pay two crowns more from Monday, the line said.",
        ),
        (
            "06-11T08:00",
            "Calder withdraws fee after backlash",
            "The line of Calder withdrew it on Thursday, dockers said.",
        ),
        ("06-14T08:00", "Ferry captain Hallam resigns", "The captain resigned on Sunday, the line said."),
    ]
    assert main_titles(timeline(make, lines)) == [title for _, title, _ in lines]


def test_a_hedged_report_of_an_event_counts_among_its_publishers(make: Make) -> None:
    hedged = ("06-02T14:00", "How Norland raised the sunken ferry off Torvane", "The crane raised the ferry for hours.")
    lines = [*((f"06-02T{10 + n}:00", *texts) for n, texts in enumerate(RAISED)), hedged]
    (entry,) = timeline(make, lines)
    assert len(entry.publishers) == 5 and entry.title != hedged[1]


STEPS = [
    (
        "06-01T08:00",
        "Dockers of Calder stop work in ferry strike",
        "Dockers of Calder stopped work on Monday, police said.",
    ),
    ("06-02T08:00", "Ferry line of Calder sues dockers over strike", "The ferry line sued the dockers on Tuesday."),
    (
        "06-03T08:00",
        "Court in Calder bans ferry strike of dockers",
        "A court banned the strike in Calder on Wednesday.",
    ),
    ("06-04T08:00", "Dockers of Calder defy court in ferry strike", "The dockers defied the court on Thursday."),
    ("06-05T08:00", "Police arrest leader of dockers in Calder strike", "Police arrested the leader on Friday."),
    ("06-06T08:00", "Minister offers dockers of Calder new ferry contract", "The minister met dockers on Saturday."),
    ("06-07T08:00", "Dockers of Calder reject ferry contract", "The dockers rejected the contract on Sunday."),
    ("06-08T08:00", "Leader of dockers released in Calder strike", "Police released the leader on Monday."),
    ("06-09T08:00", "Dockers of Calder end ferry strike", "The dockers ended the strike on Tuesday, police said."),
]


def test_what_has_little_to_do_with_its_topic_has_no_row_of_a_short_timeline(make: Make) -> None:
    beside = ("06-05T12:00", "University of Orsina bans cars on its campus", "The university banned cars on Friday.")
    entries = timeline(make, [*STEPS, beside])
    assert beside[1] in [entry.title for entry in entries]
    assert beside[1] not in main_titles(entries)
    assert STEPS[4][1] in main_titles(entries)


@pytest.mark.parametrize(
    ("offer", "answer"),
    [
        (
            (
                "Merrow Air offers 2.3 billion for Coastal Wings",
                "Merrow Air made the offer for Coastal Wings on Friday, its board said.",
            ),
            ("Coastal Wings rejects 2.3 billion takeover by Merrow Air", "The board rejected the offer on Monday."),
        ),
        (
            ("Calder proposes ferry link to Ostmark over Tarn bay", "Calder proposed a ferry link over Tarn bay."),
            ("Ostmark approves ferry link to Calder over Tarn bay", "Ostmark approved the link over Tarn bay."),
        ),
    ],
)
def test_an_offer_and_what_ended_it_are_two_events(make: Make, offer: tuple[str, str], answer: tuple[str, str]) -> None:
    entries = timeline(make, [("06-05T10:00", *offer), ("06-08T10:00", *answer), ("06-08T12:00", *answer)])
    assert [(entry.date.day, entry.title) for entry in entries] == [(5, offer[0]), (8, answer[0])]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The killing of a guard in Torvane on Monday was made up, police of Torvane said.", 4),
        ("Police of Torvane found on Tuesday that the killing of a guard was made up.", 2),
    ],
)
def test_the_day_of_an_earlier_crime_is_not_that_of_what_police_say_of_it(make: Make, text: str, day: int) -> None:
    line = ("06-04T08:00", "Killing of guard in Torvane was made up, police say", text)
    assert [report.day for report in read(make, [line])[1]] == [date(2026, 6, day)]
