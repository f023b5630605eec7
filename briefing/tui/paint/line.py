"""Lines: content of one row of cells, and what the cursor finds there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from textual.content import Content

from briefing.output.layout import breaks
from briefing.output.spans import GLUE

MUTED = "$foreground-muted"
STRONG = "bold"
QUIET = "$text-secondary"
HEAD = f"bold {QUIET}"
ACCENT = "$text-accent"
PRIMARY = "$text-primary"
EMPTY = Content("")
LEAST = 20
"""Cells below which no page is laid out."""


class Target(NamedTuple):
    """What the cursor can rest on.

    An article, a sentence of it (in `words`), an entry of the timeline (by its index), a thread, a link (its address),
    a feed (its address), a section or a choice. `at` tells apart the places where the same thing stands.
    """

    kind: Literal["article", "sentence", "entry", "thread", "link", "feed", "section", "choice"]
    id: str
    words: str = ""
    at: str = ""


Part = tuple[int, int, Target]
"""Where in a line a target stands: from which character to which."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a page; all rows of a target carry it, and `parts` are targets within the row."""

    content: Content = EMPTY
    target: Target | None = None
    parts: tuple[Part, ...] = ()


BLANK = Line()


def wrapped(content: Content, width: int) -> list[Content]:
    """Break content into lines of at most `width` cells, at spaces or between ideographs."""
    cut = [content[start:end] for start, end in breaks(content.plain, max(width, LEAST))]
    return [Content(line.plain.replace(GLUE, " "), list(line.spans)) if GLUE in line.plain else line for line in cut]


def flowing(content: Content, parts: Iterable[Part], width: int, indent: Content = EMPTY) -> list[Line]:
    """Break content with targets in it into lines, each with the parts that stand in it, behind an indent."""
    places = list(parts)
    shift = len(indent.plain)
    page = []
    for start, end in breaks(content.plain, max(width, LEAST)):
        line = content[start:end]
        line = Content(line.plain.replace(GLUE, " "), list(line.spans))
        here = tuple(
            (max(first, start) - start + shift, min(last, end) - start + shift, target)
            for first, last, target in places
            if first < end and last > start
        )
        page.append(Line(indent + line if indent else line, None, here))
    return page


def lines(contents: Iterable[Content], target: Target | None = None, indent: str = "") -> list[Line]:
    """Make lines of contents, all for one target and behind the same indent."""
    return [Line(Content(indent) + content if indent else content, target) for content in contents]


def fitted(text: str | Content, width: int, style: str = "", cut: str = "…") -> Content:
    """Return a text cut or filled to exactly `width` cells."""
    content = text if isinstance(text, Content) else Content.styled(text, style)
    if content.cell_length > width >= len(cut):
        content = content.truncate(width - len(cut)) + cut
    return content.truncate(max(width, 0), pad=True)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return a row of `width` cells with one content at each end; the left one is cut where they meet."""
    room = width - right.cell_length - (1 if right else 0)
    if room < LEAST // 2:
        return fitted(left, width)
    return fitted(left, room) + (Content(" ") + right if right else Content(""))


def heading(title: str, width: int, note: str = "") -> Line:
    """Return the title of a part of a page, with a quiet note at its right end."""
    return Line(spread(Content.styled(title, HEAD), Content.styled(note, MUTED), width))
