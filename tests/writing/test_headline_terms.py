import pytest

from briefing.writing.country_terms import terms_of
from briefing.writing.headline_terms import covered_share


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kuwait", "Kuwaiti"),
        ("Kuwaitis", "Kuwait’s"),
        ("Germany", "German"),
        ("France", "French"),
        ("British", "UK"),
        ("American", "Americans"),
        ("Philippine", "Filipinos"),
    ],
)
def test_the_names_of_a_country_are_one_term(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other) != frozenset()


@pytest.mark.parametrize(("one", "other"), [("Niger", "Nigeria"), ("Austria", "Australia"), ("Mali", "Somali")])
def test_the_names_of_two_countries_are_two_terms(one: str, other: str) -> None:
    assert not terms_of(one) & terms_of(other)


def test_a_headline_that_calls_a_country_otherwise_says_the_same() -> None:
    known = [terms_of("Drone hits Kuwaiti airport, injuring workers")]
    assert covered_share(terms_of("Airport in Kuwait hit by drone"), known) == 1.0
    assert covered_share(terms_of("Airport in Qatar hit by drone"), known) < 1.0


def test_other_words_stay_their_stems() -> None:
    assert terms_of("The dogs of Kuwait barked") == {"dog", "kuwait", "bark"}
