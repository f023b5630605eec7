"""Measure, cut, pad and wrap text by terminal cells: wide characters, combining marks and emoji included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ZWJ = "\u200d"
EMOJI_STYLE = "\ufe0f"
WIDEST = 8  # cells of one joined emoji; a longer chain is taken for several
NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*")  # what most texts are made of: a cell a character
CLOSING = frozenset("、。，．・：；？！」』）】〉》〕］｝ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥")
OPENING = frozenset("「『（【〈《〔［｛")


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    # Emoji newer than this Python's tables are unassigned in them, but terminals draw them wide.
    return 2 if category == "Cn" and "\U0001f300" <= character <= "\U0001faff" else 1


def clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, cells) of each run of characters that must stay together.

    Joined emoji count as the sum of their parts: terminals differ, and too much room is better than too little.
    """
    start, cells, joined = 0, 0, False
    for index, character in enumerate(text):
        cell = _cell(character)
        belongs = index > 0 and (cell == 0 or (joined and cells + cell <= WIDEST))
        if not belongs and index:
            yield start, index, cells
            start, cells = index, 0
        cells = max(cells, 2) if character == EMOJI_STYLE and belongs else cells + cell
        joined = character == ZWJ
    if text:
        yield start, len(text), cells


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return len(text) if NARROW.fullmatch(text) else sum(width for _, _, width in clusters(text))


def cut(text: str, width: int, mark: str = "…") -> str:
    """The text if it fits `width` cells, else its start with `mark` at the end."""
    if cells(text) <= width:
        return text
    room, end = width - cells(mark), 0
    for _, stop, cell in clusters(text):
        room -= cell
        if room < 0:
            break
        end = stop
    return (text[:end].rstrip() + mark) if width >= cells(mark) else ""


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to `width` cells, on its right or, for `right`, moved to the right; never cut."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters without a space: around ideographs and kana, not at their marks."""
    if after in CLOSING or before in OPENING:
        return False
    wide = [_cell(c) == 2 and not "\uac00" <= c <= "\ud7a3" for c in (before, after)]
    return (wide[0] and (wide[1] or after.isalnum())) or (wide[1] and before.isalnum())


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Where to break a text into lines of at most `width` cells: (start, end) of each line, at least one.

    Lines end at spaces (which are dropped) or between ideographs; a longer word is broken anywhere.
    """
    width = max(width, WIDEST)
    found = _narrow_breaks(text, width) if NARROW.fullmatch(text) else _any_breaks(text, width)
    return [(start, end) for start, end in found if end > start] or [(0, 0)]


def _narrow_breaks(text: str, width: int) -> list[tuple[int, int]]:
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


def _any_breaks(text: str, width: int) -> list[tuple[int, int]]:
    """The breaks of any text, cluster by cluster."""
    found: list[tuple[int, int]] = []
    start = used = 0
    stop = resume = -1
    for begin, end, cell in clusters(text):
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
            start, used, resume = after, cells(text[after:begin]), -1
        used += cell
    return [*found, (start, len(text.rstrip(" ")))]


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells (at least one line, which may be empty)."""
    return [text[start:end] for start, end in breaks(text, width)]
