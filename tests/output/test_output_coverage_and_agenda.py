"""Coverage, agenda, calendar and changes as they are printed."""

import re
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_briefing import GAZETTE, NOW, PACT, TREMOR, WIRE, briefing, happening_of, in_markdown

from briefing.errors import BriefingError
from briefing.model.coverage import AgendaItem, Coverage, ExclusiveFact, HappeningCoverage, PublisherReport
from briefing.model.threads import Changes, NumberChange, Sentence, TimelineEntry
from briefing.output.agenda import agenda_page
from briefing.output.coverage import coverage_page
from briefing.output.digest.digest import digest_text
from briefing.output.documents.page_documents import thread_document
from briefing.output.documents.text_document import document_lines
from briefing.output.formatting import format_delay, format_headline
from briefing.output.icalendar_file import event_uid, icalendar_text
from briefing.output.lines import plain_lines
from briefing.output.thread import thread_page
from briefing.output.timeline import condense_by_day
from briefing.output.today import briefing_lines

VOTE = Sentence("Japan's Diet votes on the pact on 22 January.", "a3")
COMING = AgendaItem(
    date(2025, 1, 22), date(2025, 1, 22), "t1aa", "The pact", VOTE, GAZETTE, ("Sample Gazette", "Sample Wire")
)
MONTH = replace(COMING, first=date(2025, 2, 1), last=date(2025, 2, 28), publishers=("Sample Gazette",))
CHANGES = Changes(
    NOW - timedelta(days=3),
    PACT.stories[1:],
    (NumberChange("dead", "12", "17", Sentence("Twelve died.", "a2"), Sentence("Now 17 are dead.", "a3")),),
    ("Selma Bay",),
    (Sentence("The Senate concurred by 19 votes to none.", "a2"),),
)


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def coverage_of(*stories, silent=()):
    return Coverage(PACT.row, stories, silent)


def test_coverage_reads_as_sketched():
    reports = (
        PublisherReport("Sample Wire", WIRE, timedelta()),
        PublisherReport("Sample Gazette", GAZETTE, timedelta(minutes=60), 2, "Sample Wire"),
    )
    facts = (ExclusiveFact("Sample Wire", "19 votes", Sentence("It passed by 19 votes.", "a2")),)
    one = HappeningCoverage(happening_of(PACT.stories[1]), reports, facts)
    text = plain_lines(coverage_page(coverage_of(one, silent=("Sample Kurier", "Sample Metro")), NOW, 100))
    assert text.splitlines()[2:] == [
        f"{'Senate concurs':94}16 Dec",
        "  15:40    Sample Wire     Senate backs pact with Tokyo",
        "  +1 h 00  Sample Gazette  What the pact allows (the words of Sample Wire, 2 articles)",
        "  only     Sample Wire     It passed by 19 votes.",
        "",
        "silent in world: Sample Kurier, Sample Metro",
    ]


def test_coverage_shows_what_several_report_and_counts_the_rest():
    alone = HappeningCoverage(happening_of(PACT.stories[0]), (PublisherReport("Sample Wire", WIRE, timedelta()),))
    both = HappeningCoverage(
        happening_of(PACT.stories[1]),
        (PublisherReport("Sample Wire", WIRE, timedelta()), PublisherReport("B", GAZETTE, timedelta())),
    )
    text = plain_lines(coverage_page(coverage_of(alone, both), NOW, 80))
    assert "Pact signed" not in text
    assert "1 more: `--all`" in text
    assert "Pact signed" in plain_lines(coverage_page(coverage_of(alone, both), NOW, 80, all_happenings=True))


def test_delays_in_words():
    delays = [format_delay(timedelta(minutes=m)) for m in (0, 42, 77, 3000)]
    assert delays == ["same time", "+42 min", "+1 h 17", "+2 d"]


