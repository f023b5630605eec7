"""What the reports of an event give its row: the words of most publishers, and further facts."""

from collections.abc import Callable, Sequence

import pytest

from briefing.model.articles import Article
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.entries import reported_entry
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.reports import read_reports

Make = Callable[..., Article]
Line = tuple[str, str, str]
"""The time of an article, its headline and its text."""
RowOf = Callable[[Sequence[Line], Sequence[Line]], TimelineEntry]

LIFTED = (
    "08:00",
    "Norland lifts sunken ferry off Torvane",
    "A crane of Norland lifted the ferry that sank off Torvane.",
)
SPEECH = (
    "09:00",
    "Marsh speaks as sunken ferry is lifted off Torvane",
    "Marsh spoke while the sunken ferry was lifted.",
)
BODIES = (
    "10:00",
    "Ferry off Torvane lifted, nine bodies recovered",
    "Divers recovered nine bodies from the sunken ferry off Torvane.",
)


@pytest.fixture
def row_of(make: Make) -> RowOf:
    """Makes the row of an event from reports, each of another publisher."""

    def row(own: Sequence[Line], more: Sequence[Line]) -> TimelineEntry:
        articles = [
            make(f"r{n:02}", f"2026-06-{'' if 'T' in when else '02T'}{when}", f"Sample {n}", *texts)
            for n, (when, *texts) in enumerate((*own, *more))
        ]
        reports = read_reports(articles, dated_sentences(articles, 2))
        return reported_entry(Event(reports[0].day, reports), True, "", {})

    return row


def test_the_words_of_a_row_are_those_of_most_publishers(row_of: RowOf) -> None:
    wide = [(f"1{n}:00", *LIFTED[1:]) for n in range(3)]
    assert row_of([SPEECH], []).title == SPEECH[1]
    row = row_of([SPEECH], wide)
    assert row.title == LIFTED[1] and row.sentences[0].text == LIFTED[2]
    assert len(row.publishers) == 4


def test_a_row_adds_what_a_repeated_report_says_beside_it(row_of: RowOf) -> None:
    own = [LIFTED, ("08:30", *LIFTED[1:])]
    assert [sentence.text for sentence in row_of(own, []).sentences] == [LIFTED[2]]
    row = row_of(own, [BODIES])
    assert row.title == LIFTED[1]
    assert [sentence.text for sentence in row.sentences] == [LIFTED[2], BODIES[2]]


def test_a_row_adds_nothing_that_it_says_already(row_of: RowOf) -> None:
    again = ("10:00", LIFTED[1], "The ferry that sank off Torvane was lifted by a crane.")
    assert len(row_of([LIFTED, ("08:30", *LIFTED[1:])], [again]).sentences) == 1


def test_a_row_adds_nothing_of_another_day(row_of: RowOf) -> None:
    later = ("03T10:00", *BODIES[1:])
    row = row_of([LIFTED, ("08:30", *LIFTED[1:])], [later])
    assert len(row.publishers) == 3 and len(row.sentences) == 1


def test_a_plain_report_stands_over_a_row_whose_own_reports_hardly_report(row_of: RowOf) -> None:
    own = (
        "09:00",
        "Ferry off Torvane: a wreck that hides its secrets",
        "What the sunken ferry off Torvane still hides.",
    )
    assert row_of([own], []).title == own[1]
    assert row_of([own, ("09:30", *own[1:])], [LIFTED]).title == LIFTED[1]


def test_a_headline_of_days_later_gives_no_title(row_of: RowOf) -> None:
    later = [(f"05T1{n}:00", "Norland lifts sunken ferry: what divers say off Torvane", LIFTED[2]) for n in range(3)]
    row = row_of([LIFTED], later)
    assert row.title == LIFTED[1] and len(row.publishers) == 4


def test_publishers_that_announced_it_report_it(make: Make) -> None:
    texts = {"1{n}:00": "Torvane senate to vote on harbour pact", "2{n}:00": "Torvane senate approves harbour pact"}
    articles = [
        make(f"{hour[0]}{n}", f"2026-06-02T{hour.format(n=n)}", f"Sample {n}", title, "The senate met in Torvane.")
        for hour, title in texts.items()
        for n in range(3)
    ]
    reports = read_reports(articles, dated_sentences(articles, 2))
    assert reported_entry(Event(reports[0].day, reports), True, "", {}).title == texts["2{n}:00"]
