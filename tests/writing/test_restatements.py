"""Which sentence of another article says again what one says."""

import pytest

from briefing.writing.country_terms import terms_of
from briefing.writing.summary.restatements import Statement, restates

DRONES = "Norland launched 60 drones at Talgarth overnight."
VAPES = "The cabinet approved a ban on disposable vapes."


def is_again(text: str, other: str, article: str = "a2", *, happened_since: bool = False) -> bool:
    one, first = Statement(text, terms_of(text), article), Statement(other, terms_of(other), "a1")
    return restates(one, first, happened_since=happened_since)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Overnight Norland sent 60 drones to Talgarth.", DRONES),
        ("Norland launched drones at Talgarth, its mayor said.", DRONES),
        ("Disposable vapes are banned, the cabinet said.", VAPES),
        ("The drones killed 12 people in Talgarth.", "The drones killed nine people in Talgarth."),
        ("At least 75 drones were sent to Talgarth.", "Norland launched dozens of drones at Talgarth overnight."),
        ("Drones at Talgarth filmed in 8K", DRONES),
        ("The ban on disposable vapes was approved in March 2026.", VAPES),
    ],
)
def test_a_sentence_that_shares_its_words_says_it_again(text: str, other: str) -> None:
    assert is_again(text, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The drones killed nine people in Talgarth, its mayor said.", DRONES),
        ("Sellers of disposable vapes face fines of 200 pounds.", VAPES),
        ("Makers of disposable vapes lose $1.5 billion.", VAPES),
        ("Nobody stood watch on the bridge.", DRONES),
    ],
)
def test_a_sentence_with_a_new_figure_or_other_words_does_not(text: str, other: str) -> None:
    assert not is_again(text, other)


def test_nor_does_one_of_the_same_article_or_on_what_happened_since() -> None:
    text = "Norland launched drones at Talgarth, its mayor said."
    assert is_again(text, DRONES) and not is_again(text, DRONES, "a1")
    assert not is_again(text, DRONES, happened_since=True)
