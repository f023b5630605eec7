"""Hostile texts, cleaned on their way in, do no harm in any page, pipe, file or list."""

from __future__ import annotations

import io
import json
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from briefing.config.toml_editing import feed_table
from briefing.feeds.feed_lists import read_feeds
from briefing.feeds.opml_writer import write_opml
from briefing.model.articles import Article, Story
from briefing.model.coverage import AgendaItem, Coverage, ExclusiveFact, Happening, HappeningCoverage, PublisherReport
from briefing.model.curation import Explanation, HiddenThread, MuteRule, SavedView, SearchHit
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Entry
from briefing.model.grouping import Evidence
from briefing.model.notes import Note
from briefing.model.threads import Sentence, ThreadRow
from briefing.output import json_format as output_json
from briefing.output.agenda import agenda_page
from briefing.output.cells import cell_width
from briefing.output.coverage import coverage_page
from briefing.output.curation import hidden_threads_page, saved_views_page
from briefing.output.explanation import explanation_page
from briefing.output.feed_health import failure_line, feeds_page
from briefing.output.icalendar_file import icalendar_text
from briefing.output.lines import Line, Span, plain_lines
from briefing.output.terminal import print_lines
from briefing.output.thread_list import article_page, hits_page, threads_page
from briefing.text.article_from_entry import article_from_entry
from briefing.text.html.clean import clean
from briefing.text.url_secrets import without_secrets

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(id=[0-9-]+)?;[\x21-\x7e]*\x1b\\")
SEEDS = ["\x1b[31m", "\x1b]8;;https://x.example\x07", "\x1b]52;c;aGk=\x07", "\x9b2J", "\r", "\x7f", "\x07", "&#27;[2J"]
SEEDS += ["[red]", "[/", "[0]", "[@click=app.quit]", "[b", "[link=https://x.example]", "\\[b]", "{", "$x", "`", "```"]
SEEDS += [
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\ufeff",
    "e" + "\u0301" * 200,
    "\ufe0f",
    "日本語",
    "👨‍👩‍👧",
    "\ud800",
]
SEEDS += [
    "<script>alert(1)</script>",
    "<b>",
    "]]>",
    "&amp;#27;",
    '"',
    "\n",
    "BEGIN:VEVENT",
    "\u2028",
    "=cmd|' /C calc'!A0",
]
words = st.lists(st.sampled_from(SEEDS) | st.text(max_size=12), max_size=5).map(" ".join)
hostile = settings(max_examples=35, derandomize=True)


def article(text: str) -> Article:
    """An article whose texts are all hostile, as it is stored."""
    entry = Entry(guid=text, link="https://wire.example/" + text, title=text, summary=f"<p>{text}", author=text)
    return article_from_entry(entry, Feed("https://wire.example/feed", publisher=clean(text)), text, NOW)


def hostile_values(
    one: Article, text: str
) -> tuple[Coverage, Explanation, AgendaItem, Feed, FeedState, MuteRule, ThreadRow]:
    """Values whose texts are all hostile."""
    row = ThreadRow("t1", one.title, clean(text), NOW, NOW, "new", (one.publisher,), 1, 1)
    story, sentence = Story("s1", "t1", one.title, (one,)), Sentence(one.title, one.id)
    report = PublisherReport(one.publisher, one, timedelta(hours=1), copied_from=one.publisher)
    coverage = Coverage(
        row,
        (
            HappeningCoverage(
                Happening(one.id, one.title, story.id, (one,)),
                (report,),
                (ExclusiveFact(one.publisher, one.title, sentence),),
            ),
        ),
        (one.publisher,),
    )
    evidence = Evidence("a1", "s1", "story", 0.9, names=(one.title,), terms=(one.title,), nearest="s1")
    why = Explanation(one, story, row, evidence, evidence, {"s1": one.title, "t1": one.title})
    coming = AgendaItem(NOW.date(), date(2026, 3, 9), "t1", one.title, sentence, one, (one.publisher,))
    feed = Feed("https://wire.example/feed", name=text)
    state = FeedState(feed.url, text, failures=2, error=text)
    return coverage, why, coming, feed, state, MuteRule("word", clean(text), NOW), row


