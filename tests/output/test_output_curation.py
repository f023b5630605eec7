from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from briefing.model.curation import HiddenThread, LimitedFeed, MuteRule, SavedView
from briefing.model.threads import ThreadRow
from briefing.output.cells import cell_width
from briefing.output.curation import hidden_in_page_order, hidden_reason, hidden_threads_page, saved_views_page
from briefing.output.lines import plain_lines
from briefing.output.terminal import print_lines

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
ROW = ThreadRow("t1", "Ferry sinks", "world", NOW, NOW, "new", ("Sample Wire", "Sample Gazette"), 2, 1)
WORD, PUBLISHER = MuteRule("word", "ferry", NOW - timedelta(days=2)), MuteRule("publisher", "Sample Wire", NOW)
LONG = replace(ROW, title="東京で大きな地震がありました " * 9)
HIDDEN = [
    HiddenThread(ROW, WORD, WORD.since),
    HiddenThread(LONG, PUBLISHER, NOW),
    HiddenThread(ROW, None, NOW, until_new=True),
    HiddenThread(LONG, None, NOW),
]


def test_each_reason_names_its_rule() -> None:
    assert [hidden_reason(one, NOW) for one in HIDDEN] == [
        'the word "ferry" is muted',
        "reported by muted publishers only: Sample Wire, Sample Gazette",
        "muted until something new, since 5 Mar",
        "muted for ever, since 5 Mar",
    ]


@pytest.mark.parametrize("width", [30, 80])
def test_hidden_threads_have_their_ids_and_fit(width: int) -> None:
    rules = [WORD, PUBLISHER]
    page = hidden_threads_page(hidden_in_page_order(HIDDEN, rules), rules, NOW, width)
    lines = plain_lines(page).splitlines()
    assert max(map(cell_width, lines)) <= width
    assert [line[:3] for line in lines if line.startswith("t1 ")] == ["t1 "] * 4
    assert lines[-1].startswith("t1 東京で")
    print_lines(page, Console(file=io.StringIO()))


def test_a_limited_feed_says_what_it_leaves_out_and_fits() -> None:
    quiet = LimitedFeed("Sample Wire", "https://wire.example/feed", 7, today=False, max_per_day=0, threads=(ROW,))
    capped = LimitedFeed("Gazette", "https://gazette.example/feed", 12, today=True, max_per_day=40, without_room=17)
    page = plain_lines(hidden_threads_page(HIDDEN[:1], [WORD], NOW, 120, [quiet, capped])).splitlines()
    assert page[3:] == [
        "Sample Wire, line 7 of feeds.toml: today = false leaves 1 thread of the last day out of `today` and digests",
        "t1 Ferry sinks",
        "",
        "Gazette, line 12 of feeds.toml: max_per_day = 40 left 17 articles of its last document out",
    ]
    both = replace(capped, today=False, without_room=0)
    narrow = plain_lines(hidden_threads_page([], [], NOW, 40, [both])).splitlines()
    assert max(map(cell_width, narrow)) <= 40
    assert "no thread" in " ".join(narrow)
    assert "no article" in " ".join(narrow)


def test_views_stand_in_columns() -> None:
    page = saved_views_page(
        [SavedView("asia", "section:asia"), SavedView("a name that is far too long", "is:new " * 9)], 40
    )
    lines = plain_lines(page).splitlines()
    assert lines[0] == "asia           section:asia"
    assert max(map(cell_width, lines)) <= 40
    print_lines(page, Console(file=io.StringIO()))
