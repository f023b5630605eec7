from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from test_coverage import thread_of

from briefing.model.articles import Article, Story
from briefing.model.coverage import AgendaItem
from briefing.model.threads import Thread
from briefing.writing.agenda import agenda

Make = Callable[..., Article]
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def coming(
    make: Make, *lines: str, days: int = 60, title: str = "Parliament of Norland debates the harbour"
) -> list[date]:
    return [item.first for item in items_of(make, *lines, days=days, title=title)]


def items_of(
    make: Make, *lines: str, days: int = 60, title: str = "Parliament of Norland debates the harbour"
) -> tuple[AgendaItem, ...]:
    articles = tuple(
        make(f"a{n}", "2026-03-11T10:00", f"Sample {n}", title, f"The harbour of Norland is full.\n{line}")
        for n, line in enumerate(lines)
    )
    return agenda([thread_of(Story("s1", "t1", title, articles))], NOW, days)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The parliament of Norland will vote on the harbour on March 20.", date(2026, 3, 20)),
        ("The parliament of Norland will vote on the harbour on Friday.", date(2026, 3, 13)),
        ("The court in Torvane hears the case of the pilots on Sunday, April 5.", date(2026, 4, 5)),
        ("Talks of Norland with the pilots resume the day after tomorrow in Torvane.", date(2026, 3, 13)),
        ("Ministers of Norland will sign the harbour deal in Torvane on 20 March.", date(2026, 3, 20)),
        ("The court in Torvane will rule on the sale of the steel works on 20 March.", date(2026, 3, 20)),
        ("Voters in Norland elect a new parliament in May, the government said.", date(2026, 5, 1)),
    ],
)
def test_days_and_months_to_come_are_found(make: Make, line: str, expected: date) -> None:
    assert coming(make, line) == [expected]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Norland will hold the harbour fair in Torvane on 18-20 March.", (18, 20)),
        ("Norland will hold the harbour fair in Torvane from 18 to 20 March.", (18, 20)),
        ("Norland will hold the harbour fair in Torvane on March 18-20.", (18, 20)),
        ("The harbour fair of Norland will be held in Torvane on 18-20 March.", (18, 20)),
        ("The harbour fair of Norland in Torvane runs March 18-20, the mayor said.", (18, 20)),
        ("The harbour fair of Norland in Torvane will run March 18-20.", (18, 20)),
        ("The harbour fair of Norland will not take place in Torvane until March 20.", (20, 20)),
        ("The fair that the axed minister of Norland planned will open in Torvane on March 20.", (20, 20)),
        ("Pilots of Norland will strike between 18 and 20 March, their union in Torvane said.", (18, 20)),
        ("Pilots of Norland will strike from March 18 to March 20, their union in Torvane said.", (18, 20)),
        ("The parliament of Norland will vote on the harbour tomorrow or the day after tomorrow.", (13, 13)),
        ("The March 20 vote of the Norland parliament on the harbour was postponed to March 27.", (27, 27)),
        ("The Torvane summit was cancelled, but ministers of Norland will meet pilots on March 20.", (20, 20)),
        ("The court in Torvane will rule on the cancelled harbour contract of Norland on March 20.", (20, 20)),
        (
            "The Norland parliament will not be dissolved and the vote is not postponed: it is due on March 20.",
            (20, 20),
        ),
        ("The company in Torvane starts the sale of its arms works to Norland on March 20.", (20, 20)),
        ("After the talks collapsed in Torvane, pilots of Norland will go on strike on Monday.", (16, 16)),
        ("Pilots accept the deal with Norland, which takes effect in Torvane on March 20.", (20, 20)),
        ("Pilots of Norland will strike in Torvane on Friday and Saturday, their union said.", (13, 14)),
        ("The harbour vote of the Norland parliament will be moved from March 20 to March 27.", (27, 27)),
        ("The harbour of Norland, moved from its old place, will open in Torvane on March 20.", (20, 20)),
        ("The harbour of Norland will not reopen until March 20, the mayor of Torvane said.", (20, 20)),
        ("The school year in Norland starts on March 20, the minister said in Torvane.", (20, 20)),
    ],
)
def test_ranges_new_dates_and_other_events_are_read(make: Make, line: str, days: tuple[int, int]) -> None:
    (item,) = items_of(make, line)
    assert (item.first, item.last) == (date(2026, 3, days[0]), date(2026, 3, days[1]))