def test_the_agenda_names_a_day_once():
    text = plain_lines(agenda_page([COMING, replace(COMING, thread="t2"), MONTH], NOW, 80))
    assert text.count("Wed 22 Jan 2025") == 1
    long = replace(COMING, article=replace(COMING.article, title="Senate " * 8 + "votes"), publishers=("Sample Wire",))
    (first, *_) = plain_lines(agenda_page([long], NOW, 80)).splitlines()
    assert first.endswith("votes"), "a headline has the whole width where nothing stands beside it"
    assert "February 2025" in text
    assert "Japan's Diet votes on the pact on 22 January. [Sample Gazette, 16 Dec]" in " ".join(text.split())
    assert "2 publishers" in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_page(width):
    reports = (
        PublisherReport("Sample Wire", WIRE, timedelta()),
        PublisherReport("Sample Gazette", GAZETTE, timedelta(hours=30), 2, "Sample Wire"),
    )
    one = HappeningCoverage(happening_of(PACT.stories[1]), reports)
    lines = plain_lines(
        [*agenda_page([COMING, MONTH], NOW, width), *coverage_page(coverage_of(one), NOW, width)]
    ).splitlines()
    assert max(map(len, lines)) <= width


def test_a_calendar_holds_whole_days_with_steady_identities():
    from icalendar import Calendar

    events = Calendar.from_ical(icalendar_text([COMING, MONTH], NOW)).walk("VEVENT")
    assert [(e["dtstart"].dt, e["dtend"].dt) for e in events] == [
        (date(2025, 1, 22), date(2025, 1, 23)),
        (date(2025, 2, 1), date(2025, 3, 1)),
    ]
    assert str(events[0]["summary"]) == "What the pact allows"
    assert str(events[0]["url"]) == GAZETTE.link
    assert event_uid(COMING) == event_uid(replace(COMING, sentence=Sentence("Other words.", "a2"))) != event_uid(MONTH)


def test_without_the_library_a_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(BriefingError) as caught:
        icalendar_text([COMING], NOW)
    assert "[ics]" in caught.value.hint


def test_what_came_since_the_last_reading_stands_first():
    text = plain_lines(thread_page(replace(PACT, changes=CHANGES), NOW, 90))
    block = text[text.index("SINCE YOU LAST READ (13 Dec)") : text.index("SUMMARY")]
    assert "The Senate concurred by 19 votes to none. [1]" in block
    assert "dead: 12 [1], now 17 [2]" in block
    assert "New names: Selma Bay" in block


@pytest.mark.parametrize(
    "write",
    [lambda thread: thread_page(thread, NOW, 90), lambda thread: document_lines(thread_document(thread, NOW), 90)],
    ids=["show", "document"],
)
def test_what_came_without_a_sentence_to_quote_is_told_by_its_headlines(write):
    """Also where it came into a known story: the heading never stands alone."""
    came = PACT.stories[1].articles[-1]
    thread = replace(PACT, timeline=(), changes=Changes(NOW, article_ids=frozenset({came.id})))
    text = plain_lines(write(thread))
    block = text[text.upper().index("SINCE YOU LAST READ") : text.upper().index("SUMMARY")]
    assert f"{format_headline(came)} [1]" in " ".join(block.split())


def test_a_digest_has_changed_numbers_with_both_sources():
    text = digest_text(briefing(replace(PACT, changes=CHANGES)))
    assert "The Senate concurred by 19 votes to none. [1]" in text
    assert "dead: 12 [1], now 17 [2]" in text


def test_the_factors_of_a_score_are_listed():
    reasons = {"t1aa": [("publishers", 2.4), ("recency", 0.5), ("followed", 1.0)]}
    one = replace(PACT, row=replace(PACT.row, score=1.2))
    assert "score 1.20: publishers 2.40, recency 0.50\n" in plain_lines(
        briefing_lines(briefing(one), 90, score_factors=reasons)
    )


