"""The headline that states an event best stands over its row."""

from __future__ import annotations

import pytest

from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.entries import reported_entry
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.row_headlines import headline_measures, odds_of_headlines
from tests.writing.conftest import Make

PLAIN = "Torvane parliament adopts ferry law by 31 votes to 29"


def event_of(make: Make, *reports: tuple[str, ...]) -> Event:
    """An event of reports given by day and hour, headline, text and language."""
    articles = [
        make(f"a{n}", f"2026-03-{when}:00", f"Sample {n}", title, text, lang="".join(lang) or "en")
        for n, (when, title, text, *lang) in enumerate(reports)
    ]
    return Event(articles[0].published.date(), read_reports(articles, []))


def best_of(make: Make, *reports: tuple[str, str, str]) -> str:
    """The headline that states an event best."""
    event = event_of(make, *reports)
    odds = odds_of_headlines(event)
    return max(event.reports, key=lambda report: odds[report.article.id]).article.title


def row_of(make: Make, *reports: tuple[str, ...]) -> TimelineEntry:
    """The row of an event of a thread with another title."""
    return reported_entry(event_of(make, *reports), True, "", {})


@pytest.mark.parametrize(
    "weak",
    [
        "Opinion: the ferry law of Torvane is a shame",
        "Live: Torvane parliament votes on ferry law",
        "Torvane parliament adopts ferry law - you won't believe it!",
        "Ferry owners welcome vote of Torvane parliament",
        "Torvane parliament to vote on ferry law by night",
        "Ferry law adopted",
        "Torvane parliament adopts ferry law by 31 votes to 29 after a long and bitter night of debate in which members"
        " of all five parties spoke against each other",
    ],
)
def test_a_plain_report_states_an_event_better(make: Make, weak: str) -> None:
    text = "The parliament of Torvane adopted the ferry law on Monday."
    other = "Parliament of Torvane adopts the ferry law"
    reports = [("02T09", PLAIN, text), ("02T10", weak, text), ("02T11", other, text)]
    assert best_of(make, *reports) != weak
    assert best_of(make, *reversed(reports)) != weak


def test_of_two_days_the_report_of_the_first_one_states_it(make: Make) -> None:
    text = "The parliament of Torvane adopted the ferry law."
    later = "Torvane parliament has adopted ferry law by 31 votes to 29"
    assert best_of(make, ("02T09", PLAIN, text), ("04T09", later, text)) == PLAIN


def test_a_report_with_a_text_states_it_before_a_bare_headline(make: Make) -> None:
    text = "The parliament of Torvane adopted the ferry law on Monday."
    assert best_of(make, ("02T09", PLAIN.upper().capitalize(), ""), ("02T10", PLAIN, text)) == PLAIN


TO_VOTE = "The parliament of Torvane is to vote on the ferry law on Monday."
ADOPTED = "The parliament of Torvane adopted the ferry law on Monday."


def test_what_several_report_as_done_stands_before_its_longer_previews(make: Make) -> None:
    row = row_of(
        make,
        ("02T08", "Torvane parliament to vote on ferry law that bans old ships after sinking", TO_VOTE),
        ("02T09", "Torvane parliament set to vote on ferry law that bans old ships", TO_VOTE),
        ("02T18", "Torvane parliament adopts ferry law", ADOPTED),
        ("02T19", "Torvane adopts law on ferries", ADOPTED),
    )
    assert row.title == "Torvane parliament adopts ferry law"
    assert [sentence.text for sentence in row.sentences] == [ADOPTED]


def test_what_came_as_forecast_stands_before_the_forecasts(make: Make) -> None:
    forecast = "Storm Ana is expected to hit Torvane on Monday with winds of 150 km/h, forecasters said."
    row = row_of(
        make,
        ("02T06", "Storm Ana to hit Torvane with winds of 150 km/h, forecasters warn", forecast),
        ("02T07", "Storm Ana set to hit Torvane on Monday with winds of 150 km/h", forecast),
        ("02T20", "Storm Ana hits Torvane", "Storm Ana hit Torvane on Monday, felling trees."),
        ("02T21", "Storm Ana strikes Torvane, power cut", "Storm Ana hit Torvane on Monday, cutting power."),
    )
    assert row.title in ("Storm Ana hits Torvane", "Storm Ana strikes Torvane, power cut")
    assert not any("expected" in sentence.text for sentence in row.sentences)


def test_an_act_stands_before_the_reaction_to_it(make: Make) -> None:
    row = row_of(
        make,
        ("02T18", "Torvane adopts ferry law", ADOPTED),
        ("02T19", "Ferry owners furious as Torvane parliament adopts ferry law in long debate", ADOPTED),
        ("02T20", "Minister hits back at ferry owners over the law of Torvane parliament in debate", ADOPTED),
    )
    assert row.title == "Torvane adopts ferry law"


def test_a_name_with_an_exclamation_mark_is_no_exclamation(make: Make) -> None:
    died = "Ana Korvel, the host of the quiz show Jeopardy!, died on Monday."
    row = row_of(
        make,
        ("02T08", "‘Jeopardy!’ host Ana Korvel dies at 71", died),
        ("02T09", "Ana Korvel, host of ‘Jeopardy!’, dead at 71", died),
        ("02T10", "Fans mourn Ana Korvel", died),
    )
    assert row.title != "Fans mourn Ana Korvel"


def test_the_latest_toll_of_the_day_stands_in_row_and_sentence(make: Make) -> None:
    text = "A ferry sank off Torvane in a storm on Monday and {} people were killed, police said."
    row = row_of(
        make,
        ("02T08", "At least 4 killed as ferry sinks off Torvane in storm, police say", text.format("four")),
        ("02T09", "Ferry sinks off Torvane in storm, at least 4 killed", text.format("four")),
        ("02T20", "Torvane ferry sinking: 40 dead", text.format("40")),
        ("02T21", "40 dead in Torvane ferry sinking", text.format("40")),
    )
    assert "40" in row.title
    assert [sentence.text for sentence in row.sentences] == [text.format("40")]


def test_another_language_does_not_make_a_headline_better(make: Make) -> None:
    german = "Das Parlament von Torvane hat am Montag das Gesetz für Fähren mit 31 zu 29 Stimmen beschlossen."
    titles = "Parlament von Torvane beschließt Ferry-Law-Gesetz mit 31 zu 29 Stimmen", "Torvane beschließt Gesetz"
    row = row_of(
        make,
        ("02T08", "Torvane parliament adopts ferry law by 31 votes", ADOPTED),
        ("02T09", "Torvane parliament adopts ferry law", ADOPTED),
        ("02T10", titles[0], german, "de"),
    )
    assert row.title == "Torvane parliament adopts ferry law by 31 votes"
    row = row_of(
        make,
        ("02T09", "Torvane adopts law", ADOPTED),
        *((f"02T1{n}", title, german, "de") for n, title in enumerate(titles)),
    )
    assert row.title in titles


def test_a_headline_without_spaces_has_more_than_one_word(make: Make) -> None:
    short, long = "议会通过法案", "托尔瓦内议会以三十一票对二十九票通过渡轮法案禁止旧船航行"
    event = event_of(make, ("02T09", short, "", "zh"), ("02T10", long, "", "zh"))
    assert [round(10 * one.words) for one in headline_measures(event)] == [4, 15]
