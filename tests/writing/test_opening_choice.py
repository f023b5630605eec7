"""Which sentence opens a summary: it states what the title states, in its main clause."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from briefing.model.articles import Story
from briefing.writing.summary.opening_choice import LARGE_ARTICLES, MIN_ODDS, MIN_ODDS_OF_LARGE, OpeningChoice
from briefing.writing.summary.thread_summary import summarize_thread

TITLE = "Arden dismisses harbour chief Ana Korvel after ferry sale"
FACT = "Arden dismissed its harbour chief Ana Korvel on Monday over the sale of two ferries to its rival Norland."
HEADLINES = ("Arden dismisses harbour chief", TITLE, "Arden: Korvel dismissed")


@pytest.mark.parametrize(
    "other",
    [
        "After Arden dismissed its harbour chief Ana Korvel over the ferry sale on Monday, Ivo Marn sang on the stage.",
        "Actor Ivo Marn wept on Monday, responding to the day on which Arden dismissed harbour chief Ana Korvel.",
        "Senator Ivo Marn attacked Arden on Monday, which dismissed its harbour chief Ana Korvel after the ferry sale.",
        "The sale of ferries cost the harbour chief her office, which Ana Korvel has held in Arden since May.",
        "Arden will dismiss its harbour chief Ana Korvel on Monday.",
    ],
)
def test_a_summary_opens_with_what_the_title_states(make, other: str) -> None:
    texts = (other, FACT, "The ferry of Arden was sold to Norland in May for 3 million crowns.")
    articles = tuple(
        make(str(hour), f"2024-07-08T0{9 - hour}:00", f"Sample {hour}", headline, text)
        for hour, (headline, text) in enumerate(zip(HEADLINES, texts, strict=True))
    )
    assert summarize_thread([Story("s", "t", "", articles)], TITLE).line[0].text == FACT


def test_a_side_matter_of_somebody_in_the_title_does_not_open(make) -> None:
    texts = (
        ("Ana Korvel on her garden", "Ana Korvel said on Monday that roses of the coast need much water in June."),
        (HEADLINES[0], "The port of Arden has no chief since Monday, when the council ended her term"),
        (TITLE, FACT),
    )
    articles = tuple(
        make(str(n), f"2024-07-08T{20 - 9 * n:02d}:00", f"Sample {n}", *text) for n, text in enumerate(texts)
    )
    assert summarize_thread([Story("s", "t", "", articles)], TITLE).line[0].text == FACT


def test_a_quotation_does_not_open_and_does_not_go_on(make) -> None:
    said = "“We thank her for nine years,” the council of Arden said after it dismissed harbour chief Ana Korvel."
    after = "“The port needs a fresh start this year,” the council of Arden said on Monday evening."
    articles = (
        make("a", "2024-07-08T09:00", "Sample Wire", HEADLINES[1], said),
        make("b", "2024-07-08T08:00", "Sample Gazette", HEADLINES[0], f"{FACT}\n{after}"),
    )
    paragraph = [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE).paragraph]
    assert paragraph[0] == FACT
    assert after not in paragraph


def test_what_was_called_for_before_does_not_open_the_report_that_it_was_done(make) -> None:
    title = "Arden grants asylum to five sailors of the Norland team"
    articles = (
        make(
            "a",
            "2024-07-08T06:00",
            "Sample Wire",
            "Calls for Arden to give the Norland team asylum",
            "Calls are growing for Arden to grant the five sailors of the Norland team asylum after the race.",
        ),
        make(
            "b",
            "2024-07-08T15:00",
            "Sample Gazette",
            title,
            "Five sailors of the Norland team can stay in Arden, its minister Ana Korvel said on Monday.",
        ),
    )
    line = summarize_thread([Story("s", "t", "", articles)], title).line
    assert line[0].text.startswith("Five sailors")


def test_the_first_report_of_an_event_does_not_open_what_is_said_of_its_end(make) -> None:
    begin = "A gunman has taken nine people hostage in a bank in Leeds, police said."
    end = "Two of nine hostages held in a bank in Leeds were freed, police said."
    articles = (
        make("a", "2024-06-02T10:00", "Sample Wire", "Gunman takes hostages in Leeds bank", begin),
        make("b", "2024-06-02T12:00", "Sample Gazette", "Leeds bank siege: two hostages freed", end),
    )
    stories = [Story("s", "t", "", articles)]
    assert summarize_thread(stories, "Leeds bank siege: two hostages freed").line[0].text == end
    assert summarize_thread(stories, "Gunman takes hostages in Leeds bank").line[0].text == begin


def test_what_has_no_word_does_not_open(make) -> None:
    articles = (make("a", "2024-07-08T09:00", "Sample Wire", "12345", "1 2 3 4 5. 6 7 8."),)
    assert not summarize_thread([Story("s", "t", "", articles)], "12345").line


@pytest.mark.parametrize(
    ("article_count", "odds", "is_printed"),
    [
        (1, MIN_ODDS, True),
        (LARGE_ARTICLES - 1, MIN_ODDS - 0.1, False),
        (LARGE_ARTICLES, MIN_ODDS - 0.1, True),
        (LARGE_ARTICLES, MIN_ODDS_OF_LARGE - 0.1, False),
    ],
)
def test_a_large_thread_opens_with_a_sentence_that_is_less_surely_fit(article_count, odds, is_printed) -> None:
    one = SimpleNamespace(age=timedelta(0), quotability=1.0)
    judge = SimpleNamespace(best=lambda sentences: (sentences[0], odds), has_few_terms=False)
    choice = OpeningChoice([one], judge, None, timedelta(hours=12), article_count)
    assert choice.choose() == ([one] if is_printed else [])
