from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from briefing.model.curation import Hidden, Rule, View
from briefing.model.threads import ThreadRow
from briefing.output.keeping import hidden_page, in_order, views_page, why_hidden
from briefing.output.layout import cells
from briefing.output.spans import plain
from briefing.output.terminal import print_lines

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
ROW = ThreadRow("t1", "Ferry sinks", "world", NOW, NOW, "new", ("Sample Wire", "Sample Gazette"), 2, 1)
WORD, PUBLISHER = Rule("word", "ferry", NOW - timedelta(days=2)), Rule("publisher", "Sample Wire", NOW)
LONG = replace(ROW, title="東京で大きな地震がありました " * 9)
HIDDEN = [
    Hidden(ROW, WORD, WORD.since),
    Hidden(LONG, PUBLISHER, NOW),
    Hidden(ROW, None, NOW, until_new=True),
    Hidden(LONG, None, NOW),
]


def test_each_reason_is_told_in_words() -> None:
    assert [why_hidden(one, NOW) for one in HIDDEN] == [
        'the word "ferry" is muted',
        "told by muted publishers only: Sample Wire, Sample Gazette",
        "muted until something new, since 5 Mar",
        "muted for ever, since 5 Mar",
    ]


@pytest.mark.parametrize("width", [30, 80])
def test_hidden_threads_are_numbered_in_order_and_fit(width: int) -> None:
    rules = [WORD, PUBLISHER]
    page = hidden_page(in_order(HIDDEN, rules), rules, NOW, width)
    lines = plain(page).splitlines()
    assert max(map(cells, lines)) <= width
    assert [line[0] for line in lines if line[:1].isdigit()] == ["1", "2", "3", "4"]
    assert lines[-1].startswith("4 東京で")
    print_lines(page, Console(file=io.StringIO()))


def test_views_stand_in_columns() -> None:
    page = views_page([View("asia", "section:asia"), View("a name that is far too long", "is:new " * 9)], 40)
    lines = plain(page).splitlines()
    assert lines[0] == "asia           section:asia"
    assert max(map(cells, lines)) <= 40
    print_lines(page, Console(file=io.StringIO()))
