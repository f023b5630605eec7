"""Styled lines: the one layout that print-outs and the reader's pages are made of.

Pure functions lay a page out as lines of spans. `terminal` prints them with rich, `plain_lines` without styles, and the
reader turns them into Textual content (`tui.render.page_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from briefing.output.cells import cell_width, cut_position, line_breaks, truncate, widest_width

StyleName = Literal[
    # of print-outs and the reader
    "",
    "head",
    "title",
    "new",
    "updated",
    "running",
    "followed",
    "meta",
    "date",
    "cite",
    "source",
    "problem",
    # of the reader alone
    "accent",
    "added",
    "figure",
    "highlight",
    "hit",
    "link",
    "selected",
]
"""What a span is, from which each front end chooses a colour. Colour only repeats what the words say."""
NO_BREAK_SPACE = "\u00a0"
"""Keeps words on one line while wrapping; shown as a space. Cleaned text contains none."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Matches what a terminal obeys: control characters, and those that turn the direction of a line."""
MIN_LEFT_CELLS = 10
"""Cells that the left side of a line keeps; a right side that leaves it fewer is dropped."""


class Span(NamedTuple):
    """A piece of a line: its text and style, an address to open, and what the reader's cursor selects there."""

    text: str
    style: StyleName = ""
    link: str = ""
    target: Hashable | None = None


Line = tuple[Span, ...]


def unbreakable(text: str) -> str:
    """Return the text with no-break spaces, so that wrapping keeps it on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def line_text(line: Iterable[Span]) -> str:
    """Return a line without styles, links and trailing space."""
    return shown_text("".join(span.text for span in line)).rstrip()


def shown_text(text: str) -> str:
    """Return a text as it is shown: with usual spaces, and without control characters, which a terminal would obey.

    Stored texts have none of these, unless the store was changed.
    """
    return text if text.isprintable() else without_controls(text.replace(NO_BREAK_SPACE, " "))


def without_controls(text: str) -> str:
    """Return a text of one or more lines without what a terminal obeys; tabs and line feeds stay."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def plain_lines(lines: Iterable[Line]) -> str:
    """Return lines as plain text, each ended by a line feed."""
    return "".join(line_text(line) + "\n" for line in lines)


def line_width(line: Iterable[Span]) -> int:
    """Return the number of cells that a line takes."""
    return sum(cell_width(span.text) for span in line)


def wrap_spans(
    spans: Sequence[Span], width: int, indent: str | Line = "", first_prefix: str | Line | None = None
) -> list[Line]:
    """Wrap spans as running text.

    Args:
        spans: The text to wrap.
        width: Cells of a line, prefix included.
        indent: Stands before each line.
        first_prefix: Stands before the first line instead of `indent`, such as a label in a column.

    Returns:
        At least one line.
    """
    rest = _prefix(indent)
    first = rest if first_prefix is None else _prefix(first_prefix)
    room = width - max(line_width(rest), line_width(first))
    text = _breakable("".join(span.text for span in spans), room)
    lines = [_slice_spans(spans, start, end) for start, end in line_breaks(text, room)]
    return [(rest if number else first) + line for number, line in enumerate(lines)]


def _breakable(text: str, room: int) -> str:
    """Return a text in which what must stay on one line, but has no room there, may break at its spaces."""
    if NO_BREAK_SPACE not in text:
        return text
    parts = text.split(" ")
    return " ".join(part.replace(NO_BREAK_SPACE, " ") if cell_width(part) > room else part for part in parts)


def align_sides(left: Line, right: Line, width: int, indent: str = "") -> list[Line]:
    """Put `right` at the right margin of `left` if both fit with a gap, else beneath it, after `indent`."""
    if not right and line_width(left) <= width:
        return [left]
    if not right:
        return wrap_spans(left, width, indent, first_prefix="")
    gap = width - line_width(left) - line_width(right)
    if gap >= 2:
        return [(*left, Span(" " * gap), *right)]
    return [*wrap_spans(left, width, indent, first_prefix=""), *wrap_spans(right, width, indent)]


def align_ends(left: Line, right: Line, width: int) -> Line:
    """Return one line of exactly `width` cells with `right` at its end; `left` is cut where they meet."""
    room = width - line_width(right) - (1 if right else 0)
    if room < MIN_LEFT_CELLS:
        return fit_spans(left, width)
    return (*fit_spans(left, room), Span(" "), *right) if right else fit_spans(left, room)


def fit_spans(spans: Sequence[Span], width: int, ellipsis: str = "…") -> Line:
    """Return a line cut, with `ellipsis` at its end, or padded to exactly `width` cells."""
    line = tuple(spans)
    text = "".join(span.text for span in line)
    if widest_width(text) > width:
        ellipsis = truncate(ellipsis, width, "")
        end = cut_position(text, width - cell_width(ellipsis))
        line = (*_slice_spans(line, 0, len(text[:end].rstrip(" "))), Span(ellipsis))
    space = width - line_width(line)
    return (*line, Span(" " * space)) if space > 0 else line


def _prefix(text: str | Line) -> Line:
    if isinstance(text, str):
        return (Span(text),) if text else ()
    return text


def _slice_spans(spans: Iterable[Span], start: int, end: int) -> Line:
    """Return the spans between two positions in their joined text."""
    pieces, position = [], 0
    for span in spans:
        text = span.text[max(start - position, 0) : max(end - position, 0)]
        position += len(span.text)
        if text:
            pieces.append(span._replace(text=text))
    return tuple(pieces)
