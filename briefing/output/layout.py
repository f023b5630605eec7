"""Measure, cut, pad and wrap text by terminal cells: wide characters, combining marks and emoji included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ZWJ = "\u200d"
EMOJI_PRESENTATION = "\ufe0f"
MAX_CLUSTER_CELLS = 8  # cells of one joined emoji; a longer chain is taken for several
ONE_CELL_TEXT = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*"
)  # what most texts are made of: a cell a character
NO_LINE_START = frozenset("、。，．・：；？！」』）】〉》〕］｝ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥")
NO_LINE_END = frozenset("「『（【〈《〔［｛")


@lru_cache(maxsize=4096)
def _character_cells(character: str) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    # Emoji newer than this Python's tables are unassigned in them, but terminals draw them wide.
    return 2 if category == "Cn" and "\U0001f300" <= character <= "\U0001faff" else 1


def grapheme_clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, cells) of each run of characters that must stay together.

    Joined emoji count as the sum of their parts: terminals differ, and too much room is better than too little.
    """
    start, cells, joined = 0, 0, False
    for index, character in enumerate(text):
        cell = _character_cells(character)
        belongs = index > 0 and (cell == 0 or (joined and cells + cell <= MAX_CLUSTER_CELLS))
        if not belongs and index:
            yield start, index, cells
            start, cells = index, 0
        cells = max(cells, 2) if character == EMOJI_PRESENTATION and belongs else cells + cell
        joined = character == ZWJ
    if text:
        yield start, len(text), cells


def cell_width(text: str) -> int:
    """How many terminal cells a text takes."""
    return len(text) if ONE_CELL_TEXT.fullmatch(text) else sum(width for _, _, width in grapheme_clusters(text))


def truncate(text: str, width: int, ellipsis: str = "…") -> str:
    """The text if it fits `width` cells, else its start with `mark` at the end."""
    if cell_width(text) <= width:
        return text
    room, end = width - cell_width(ellipsis), 0
    for _, stop, cell in grapheme_clusters(text):
        room -= cell
        if room < 0:
            break
        end = stop
    return (text[:end].rstrip() + ellipsis) if width >= cell_width(ellipsis) else ""


def pad(text: str, width: int, *, align_right: bool = False) -> str:
    """The text filled with spaces to `width` cells, on its right or, for `right`, moved to the right; never cut."""
    space = " " * (width - cell_width(text))
    return space + text if align_right else text + space


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters without a space: around ideographs and kana, not at their marks."""
    if after in NO_LINE_START or before in NO_LINE_END:
        return False
    wide = [_character_cells(c) == 2 and not "\uac00" <= c <= "\ud7a3" for c in (before, after)]
    return (wide[0] and (wide[1] or after.isalnum())) or (wide[1] and before.isalnum())


def line_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Where to break a text into lines of at most `width` cells: (start, end) of each line, at least one.

    Lines end at spaces (which are dropped) or between ideographs; a longer word is broken anywhere.
    """
    width = max(width, MAX_CLUSTER_CELLS)
    found = _one_cell_breaks(text, width) if ONE_CELL_TEXT.fullmatch(text) else _cluster_breaks(text, width)
    return [(start, end) for start, end in found if end > start] or [(0, 0)]


def _one_cell_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """The breaks of a text in which each character takes a cell: much the commonest, so it has a quick way."""
    found: list[tuple[int, int]] = []
    text = text.rstrip(" ")
    start = 0
    while len(text) - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        end = space if space > 0 else start + width
        found.append((start, len(text[:end].rstrip(" "))))
        start = end
        while text[start] == " ":
            start += 1
    return [*found, (start, len(text))]


def _cluster_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """The breaks of any text, cluster by cluster."""
    found: list[tuple[int, int]] = []
    start = used = 0
    stop = resume = -1
    for begin, end, cell in grapheme_clusters(text):
        if text[begin] == " ":
            stop, resume = (stop if resume == begin else begin), end
            used += cell
            continue
        if begin > start and resume != begin and _may_break(text[begin - 1], text[begin]):
            if used + cell > width:
                found.append((start, begin))
                start, used, resume = begin, 0, -1
            else:
                stop = resume = begin
        while used + cell > width and begin > start:
            at, after = (stop, resume) if resume > start else (begin, begin)
            found.append((start, at))
            start, used, resume = after, cell_width(text[after:begin]), -1
        used += cell
    return [*found, (start, len(text.rstrip(" ")))]


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells (at least one line, which may be empty)."""
    return [text[start:end] for start, end in line_breaks(text, width)]
