"""What may stand in a long summary: on the affair, told plainly, true of the day that stands before it."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
LEAD = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."


def long_with(make: Make, headline: str, text: str) -> list[str]:
    """The sentences of the long summary of two reports of the sinking and a third article."""
    articles = (
        make("a", "2026-03-02T08:00", "Sample Wire", TITLE, LEAD),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Ferry sinks off Norland", LEAD),
        make("c", "2026-03-02T10:00", "Sample Echo", headline, text),
    )
    return [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE).long]


def test_a_lead_that_names_the_affair_in_other_words_belongs_to_it(make: Make) -> None:
    lead = "The navy has sent forty divers to the wreck."
    assert lead not in long_with(make, "Bakers of Vesmark are on strike", lead)
    fact = "Forty divers of the navy reached the wreck at a depth of 80 metres in the evening."
    assert fact in long_with(make, "Divers reach ferry off Norland in heavy sea", fact)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sitting between Norland and Arden, the strait of the ferry carries a fifth of all trade.",
        "The ferry of Norland has long been a symbol of the storm coast of Torvane.",
        "The shallow coast of Norland made it especially dangerous for every large ferry.",
        "Lawsuit is to stop the ferry owner of Norland from sailing in storms.",
        "The ferry owner of Norland is announcing a new line today after the storm.",
        "Mayor Nora Hallam of Norland tore into the owner of the ferry after the storm.",
        "Sit down and strap in for the ferry storm of Norland.",
    ],
)
def test_descriptions_headline_style_outbursts_and_teases_are_not_added(make: Make, sentence: str) -> None:
    assert sentence not in long_with(make, "Norland ferry sinks in storm", f"{sentence} It was late.")


def test_a_surname_that_only_headlines_give_in_full_does_not_stand_alone(make: Make) -> None:
    sentence = "The ferry owner has hired Hallam for its storm inquiry in Norland, two directors said."
    articles = (
        make("a", "2026-03-02T08:00", "Sample Wire", TITLE, LEAD),
        make("b", "2026-03-02T09:00", "Sample Gazette", "Nora Hallam to lead Norland ferry inquiry", LEAD),
        make("c", "2026-03-02T10:00", "Sample Echo", "Ferry owner of Norland hires Nora Hallam", sentence),
    )
    long = summarize_thread([Story("s", "t", "", articles)], TITLE).long
    assert sentence not in [one.text for one in long]


def test_a_number_of_dead_adds_to_a_rough_count(make: Make) -> None:
    rough = "Thousands of people were killed when the dam above Torvane broke in the storm, Norland said."
    exact = "More than 5,300 people died in the flood of Torvane, the health ministry of Norland said on Tuesday."
    articles = (
        make("a", "2026-03-03T08:00", "Sample Wire", "Norland: thousands killed as dam above Torvane breaks", rough),
        make("b", "2026-03-03T09:00", "Sample Echo", "Flood of Torvane: health ministry counts the dead", exact),
        make("c", "2026-03-03T09:30", "Sample Gazette", "Norland dam above Torvane breaks", rough),
    )
    long = summarize_thread([Story("s", "t", "", articles)], "Thousands killed as dam above Torvane breaks").long
    assert exact in [one.text for one in long]
