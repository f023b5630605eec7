"""Lines: content of one row of cells, and what the cursor finds there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from textual.content import Content

from briefing.output.layout import line_breaks
from briefing.output.spans import NO_BREAK_SPACE

MUTED = "$foreground-muted"
STRONG = "bold"
SECONDARY = "$text-secondary"
HEADING = f"bold {SECONDARY}"
ACCENT = "$text-accent"
PRIMARY = "$text-primary"
EMPTY_CONTENT = Content("")
MIN_WIDTH = 20
"""Cells below which no page is laid out."""


class Target(NamedTuple):
    """What the cursor can rest on.

    An article, a sentence of it (in `words`), an entry of the timeline (by its index), a thread, a link (its address),
    a feed (its address), a section or a choice. `at` tells apart the places where the same thing stands.
    """

    kind: Literal["article", "sentence", "entry", "thread", "link", "feed", "section", "choice"]
    id: str
    text: str = ""
    occurrence: str = ""


TargetSpan = tuple[int, int, Target]
"""Where in a line a target stands: from which character to which."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a page; all rows of a target carry it, and `parts` are targets within the row."""

    content: Content = EMPTY_CONTENT
    target: Target | None = None
    target_spans: tuple[TargetSpan, ...] = ()


BLANK_LINE = Line()


def wrap_content(content: Content, width: int) -> list[Content]:
    """Break content into lines of at most `width` cells, at spaces or between ideographs."""
    cut = [content[start:end] for start, end in line_breaks(content.plain, max(width, MIN_WIDTH))]
    return [
        Content(line.plain.replace(NO_BREAK_SPACE, " "), list(line.spans)) if NO_BREAK_SPACE in line.plain else line
        for line in cut
    ]


def wrap_with_targets(
    content: Content, target_spans: Iterable[TargetSpan], width: int, indent: Content = EMPTY_CONTENT
) -> list[Line]:
    """Break content with targets in it into lines, each with the parts that stand in it, behind an indent."""
    places = list(target_spans)
    shift = len(indent.plain)
    page = []
    for start, end in line_breaks(content.plain, max(width, MIN_WIDTH)):
        line = content[start:end]
        line = Content(line.plain.replace(NO_BREAK_SPACE, " "), list(line.spans))
        here = tuple(
            (max(first, start) - start + shift, min(last, end) - start + shift, target)
            for first, last, target in places
            if first < end and last > start
        )
        page.append(Line(indent + line if indent else line, None, here))
    return page


def make_lines(contents: Iterable[Content], target: Target | None = None, indent: str = "") -> list[Line]:
    """Make lines of contents, all for one target and behind the same indent."""
    return [Line(Content(indent) + content if indent else content, target) for content in contents]


def fit_to_width(text: str | Content, width: int, style: str = "", ellipsis: str = "…") -> Content:
    """Return a text cut or filled to exactly `width` cells."""
    content = text if isinstance(text, Content) else Content.styled(text, style)
    if content.cell_length > width >= len(ellipsis):
        content = content.truncate(width - len(ellipsis)) + ellipsis
    return content.truncate(max(width, 0), pad=True)


def align_ends(left: Content, right: Content, width: int) -> Content:
    """Return a row of `width` cells with one content at each end; the left one is cut where they meet."""
    room = width - right.cell_length - (1 if right else 0)
    if room < MIN_WIDTH // 2:
        return fit_to_width(left, width)
    return fit_to_width(left, room) + (Content(" ") + right if right else Content(""))


def heading(title: str, width: int, note: str = "") -> Line:
    """Return the title of a part of a page, with a quiet note at its right end."""
    return Line(align_ends(Content.styled(title, HEADING), Content.styled(note, MUTED), width))
