"""The long summary states each main event of a thread once, on its day, and nothing of articles on something else."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, Summary, Thread
from briefing.writing.headlines import headlines
from briefing.writing.sentences.quotable_sentences import judged_sentences
from briefing.writing.summary.outline import Outline, OutlineEvent, outline_of
from briefing.writing.summary.same_facts import are_in_the_same_words, states_the_same_figure
from briefing.writing.summary.side_articles import side_articles
from briefing.writing.summary.thread_summary import summarize_thread
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import read_reports
from tests.writing.conftest import Make

TITLE = "Ferry sinks off Norland in heavy storm"
LEAD = "A ferry sank off Norland on Monday with 210 people aboard, the coast guard of Norland said."
SUNK, MONDAY = ("a0", "a1"), date(2026, 3, 2)


def story_of(make: Make, *rest: tuple[str, str, str]) -> Story:
    """Two reports of the sinking on Monday, and further ones: moment, headline and text, of one publisher each."""
    texts = [("2026-03-02T08:00", TITLE, LEAD), ("2026-03-02T09:00", "Ferry sinks off Norland", LEAD), *rest]
    return Story(
        "s", "t", "", tuple(make(f"a{n}", when, f"Sample {n} Wire", *text) for n, (when, *text) in enumerate(texts))
    )


def summary_of(story: Story, *events: OutlineEvent) -> Summary:
    """The summary of a thread, given its events; the first one is the sinking."""
    return summarize_thread([story], TITLE, Outline((OutlineEvent(SUNK, MONDAY, 2, is_main=True), *events), TITLE))


def days_of(story: Story, summary: Summary) -> dict[str, date | None]:
    """The day under which each line of a long summary stands; None: with where the thread stands."""
    paragraphs = Thread(None, (story,), summary).summary_paragraphs  # type: ignore[arg-type]
    return {one.text: part.day for part in paragraphs for one in (*part.sentences, *part.headlines)}


def lines_of(summary: Summary) -> list[str]:
    return [one.text for one in (*summary.long, *summary.headlines)]


HEADLINE = "Norland ferry owner drops storm insurance of ferry"


def test_a_main_event_is_stated_by_a_headline_if_no_sentence_does(make: Make) -> None:
    headline = "Owner of Norland ferry in storm without insurance in winter"
    story = story_of(make, ("2026-03-03T08:00", headline, ""))
    assert headline in lines_of(summary_of(story, OutlineEvent(("a2",), date(2026, 3, 3), 1, is_main=True)))
    assert headline not in lines_of(summary_of(story))


def test_a_sentence_on_a_main_event_comes_before_its_headline(make: Make) -> None:
    sentence = "Ostrand Lines, which owns the ferry, dropped its storm insurance in January, Norland officials said."
    story = story_of(make, ("2026-03-03T08:00", HEADLINE, sentence))
    lines = lines_of(summary_of(story, OutlineEvent(("a2",), date(2026, 3, 3), 1, is_main=True)))
    assert sentence in lines
    assert HEADLINE not in lines


def test_a_report_of_the_next_day_stands_under_the_day_of_its_event(make: Make) -> None:
    later = "Norland navy raises bow door of ferry with crane of 90 tonnes"
    story = story_of(make, ("2026-03-03T06:00", later, ""), ("2026-03-03T09:00", "Norland mourns", ""))
    days = days_of(story, summary_of(story, OutlineEvent(("a2",), MONDAY, 2, is_main=True)))
    assert days[later] == MONDAY
    assert days_of(story, summary_of(story))[later] == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Ostrand Lines suspended its ferry sailings between Norland and Vesmark on Monday evening.", 2),
        ("Ostrand Lines has lost 400 bookings since the ferry of Norland sank on Monday.", 3),
        ("Ostrand Lines was hiring 40 divers for the ferry of Norland on Monday.", 3),
    ],
)
def test_a_sentence_stands_under_the_day_that_it_names(make: Make, sentence: str, day: int) -> None:
    story = story_of(make, ("2026-03-03T08:00", "Ferry owner Ostrand Lines of Norland", sentence))
    (stated,) = {one.day or date(2026, 3, 3) for one in summary_of(story).long if one.text == sentence}
    assert stated == date(2026, 3, day)


def test_an_event_that_repeats_a_main_one_is_stated_once(make: Make) -> None:
    """Nine publishers report a lawsuit on Monday and Tuesday, and one more in its own words on Wednesday."""
    title = "Writer sues Ostrand Press over its robot editor"
    text = "A writer sued Ostrand Press in Torvane over a robot editor that bears her name, her lawyer said."
    articles = [
        make(f"s{n}", f"2026-03-{2 + n // 5:02d}T{8 + n:02d}:00", f"Sample {n}", f"{title} in Torvane", text)
        for n in range(9)
    ]
    late = "Writer sues Ostrand Press for turning her into a robot editor"
    articles.append(make("late", "2026-03-04T07:00", "Sample Late", late, ""))
    written = write_thread("t", [Story("s", "t", "", tuple(articles))], "", title)
    assert late not in lines_of(written.summary)


def test_a_headline_of_a_later_day_that_mostly_repeats_an_event_is_not_cited(make: Make) -> None:
    again = "Ferry owner Ostrand mourns after Norland storm"
    story = story_of(make, ("2026-03-03T08:00", again, ""))
    same = OutlineEvent((*SUNK, "a2"), MONDAY, 3, is_main=True)
    apart = OutlineEvent(("a2",), date(2026, 3, 3), 1, is_main=True)
    assert again in lines_of(summary_of(story, apart))
    assert again not in lines_of(summarize_thread([story], TITLE, Outline((same,), TITLE)))


def test_a_headline_says_of_what_has_happened_that_it_is_going_on(make: Make) -> None:
    later = "Norland navy is raising bow door of ferry with crane of 90 tonnes"
    story = story_of(make, ("2026-03-03T06:00", later, ""))
    assert days_of(story, summary_of(story, OutlineEvent(("a2",), MONDAY, 2, is_main=True)))[later] == MONDAY


def test_an_event_has_the_day_of_the_first_event_that_repeats_it(make: Make) -> None:
    text = "A writer sued Ostrand Press in Torvane over a robot editor that bears her name, her lawyer said."
    title = "Writer sues Ostrand Press over its robot editor"
    articles = [make("e", "2026-03-02T18:00", "Sample E", f"{title}, lawyer says", text)]
    articles += [make(f"s{n}", f"2026-03-03T{8 + n:02d}:00", f"Sample {n}", title, text) for n in range(3)]
    early, main = (
        [report for report in read_reports(articles, []) if (report.article.id == "e") is is_early]
        for is_early in (True, False)
    )
    events = [Event(date(2026, 3, 2), early), Event(date(2026, 3, 3), main)]
    events[0].likeness[events[1]] = events[1].likeness[events[0]] = 0.35
    assert [one.day for one in outline_of(events[1:], events, title).events] == [date(2026, 3, 2)] * 2


def articles_on_ferry(make: Make, count: int) -> list[Article]:
    facts = ["divers sent", "owner sued", "captain held", "survivors treated", "inquiry opened", "wreck raised"]
    return [
        make(
            f"f{n}",
            f"2026-03-02T{8 + n:02d}:00",
            f"Sample {n}",
            f"Norland ferry disaster: {facts[n]}",
            f"After the ferry disaster off Norland in the storm, {facts[n]} in Torvane.",
        )
        for n in range(count)
    ]


def test_an_article_on_something_else_is_known_by_what_it_shares(make: Make) -> None:
    other = make(
        "x", "2026-03-02T20:00", "Sample X", "Torvane teachers call off strike", "Teachers of Arden went back."
    )
    titled = headlines([*articles_on_ferry(make, 6), other])
    assert side_articles(titled, "Norland ferry disaster") == {"x"}
    assert not side_articles(titled, "Torvane teachers call off strike")  # the title is what the thread is about
    assert not side_articles(headlines([*articles_on_ferry(make, 4), other]), "Norland ferry disaster")  # too few


def test_nothing_is_quoted_of_an_article_on_something_else(make: Make) -> None:
    sentence = "A court in Torvane ordered 900 teachers of Arden back to their schools on Monday."
    other = make("x", "2026-03-02T20:00", "Sample X", "Court ends strike of Torvane teachers", sentence)
    articles = (*articles_on_ferry(make, 6), other)
    summary = summarize_thread([Story("s", "t", "", articles)], "Norland ferry disaster: wreck raised in Torvane")
    assert not {"x"} & {one.article for one in (*summary.long, *summary.headlines)}


def test_a_figure_of_the_whole_thread_makes_no_two_sentences_one() -> None:
    one = "The bank freed $6 billion for Arden on Monday."
    other = "Arden will build two harbours with the $6 billion, its president said."
    assert states_the_same_figure(one, other)
    assert not states_the_same_figure(one, other, common_figures=frozenset({"$6"}))


def test_the_day_of_a_sentence_is_no_part_of_what_it_is() -> None:
    assert Sentence("A.", "a", MONDAY) == Sentence("A.", "a")


def test_two_sentences_are_in_the_same_words_whatever_the_theme(make: Make) -> None:
    lines = (
        "Five former officers of Torvane were named in an indictment over the death of Tom Nolan.",
        "After the death of Tom Nolan by five officers of Torvane, the force is under pressure to change.",
        "The indictment charges each of them with excessive force and obstruction of justice.",
    )
    one, other, third = judged_sentences(
        make("a", "2026-03-02T08:00", "Sample Wire", "Officers charged", " ".join(lines))
    )
    assert are_in_the_same_words(one, other) and are_in_the_same_words(other, one)
    assert not are_in_the_same_words(one, third)
