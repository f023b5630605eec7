"""What most publishers of a thread have in their recent headlines names it better than the detail of one of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.model.articles import Story
from briefing.writing.headlines import headlines
from briefing.writing.titles.recent_consensus import agreement, recent_term_shares
from tests.writing.conftest import Make, thread_title

LAUNCHES = (
    "Ostrand launches cheap Halcyon kettle",
    "Ostrand unveils its cheap kettle Halcyon",
    "Cheap kettle Halcyon launched by Ostrand",
    "Halcyon kettle: Ostrand launches a cheap model",
)
END = datetime(2026, 3, 2, 14, tzinfo=UTC)


def launched(make: Make, *more: str) -> Story:
    """Return a story of a launch that each house reports in its words, and what single ones say beside it."""
    articles = [
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", headline)
        for n, headline in enumerate((*LAUNCHES, *more))
    ]
    return Story("s", "t", "", tuple(articles))


def test_what_every_house_says_agrees_more_than_a_detail_of_one(make: Make) -> None:
    story = launched(make, "Ostrand Halcyon has replaceable rubber feet and screws")
    candidates = headlines(story.articles)
    shares = recent_term_shares(candidates, END)
    values = [agreement(one, shares) for one in candidates]
    assert min(values[: len(LAUNCHES)]) > values[-1]


def test_few_houses_agree_on_nothing(make: Make) -> None:
    candidates = headlines(launched(make).articles[:3])
    assert recent_term_shares(candidates, END) == {}


def test_what_was_said_days_ago_counts_less_than_what_is_said_now(make: Make) -> None:
    old = [make(f"o{n}", "2026-02-20T08:00", f"Gazette {n}", "Ferry strike in Torvane") for n in range(4)]
    new = [make(f"n{n}", "2026-03-02T12:00", f"Courier {n}", "Ferry pact in Torvane") for n in range(2)]
    shares = recent_term_shares(headlines([*old, *new]), END)
    assert shares["pact"] > shares["strike"]


@pytest.mark.parametrize(
    ("previous", "new"),
    [
        (
            "Harbour master of Torvane confronted over ferry ban: 'Where is the right?'",
            "Judge blocks ferry ban of Torvane's harbour master",
        ),
    ],
)
def test_the_voice_of_one_gives_way_to_a_newer_event(make: Make, previous: str, new: str) -> None:
    first = make("a", "2026-03-02T08:00", "Sample Wire", previous)
    later = [make(f"b{n}", f"2026-03-02T{12 + n:02d}:00", f"Courier {n}", new) for n in range(2)]
    assert thread_title([Story("s", "t", "", (first, *later))], previous_title=previous) == new


STORM = "Storm Brannok strengthens into a category five storm off Torvane"


def storm(make: Make, *newer: str) -> tuple[list[Story], frozenset[str]]:
    """Return a storm that four houses report, with newer headlines a day later, and the ids of these."""
    first = [make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", STORM) for n in range(4)]
    later = [make(f"b{n}", f"2026-03-03T{8 + n:02d}:00", f"Gazette {n}", text) for n, text in enumerate(newer)]
    return [Story("s", "t", "", tuple(first)), Story("s2", "t", "", tuple(later))], frozenset(a.id for a in later)


def test_a_turn_that_says_less_of_what_most_say_changes_no_title(make: Make) -> None:
    detail = "Storm Brannok builds to category five, unclear if harbour pilots of Vesmark will stay at sea"
    stories, turn = storm(make, detail, "Brannok builds off Torvane: storm of category five")
    assert thread_title(stories, "", STORM, turn) == STORM


def test_a_turn_that_most_report_changes_it(make: Make) -> None:
    wreck = "Storm Brannok sinks three ferries off Torvane"
    stories, turn = storm(make, *[wreck] * 4)
    assert thread_title(stories, "", STORM, turn) == wreck


def test_a_ruling_on_an_order_is_no_announcement_and_stays_if_the_newer_headline_says_the_same(make: Make) -> None:
    first = "Torvane harbour office broke law by ordering ferry firms to hide prices, appeals court rules"
    later = "Appeals court rules Torvane harbour office broke law in ferry prices case"
    articles = [
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", text)
        for n, text in enumerate((first, first, later, later, later))
    ]
    assert thread_title([Story("s", "t", "", tuple(articles))], "", first) == first
