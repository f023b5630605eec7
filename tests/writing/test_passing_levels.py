"""Levels: what a text states as the present one, and what a later report changes."""

from __future__ import annotations

import pytest

from briefing.writing.summary.passing_levels import is_of_other_level, levels_in


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Storm Brannok is a Category 4 hurricane.", {("category", "4"), ("storm", "hurricane")}),
        ("A Cat-2 storm brings high waves to Torvane.", {("category", "2"), ("storm", "hurricane")}),
        ("It jumped from Category 1 to category five.", {("category", "5"), ("storm", "hurricane")}),
        ("Brannok may strengthen again to Category 4.", set()),
        ("Forecasters expected a category 3 storm.", set()),
        ("Tropical Storm Brannok turned north.", {("storm", "tropical storm")}),
        ("Brannok was downgraded to a tropical depression.", {("storm", "tropical depression")}),
        ("Torvane led 1–0 at half-time.", set()),
        ("Torvane lead Orsina 1–0 at half-time.", {("score", "1-0")}),
        ("The fire is 40 percent contained.", {("contained", "40")}),
        ("Herring prices top $1,200 in Arden.", {("price of herring", "$1200")}),
        ("Herring fell to $1.2K on Monday.", {("price of herring", "$1200")}),
        ("The new boat of Arden starts at $1,200.", set()),
        ("It sells at $900, and boats were priced at $950.", set()),
        ("In May herring topped $2 million.", {("price of herring", "$2000000")}),
        ("The Ridge fire was 40% contained on Monday.", {("contained", "40")}),
        ("Tropical Storm Brannok strengthens to Category 1.", {("category", "1"), ("storm", "hurricane")}),
        ("Hurricane Brannok weakens to a tropical storm.", {("storm", "tropical storm")}),
        ("Storm May Strengthen to Category 4.", set()),
        ("A prize of $1,200 goes to Arden.", set()),
        ("The mill stood still for five consecutive days.", {("days in a row", "5")}),
        ("Dockers strike for the sixth day in a row.", {("days in a row", "6")}),
        ("Dockers strike for a third day running.", {("days in a row", "3")}),
        ("Rain fell on Torvane four nights running.", {("nights in a row", "4")}),
        ("It burned for 1,000 consecutive days.", set()),
        ("Dockers strike for the thirty-second straight day.", set()),
        ("Torvane opens its 10-day running festival.", set()),
        ("Torvane opens a 10 day running festival.", set()),
    ],
)
def test_a_text_states_its_present_levels(text: str, levels: set[tuple[str, str]]) -> None:
    assert {(kind, value) for kind, value in levels_in(text)} == levels


def test_the_newest_report_of_the_same_kind_decides() -> None:
    old, newer, newest = (levels_in(f"Storm Brannok is a Category {n} storm") for n in (5, 4, 5))
    assert is_of_other_level(old, [newer, old])
    assert not is_of_other_level(old, [newest, newer])
    assert not is_of_other_level(old, [levels_in("The fire is 40% contained")])
    assert not is_of_other_level(frozenset(), [newer])
