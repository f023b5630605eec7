"""Texts whose width terminals disagree on: what stands behind them keeps its column."""

import re

import pytest

from briefing.output.cells import cell_width, truncate, widest_width, wrap
from briefing.tui.anchored_output import anchored

TAMIL = "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd\u0ba8\u0bbe\u0b9f\u0bc1"
SKIN = "tone \U0001f44d\U0001f3fd"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ESCAPE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b([78])")


def column_behind(data: str, extra: int) -> int:
    """The column of the bar, in a terminal that draws texts of uncertain width with `extra` cells more."""
    x = saved = at = 0
    while not data.startswith("|", at):
        if match := ESCAPE.match(data, at):
            x += int(match[1] or 1) if match[2] == "C" else 0
            saved = x if match[3] == "7" else saved
            x = saved if match[3] == "8" else x
            at = match.end()
            continue
        text = re.match(r"[^\x1b|]+", data[at:])[0]
        x += cell_width(text) + (extra if widest_width(text) > cell_width(text) else 0)
        at += len(text)
    return x


@pytest.mark.parametrize("text", [TAMIL, SKIN, FAMILY])
@pytest.mark.parametrize("extra", [0, 3])
def test_a_column_stands_where_it_should_however_wide_the_terminal_draws(text: str, extra: int) -> None:
    line = f"\x1b[1;31m{text}\x1b[0m\x1b[32m{' ' * (30 - cell_width(text))}\x1b[0m|"
    assert column_behind(anchored(line), extra) == 30
    assert extra == 0 or column_behind(line, extra) > 30, "without it, the column moves"


def test_ordinary_text_and_escape_sequences_are_written_as_they_are() -> None:
    plain = "\x1b[3;4H\x1b[38;2;1;2;3mJapan \u65e5\u672c\x1b[0m"
    assert anchored(plain) == plain
    styled = anchored(f"\x1b[3;4H\x1b[1m{TAMIL}\x1b[0m")
    assert styled.startswith("\x1b[3;4H\x1b[1m\x1b7") and styled.endswith("\x1b[0m") and TAMIL in styled


def test_lines_are_cut_and_broken_where_the_widest_terminal_needs_it() -> None:
    text = " ".join([TAMIL] * 6)
    assert widest_width(text) > cell_width(text)
    assert widest_width(truncate(text, 20)) <= 20
    assert all(widest_width(line) <= 20 for line in wrap(text, 20))
    assert widest_width("Norland") == 7