@pytest.mark.parametrize(
    "line",
    [
        "The Norland parliament scrapped the harbour vote that was scheduled for March 20.",
        "Norland will send soldiers to the harbour, according to a plan presented in Torvane on Wednesday.",
        "The harbour minister of Norland was due to return to Torvane on Friday but fell ill.",
        "Shops in Norland will open early for Black Friday, the traders of Torvane said.",
        "The parliament of Norland will vote on the harbour on Tuesday, March 20, in Torvane.",
        "Norland will miss the mayor of Torvane, who died in the harbour on Friday.",
        "The harbour vote in Norland, due on 18-20 March, has been called off by the speaker.",
        "Norland will show the film Friday the 13th in the harbour of Torvane for free.",
        "Norland cancels the harbour fair on March 20, the mayor of Torvane said.",
        "The government of Norland expects a vote on the harbour within the next month.",
        "The harbour fair of Norland in Torvane opened on March 2 and will continue through March 20.",
        "The king of Norland invited the pilots to visit Torvane during their meeting at the harbour on Tuesday.",
        "The teachers of Norland wanted the harbour and may 18-year-old pilots of Torvane march.",
        "The curfew at the harbour of Norland runs in Torvane until March 20, the mayor said.",
        "The harbour fair of Norland, which was planned for 18-20 March in Torvane, will not take place.",
        "The harbour fair of Norland on March 20 has been axed, the mayor of Torvane said.",
        "The spring sale of the Torvane harbour shop will go on until March 20 in all of Norland.",
        "Between February and April the ferries of Norland will have been running at half of their speed.",
        "The list of honours in Norland will be moved from April to the autumn, the palace in Torvane said.",
        "The parliament of Norland is not expected to take up the harbour bill before April.",
        "The search in Norland is on for a new coach of the harbour team ahead of games against Torvane next month.",
        "In the harbour race of Torvane, a lead-up to next month's Norland Cup, the grey horse is searching for a win.",
        "The budget of Norland for the fiscal year starting April 1 has a hole, the minister in Torvane said.",
        "The speaker of Norland fears for the harbour party should it fail to make it to next November.",
    ],
)
def test_traps_announce_nothing(make: Make, line: str) -> None:
    assert coming(make, line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The minister of Norland goes in May, the harbour party said in Torvane.", date(2026, 5, 1)),
        ("The harbour law of Norland takes effect in May, the mayor of Torvane said.", date(2026, 5, 1)),
        ("Participants in next month's Torvane marathon are due to run through Norland.", date(2026, 4, 1)),
        ("The harbour fair of Norland runs from April to June in Torvane.", date(2026, 4, 1)),
        ("The coach of Norland leaves before games against Torvane set for April.", date(2026, 4, 1)),
        ("The harbour party of Norland prepares in Torvane for next month's election.", date(2026, 4, 1)),
    ],
)
def test_months_of_what_is_more_than_mentioned_are_found(make: Make, line: str, expected: date) -> None:
    assert coming(make, line) == [expected]


@pytest.mark.parametrize(
    ("published", "line", "expected"),
    [
        ("2026-03-15T02:00", "The captain of Norland will miss a game of Torvane on Saturday night.", []),
        ("2026-03-15T02:00", "The captain of Norland will miss the game of Torvane this Saturday.", [21]),
        ("2026-03-15T02:00", "The captain of Norland will miss the game of Torvane on March 21.", [21]),
        ("2026-03-15T02:00", "The captain of Norland will miss the game of Torvane on Friday.", [20]),
        ("2026-03-15T15:00", "The captain of Norland will miss the game of Torvane on Saturday.", [21]),
    ],
)
def test_the_weekday_of_yesterday_is_not_to_come_where_yesterday_may_go_on(
    make: Make, published: str, line: str, expected: list[int]
) -> None:
    text = f"The stands of Norland were full.\n{line}"
    one = make("a1", published, "Sample", "Captain of Norland is ill", text)
    items = agenda([thread_of(Story("s1", "t1", "", (one,)))], datetime(2026, 3, 15, 18, tzinfo=UTC), 60)
    assert [item.first.day for item in items] == expected