def test_a_condensed_timeline_has_its_latest_days_each_with_what_most_report():
    def entry(day, title, publishers):
        return TimelineEntry(date(2024, 12, day), title, publishers=tuple(f"Sample {n}" for n in range(publishers)))

    entries = [entry(16, "a", 1), entry(16, "b", 3), entry(15, "c", 1), entry(14, "d", 2), entry(14, "e", 2)]
    assert [e.title for e in condense_by_day(entries, 2)] == ["b", "c"]
    assert [e.title for e in condense_by_day(entries, 4)] == ["a", "b", "c", "d"]
    assert condense_by_day(entries, 9) == tuple(entries)


def test_a_page_of_many_threads_has_a_line_of_changed_numbers():
    names_only = replace(CHANGES, number_changes=())
    text = plain_lines(
        briefing_lines(briefing(replace(PACT, changes=CHANGES), replace(TREMOR, changes=names_only)), 110)
    )
    assert "   Since 13 Dec 18:40: dead: 12 [1], now 17 [2]; new names: Selma Bay\n" in text
    assert "   Since 13 Dec 18:40: New names: Selma Bay\n" in text
    read = replace(PACT, row=replace(PACT.row, read=CHANGES.since), changes=CHANGES)
    assert "Since you last read (13 Dec 18:40): dead" in plain_lines(briefing_lines(briefing(read), 110))
    nothing = replace(CHANGES, number_changes=(), new_names=())
    assert "Since" not in plain_lines(briefing_lines(briefing(replace(PACT, changes=nothing)), 110))


def test_markdown_says_it_too_with_linked_sources():
    text = in_markdown(briefing(replace(PACT, changes=CHANGES)))
    assert "Since 13 Dec 18:40: dead: 12 [\\[1\\]](<https://" in text


def test_a_long_thread_is_condensed_unless_it_is_asked_for_in_full():
    def entry(day):
        is_main, old = day % 4 == 0, day == 4
        when = date(2024, 11, 1) + timedelta(days=day)
        return TimelineEntry(when, f"Event {day}.", publishers=("Sample Wire",), main=is_main, background=old)

    story = PACT.stories[1]
    long = replace(
        PACT,
        stories=tuple(replace(story, id=f"s{n}", title=f"Story {n}.") for n in range(20)),
        timeline=tuple(entry(day) for day in range(40, 0, -1)),
    )
    short, full = (plain_lines(thread_page(long, NOW, 100, full=full)) for full in (False, True))
    assert [day for day in range(1, 41) if f"Event {day}." in short] == list(range(4, 41, 4)), "the main events"
    assert "30 more events: `briefing show t1aa --full`" in short
    assert "5 more stories: `briefing show t1aa --full`" in short
    assert "Story 4." not in short
    assert "before your feeds, 1 publisher" in short
    assert all(f"Event {day}." in full for day in range(1, 41))
    assert "Story 4." in full
    assert "--full" not in full


def test_a_long_affair_in_full_says_how_to_see_the_events_of_old_months():
    days = [date(2024, month, day) for month in (12, 11, 10, 9) for day in (20, 5)]
    timeline = tuple(TimelineEntry(day, f"Event {day}.", publishers=(f"Sample {day.day}",), main=True) for day in days)
    full = plain_lines(thread_page(replace(PACT, timeline=timeline), NOW, 100, full=True))
    assert re.search(r"Sep +2 events, among them: Event 2024-09-20\. +2 publishers", full)
    assert "Event 2024-10-05." in full and "Event 2024-09-05." not in full
    assert "more event" not in full
    assert "one by one: `briefing show t1aa --full --json`" in full


def test_publishers_who_disagree_are_named_with_their_values():
    disputed = replace(CHANGES.number_changes[0], is_disagreement=True)
    text = digest_text(briefing(replace(PACT, changes=replace(CHANGES, number_changes=(disputed,)))))
    assert re.search(r"dead: 17 \(Sample \w+\) \[\d\], 12 \(Sample \w+\) \[\d\]", " ".join(text.split()))
