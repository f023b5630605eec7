"""Of an old text stays its first sentence and what is quoted."""

import pytest

from briefing.text.thinning import thinned_text

TEXT = "The vote was on Monday. Nobody was against it. The hall was full. Two more votes follow."


@pytest.mark.parametrize(
    ("quoted", "remaining"),
    [
        ([], "The vote was on Monday."),
        (["The hall was full."], "The vote was on Monday.\nThe hall was full."),
        (
            ["The hall was full.", "Nobody was against it."],
            "The vote was on Monday.\nNobody was against it.\nThe hall was full.",
        ),
        (["It stands nowhere."], "The vote was on Monday."),
        (["The vote was on Monday. Nobody was against it."], "The vote was on Monday. Nobody was against it."),
    ],
)
def test_the_first_sentence_and_quoted_ones_stay_in_their_order(quoted: list[str], remaining: str) -> None:
    assert thinned_text(TEXT, quoted) == remaining


def test_a_text_that_was_thinned_stays_as_it_is() -> None:
    thinned = thinned_text(TEXT, ["Two more votes follow."])
    assert thinned_text(thinned, ["Two more votes follow."]) == thinned
    assert thinned_text("", []) == ""
