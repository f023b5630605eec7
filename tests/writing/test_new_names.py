"""Which names are reported as new: persons that several publishers name, each with the role that a text gives."""

from collections.abc import Callable

import pytest

from briefing.model.articles import Article
from briefing.writing.new_names import new_names

Make = Callable[..., Article]


def names(make: Make, *texts: str, known: str = "Talks began in Selma.") -> list[str]:
    """The new names of articles of different publishers, as they are printed."""
    old = make("a", "2026-01-12T06:00", "Sample Wire", "Talks", known)
    new = [make(f"b{n}", f"2026-01-13T0{n}:00", f"Sample {n}", "Talks", text) for n, text in enumerate(texts)]
    return [name.text for name in new_names([old], new)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Norland President Ivo Harnsk met the union.", "The union met Ivo Harnsk."), "Ivo Harnsk (President)"),
        (("Secretary of State Ana Korvelin spoke.", "Ana Korvelin left."), "Ana Korvelin (Secretary of State)"),
        (("The chief executive Ana Korvelin left.", "It praised Ana Korvelin."), "Ana Korvelin (chief executive)"),
        (
            ("It was Ana Korvelin, the port's harbour director, who left.", "Ana Korvelin went."),
            "Ana Korvelin (port's harbour director)",
        ),
        (("It is calm, Ana Korvelin said.", "Police met Ana Korvelin’s lawyer."), "Ana Korvelin"),
        (("A thief, Ana Korvelin, 41, ran.", "Ana Korvelin ran."), "Ana Korvelin"),
        (
            ("In court stood Ruud van der Zeebrink, a judge.", "Ruud van der Zeebrink spoke."),
            "Ruud van der Zeebrink (judge)",
        ),
    ],
)
def test_a_person_is_named_in_full_with_a_role(make: Make, texts: tuple[str, ...], expected: str) -> None:
    assert names(make, *texts) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The United States said that it would wait.",
        "The European Union, a member of the talks, said no.",
        "The Food and Drug Administration said yes.",
        "The Great Orsina Bay Council said no.",
        "At Ground Zero, who spoke was not known.",
        "President Emmanuel Macron said no.",
        "In Buenos Aires, a judge said no.",
        "The maker said that Stage Manager, the new feature, works.",
        "The Halcyon Pro Max, a rival, said nothing.",
        "Ana Korvelin of Sample Steel and Harn Steel were there.",
    ],
)
def test_places_bodies_wares_clipped_and_common_names_are_not_reported(make: Make, text: str) -> None:
    assert names(make, text, text + " It rained.") == []


def test_a_name_of_one_publisher_or_of_a_known_article_is_not_new(make: Make) -> None:
    text = "Minister Ana Korvelin left."
    assert names(make, text, "The minister left.") == []
    assert names(make, text, text, known="Korvelin came to Selma.") == []
