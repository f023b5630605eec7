from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.model.feeds import Feed
from briefing.model.fetching import Entry
from briefing.text.article_from_entry import article_from_entry
from briefing.text.html.reference_marks import without_reference_marks

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The port reopened.[1] Ships waited.[2][3] It rained. [14] Then",
            "The port reopened. Ships waited. It rained. Then",
        ),
        ('He said "no".[1]', 'He said "no".'),
        ("Ships waited,[7] as before;[8] all did", "Ships waited, as before; all did"),
        ("The port is old[citation needed] and deep [note 2].", "The port is old and deep."),
    ],
)
def test_marks_of_notes_are_no_text(text: str, expected: str) -> None:
    assert without_reference_marks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It returns items[1] and rows[0].",
        'He said: "It was [1] of them"',
        "End of text.\n[1] The harbour office, 2026\n[2] Port map",
        "She said [the port] would close. [It] did",
        "Resolution.[2026] x",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert without_reference_marks(text) == text


def test_an_article_does_not_have_numbers_that_look_like_our_citations() -> None:
    content = (
        "<p>The port of Seaton reopened.<sup id='c1'><a href='#n1'>[1]</a></sup> Ships waited.[2] At 10<sup>6</sup></p>"
    )
    entry = Entry("1", "https://wire.example/1", "Port reopens", "", content)
    article = article_from_entry(entry, Feed("https://wire.example/feed"), "Wire", NOW)
    assert article.text == "The port of Seaton reopened. Ships waited. At 10⁶"
