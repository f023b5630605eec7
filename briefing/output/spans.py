"""Lines of styled pieces: laid out once, then printed with colour on a terminal and without it anywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.output.layout import breaks, cells

GLUE = "\u00a0"  # keeps words on one line while wrapping; printed as a space (clean text holds none)


class Span(NamedTuple):
    """A piece of a line. `style` is a word of `terminal.STYLES`, `link` an address to open, or both are empty."""

    text: str
    style: str = ""
    link: str = ""


Line = tuple[Span, ...]


def glued(text: str) -> str:
    """The text made to stay on one line."""
    return text.replace(" ", GLUE)


def text_of(line: Iterable[Span]) -> str:
    """A line without its styles and links."""
    return "".join(span.text for span in line).replace(GLUE, " ").rstrip()


def plain(lines: Iterable[Line]) -> str:
    """Lines as text, each ended by a line feed."""
    return "".join(text_of(line) + "\n" for line in lines)


def length(line: Iterable[Span]) -> int:
    """The cells that a line takes."""
    return sum(cells(span.text) for span in line)


def _piece(spans: Iterable[Span], start: int, end: int) -> Line:
    """The part of a line between two positions in its text."""
    found, at = [], 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(end - at, 0)]
        at += len(span.text)
        if text:
            found.append(span._replace(text=text))
    return tuple(found)


def flow(spans: Sequence[Span], width: int, indent: str = "", first: Line | None = None) -> list[Line]:
    """Wrap spans as running text into lines of `width` cells, each after `indent`, the first after `first` if given."""
    lead: Line = (Span(indent),) if indent else ()
    room = width - max(cells(indent), length(first or ()))
    lines = [_piece(spans, start, end) for start, end in breaks("".join(span.text for span in spans), room)]
    return [(lead if first is None or number else first) + line for number, line in enumerate(lines)]


def sides(left: Line, right: Line, width: int, indent: str = "") -> list[Line]:
    """`left` with `right` at the right margin if both fit on one line with a gap, else beneath it, after `indent`."""
    if not right and length(left) <= width:
        return [left]
    if not right:
        return flow(left, width, indent, first=())
    gap = width - length(left) - length(right)
    if gap >= 2:
        return [(*left, Span(" " * gap), *right)]
    lead = (Span(indent),) if indent else ()
    return [*flow(left, width, indent, first=()), *flow(right, width, indent, first=lead)]
