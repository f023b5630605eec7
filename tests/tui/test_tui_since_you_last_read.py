"""What came since a thread was last read: how it is listed and counted, and the marks of events that agree with it."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from fake_services import NOW, ago, sample_threads
from sample_news import thread_of

from briefing.model.threads import Changes, Thread
from briefing.tui.render.page_lines import PageHeading, PageLine, Target
from briefing.tui.render.thread import render_thread
from briefing.tui.render.thread_options import RenderOptions
from briefing.tui.symbols import symbols
from briefing.writing.changes import changes_since_read

VIEW = RenderOptions(NOW, symbols(False))


def text(page: list[PageLine]) -> str:
    return "\n".join(line.content.plain for line in page)


@pytest.mark.parametrize("known", [0, 1], ids=["a new event", "a known event"])
def test_each_event_since_the_last_visit_leads_to_the_report_that_it_is_named_by(known: int) -> None:
    thread = sample_threads()[0]
    articles = sorted(thread.stories[0].articles, key=lambda article: article.published)
    came = frozenset(article.id for article in articles[known:])
    changed = replace(thread, changes=Changes(ago(days=2), thread.stories[:1], article_ids=came))
    named = articles[-1] if known else articles[0]
    lines = [line for line in render_thread(changed, VIEW, 78) if line.target and line.target.occurrence == "since"]
    assert [(line.target, line.content.plain.strip()) for line in lines] == [
        (Target("article", named.id, occurrence="since"), f"● {named.title}")
    ]


def event_marks(thread: Thread, **options: Any) -> dict[str, str]:
    """The mark of each event in the timeline of a thread, by the first words of its title."""
    shown = render_thread(thread, replace(VIEW, articles_aside=True, **options), 90)
    lines = [line.content.plain for line in shown if line.target and line.target.kind in ("entry", "thread", "month")]
    found = [re.match(r".{11} (\S) (\w+ \w+)", line) for line in lines]
    return {match[2]: match[1] for match in found if match}


def pact(read: datetime | None) -> Thread:
    """A thread of three events, of which the first has a report more than an hour old; the others are of today."""
    happenings = [(ago(days=9), "Ministers sign a pact", 3), (ago(hours=5), "Senate debates it", 1)]
    thread = thread_of("marks", "A pact", [*happenings, (ago(hours=2), "Senate ratifies it", 2)], read=read)
    return replace(thread, changes=changes_since_read(thread))


def test_events_are_marked_as_new_by_their_reports_and_not_by_their_day() -> None:
    assert event_marks(pact(ago(hours=3))) == {"Ministers sign": "○", "Senate debates": "○", "Senate ratifies": "●"}
    assert event_marks(pact(ago(minutes=1))) == {"Ministers sign": "○", "Senate debates": "○", "Senate ratifies": "○"}


def test_an_old_event_with_a_late_report_is_marked_and_counted() -> None:
    thread = pact(ago(minutes=1))
    late = thread.stories[0].articles[-1]
    changed = replace(thread, changes=Changes(ago(minutes=1), article_ids=frozenset({late.id})))
    assert event_marks(changed)["Ministers sign"] == "●"
    assert "SINCE YOU LAST READ (09:39)" in text(render_thread(changed, VIEW, 90))
    assert f"● {late.title}" in text(render_thread(changed, VIEW, 90))


def test_in_a_thread_that_was_never_opened_no_event_differs() -> None:
    assert set(event_marks(pact(None)).values()) == {"·"}


def test_events_of_parts_and_of_before_the_feeds_have_no_mark_of_reading() -> None:
    thread = pact(ago(hours=3))
    first, second, third = thread.timeline
    entries = (
        first,
        replace(second, part="t-other", part_title="Budget", articles=()),
        replace(third, background=True),
    )
    marks = event_marks(replace(thread, timeline=entries))
    assert marks == {"Ministers sign": "·", "Senate debates": "·", "Senate ratifies": "●"}


def test_what_a_new_article_only_mentions_is_no_new_event() -> None:
    thread = pact(ago(hours=3))
    newest = thread.timeline[0]
    mentioned = replace(newest, date=newest.date - timedelta(days=40), title="Talks begin quietly", story="")
    shown = replace(thread, timeline=(*thread.timeline, mentioned))
    assert event_marks(shown)["Talks begin"] == "·", "no report says that the reader knows it"
    assert "1 event, 2 articles" in text(render_thread(shown, VIEW, 90))


def test_a_folded_month_is_marked_if_one_of_its_events_has_news() -> None:
    when = [ago(days=days) for days in (165, 160, 100, 60, 30, 1)]
    thread = thread_of(
        "long", "A pact", [(day, f"Step {n} is done", 1) for n, day in enumerate(when)], read=ago(days=2)
    )
    late = thread.stories[0].articles[0]
    changed = replace(thread, changes=Changes(ago(days=2), article_ids=frozenset({late.id})))
    assert event_marks(changed, all_events=True)["2 events"] == "●"
    assert event_marks(replace(changed, changes=Changes()), all_events=True)["2 events"] == "○"


@pytest.mark.parametrize(
    ("news", "part", "background", "mark"),
    [
        (True, True, False, "●"),
        (True, False, True, "●"),
        (False, True, False, "○"),
        (False, False, True, "○"),
    ],
)
def test_a_folded_month_has_the_mark_of_its_events_whichever_leads_it(
    news: bool, part: bool, background: bool, mark: str
) -> None:
    """The leading event of the month, with the most publishers, is one that has no mark of its own."""
    when = [ago(days=days) for days in (165, 160, 100, 60, 30, 1)]
    thread = thread_of(
        "long", "A pact", [(day, f"Step {n}", 3 if n == 1 else 1) for n, day in enumerate(when)], read=NOW
    )
    late = thread.stories[0].articles[0]
    top = replace(thread.timeline[-2], part="t9" if part else "", background=background)
    rest = replace(thread.timeline[-1], main=False)
    changes = Changes(ago(days=2), article_ids=frozenset({late.id} if news else ()))
    shown = replace(thread, timeline=(*thread.timeline[:-2], top, rest), changes=changes)
    assert event_marks(shown, all_events=True)["2 events"] == mark
    alone = replace(shown, timeline=(*shown.timeline[:-1], replace(rest, background=True)), changes=Changes())
    assert event_marks(alone, all_events=True)["2 events"] == "·"
    assert ("before your feeds" in text(render_thread(alone, replace(VIEW, all_events=True), 90))) == background


def test_what_came_is_counted_as_it_is_listed() -> None:
    """Of two new articles of one event one row stands; a new article of no event has a row of its own."""
    thread = pact(ago(hours=3))
    assert "1 event, 2 articles" in text(render_thread(thread, VIEW, 90))
    assert re.search(r"SINCE YOU LAST READ \(06:40\) +1 new$", text(render_thread(thread, VIEW, 40)), re.MULTILINE)
    comment = replace(thread.stories[0].articles[0], id="comment", title="What the pact means", published=ago(hours=1))
    stories = (replace(thread.stories[0], articles=(*thread.stories[0].articles, comment)), *thread.stories[1:])
    with_comment = replace(thread, stories=stories, changes=changes_since_read(replace(thread, stories=stories)))
    lines = render_thread(with_comment, VIEW, 90)
    assert "1 event, 1 other article" in text(lines)
    assert sum(line.target is not None and line.target.occurrence == "since" for line in lines) == 2
    assert any(line.heading == PageHeading("since", "Since 2") for line in lines)
