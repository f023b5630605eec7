"""What stands in a row of a timeline: sentences on its act, the day that they name, and reports only."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.event_headlines import event_likelihood
from briefing.writing.timeline.events import MIN_EVENT_LIKELIHOOD
from briefing.writing.timeline.thread_timeline import thread_timeline, topic_events

Make = Callable[..., Article]
Line = tuple[str, str, str]
"""The time of an article, its headline and its text."""
Lines = Callable[[Sequence[Line]], list[Article]]


@pytest.fixture
def lines(make: Make) -> Lines:
    """Makes articles of one topic, each of another publisher."""

    def articles(rows: Sequence[Line]) -> list[Article]:
        return [make(f"r{n:02}", f"2026-03-{when}", f"Sample {n}", *texts) for n, (when, *texts) in enumerate(rows)]

    return articles


def main_rows(articles: Sequence[Article], title: str = "", latest: str = "") -> list[TimelineEntry]:
    entries = thread_timeline([Story("s", "t", "", tuple(articles))], title, None, latest)
    return [entry for entry in reversed(entries) if entry.main]


SIGNED = (
    "13T08:00",
    "Hallam and Marsh sign fishing pact in Torvane",
    "Hallam and Nora Marsh signed a fishing pact on Friday, aides said.",
)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            (
                "13T09:00",
                "Fishing pact: Hallam and Marsh sign in Torvane",
                "Herring prices at the northern market doubled on Friday, officials said.",
            ),
            id="about something else",
        ),
    ],
)
def test_a_sentence_of_another_article_is_about_the_act_of_the_title(lines: Lines, other: Line) -> None:
    row = main_rows(lines([SIGNED, other, ("13T10:00", SIGNED[1], SIGNED[2])]))[-1]
    assert row.sentences and other[2] not in [sentence.text for sentence in row.sentences]


SUNK = "The ferry Calder sank off Torvane on Wednesday with 40 people aboard after it hit a rock in fog, police said."


@pytest.mark.parametrize(
    ("title", "before", "rows"),
    [
        ("Ferry Calder sinks off Torvane", "Updated at noon.", 1),
        (
            "Harbour master Ida Holm quits over fog signals",
            "Harbour master Ida Holm quit over fog signals on Wednesday.",
            2,
        ),
    ],
)
def test_no_two_rows_of_a_date_quote_one_sentence(make: Make, title: str, before: str, rows: int) -> None:
    first = make("a", "2026-03-11T08:00", "Sample Wire", "Ferry Calder sinks off Torvane", SUNK)
    later = make("b", "2026-03-12T14:00", "Sample Wire", title, f"{before} {SUNK}")
    quoted = [[sentence.text for sentence in row.sentences] for row in main_rows([first, later])]
    assert len(quoted) == rows
    assert [SUNK in texts for texts in quoted].count(True) == 1


def test_what_has_happened_is_not_called_planned(lines: Lines) -> None:
    planned = "Hallam and Nora Marsh met in Torvane for the planned fishing pact, officials said."
    rows = [SIGNED, ("13T07:00", "Marsh: fishing pact with Hallam in Torvane", planned), ("13T09:00", *SIGNED[1:])]
    row = main_rows(lines(rows))[-1]
    assert row.title == SIGNED[1]
    assert row.sentences[0].text == SIGNED[2]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Regulators halted sales of the Calder kettle on Tuesday over fumes.", 10),
        ("Regulators halted sales of the Calder kettle on Wednesday over fumes.", 11),
        ("Regulators halted sales of the Calder kettle after a fire on Tuesday.", 11),
    ],
)
def test_a_row_has_the_day_that_its_sentence_names(lines: Lines, text: str, day: int) -> None:
    titles = ["Torvane halts sales of Calder kettle", "Sales of Calder kettle halted in Torvane over fumes"]
    reports = [
        (f"11T0{n}:00", titles[n % 2], "Fumes of the kettle are above the limit, officials said.") for n in range(5)
    ]
    rows = main_rows(lines([*reports, ("11T09:00", titles[0], text)]))
    assert [row.date.day for row in rows] == [day]


def wide_topic(days: Sequence[int]) -> list[Line]:
    return [
        (
            f"{day}T0{hour}:00",
            f"Ferry strike halts port of {port}",
            f"The strike halted the port of {port}, police said.",
        )
        for day, port in zip(days, ("Torvane", "Orsina", "Calder"), strict=True)
        for hour in range(5, 10)
    ]


def test_what_one_publisher_has_needs_to_be_a_likely_report(lines: Lines) -> None:
    weak = ("12T09:00", "Union of bakers thrives on rye", "Rye bread has been baked for the market since May.")
    sure = (
        "12T09:00",
        "Governor dismissed over ferry timetable",
        "The governor was dismissed on Thursday, officials said.",
    )
    shown = [[row.title for row in main_rows(lines([*wide_topic([10, 11, 14])[::3], line]))] for line in (weak, sure)]
    assert weak[1] not in shown[0] and sure[1] in shown[1]


LONE_REPORTS = [
    (
        "10T21:00",
        "Court jails ferry captain for theft of anchor",
        "The court jailed the captain on Tuesday, it said.",
    ),
    ("11T22:00", "Court fines ferry owner of Orsina", "The court fined the owner on Wednesday, it said."),
    ("12T09:00", "Mayor reopens ferry port of Vesmark", "The mayor reopened the port on Thursday, she said."),
    (
        "16T21:00",
        "Court bans ferries of Brewer from old pier of Torvane",
        "The court banned the ferries on Monday, officials said.",
    ),
]
"""Each of another publisher, three of them on days with another event."""


def test_each_plain_report_of_one_publisher_has_a_row_in_a_small_topic(lines: Lines) -> None:
    titles = [row.title for row in main_rows(lines([*wide_topic([10, 11, 14])[::5], *LONE_REPORTS]))]
    assert {title for _, title, _ in LONE_REPORTS} < set(titles)


def test_a_main_event_without_a_sentence_has_a_row_if_its_headline_is_sound(lines: Lines) -> None:
    bare = ("12T09:00", "Mayor reopens fish market in Vesmark after two-year strike", "")
    assert bare[1] in [row.title for row in main_rows(lines([*wide_topic([10, 11, 14])[::5], bare]))]


AGREE = (
    "05T20:00",
    "Norda and Torvane restore ties after years of dispute",
    "Norda said on Thursday that ties resume.",
)
LATER = (
    "06T04:00",
    "Torvane and Norda agree to resume diplomatic ties",
    "Both sides agreed to resume ties, officials said.",
)


def test_one_news_of_few_reports_is_one_row(lines: Lines) -> None:
    rows = main_rows(
        lines(
            [
                AGREE,
                LATER,
                ("06T09:00", "Norda names envoy to Torvane", "The envoy is a former minister, officials said."),
            ]
        ),
        title=LATER[1],
    )
    assert len([row for row in rows if row.title in (AGREE[1], LATER[1])]) == 1


@pytest.mark.parametrize(
    "headline",
    [
        "'We know the strait': captains of Torvane offer help with the ferry",
        "“It is only a rumour” in the port of Torvane as ferry sails",
        "Union in Torvane hopes for better ferries by spring",
        "Mysterious lights over the port of Torvane before storm",
        "Torvane live briefing: ferries stay in port, governor flies home",
    ],
)
def test_statements_moods_hearsay_and_live_reports_are_less_likely_events(make: Make, headline: str) -> None:
    plain = make("a", "2026-03-13T08:00", "Sample", "Governor of Torvane meets dockers on ferry", "")
    other = make("b", "2026-03-13T08:00", "Sample", headline, "")
    assert event_likelihood(other) < MIN_EVENT_LIKELIHOOD < event_likelihood(plain)


@pytest.mark.parametrize(
    "title", ["‘Long Way Home’ wins ferry film prize in Torvane", "'One Night' renewed for third season"]
)
def test_names_of_works_are_no_statements(make: Make, title: str) -> None:
    article = make("a", "2026-03-13T08:00", "Sample", title, "The jury announced the prize on Friday, officials said.")
    assert event_likelihood(article) >= MIN_EVENT_LIKELIHOOD


def test_a_row_is_not_titled_by_another_side_of_what_the_title_of_the_thread_says(lines: Lines) -> None:
    title = "Norland halts sale of Dawn ferries over rusting hulls"
    text = "Norland halted the sale of Dawn ferries over rusting hulls on Friday, its harbour office said."
    reports = [
        ("13T08:00", title, text),
        ("13T09:00", "Inspector finds floating scrap in harbour", f"{text} An inspector said so."),
    ]
    assert [row.title for row in main_rows(lines(reports), title)] == [title]
    other = "Sale of Dawn ferries halted in Norland over hulls"
    assert [row.title for row in main_rows(lines([*reports, ("13T09:30", other, text)]), title)] == [other]


@pytest.mark.parametrize(("headline", "rows"), [("Norda beat Vesmark 82-8", 2), ("Calder lose to Orsina 10-27", 1)])
def test_matches_of_one_day_stand_apart_by_their_scores(lines: Lines, headline: str, rows: int) -> None:
    cup = "Ferry Cup in Torvane"
    match = [
        (f"12T{hour}:00", f"{cup}: Orsina beat Calder 27-10", "Fans sang on the ferry as the cup began on Thursday.")
        for hour in (18, 19)
    ]
    other = ("12T20:00", f"{cup}: {headline}", "Fans sang on the ferry.")
    assert len(main_rows(lines([*match, other]))) == rows


def test_a_decision_is_one_event_whether_headlines_announce_or_report_it(lines: Lines) -> None:
    first = "Torvane bans ferries older than forty years from its harbour, the harbour office said on Friday."
    other = "Forty-year-old ferries may no longer enter the harbour of Torvane, officials announced on Friday."
    reports = [
        ("13T08:00", "Torvane bans old ferries from harbour", first),
        ("13T09:00", "Torvane to ban old ferries from harbour", other),
        ("16T08:00", "Orsina elects Hallam as mayor", "Orsina elected Hallam as its mayor on Monday, officials said."),
    ]
    events = topic_events(lines(reports)).reported
    assert [(event.day.day, len(event.reports)) for event in events] == [(13, 2), (16, 1)]
    assert not any(event.is_preview for event in events)


def test_who_announces_and_later_reports_counts_as_reporting(make: Make) -> None:
    planned = "The senate of Torvane votes on the harbour pact on Friday, officials said."
    passed = "The senate of Torvane approved the harbour pact on Friday, officials said."
    texts = [(8, "Senate to vote on harbour pact", planned), (14, "Senate approves harbour pact", passed)]
    articles = [
        make(f"{hour}{house}", f"2026-03-13T{hour:02}:0{n}", f"Sample {house}", title, text)
        for hour, title, text in texts
        for n, house in enumerate(("Wire", "Echo", "Gazette"))
    ]
    assert [row.title for row in main_rows(articles)] == [texts[1][1]]


def test_an_order_is_an_event(make: Make) -> None:
    order, talk = (
        make(title, "2026-03-13T08:00", "Sample", title, "A notice hung in the harbour.")
        for title in ("Torvane tells people of old port to leave", "Torvane tells a story of its old port")
    )
    assert event_likelihood(order) >= MIN_EVENT_LIKELIHOOD > event_likelihood(talk)


def test_another_happening_of_the_same_day_has_a_row_in_a_small_topic(lines: Lines) -> None:
    match = ("13T08:00", "Orsina beats Calder 3-1 to win Ferry Cup", "Orsina beat Calder on Friday after a storm.")
    text = "Norda paid two million crowns for Hallam, the clubs said in a statement."
    sale = ("13T20:00", "Calder sells captain to Norda", text)
    assert len(main_rows(lines([match, sale]))) == 2


REVIEWS = [
    ("13T08:00", "‘The Quiet Harbour’ review: a slow film that never leaves the pier", "The film runs for two hours."),
    ("14T09:00", "‘The Quiet Harbour’ review: why this is the best film of the spring", "The film is a delight."),
]


def test_reviews_alone_have_no_row(lines: Lines) -> None:
    assert thread_timeline([Story("s", "t", "", tuple(lines(REVIEWS)))])
    assert not main_rows(lines(REVIEWS))


def test_reviews_stand_aside_for_an_event(lines: Lines) -> None:
    prize = ("15T09:00", "‘The Quiet Harbour’ wins the film prize of Torvane", "The film won the prize on Sunday.")
    assert [row.title for row in main_rows(lines([*REVIEWS, prize]))] == [prize[1]]


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("de", "Zwei Tote bei Brand in Torvane"),
        ("fr", "Incendie à Torvane: deux morts"),
        ("ja", "東京で火災、2人死亡"),
        ("zh", "北京发生火灾 两人死亡"),
        ("en", "Release notes: Calder 3.15.2"),
        ("en", "CVE-2026-1234: buffer overflow in libcalder"),
    ],
)
def test_plain_news_of_one_publisher_has_a_row_in_any_language(make: Make, lang: str, headline: str) -> None:
    assert main_rows([replace(make("n", "2026-03-13T08:00", "Sample One", headline, headline), lang=lang)])
