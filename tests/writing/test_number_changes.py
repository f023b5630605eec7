"""Which pairs of sentences state one number that moved: only those with the same noun beside both numbers."""

from collections.abc import Callable

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.number_changes import number_changes

Make = Callable[..., Article]

TRUE_PAIRS = [
    (
        "The fire at the Selma mill killed 12 people.",
        "The fire at the Selma mill killed 17 people, the mayor said.",
        "17",
    ),
    ("At least 12 people died in the fire at the Selma mill.", "Now 15 people have died in the Selma mill fire.", "15"),
    (
        "The ferry disaster off Orsina left 30 people missing.",
        "After the ferry disaster 41 people are missing off Orsina.",
        "41",
    ),
    ("The death toll of the Selma flood stands at 40.", "The death toll of the Selma flood has risen to 52.", "52"),
    ("The flood at Selma has displaced 300 families.", "The flood at Selma has displaced 700 families so far.", "700"),
    (
        "Police in Selma arrested 20 protesters on the bridge.",
        "Police in Selma have now arrested 35 protesters on the bridge.",
        "35",
    ),
    (
        "The Selma clinic opened with 12 beds for patients.",
        "The Selma clinic has increased to 18 beds for patients.",
        "18",
    ),
]
TRAPS = [
    # an age, and a population
    (
        "The Selma fire killed an 86-year-old teacher.",
        "The Selma fire is mourned by 87 million people, and the dead teacher.",
    ),
    ("The Selma fire killed a teacher aged 86.", "The fire at Selma killed 91 people, among them a teacher."),
    # a span of time
    ("The Selma siege has killed people for 4 days.", "Twelve people were killed in the Selma siege."),
    ("At least 12 people died in Selma within 3 days.", "People died in Selma for 14 days."),
    # an addition to another number
    ("The Selma flood killed 12 people.", "The Selma flood killed 15 more people on Sunday."),
    ("The Selma flood killed 12 people.", "Another 15 people were killed by the Selma flood."),
    # a rise by a number
    ("The toll of the Selma flood rose to 12.", "The toll of the Selma flood rose by 20."),
    # a rate
    ("The Selma flood killed 12 people.", "The Selma flood kills 20 people a day."),
    # another noun
    ("The Selma flood killed three soldiers.", "The Selma flood killed 555 people."),
    ("The Selma flood killed 12 people.", "The Selma flood killed 400 cows, and people fled."),
    ("The Selma flood left 12 people dead.", "The Selma flood left 20 people injured and others dead."),
    # a part of the number
    ("The Selma flood killed 12 people.", "Of the 40 people in the house the Selma flood killed a few."),
    # a year, and part of a name
    ("The Selma flood killed 12 people.", "The Selma flood of 1953 killed people."),
    ("The crash of Flight 12 at Selma killed people.", "The crash of Flight 370 at Selma killed people."),
    # money, per cent, measures
    ("The Selma flood cost 12 million dollars.", "The cost of the Selma flood rose to 40 million dollars."),
    ("Support for the Selma pact fell to 40 percent.", "Support for the Selma pact rose to 55 percent."),
    ("The Selma river rose 3 metres in the flood.", "The Selma river has risen 7 metres in the flood."),
    # another country
    ("Attacks on Lebanon have killed 72 people.", "Attacks on Lebanon and Iran have killed 1,400 people."),
    # a single incident, and a total
    ("One raid on the Selma coast killed four people overnight.", "The death toll of the raids on Orsina reaches 600."),
    # a toll does not fall
    ("The Selma flood killed 12 people.", "The Selma flood killed 9 people."),
]


def moved(make: Make, before: str, after: str) -> list[tuple[str, str]]:
    one = make("a", "2026-01-12T06:00", "Sample Wire", "Selma", before)
    two = make("b", "2026-01-13T06:00", "Sample Gazette", "Selma", after)
    found = number_changes([Story("s", "t", "Selma", (one,))], [Story("s", "t", "Selma", (two,))])
    assert all(change.before in before and change.after in after for change in found)
    return [(change.before, change.after) for change in found]


@pytest.mark.parametrize(("before", "after", "value"), TRUE_PAIRS)
def test_a_number_beside_the_same_noun_moved(make: Make, before: str, after: str, value: str) -> None:
    assert [new for _, new in moved(make, before, after)] == [value]


@pytest.mark.parametrize(("before", "after"), TRAPS)
def test_any_other_pair_is_silent(make: Make, before: str, after: str) -> None:
    assert moved(make, before, after) == []
