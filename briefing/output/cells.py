"""Measure, cut, pad and break text by terminal cells.

Cell widths and grapheme clusters come from rich, which Textual uses too, so print-outs and the reader agree on them.
rich takes 30 ms to import, so it is imported for the first text that holds anything but characters of one cell.
Breaking lines is our own code: rich breaks at spaces only, so it splits Japanese text anywhere and ignores the rules
for the start and end of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MIN_WRAP_WIDTH = 8
"""Cells: narrower lines are not attempted, because a few wide characters already overflow them."""
ONE_CELL_TEXT = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2605]*")
"""Latin text, common punctuation and the symbols of print-outs: each character takes one cell."""
UNSURE_CHARACTERS = (
    "\u0900-\u109f\u1780-\u17ff\u1900-\u1aff\u1b00-\u1bff\ua800-\uabff\u200d\u20e3\ufe0e\ufe0f\U0001f000-\U0001faff"
)
"""For a regular expression: scripts of India and South-East Asia, and emoji. Terminals disagree on their widths."""
UNSURE_TEXT = re.compile(f"[{UNSURE_CHARACTERS}]")
"""Finds a character of uncertain width."""
JOINER = "\u200d"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
"""First and last of the characters that colour the emoji before them."""
NO_LINE_START = frozenset("、。，．・：；？！」』）】〉》〕］｝ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥")
"""Characters that never begin a line (Japanese kinsoku rules, JIS X 4051)."""
NO_LINE_END = frozenset("「『（【〈《〔［｛")
"""Characters that never end a line (Japanese kinsoku rules, JIS X 4051)."""
PUBLISHER_WIDTH = 24
"""Cells at most of a column of publishers: longer names are rare, and are cut so that headlines keep their room."""
HANGUL_SYLLABLES = ("\uac00", "\ud7a3")
"""First and last Hangul syllable: wide, but Korean puts spaces between words and breaks lines only there."""


def cell_width(text: str) -> int:
    """Return the number of terminal cells that a text takes."""
    if ONE_CELL_TEXT.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def widest_width(text: str) -> int:
    """Return the number of cells that a text takes in the terminals that draw it widest.

    Some, such as tmux, give cells of their own to the vowel signs of India, to skin tones and to each part of a family.
    """
    return cell_width(text) + (_extra_cells(text) if UNSURE_TEXT.search(text) else 0)


def _extra_cells(text: str) -> int:
    first, last = SKIN_TONES
    signs = sum(unicodedata.category(character) == "Mc" for character in text)
    return signs + 2 * sum(character == JOINER or first <= character <= last for character in text)


def _clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the start, the end and the widest width of each grapheme cluster."""
    from rich.cells import split_graphemes

    unsure = UNSURE_TEXT.search(text) is not None
    for start, end, cells in split_graphemes(text)[0]:
        yield start, end, cells + (_extra_cells(text[start:end]) if unsure else 0)


def truncate(text: str, width: int, ellipsis: str = "…") -> str:
    """Return the text if it fits `width` cells in all terminals, else its start followed by `ellipsis`."""
    if widest_width(text) <= width:
        return text
    if width < cell_width(ellipsis):
        return ""
    return text[: cut_position(text, width - cell_width(ellipsis))].rstrip() + ellipsis


def cut_position(text: str, width: int) -> int:
    """Return the index up to which a text fits `width` cells, without splitting a grapheme cluster."""
    if ONE_CELL_TEXT.fullmatch(text):
        return max(min(width, len(text)), 0)
    room = width
    for start, _, cells in _clusters(text):
        room -= cells
        if room < 0:
            return start
    return len(text)


def pad(text: str, width: int, *, align_right: bool = False) -> str:
    """Return the text filled with spaces to `width` cells, at its right end or with `align_right` at its left."""
    space = " " * (width - cell_width(text))
    return space + text if align_right else text + space


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return the text cut or padded to exactly `width` cells: one cell of a column."""
    return pad(truncate(text, width, ellipsis), width)


def wrap(text: str, width: int) -> list[str]:
    """Return the text as lines of at most `width` cells: at least one line, which may be empty."""
    return [text[start:end] for start, end in line_breaks(text, width)]


def line_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Find where to break a text into lines.

    Lines end at spaces, which are dropped, or between ideographs. A longer word is broken anywhere.

    Args:
        text: The text, without line feeds.
        width: Cells of a line; at least `MIN_WRAP_WIDTH` are used.

    Returns:
        The start and end index of each line, at least one.
    """
    width = max(width, MIN_WRAP_WIDTH)
    breaks = _one_cell_breaks(text, width) if ONE_CELL_TEXT.fullmatch(text) else _cluster_breaks(text, width)
    return [(start, end) for start, end in breaks if end > start] or [(0, 0)]


def _one_cell_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Break a text in which every character takes one cell: the common case, without measuring."""
    breaks: list[tuple[int, int]] = []
    text = text.rstrip(" ")
    start = 0
    while len(text) - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        end = space if space > 0 else start + width
        breaks.append((start, len(text[:end].rstrip(" "))))
        start = end
        while text[start] == " ":
            start += 1
    return [*breaks, (start, len(text))]


def _cluster_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Break any text, grapheme cluster by grapheme cluster.

    `break_end` and `next_start` are the last place where the current line may end and the next one begin.
    """
    breaks: list[tuple[int, int]] = []
    start = used = 0
    break_end = next_start = -1
    for begin, end, cells in _clusters(text):
        if text[begin] == " ":
            break_end, next_start = (break_end if next_start == begin else begin), end
            used += cells
            continue
        if begin > start and next_start != begin and _may_break(text[begin - 1], text[begin]):
            if used + cells > width:
                breaks.append((start, begin))
                start, used, next_start = begin, 0, -1
            else:
                break_end = next_start = begin
        while used + cells > width and begin > start:
            line_end, line_start = (break_end, next_start) if next_start > start else (begin, begin)
            breaks.append((start, line_end))
            start, used, next_start = line_start, widest_width(text[line_start:begin]), -1
        used += cells
    return [*breaks, (start, len(text.rstrip(" ")))]


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters without a space: around ideographs and kana, not at their marks."""
    if after in NO_LINE_START or before in NO_LINE_END:
        return False
    before_wide, after_wide = _is_ideographic(before), _is_ideographic(after)
    return (before_wide and (after_wide or after.isalnum())) or (after_wide and before.isalnum())


def _is_ideographic(character: str) -> bool:
    from rich.cells import get_character_cell_size

    first, last = HANGUL_SYLLABLES
    return get_character_cell_size(character) == 2 and not first <= character <= last
