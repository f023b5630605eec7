"""The deaths that the newest headlines of a thread state."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article
from briefing.writing.numbers.deaths import stated_deaths

START = datetime(2024, 3, 4, 9, tzinfo=UTC)


def articles(*headlines: tuple[str, str, float]) -> list[Article]:
    return [
        Article(
            id=f"a{n}", title=title, text=f"Report {n}.", publisher=publisher, published=START + timedelta(hours=hours)
        )
        for n, (publisher, title, hours) in enumerate(headlines)
    ]


def test_the_largest_toll_that_two_publishers_reach_counts() -> None:
    reports = articles(
        ("Sample Wire", "Quake kills 296 in Torvane", 0),
        ("Sample Gazette", "At least 300 dead in Torvane quake", 2),
        ("Sample Metro", "Torvane quake: 2,000 people killed", 3),
    )
    assert stated_deaths(reports) == 300


def test_what_one_publisher_states_alone_does_not_count() -> None:
    assert stated_deaths(articles(("Sample Wire", "Quake kills 296", 0), ("Sample Wire", "Quake kills 296", 1))) == 0
    assert stated_deaths([]) == 0


@pytest.mark.parametrize(
    "headline",
    ["Up to 300 feared dead in Torvane quake", "300 hurt in Torvane quake", "Quake of 10:30 shakes Torvane"],
)
def test_no_other_number_counts_as_deaths(headline: str) -> None:
    assert stated_deaths(articles(("Sample Wire", headline, 0), ("Sample Gazette", headline, 1))) == 0


def test_headlines_of_days_ago_do_not_count() -> None:
    old = [("Sample Wire", "Quake kills 296", 0.0), ("Sample Gazette", "Quake kills 296", 1.0)]
    assert stated_deaths(articles(*old, ("Sample Metro", "Torvane reopens its school after the quake", 72))) == 0
