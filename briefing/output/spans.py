"""Lines of styled pieces: laid out once, then printed with colour on a terminal and without it anywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.output.layout import cell_width, line_breaks

NO_BREAK_SPACE = "\u00a0"  # keeps words on one line while wrapping; printed as a space (clean text holds none)


class Span(NamedTuple):
    """A piece of a line. `style` is a word of `terminal.STYLES`, `link` an address to open, or both are empty."""

    text: str
    style: str = ""
    link: str = ""


Line = tuple[Span, ...]


def unbreakable(text: str) -> str:
    """The text made to stay on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def line_text(line: Iterable[Span]) -> str:
    """A line without its styles and links."""
    return "".join(span.text for span in line).replace(NO_BREAK_SPACE, " ").rstrip()


def plain_lines(lines: Iterable[Line]) -> str:
    """Lines as text, each ended by a line feed."""
    return "".join(line_text(line) + "\n" for line in lines)


def line_width(line: Iterable[Span]) -> int:
    """The cells that a line takes."""
    return sum(cell_width(span.text) for span in line)


def _slice_spans(spans: Iterable[Span], start: int, end: int) -> Line:
    """The part of a line between two positions in its text."""
    found, at = [], 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(end - at, 0)]
        at += len(span.text)
        if text:
            found.append(span._replace(text=text))
    return tuple(found)


def wrap_spans(spans: Sequence[Span], width: int, indent: str = "", first_prefix: Line | None = None) -> list[Line]:
    """Wrap spans as running text into lines of `width` cells, each after `indent`, the first after `first` if given."""
    lead: Line = (Span(indent),) if indent else ()
    room = width - max(cell_width(indent), line_width(first_prefix or ()))
    lines = [_slice_spans(spans, start, end) for start, end in line_breaks("".join(span.text for span in spans), room)]
    return [(lead if first_prefix is None or number else first_prefix) + line for number, line in enumerate(lines)]


def align_sides(left: Line, right: Line, width: int, indent: str = "") -> list[Line]:
    """`left` with `right` at the right margin if both fit on one line with a gap, else beneath it, after `indent`."""
    if not right and line_width(left) <= width:
        return [left]
    if not right:
        return wrap_spans(left, width, indent, first_prefix=())
    gap = width - line_width(left) - line_width(right)
    if gap >= 2:
        return [(*left, Span(" " * gap), *right)]
    lead = (Span(indent),) if indent else ()
    return [*wrap_spans(left, width, indent, first_prefix=()), *wrap_spans(right, width, indent, first_prefix=lead)]