def pages(one: Article, text: str, width: int) -> list[list[Line]]:
    """Every page that prints foreign text, except briefings, threads and digests: see tests/output."""
    coverage, why, coming, feed, state, rule, row = hostile_values(one, text)
    return [
        agenda_page([coming], NOW, width),
        article_page(one, NOW, width),
        coverage_page(coverage, NOW, width),
        feeds_page([(feed, state)], NOW, width),
        hidden_threads_page([HiddenThread(row, rule, NOW)], [rule], NOW, width),
        hits_page([SearchHit(one, "t1", one.title, one.title)], NOW, width),
        threads_page([row], NOW, width),
        saved_views_page([SavedView(clean(text) or "x", clean(text))], width),
        explanation_page(why, NOW, width),
        [(Span(failure_line(Note(text, text), NOW)),)],
    ]


@hostile
@given(words, st.integers(30, 100))
@example("\x1b]52;c;aGk=\x07 \u202e[/ [@click=app.quit]", 30)
def test_f52_f54_no_page_contains_control_or_invisible_characters(text: str, width: int) -> None:
    one = article(text)
    for page in pages(one, text, width):
        shown = plain_lines(page)
        assert not OBEYED.search(shown)
        out = io.StringIO()
        print_lines(page, Console(file=out, force_terminal=True, width=width, color_system="truecolor"))
        assert not OBEYED.search(OURS.sub("", out.getvalue()))


@hostile
@given(words)
def test_f53_markup_is_shown_literally(text: str) -> None:
    one = article(text)
    for page in pages(one, text, 80):
        out = io.StringIO()
        print_lines(page, Console(file=out, force_terminal=True, width=80, color_system=None))
        assert out.getvalue() == plain_lines(page)


@hostile
@given(words, st.integers(40, 100))
def test_f54_columns_stay_within_their_margins(text: str, width: int) -> None:
    one = article(text)
    for page in pages(one, text, width)[:-1]:  # a failure is one line, however long
        wide = [line for line in plain_lines(page).splitlines() if cell_width(line) > width]
        assert all(line.strip() == one.link for line in wide)


@hostile
@given(words)
def test_f52_machine_readable_output_contains_no_control_character(text: str) -> None:
    one = article(text)
    coverage, why, coming, feed, state, rule, row = hostile_values(one, text)
    for document in (
        output_json.agenda_json([coming], NOW),
        output_json.article_json(one, NOW),
        output_json.coverage_json(coverage, NOW),
        output_json.feeds_json([(feed, state)], NOW),
        output_json.hidden_threads_json([HiddenThread(row, rule, NOW)], [rule], [], NOW),
        output_json.hits_json([SearchHit(one, "t1", one.title, one.title)], NOW),
        output_json.explanation_json(why, NOW),
    ):
        assert not OBEYED.search(document)
        assert json.loads(document)["schema"] == "briefing/1"
    safe = Feed(one.link or feed.url, name=clean(text), publisher=one.publisher, section=clean(text) or "news")
    listed = write_opml([safe])
    assert not OBEYED.search(listed)
    ElementTree.fromstring(listed)
    expected = (without_secrets(safe.url), clean(safe.name))
    assert [(found.url, found.name) for found in read_feeds(listed.encode()).feeds] == [expected]
    table = feed_table(safe)
    assert not OBEYED.search(table)
    assert tomllib.loads(table)["feeds"][0]["url"] == safe.url


@hostile
@given(words)
def test_f52_a_hostile_title_adds_no_calendar_event(text: str) -> None:
    pytest.importorskip("icalendar")
    calendar = icalendar_text([hostile_values(article(text), text)[2]], NOW)
    assert not OBEYED.search(calendar.replace("\r\n", "\n"))
    assert len(re.findall(r"^BEGIN:VEVENT\r?$", calendar, re.MULTILINE)) == 1


def test_every_fault_has_a_test_of_its_name() -> None:
    folder = Path(__file__).parent
    names = re.findall(r"def (test_f\w+)", "".join(path.read_text("utf-8") for path in folder.glob("test_*.py")))
    tested = {number for name in names for number in re.findall(r"(?<=_f)\d\d", name)}
    assert tested == {f"{number:02}" for number in range(1, 61)}
