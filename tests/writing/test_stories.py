"""Publishers of one house are one source everywhere, and so are copies of one text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from test_coverage import thread_of

from briefing.model.articles import Article, Story
from briefing.writing.changes import new_names
from briefing.writing.coverage import coverage
from briefing.writing.sentences.quotable_sentences import quotable_sentences
from briefing.writing.stories import publisher_count, publisher_numbers, sample_articles
from briefing.writing.summary.salience import story_statistics
from briefing.writing.timeline.thread_timeline import thread_timeline
from briefing.writing.titles.thread_titles import story_title

Make = Callable[..., Article]
WIRE_TEXT = "The ferry Sample Star went down off Cebu on Monday with eighty people on board, the coast guard said."


@pytest.fixture
def one_house(make: Make) -> list[Article]:
    """Two reports of the BBC, which agree on Sunday, and one of another house, which says Saturday."""
    return [
        replace(
            make("n", "2026-01-12T06:00", "BBC News", "Pact signed", "On Sunday the two signed, as Ana Korvel saw."),
            url="https://www.bbc.co.uk/news/1",
        ),
        replace(
            make("a", "2026-01-12T07:00", "BBC Asia", "Pact", "They signed on Sunday, and there was Ana Korvel."),
            url="https://www.bbc.com/asia/1",
        ),
        make("w", "2026-01-12T08:00", "Sample Wire", "Two sign", "The two signed on Saturday in Torvane."),
    ]


def test_publishers_of_one_house_count_once(one_house: list[Article]) -> None:
    assert publisher_numbers(one_house) == [0, 0, 1]
    assert publisher_count(one_house) == 2
    assert story_statistics(one_house, quotable_sentences(one_house)).publisher_count == 2


def test_copies_count_once_and_unknown_publishers_each(make: Make) -> None:
    copies = [make(f"c{n}", f"2026-01-12T0{n}:00", f"Sample {n}", "Ferry sinks", WIRE_TEXT) for n in range(3)]
    assert publisher_count(copies) == 1
    unknown = [Article(id=f"u{n}", title=f"Report {n}", text=f"Short text {n}.") for n in range(3)]
    assert publisher_numbers(unknown) == [0, 1, 2]


def test_one_house_does_not_decide_the_day_of_an_event(one_house: list[Article]) -> None:
    titled = [replace(article, title="The two sign pact") for article in one_house]
    again = replace(titled[2], id="w2", publisher="Sample Gazette", url="https://gazette.example/1")
    (entry,) = thread_timeline([Story("s", "t", "", (*titled, again))])
    assert entry.date == date(2026, 1, 10), "two houses say so"
    assert len(entry.publishers) == 3, "the BBC counts once"


def test_one_house_makes_no_new_name(one_house: list[Article], make: Make) -> None:
    known = [make("k", "2026-01-10T06:00", "Sample Wire", "Talks", "The two talk.")]
    assert new_names(known, one_house[:2]) == ()
    other = make("o", "2026-01-12T09:00", "Sample Gazette", "Pact", "The guests cheered with the singer Ana Korvel.")
    assert [new.text for new in new_names(known, [*one_house, other])] == ["Ana Korvel (singer)"]


def test_a_fact_of_one_house_is_exclusive(one_house: list[Article]) -> None:
    named = "Ana Korvel said that ink from a leaking pen of the guests ruined a carpet in Torvane."
    rest = "A band played, boats hooted in the harbour, and schools stayed closed. " * 4
    bbc = [replace(one, text=f"{one.text}\n{named}") for one in one_house[:2]]
    wire = replace(one_house[2], text=f"{one_house[2].text} Ink was on paper of the two for ever.\n{rest}")
    (story,) = coverage(thread_of(Story("s", "t", "", (*bbc, wire)))).happenings
    assert [report.publisher for report in story.publisher_reports] == ["BBC News", "BBC Asia", "Sample Wire"]
    assert [report.sibling for report in story.publisher_reports] == ["", "BBC News", ""]
    assert story.independent_count == 2
    assert {(fact.publisher, fact.fact) for fact in story.exclusive_facts} == {("BBC News", "Ana Korvel")}
    (alone,) = coverage(thread_of(Story("s", "t", "", tuple(bbc)))).happenings
    assert alone.exclusive_facts == (), "one house alone has nothing that others lack"


def test_one_house_does_not_choose_the_title_alone(make: Make) -> None:
    titles = ["Dockers walk out over pay in Torvane"] * 3 + ["Harbour strike closes Torvane port"] * 2
    articles = [
        make(f"a{n}", f"2026-01-11T0{n}:00", f"Sample {n}", title, f"Report {n}.") for n, title in enumerate(titles)
    ]
    assert story_title(articles) == "Dockers walk out over pay in Torvane"
    bbc = [replace(one, url=f"https://www.bbc.co.uk/{one.id}") for one in articles[:3]]
    assert story_title([*bbc, *articles[3:]]) == "Harbour strike closes Torvane port"


def test_a_sample_prefers_the_first_report_of_each_publisher(make: Make) -> None:
    articles = [
        make(f"a{n:02}", f"2026-01-12T{n // 2:02}:{n % 2}0", f"Sample {n % 20}", f"Report {n}") for n in range(40)
    ]
    sample = sample_articles(articles)
    assert len(sample) == 24
    assert [article.id for article in sample[:12]] == [f"a{n:02}" for n in range(12)]
    assert [article.id for article in sample[12:]] == [f"a{n:02}" for n in range(28, 40)]
