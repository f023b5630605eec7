"""What a search looked for is highlighted where it stands."""

import pytest

from briefing.output.highlighting import highlighted
from briefing.output.lines import Span


def hits(text: str, *words: str) -> list[str]:
    return [
        span.text for span in highlighted([Span(text, "title", "https://wire.example/1")], words) if span.style == "hit"
    ]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Two quakes; Quake hits", ("quake",), ["quakes", "Quake"]),
        ("Café O’Brien burns", ("cafe", "o'brien"), ["Café", "O’Brien"]),
        ("U.S. Senate", ("US",), ["U.S."]),
        ("They use it", ("us",), []),
        ("Strait of Hormuz closed", ("strait hormuz",), ["Strait", "Hormuz"]),
        ("東京で大きな地震", ("地震",), ["地震"]),
        ("Nothing here", (), []),
    ],
)
def test_words_are_highlighted_as_a_search_finds_them(text: str, words: tuple[str, ...], found: list[str]) -> None:
    assert hits(text, *words) == found


def test_a_highlight_changes_no_character_and_keeps_the_link() -> None:
    spans = highlighted([Span("The ferry sinks", "title", "https://wire.example/1"), Span(" ferry")], ["ferry"])
    assert "".join(span.text for span in spans) == "The ferry sinks ferry"
    assert [span.style for span in spans] == ["title", "hit", "title", "", "hit"]
    assert {span.link for span in spans[:3]} == {"https://wire.example/1"}
