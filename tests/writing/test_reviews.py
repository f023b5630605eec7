"""Reviews that several publishers have on one day are a happening of a product's thread."""

from collections.abc import Callable, Sequence

import pytest

from briefing.model.articles import Article
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.reviews import joined_reviews
from briefing.writing.timeline.thread_timeline import topic_events
from briefing.writing.timeline.turns import latest_turn
from tests.writing.conftest import Make

LAUNCH = [
    ("04T09", "Calder launches kettle Nova with steel lid"),
    ("04T10", "Calder unveils Nova, its first steel kettle"),
]
REVIEWS = [
    ("10T09", "Calder Nova review: a kettle for the many"),
    ("10T10", "Nova review: hot, small and quiet"),
    ("10T11", "Calder Nova Review (2026): Loud but Sturdy"),
]
Articles = Callable[[Sequence[tuple[str, str]]], list[Article]]


@pytest.fixture
def articles(make: Make) -> Articles:
    def made(lines: Sequence[tuple[str, str]]) -> list[Article]:
        return [
            make(f"a{n}", f"2026-03-{when}:00", f"Sample {n}", title, "The kettle has a lid of steel.")
            for n, (when, title) in enumerate(lines)
        ]

    return made


def days_of_main_events(articles: list[Article]) -> list[int]:
    return sorted(event.day.day for event in topic_events(articles).main)


def test_reviews_of_three_publishers_on_a_day_are_an_event(articles: Articles) -> None:
    assert days_of_main_events(articles([*LAUNCH, *REVIEWS])) == [4, 10]


def test_reviews_of_the_day_of_the_launch_do_not_replace_it(articles: Articles) -> None:
    at_once = [(f"04T1{n}", title) for n, (_, title) in enumerate(REVIEWS)]
    assert days_of_main_events(articles([*LAUNCH, *at_once])) == [4, 4]


@pytest.mark.parametrize(
    "others",
    [
        REVIEWS[:2],
        [*REVIEWS[:2], ("10T12", "Orsina Toaster 2 review: burnt again")],
        [*REVIEWS[:2], ("12T12", "Calder Nova review: late but fair")],
        [*REVIEWS[:2], ("10T12", "Calder orders review of its kettles")],
    ],
    ids=["two", "of another product", "of another day", "of another kind"],
)
def test_other_reviews_are_comment(articles: Articles, others: list[tuple[str, str]]) -> None:
    assert not joined_reviews(read_reports(articles(others), []))


def test_reviews_are_no_turn(articles: Articles) -> None:
    launch = [*LAUNCH, ("04T11", "Kettle Nova launched by Calder with lid of steel")]
    found = articles([*launch, *REVIEWS])
    assert latest_turn(topic_events(found).main) <= {article.id for article in found[:3]}
