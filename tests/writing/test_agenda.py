from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from test_coverage import thread_of

from briefing.model.articles import Article, Story
from briefing.writing.agenda import agenda

Make = Callable[..., Article]
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def coming(
    make: Make, *lines: str, days: int = 60, title: str = "Parliament of Norland debates the harbour"
) -> list[date]:
    articles = tuple(
        make(f"a{n}", "2026-03-11T10:00", f"Sample {n}", title, f"The harbour of Norland is full.\n{line}")
        for n, line in enumerate(lines)
    )
    return [item.first for item in agenda([thread_of(Story("s1", "t1", title, articles))], NOW, days)]


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
