"""What stands around news and is no news."""

import pytest

from briefing.text.boilerplate import without_addresses


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ten people died.\nThe harbour page: https://wire.example/h", "Ten people died."),
        ("Ten people died in Torvane https://wire.example/10", "Ten people died in Torvane"),
        ("首相が辞任を発表した https://wire.example/11", "首相が辞任を発表した"),
        ("https://wire.example/12\nTwo ferries met.", "Two ferries met."),
        ("No address here: at all", "No address here: at all"),
    ],
)
def test_addresses_leave_a_text_with_their_labels_but_no_news(text: str, kept: str) -> None:
    assert without_addresses(text) == kept
