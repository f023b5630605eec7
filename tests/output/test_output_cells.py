from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.output.cells import ONE_CELL_TEXT, cell_width, pad, truncate, wrap
from briefing.output.lines import (
    Span,
    StyleName,
    align_ends,
    align_sides,
    fit_spans,
    line_text,
    line_width,
    plain_lines,
    unbreakable,
    wrap_spans,
)
from briefing.output.terminal import STYLES
from briefing.text.html.clean import clean
from briefing.tui.render.page_lines import THEME_STYLES

texts = st.text(max_size=120).map(clean)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("日本", 4),
        ("e\u0301", 1),
        ("한국", 4),
        ("ｶﾅ", 2),
        ("🎉", 2),
        ("", 0),
        ("\u0e01\u0e34", 1),
    ],
)
def test_cells_count_what_a_terminal_draws(text, width):
    assert cell_width(text) == width


def test_truncation_keeps_clusters_whole_and_says_that_something_is_missing():
    assert truncate("日本の国会", 7) == "日本の…"
    assert truncate("cafe\u0301 au lait", 5) == "cafe\u0301…"
    assert truncate("short", 5) == "short"
    assert truncate("longer", 5, "...") == "lo..."
    assert truncate("longer", 2, "...") == ""


def test_pad_fills_by_cells_on_either_side():
    assert pad("日本", 6) == "日本  "
    assert pad("7", 3, align_right=True) == "  7"
    assert pad("too long", 3) == "too long"


def test_wrap_ends_lines_at_spaces():
    assert wrap("one two three four", 9) == ["one two", "three", "four"]
    assert wrap("", 20) == [""]


def test_a_word_longer_than_the_line_is_broken_anywhere():
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_japanese_breaks_between_characters_but_never_before_its_marks():
    lines = wrap("日本の国会は金曜日、フィリピンとの協定を承認した。「画期的」と大臣は述べた。", 20)
    assert all(cell_width(line) <= 20 for line in lines)
    assert not any(line[0] in "、。」ー" for line in lines)
    assert not any(line[-1] in "「『（" for line in lines)


def test_korean_words_stay_whole():
    assert wrap("대한민국 국회는 금요일 협정을", 12) == ["대한민국", "국회는", "금요일", "협정을"]


@given(texts, st.integers(8, 60))
def test_wrapped_lines_keep_the_text_and_the_width(text, width):
    lines = wrap(text, width)
    assert all(cell_width(line) <= width and cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text("ab é—", max_size=80).map(clean), st.integers(8, 30))
def test_text_that_needs_no_measuring_breaks_as_measured_text_does(text, width):
    measured = wrap(text.replace("a", "\u03b1"), width)  # Greek alpha: one cell, but not in the range that is known
    assert wrap(text, width) == [line.replace("\u03b1", "a") for line in measured]


@given(texts, st.integers(0, 60))
def test_truncation_never_exceeds_the_width(text, width):
    assert cell_width(truncate(text, width)) <= width


def test_wrapping_keeps_styles_and_links_over_line_ends():
    spans = [Span("a sentence that is long "), Span("and styled", "cite", "https://wire.example/a")]
    lines = wrap_spans(spans, 18, "  ", first_prefix=(Span("1 "),))
    assert [line_text(line) for line in lines] == ["1 a sentence that", "  is long and", "  styled"]
    assert [span.text for line in lines for span in line if span.style == "cite"] == ["and", "styled"]


def test_unbreakable_words_stay_on_one_line():
    assert plain_lines(wrap_spans([Span("well said. "), Span(unbreakable("[1] [2]"))], 14)) == "well said.\n[1] [2]\n"


def test_what_is_too_long_to_stay_on_one_line_breaks_at_its_spaces():
    facts = Span(unbreakable("(updated, 5 publishers)"))
    assert plain_lines(wrap_spans([Span("Ferry "), facts], 16)) == "Ferry (updated,\n5 publishers)\n"


def test_sides_share_a_line_only_if_both_fit():
    left, right = (Span("A title"),), (Span("new"),)
    assert plain_lines(align_sides(left, right, 20)) == "A title          new\n"
    assert plain_lines(align_sides(left, right, 10, "  ")) == "A title\n  new\n"


def test_ends_of_a_line_are_cut_where_they_meet():
    right = (Span("2 articles", "meta"),)
    assert align_ends((Span("A title that is long"),), right, 24) == (
        Span("A title that"),
        Span("…"),
        Span(" "),
        *right,
    )
    assert line_width(align_ends((Span("日本語"),), (Span("[1]"),), 30)) == 30
    assert line_text(align_ends((Span("A title that is long"),), right, 16)) == "A title that is…"


def test_spans_are_cut_and_padded_to_a_width():
    assert line_text(fit_spans([Span("one "), Span("two", "cite")], 6)) == "one t…"
    assert line_text(fit_spans([Span("日本の国会")], 6)) == "日本…"
    assert line_width(fit_spans([Span("日本の国会")], 6)) == 6
    assert fit_spans([Span("one")], 5) == (Span("one"), Span("  "))


@given(texts, st.integers(0, 60))
def test_fitted_spans_have_exactly_the_width(text, width):
    assert line_width(fit_spans([Span(text[:9], "cite"), Span(text[9:])], width)) == width


def test_a_target_stays_on_each_part_of_a_wrapped_span():
    lines = wrap_spans([Span("see "), Span("the long sentence", target="here")], 10)
    assert [[(span.text, span.target) for span in line] for line in lines] == [
        [("see ", None), ("the", "here")],
        [("long", "here")],
        [("sentence", "here")],
    ]


def test_every_style_has_a_colour_on_both_front_ends():
    assert set(STYLES) == set(THEME_STYLES) == set(get_args(StyleName))


def test_characters_that_are_not_measured_take_one_cell():
    unmeasured = [chr(code) for code in range(0x20, 0x3000) if ONE_CELL_TEXT.fullmatch(chr(code))]
    assert len(unmeasured) > 500
    assert [character for character in unmeasured if cell_len(character) != 1] == []
