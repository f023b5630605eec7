"""The title of a thread and the first sentence of its summary state the same news."""

from __future__ import annotations

import pytest

from briefing.model.articles import Article, Story
from briefing.writing.summary.outline import NO_OUTLINE
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.summary.weighed_sentences import weigh_thread_sentences
from briefing.writing.thread_text import write_thread
from tests.writing.conftest import Make, thread_title

TITLE = "Norland parliament adopts harbour law after night of debate"
BESIDE = "Sailors of the Vesmark coast fear for their berths in the coming winter, a union of fishermen said."
STATED = "The parliament of Norland adopted the harbour law on Monday with 61 votes to 40."


def thread_of(make: Make, *reports: tuple[str, str, str]) -> Story:
    """A story of reports, each an hour, a headline and a text, by one publisher each."""
    articles: tuple[Article, ...] = tuple(
        make(f"a{n}", f"2026-03-02T{hour}", f"Sample {n} Wire", headline, text)
        for n, (hour, headline, text) in enumerate(reports)
    )
    return Story("s", "t", "", articles)


@pytest.mark.parametrize(
    ("sentence", "is_stated"),
    [
        (STATED, True),
        ("Members of parliament adopted the law on the harbours of Norland after a night of debate.", True),
        (BESIDE, False),
        ("The parliament of Norland was built in 1890.", False),
    ],
)
def test_a_sentence_states_a_headline_by_its_terms_and_its_act(make: Make, sentence: str, is_stated: bool) -> None:
    story = thread_of(make, ("08:00", TITLE, sentence), ("09:00", "Norland: harbours closed", "It was late."))
    weighed = weigh_thread_sentences([story], title=TITLE).sentences
    one = next(one for one in weighed if one.sentence.text == sentence)
    assert (StatedNews(TITLE, ["x"], NO_OUTLINE).probability(one) >= 0.5) == is_stated


def test_a_title_that_no_sentence_states_gives_way_to_one_that_a_sentence_states(make: Make) -> None:
    unstated = "Berths bill of Norland backed at dawn by members"
    story = thread_of(
        make,
        ("08:00", unstated, BESIDE),
        ("08:20", "Members of Norland back berths bill", ""),
        ("08:30", TITLE, f"{STATED} Its members back new berths."),
        ("08:40", "Norland adopts harbour law", ""),
    )
    assert thread_title([story]) == unstated
    text = write_thread("t", [story])
    assert text.title == TITLE
    assert text.summary.line[0].text == STATED
    assert write_thread("t", [story], avoid_title=TITLE).title != TITLE, "the title of its affair"


def test_no_headline_takes_its_place_whose_words_only_a_report_on_something_else_has(make: Make) -> None:
    unstated = "Berths bill of Norland backed at dawn by members"
    other = "Harbour laws like that which the parliament of Norland adopts after a night of debate have failed before."
    story = thread_of(
        make,
        ("08:00", unstated, BESIDE),
        ("08:20", "Members of Norland back berths bill", ""),
        ("08:30", TITLE, ""),
        ("08:40", "Norland adopts harbour law", ""),
    )
    review = make("r", "2026-03-03T10:00", "Sample Review", "Vesmark fishing rules fail twice in the courts", other)
    stories = [story, Story("r", "t", "", (review,))]
    assert write_thread("t", stories, previous_title=unstated).title == unstated


def test_a_thread_whose_only_headline_is_the_title_of_its_affair_keeps_it(make: Make) -> None:
    story = thread_of(make, ("08:00", TITLE, STATED), ("09:00", TITLE, ""))
    assert write_thread("t", [story], avoid_title=TITLE).title == TITLE


def test_what_was_reported_before_the_news_and_states_something_else_does_not_open(make: Make) -> None:
    before = "Across Norland, fans of sailing are making plans for the long weekend at the Vesmark coast."
    story = thread_of(
        make,
        ("04:00", "Weekend at the Vesmark coast of Norland", before),
        ("12:00", TITLE, ""),
        ("12:30", "Norland parliament adopts harbour law at dawn after long debate", ""),
    )
    assert thread_title([story]) != "Weekend at the Vesmark coast of Norland"
    assert summarize_thread([story], TITLE).line == ()


def test_a_headline_on_another_matter_does_not_open_for_a_sentence_that_does_not_state_the_title(make: Make) -> None:
    other = "Norland harbour authority buys nine tugs for Vesmark"
    story = thread_of(make, ("08:00", TITLE, BESIDE), ("09:00", other, ""), ("10:00", f"{other} port", ""))
    assert other not in [one.text for one in summarize_thread([story], TITLE).line]


def test_a_second_sentence_does_not_state_the_title_again(make: Make) -> None:
    second = "Members of the Norland parliament in Calder backed the harbour law after a long night of debate."
    story = thread_of(make, ("08:00", TITLE, STATED), ("09:00", "Norland: harbour law adopted after debate", second))
    (first,) = write_thread("t", [story], previous_title=TITLE).summary.paragraph
    assert first.text in (STATED, second)


def test_nor_does_a_report_of_the_same_with_other_numbers(make: Make) -> None:
    title = "Decongestant in many cold medicines does not work, Norland health advisers say"
    found = (
        "An advisory committee of the Norland health agency found on Tuesday that the data do not support the use of "
        "korveline in products such as Nasolo and Calmex for decongestion."
    )
    ruled = (
        "A medical panel ruled that korveline, a key ingredient in many cold medicines of Norland, does not work "
        "against nasal congestion when taken at the dose of 10 mg every 4 hours."
    )
    headline = "Key ingredient of cold medicines does not work, Norland panel rules"
    story = thread_of(make, ("08:00", title, found), ("09:00", headline, ruled))
    assert [one.text for one in write_thread("t", [story], previous_title=title).summary.paragraph] == [ruled]