@pytest.mark.parametrize(
    ("headline", "line", "is_release"),
    [
        ("Harbour drama gets trailer and premiere date", "The tale springs from the blocks on March 20.", True),
        ("Star of the harbour film on its release date", "The trial of the star will start on March 20.", False),
        ("Norland extends phone ban", "The iPhone ban will start in all offices of Torvane on March 20.", False),
        (
            "Toymaker's latest harbour set is a giant",
            "Orbtech of Torvane is expected to unveil the iPhone 30 on March 20.",
            True,
        ),
        ("Quiz for the undecided", "The new quiz is coming to the streaming platform on March 20.", True),
        ("Norland taxes television", "A tax on all streaming platforms of Norland starts on March 20.", False),
        ("Ministers meet", "The ministers of Norland are due to release a report on the harbour on March 20.", False),
        ("Mind of a director", "Sara Kell's new film is available free for schools of Torvane from March 20.", True),
        ("Norland opens its archive", "Early access to the vote in Norland begins on March 20.", False),
    ],
)
def test_what_is_below_the_headline_of_a_release_is_one_unless_it_tells_other_news(
    make: Make, headline: str, line: str, is_release: bool
) -> None:
    assert [item.is_release for item in items_of(make, line, title=headline)] == [is_release]


def test_only_the_date_of_the_event_that_was_called_off_goes(make: Make) -> None:
    lines = (
        "The vote of the Norland parliament on the harbour on March 20 was cancelled by the speaker.",
        "Pilots of Norland will meet the harbour minister in Torvane on March 21.",
    )
    assert coming(make, "\n".join(lines)) == [date(2026, 3, 21)]


def test_a_later_report_calls_off_an_earlier_announcement(make: Make) -> None:
    lines = (
        "The parliament of Norland will vote on the harbour on March 20.",
        "The harbour vote of the parliament of Norland has been called off.",
    )
    assert coming(make, *lines) == []
    assert coming(make, lines[0], "The harbour vote of the parliament of Norland will not take place.") == []
    held = "The harbour vote of the parliament of Norland will take place."
    assert coming(make, lines[0], held) == [date(2026, 3, 20)]
    assert coming(make, lines[0], "The parliament of Torvane scrapped a tax on bread.") == [date(2026, 3, 20)]


@pytest.mark.parametrize(
    "line",
    [
        "The harbour vote of the parliament of Norland will not be held in public on March 20.",
        "The harbour vote of the parliament of Norland will not be held before March 20.",
        "The harbour vote of the parliament of Norland will no longer be held in Calder, but in Torvane.",
        "The harbour vote of the parliament of Norland won't take place without the pilots.",
        "The harbour jobs of the parliament of Norland will be axed from March 20.",
    ],
)
def test_how_something_is_held_calls_nothing_off(make: Make, line: str) -> None:
    announced = "The parliament of Norland will vote on the harbour on March 20."
    assert coming(make, announced, line) == [date(2026, 3, 20)]


def announcing(make: Make, thread_id: str, title: str, line: str, *publishers: str) -> Thread:
    """Return a thread in which each of these publishers announces something in one sentence."""
    articles = tuple(
        make(f"{thread_id}{name}", "2026-03-11T10:00", name, title, f"{name} saw a full harbour in Norland.\n{line}")
        for name in publishers
    )
    one = thread_of(Story(f"s{thread_id}", thread_id, title, articles))
    return replace(one, row=replace(one.row, id=thread_id))


def test_an_occasion_has_one_row_however_many_threads_announce_it(make: Make) -> None:
    lines = (
        (
            "t1",
            "Norland film hero stays at home",
            "Ana Korvel will not come to the Academy Awards ceremony on March 15.",
        ),
        ("t2", "Oscars 2026: who will sing", "The Oscars will be held on March 15 at a theatre in Torvane."),
        ("t3", "Hallam hosts again", "Ivo Hallam hosts the 98th Academy Awards on Sunday, March 15."),
        ("t4", "Sample Wire wins a prize", "The Norland Press Awards honour five reporters on March 15."),
    )
    threads = [announcing(make, id, title, line, f"Sample {id}") for id, title, line in lines]
    items = agenda(threads, NOW, 60)
    assert sorted(item.thread for item in items) == ["t2", "t4"], "the one whose headline names it stands for the event"
    assert max(len(item.publishers) for item in items) == 3


