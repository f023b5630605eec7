"""Numbers are read alike wherever they matter: as quantities and as claims of a rewritten sentence."""

from collections.abc import Callable

import pytest

from briefing.model.articles import Article
from briefing.writing.numbers.number_mentions import find_numbers
from briefing.writing.numbers.quantities import quantities
from briefing.writing.rewrite.stated_numbers import numbers_in_text, numbers_with_context, values_with_units

Make = Callable[..., Article]


def test_numbers_are_the_same_in_digits_and_in_words() -> None:
    assert numbers_in_text("twenty-one").keys() == numbers_in_text("21").keys()
    assert numbers_in_text("two dozen").keys() == numbers_in_text("24").keys()
    assert numbers_in_text("1.5 million").keys() == numbers_in_text("1,500,000").keys()
    assert numbers_in_text("5 per cent").keys() == numbers_in_text("5%").keys() != numbers_in_text("5").keys()
    assert numbers_in_text("no one at 10:30").keys() == {("10:30", "")}


def test_a_number_knows_where_it_stands() -> None:
    text = "It paid $1.5 million, or 12 per cent, for forty-two."
    stated = [(text[one.start : one.end], one.value, one.unit) for one in find_numbers(text)]
    assert stated == [("$1.5 million", 1.5e6, "$"), ("12 per cent", 12, "%"), ("forty-two", 42, "")]


def test_numbers_have_the_words_around_them() -> None:
    assert numbers_with_context("The price rose from 3 to 5 crowns.") >= {("from …", (3, "")), ("… crowns", (5, ""))}
    assert values_with_units("Seventeen were killed\nand 3 ships sank.") == {(17, "dead"), (3, "ships")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The quake killed at least 17 people and injured 1,200 others.", [("dead", 17), ("hurt", 1200)]),
        ("Seventeen people were killed on 14 March 2026.", [("dead", 17)]),
        ("The bank raised its rate to 2.75 percent at 12:41.", [("percent", 2.75)]),
        ("The grant of $1.1 billion pays for 1,700 jobs.", [("money", 1.1e9), ("jobs", 1700)]),
        ("A 55-year-old man won 6-4, 3-6 in the 2024 final.", []),
        ("Some 300,000 people were displaced.", [("displaced", 300000)]),
        ("Twenty-three people were killed.", [("dead", 23)]),
        ("Two hundred people were hurt. Two dozen ships sank.", [("hurt", 200), ("ships", 24)]),
        ("No one was killed; they speak to one another.", []),
        ("The second of both F-16 jets flew at 40 knots.", [("knots", 40)]),
        ("A fare of 5 dollars or $6 is paid by 83 per cent.", [("dollars", 5), ("money", 6), ("percent", 83)]),
        ("Hundreds of people were killed.", []),
    ],
)
def test_numbers_and_what_they_count(make: Make, line: str, expected: list[tuple[str, float]]) -> None:
    found = quantities([make("a", "2026-03-15T06:00", "Sample Wire", "", line)])
    assert [(figure.unit, figure.value) for figure in found] == expected
