"""Whatever comes from elsewhere (once cleaned): no output obeys it, no line leaves its margins."""

import json
import re
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from sample_briefing import NOW, article, briefing, in_markdown, on_terminal, printed, thread

from briefing.model.articles import Story
from briefing.model.curation import SearchHit
from briefing.model.notes import Note
from briefing.model.threads import Sentence, TimelineEntry
from briefing.output.cells import cell_width
from briefing.output.digest.digest import digest_text
from briefing.output.json_format import briefing_json
from briefing.output.lines import Span, plain_lines
from briefing.output.terminal import print_lines
from briefing.output.thread import thread_page
from briefing.output.thread_list import hits_page, threads_page
from briefing.text.html.clean import clean
from briefing.text.urls import absolute_url
from briefing.tui.render.page_lines import to_content

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(id=[0-9-]+)?;[\x21-\x7e]*\x1b\\")
SEEDS = [
    "\x1b[31m",
    "\x1b]8;;https://x.example\x07",
    "[bold]",
    "[/",
    "\u202e",
    "\x9b2J",
    "```",
    "<b>",
    "日本",
    "👨‍👩‍👧",
    "\ud800",
]

raw = st.lists(st.one_of(st.text(max_size=30), st.sampled_from(SEEDS)), max_size=6).map(" ".join)
safe = raw.map(clean)
links = st.one_of(st.just(""), raw.map(lambda tail: absolute_url("https://sample.example/", tail)))


@st.composite
def briefings(draw):
    articles = [
        article(f"a{n}", draw(safe), draw(safe) or "x", link=draw(links)) for n in range(draw(st.integers(1, 3)))
    ]
    title = draw(safe)
    one = thread(
        "t1",
        title,
        [Story("s1", "t1", draw(safe), tuple(articles))],
        status=draw(st.sampled_from(["new", "updated", "running"])),
        sentences=[Sentence(draw(safe), a.id) for a in articles],
        timeline=[
            TimelineEntry(NOW.date(), draw(safe), "s1"),
            TimelineEntry(NOW.date().replace(year=2020), draw(safe)),
        ],
        daily_counts=(0, 3, 1) * 4 + (0, 9),
    )
    failures = (Note(draw(raw), draw(raw), 2, NOW),)
    return briefing(one, running=(one.row,), failures=failures)


@given(briefings(), st.integers(30, 120))
@settings(max_examples=50, derandomize=True)
def test_plain_formats_keep_their_margins_and_hold_no_control_character(b, width):
    one = b.threads[0]
    pages = [
        printed(b, width),
        printed(b, width, ascii=True),
        digest_text(b, width),
        plain_lines(thread_page(one, NOW, width)),
        plain_lines(threads_page([one.row], NOW, width)),
        plain_lines(hits_page([SearchHit(one.stories[0].articles[0], "t1", one.row.title, "snippet")], NOW, width)),
    ]
    addresses = {a.link for a in one.stories[0].articles}
    for page in pages:
        assert not CONTROL.search(page)
        wide = [line for line in page.splitlines() if cell_width(line) > width]
        assert [line for line in wide if line.split("  ")[-1].strip() not in addresses] == []


@given(briefings())
@settings(max_examples=30, derandomize=True)
def test_markdown_and_json_hold_no_control_character(b):
    assert not CONTROL.search(in_markdown(b))
    text = "".join(briefing_json(b))
    assert not CONTROL.search(text)
    assert json.loads(text)["threads"][0]["title"] == b.threads[0].row.title


@given(briefings())
@settings(max_examples=30, derandomize=True)
def test_a_terminal_gets_no_escapes_but_our_own(b):
    assert not CONTROL.search(OURS.sub("", on_terminal(b, color_system="truecolor")))
    assert on_terminal(b, color_system=None) == printed(b, 80)


@pytest.mark.parametrize("text", ["Pact\x1b]0;owned\x07 signed", "Pact\x9b31m signed", "Pact \u202esigned"])
def test_no_control_sequence_of_a_changed_store_reaches_the_terminal(text: str) -> None:
    line = (Span(text, "title"),)
    out = StringIO()
    print_lines([line], Console(file=out, force_terminal=True, color_system=None, width=80))
    shown = (plain_lines([line]), out.getvalue(), to_content(line).plain)
    shown = [OURS.sub("", one) for one in shown]
    assert all(not CONTROL.search(one.rstrip()) and "Pact" in one and "signed" in one for one in shown), shown
