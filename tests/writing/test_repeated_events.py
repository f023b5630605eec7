"""A full timeline has each happening once: what repeats a larger event is part of that event's row."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.thread_timeline import thread_timeline
from tests.writing.conftest import Make

RAISED = (
    ("Norland raises sunken ferry off Torvane", "A crane of Norland raised the ferry that sank off Torvane in May."),
    ("Sunken ferry raised off Torvane, Norland says", "The ferry was lifted by a crane off Torvane, Norland said."),
    ("Norland crane raises sunken ferry", "Norland has raised the sunken ferry with its largest crane off Torvane."),
)


def rows(make: Make, when: str, *texts: str) -> list[TimelineEntry]:
    """The timeline of a ferry that is raised: three reports of an afternoon, and another article."""
    made = [make(f"a{n}", f"2026-06-02T{13 + n}:00", f"Sample {n}", *raised) for n, raised in enumerate(RAISED)]
    made.append(make("other", when, "Sample Other", *texts))
    return list(thread_timeline([Story("s", "t", "", tuple(made))]))


def row_of(entries: list[TimelineEntry], article: str) -> TimelineEntry:
    """The only row that has an article."""
    (row,) = [entry for entry in entries if article in entry.articles]
    return row


def test_what_was_announced_and_done_on_one_day_is_one_row(make: Make) -> None:
    text = "Norland is to raise the ferry that sank off Torvane with its largest crane."
    row = row_of(rows(make, "2026-06-02T07:00", "Norland to raise sunken ferry off Torvane", text), "other")
    assert set(row.articles) == {"a0", "a1", "a2", "other"}
    assert len(row.publishers) == 4
    assert row.title in [title for title, _ in RAISED]


@pytest.mark.parametrize(
    ("when", "title", "text"),
    [
        ("2026-06-02T07:00", "Deputies pass harbour law", "Fees for the port of Vesmark rise, Norland says."),
        ("2026-05-28T07:00", "Norland to raise sunken ferry off Torvane", "Norland is to raise the ferry off Torvane."),
    ],
)
def test_another_happening_and_another_day_have_a_row_of_their_own(
    make: Make, when: str, title: str, text: str
) -> None:
    assert row_of(rows(make, when, title, text), "other").articles == ("other",)
