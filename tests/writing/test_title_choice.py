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


def test_a_detail_of_one_house_takes_no_title(make: Make) -> None:
    detail = "Storm Brannok builds to category five, unclear if harbour pilots of Vesmark will stay at sea"
    stories = storm(make, detail, "Brannok builds off Torvane: storm of category five")
    assert thread_title(stories, "", STORM) != detail


def test_a_title_names_the_topic_as_most_publishers_do(make: Make) -> None:
    began = [make(f"a{n}", f"2026-03-02T{n + 8:02d}:00", f"Wire {n}", "Torvane ferry ban begins") for n in (1, 2, 3)]
    naming = "Torvane ferry ban: police arrest chief of harbour"
    newest = "Police arrest chief of harbour over secret deal with three builders"
    later = [make("b", "2026-03-03T08:00", "Courier 1", naming), make("c", "2026-03-03T20:00", "Courier 2", newest)]
    assert thread_title([Story("s", "t", "", tuple(began)), Story("s2", "t", "", tuple(later))]) == naming


@pytest.mark.parametrize(("published", "is_taken"), [("02T10", False), ("02T22", True)])
def test_a_much_later_headline_of_the_same_event_takes_the_title(make: Make, published: str, is_taken: bool) -> None:
    previous, newer = "Torvane ferry burns in harbour", "Torvane ferry burns in harbour, crew of ship all safe now"
    first = [make(f"a{n}", f"2026-03-02T0{n + 8}:00", f"Wire {n}", previous) for n in range(2)]
    second = [make(f"b{n}", f"2026-03-{published}:{n}5", f"Courier {n}", newer) for n in range(4)]
    title = thread_title([Story("s", "t", "", (*first, *second))], previous_title=previous)
    assert (title == newer) is is_taken


@pytest.mark.parametrize(
    ("newer", "is_taken"), [("grants permits to 2 more", True), ("again grants permits to", False)]
)
def test_a_later_number_of_the_same_event_takes_the_title(make: Make, newer: str, is_taken: bool) -> None:
    previous, later = "Torvane grants permits to 5 ferry pilots of Vesmark", f"Torvane {newer} ferry pilots of Vesmark"
    first = [make(f"a{n}", f"2026-03-02T0{n + 8}:00", f"Wire {n}", previous) for n in range(2)]
    second = [make(f"b{n}", f"2026-03-03T0{n + 8}:00", f"Courier {n}", later) for n in range(2)]
    again = make("c", "2026-03-03T12:00", "Gazette", previous.replace("ferry pilots", "pilots"))
    title = thread_title([Story("s", "t", "", (*first, *second, again))], previous_title=previous)
    assert (title == later) is is_taken
