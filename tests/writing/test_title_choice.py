"""The title of a thread follows its newest main event, and stays otherwise."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from tests.writing.conftest import Make, thread_title


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


def storm(make: Make, *newer: str) -> list[Story]:
    """Return a storm that four houses report, with newer headlines a day later."""
    first = [make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", STORM) for n in range(4)]
    later = [make(f"b{n}", f"2026-03-03T{8 + n:02d}:00", f"Gazette {n}", text) for n, text in enumerate(newer)]
    return [Story("s", "t", "", tuple(first)), Story("s2", "t", "", tuple(later))]


def test_a_turn_that_says_less_of_what_most_say_changes_no_title(make: Make) -> None:
    detail = "Storm Brannok builds to category five, unclear if harbour pilots of Vesmark will stay at sea"
    stories = storm(make, detail, "Brannok builds off Torvane: storm of category five")
    assert thread_title(stories, "", STORM) == STORM
