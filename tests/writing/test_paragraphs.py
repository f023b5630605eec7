"""The second sentence of a paragraph: how the article goes on, or news of the same affair, no remark on it."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.writing.summary.clarity_judge import speculates
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.summary.unresolved_references import is_in_headline_style
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
LEAD = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."
NEXT = "The ship had left Torvane at noon with 40 lorries on its deck."


def paragraph(make: Make, *rest: tuple[str, str], lead: str = LEAD) -> list[str]:
    """The paragraph on articles of one publisher each: two with the lead, then these headlines and texts."""
    texts = [(TITLE, lead), ("Ferry sinks off Norland", LEAD), *rest]
    articles = tuple(
        make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n} Wire", *text) for n, text in enumerate(texts)
    )
    return [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE).paragraph]


DIVERS = ("Norland navy sends divers to the ferry", "The Norland navy has sent 40 divers to the wreck of the ferry.")


@pytest.mark.parametrize(
    "going_on",
    [
        NEXT,
        "No injuries were reported, but the police of Torvane said 40 lorries had slid off its deck.",
        "It is one of 12 ships of Ostrand Lines that were to be inspected this year.",
    ],
)
def test_a_paragraph_goes_on_as_the_article_of_its_first_sentence(make: Make, going_on: str) -> None:
    assert paragraph(make, DIVERS, lead=f"{LEAD}\n{going_on}") == [LEAD, going_on]


@pytest.mark.parametrize(
    "going_on",
    [
        "The wind was cold, and the sea was grey.",
        "A ferry sank off Norland on Monday with 210 people aboard, officials said.",
    ],
)
def test_it_does_not_if_that_adds_nothing(make: Make, going_on: str) -> None:
    assert going_on not in paragraph(make, DIVERS, lead=f"{LEAD}\n{going_on}")


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Ferry of Norland could cost insurers", "Insurers of the ferry of Norland could lose 90 million crowns."),
        ("Experts on the ferry of Norland", "Two shipping experts told Sample Radio the ferry of Norland had 9 holes."),
        (
            "Ferry with 210 sinks in storm",
            "On Monday a ferry with 210 people aboard has sunk off Norland, its coast guard said at noon.",
        ),
    ],
)
def test_a_guess_a_remark_and_the_same_again_are_no_second_sentence(make: Make, headline: str, text: str) -> None:
    assert paragraph(make, (headline, text)) == [LEAD]


@pytest.mark.parametrize(
    "text",
    [
        "President says the ferry law stays.",
        "US president, who had opposed the ferry law, says it stays.",
        "Vesmark envoy, 76, spoke as prices rose.",
        "Harbour watchdog claims the ferry broke the rules.",
        "Company rejects the price of the harbour.",
        "Second ferry is heading for the area of the storm.",
    ],
)
def test_a_role_without_an_article_is_of_a_headline(text: str) -> None:
    assert is_in_headline_style(text)


@pytest.mark.parametrize(
    "text",
    [
        "The president says the ferry law stays.",
        "President Korvel says the ferry law stays.",
        "Vesmark's president says the ferry law stays.",
        "Police say the ferry was late.",
        "In a speech, the minister spoke.",
        "Parliament rejects the price of the harbour.",
    ],
)
def test_a_name_or_an_article_is_of_prose(text: str) -> None:
    assert not is_in_headline_style(text)


def test_the_month_of_may_is_no_guess() -> None:
    assert speculates("The harbour may charge ferries.")
    assert not speculates("The harbour charges ferries from May.")
