"""The second sentence of a paragraph whose first one is of an earlier day: what happened since."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.writing.summary.outline import Outline, OutlineEvent
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Norland ferry Amber Dawn sinks off Torvane in heavy storm"
LEAD = "The Norland ferry Amber Dawn sank off Torvane on Monday with 210 people aboard, the coast guard said."
SIDE = "The Amber Dawn was built in the yards of Torvane for 90 million crowns."
ARRESTED = "Police have arrested the captain of the Amber Dawn on suspicion of drunken sailing, prosecutors said."


def paragraph(
    make: Make,
    text: str,
    hour: str,
    headline: str = "Captain of Norland ferry Amber Dawn arrested",
    publisher_count: int = 2,
) -> list[str]:
    """The paragraph on the sinking, a side matter and a later report, each event with its publishers; 0: no event."""
    first = make("a", "2026-03-02T08:00", "Sample Wire", TITLE, LEAD)
    side = make("s", "2026-03-02T09:00", "Sample Post", "Amber Dawn: a ship of Torvane", SIDE)
    later = make("b", hour, "Sample Echo", headline, text)
    last = make("c", "2026-03-03T12:00", "Sample Radio", headline, "")
    events = (OutlineEvent(("a", "s"), None, 2), OutlineEvent(("b", "c"), None, publisher_count))
    outline = Outline(events if publisher_count else events[:1], TITLE)
    stories = [Story("x", "t", "", (first, side)), Story("y", "t", "", (later, last))]
    return [one.text for one in summarize_thread(stories, TITLE, outline).paragraph]


def test_news_of_a_later_day_follows_the_first_sentence(make: Make) -> None:
    assert paragraph(make, ARRESTED, "2026-03-03T10:00") == [LEAD, ARRESTED]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        (ARRESTED, "2026-03-02T20:00"),
        ("Police in Torvane could arrest the captain of the Amber Dawn this week.", "2026-03-03T10:00"),
        ("Analysts say the captain of the Amber Dawn made a mistake.", "2026-03-03T10:00"),
        ("The ferry Amber Dawn has sunk in a heavy storm with 210 people aboard, officials said.", "2026-03-03T10:00"),
        ("Police have arrested a teacher of a school in Oster on suspicion of drunken driving.", "2026-03-03T10:00"),
    ],
)
def test_no_news_of_the_same_day_no_guess_no_remark_and_nothing_else_does(make: Make, text: str, hour: str) -> None:
    assert text not in paragraph(make, text, hour)


@pytest.mark.parametrize("publisher_count", [0, 1])
@pytest.mark.parametrize(
    "text",
    [
        ARRESTED,
        "High waves have overturned the Amber Dawn, prosecutors said.",  # the title again
        "The brother of a sailor of the Amber Dawn has been freed from a jail in Torvane, prosecutors said.",
    ],
)
def test_what_only_one_publisher_or_no_event_vouches_for_does_not(make: Make, text: str, publisher_count: int) -> None:
    assert text not in paragraph(make, text, "2026-03-03T10:00", publisher_count=publisher_count)
