"""The rows of a default timeline: about the affair, each event once, no live pages, and the event of the title."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.articles import Article
from briefing.model.threads import Sentence, TimelineEntry
from briefing.writing import side_entries
from briefing.writing.headlines import Headline, headlines
from briefing.writing.side_entries import with_fewer_main_entries
from briefing.writing.timeline.event_odds import compared, repetition
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.main_events import MAX_REPEATED
from briefing.writing.timeline.named_events import with_named_events
from briefing.writing.timeline.reports import read_reports
from briefing.writing.timeline.thread_timeline import topic_events
from tests.writing.conftest import Make

TITLE = "Hackers close terminals of Torvane Ports"
CLOSED = "Hackers closed two terminals of Torvane Ports on Monday, and 40 ferries of the ports could not sail."
AGAIN = "Two terminals of Torvane Ports were closed by hackers, leaving 40 ferries of the ports without a berth."
THEFT = "A thief took nine bicycles from a shed behind the library of Vesmark, neighbours said."


def articles_of_attack(make: Make) -> list[Article]:
    """Nine reports on one attack."""
    return [make(f"a{n}", f"2026-03-02T{8 + n:02d}:00", f"Sample {n}", TITLE, CLOSED) for n in range(9)]


def entry(articles: list[Article], text: str = "", day: int = 2) -> TimelineEntry:
    """A main entry of these articles."""
    return TimelineEntry(
        date=date(2026, 3, day),
        title=articles[0].title,
        publishers=tuple(one.publisher for one in articles),
        articles=tuple(one.id for one in articles),
        sentences=(Sentence(text, articles[0].id),) if text else (),
    )


def shown(entries: list[TimelineEntry], articles: list[Article]) -> list[str]:
    return [one.title for one in with_fewer_main_entries(entries, articles, TITLE) if one.main]


def test_a_row_beside_the_affair_goes(make: Make) -> None:
    attack = articles_of_attack(make)
    theft = make("t", "2026-03-02T20:00", "Sample Echo", "Bicycles vanish in Vesmark", THEFT)
    assert shown([entry(attack, CLOSED), entry([theft], THEFT)], [*attack, theft]) == [TITLE]


def test_a_row_without_specific_words_of_the_thread_goes_from_a_small_one_too(make: Make) -> None:
    attack = articles_of_attack(make)[:3]
    theft = make("t", "2026-03-02T20:00", "Sample Echo", "Bicycles vanish in Vesmark", THEFT)
    rows, articles = [entry(attack, CLOSED), entry([theft], THEFT)], [*attack, theft]
    assert shown(rows, articles) == [TITLE]
    other = make("u", "2026-03-02T21:00", "Sample Gazette", "Nine bicycles stolen in Vesmark", "They were new.")
    rows[1] = entry([theft, other], THEFT)
    assert shown(rows, [*articles, other]) == [TITLE, theft.title]


@pytest.mark.parametrize(("lang", "stays"), [("en", False), ("de", True), ("ja", True)])
def test_only_reports_in_english_are_compared_by_specific_words(make: Make, lang: str, stays: bool) -> None:
    attack = articles_of_attack(make)[:3]
    other = make("t", "2026-03-02T20:00", "Sample Echo", "Räder in Vesmark gestohlen", "Neun Räder fehlen.", lang=lang)
    rows, articles = [entry(attack, CLOSED), entry([other], other.text)], [*attack, other]
    assert shown(rows, articles) == [TITLE, *[other.title] * stays]


def test_one_event_is_one_row_of_a_day(make: Make) -> None:
    attack = articles_of_attack(make)
    again = make("b", "2026-03-02T21:00", "Sample Echo", "Torvane Ports terminals down after hackers strike", AGAIN)
    articles = [*attack, again]
    assert shown([entry(attack, CLOSED), entry([again], AGAIN)], articles) == [TITLE]
    assert shown([entry(attack, CLOSED), entry([again], AGAIN, day=4)], articles) == [TITLE, again.title]


def test_a_list_of_events_is_no_row_beside_others(make: Make) -> None:
    attack = articles_of_attack(make)
    page = make("p", "2026-03-03T08:00", "Sample Echo", "Hackers of Torvane Ports: list of key events, day 2", CLOSED)
    assert shown([entry(attack), entry([page], day=3)], [*attack, page]) == [TITLE]
    assert shown([entry([page], day=3)], [page]) == [page.title]


def test_what_several_publishers_report_under_the_title_has_a_row(make: Make) -> None:
    lead = "A flaw in {} lets hackers read files, and {} closed it on Tuesday, its makers said."
    makers = {"Ostrand Reader": 6, "Korvel Office": 4}
    articles = [
        make(
            f"{maker[0]}{n}",
            f"2026-03-03T{8 + n:02d}:{minute:02d}",
            f"Sample {maker} {n}",
            f"{maker} closes flaw exploited by hackers",
            lead.format(maker, maker),
        )
        for minute, (maker, count) in enumerate(makers.items())
        for n in range(count)
    ]
    events = topic_events(articles)
    title = "Korvel Office closes flaw exploited by hackers"
    wide = [event for event in events.reported if "Ostrand" in event.reports[0].headline.text]
    chosen = with_named_events(wide, events.reported, (title,), 12)
    headlines = {report.headline.text for event in chosen for report in event.reports}
    assert {title, "Ostrand Reader closes flaw exploited by hackers"} <= headlines


@pytest.mark.parametrize("publishers", [2, 3])
@pytest.mark.parametrize(("shared", "is_one"), [(("Torvane", "Vesmark"), False), (("Torvane", "Torvane"), True)])
def test_matches_of_several_publishers_are_one_only_if_they_share_their_score(
    make: Make, shared: tuple[str, str], is_one: bool, publishers: int
) -> None:
    headlines = [f"{shared[0]} 35-15 Arden: late tries win opening match", f"{shared[1]} 35-15 Arden: tries win match"]
    if not is_one:
        headlines[1] = f"{shared[1]} 27-10 Norland: kicks decide game for hosts"
    articles = [
        make(f"{side}{n}", f"2026-03-07T{14 + side}:0{n}", f"Sample {n}", headline, "")
        for side, headline in enumerate(headlines)
        for n in range(publishers)
    ]
    reports = read_reports(articles, [])
    one, other = (
        compared(Event(reports[0].day, [r for r in reports if r.headline.text == headline])) for headline in headlines
    )
    assert (repetition(one, other) >= MAX_REPEATED) == is_one


def test_of_a_long_thread_a_bounded_number_of_articles_is_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counting(articles: list[Article]) -> list[Headline]:
        read.append(len(articles))
        return headlines(articles)

    monkeypatch.setattr(side_entries, "headlines", counting)
    many = [
        make(f"b{n}", f"2026-03-{n % 28 + 1:02d}T08:{n % 60:02d}", f"Sample {n}", TITLE, CLOSED) for n in range(3000)
    ]
    theft = make("t1", "2026-03-02T09:00", "Gazette", "Thief takes nine bicycles in Vesmark", THEFT)
    assert shown([entry(many[:3]), entry([theft], day=2)], [*many, theft]) == [TITLE]
    assert max(read) <= side_entries.MAX_READ_ARTICLES
