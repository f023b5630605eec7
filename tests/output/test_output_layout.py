import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.output import layout
from briefing.output.layout import cell_width, pad, truncate, wrap
from briefing.output.spans import Span, align_sides, line_text, plain_lines, unbreakable, wrap_spans
from briefing.text.clean import clean

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


def test_cut_keeps_clusters_whole_and_says_that_something_is_missing():
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
def test_the_quick_way_for_narrow_text_breaks_lines_as_the_other_does(text, width):
    assert layout._one_cell_breaks(text, width) == layout._cluster_breaks(text, width)


@given(texts, st.integers(0, 60))
def test_cut_never_exceeds_the_width(text, width):
    assert cell_width(truncate(text, width)) <= width


def test_flow_keeps_styles_and_links_over_line_ends():
    spans = [Span("a sentence that is long "), Span("and styled", "cite", "https://wire.example/a")]
    lines = wrap_spans(spans, 18, "  ", first_prefix=(Span("1 "),))
    assert [line_text(line) for line in lines] == ["1 a sentence that", "  is long and", "  styled"]
    assert [span.text for line in lines for span in line if span.style == "cite"] == ["and", "styled"]


def test_glued_words_stay_on_one_line():
    assert plain_lines(wrap_spans([Span("well said. "), Span(unbreakable("[1] [2]"))], 14)) == "well said.\n[1] [2]\n"


def test_sides_share_a_line_only_if_both_fit():
    left, right = (Span("A title"),), (Span("new"),)
    assert plain_lines(align_sides(left, right, 20)) == "A title          new\n"
    assert plain_lines(align_sides(left, right, 10, "  ")) == "A title\n  new\n"