def test_an_event_of_two_threads_has_one_row_of_the_widest(make: Make) -> None:
    thread = partial(announcing, make)
    vote = "The parliament of Norland will vote on the harbour on March 20."
    goes = "On March 20 the parliament of Norland will vote on its harbour."
    other = "Bakers in Orsina will open a school for apprentices on March 20."
    threads = [
        thread("t1", "Norland debates its harbour", vote, "Sample Wire"),
        thread("t2", "Harbour vote in Norland", goes, "Sample Gazette", "Sample Observer"),
        thread("t3", "Bakers open a school", other, "Sample Wire"),
    ]
    items = agenda(threads, NOW, 60)
    assert [item.thread for item in items] == ["t2", "t3"]
    assert set(items[0].publishers) == {"Sample Wire", "Sample Gazette", "Sample Observer"}


def test_publishers_of_one_house_count_once_in_a_row(make: Make) -> None:
    vote = "The parliament of Norland will vote on the harbour on March 20."
    articles = tuple(
        replace(make(f"a{n}", "2026-03-11T10:00", name, "Harbour vote in Norland", f"{name}: {vote}"), url=url)
        for n, (name, url) in enumerate(
            [
                ("BBC News", "https://www.bbc.co.uk/1"),
                ("BBC Asia", "https://bbc.com/2"),
                ("Sample Wire", "https://wire.example/3"),
            ]
        )
    )
    (item,) = agenda([thread_of(Story("s1", "t1", "Harbour vote in Norland", articles))], NOW, 60)
    assert item.publishers == ("BBC News", "Sample Wire")


def test_films_wares_and_sales_come_last(make: Make) -> None:
    lines = (
        "The second season of the drama about Norland starts in Torvane on March 14.",
        "The ministers of Norland will release forty prisoners on the border on March 16.",
        "Traders in Torvane will put the first Norland phone on sale on March 15.",
        "The parliament of Norland will vote on the harbour on March 20.",
        "The Torvane firm announced OrbOS 17 will be available for users in Norland to download on March 17.",
        "The studio in Torvane said the third major patch of its Norland harbour story would be arriving on March 18.",
        "The brick set of 900 pieces of the Norland harbour will be out in Torvane on March 21.",
        "The toy firm in Torvane sets the price of its Norland shares on March 22.",
        "The record-breaking harbour tale of Norland will finally hit Netflix in Torvane on March 19.",
    )
    items = items_of(make, *lines)
    assert [item.first.day for item in items if not item.is_release] == [16, 20, 22]
    assert [item.first.day for item in items if item.is_release] == [14, 15, 17, 18, 19, 21]


@pytest.mark.parametrize(
    "line",
    [
        "The parliament of Norland voted on the harbour on March 2.",
        "The parliament of Norland has debated the harbour since March 2025.",
        "The parliament of Norland will vote on the harbour on 20 August 2026.",
        "Subscribe before March 20 to read all of this.",
        "The headphones are on sale until March 20 at a discount of half their price.",
        "It will vote on March 20.",
        "The vote of the Norland parliament on the harbour on March 20 was postponed by the speaker.",
        "The vote of the Norland parliament on 20 March is cancelled, the speaker of the house said.",
        "The March 20 panel of the Norland parliament will publish its report on the harbour.",
        "In the streets of Norland the march 20 people joined will be remembered by the harbour.",
        "March 20 Justice will publish its report on the harbour of Norland soon.",
        "Room 20 March exhibit of the Norland museum will show the harbour in old pictures.",
    ],
)
def test_the_past_the_far_and_what_nobody_would_quote_are_left_out(make: Make, line: str) -> None:
    assert coming(make, line) == []


def test_a_date_of_a_thread_is_listed_once_with_all_publishers(make: Make) -> None:
    lines = (
        "The parliament of Norland votes on the harbour on March 20.",
        "On 20 March the harbour goes to a vote in Norland.",
    )
    articles = tuple(
        make(f"a{n}", "2026-03-11T10:00", f"Sample {n}", "Harbour vote", line) for n, line in enumerate(lines)
    )
    (item,) = agenda([thread_of(Story("s1", "t1", "", articles))], NOW, 60)
    assert item.publishers == ("Sample 0", "Sample 1")
    assert item.sentence.text in lines


def test_days_bound_how_far_it_looks(make: Make) -> None:
    line = "The parliament of Norland will vote on the harbour on March 20."
    assert coming(make, line, days=7) == []
    assert coming(make, line, days=8) == [date(2026, 3, 20)]
