"""What most publishers of a thread have in their recent headlines names it better than the detail of one of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.model.articles import Story
from briefing.writing.headlines import headlines
from briefing.writing.recent_consensus import agreement, recent_term_shares
from briefing.writing.thread_titles import thread_title
from tests.writing.conftest import Make

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
            "Judge blocks ferry ban of the harbour master of Torvane",
        ),
    ],
)
def test_the_voice_of_one_gives_way_to_a_newer_event(make: Make, previous: str, new: str) -> None:
    first = make("a", "2026-03-02T08:00", "Sample Wire", previous)
    later = [make(f"b{n}", f"2026-03-02T{12 + n:02d}:00", f"Courier {n}", new) for n in range(2)]
    assert thread_title([Story("s", "t", "", (first, *later))], previous_title=previous) == new
