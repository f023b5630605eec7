"""The edge between styled lines and Textual: what the cursor can select in a line, and its content in theme colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from textual.content import Content

from briefing.output.cells import cell_width
from briefing.output.lines import Line, Span, StyleName, align_ends, shown_text, wrap_spans

MUTED = "$foreground-muted"
STRONG = "bold"
SECONDARY = "$text-secondary"
HEADING = f"bold {SECONDARY}"
ACCENT = "$text-accent"
PRIMARY = "$text-primary"
THEME_STYLES: dict[StyleName, str] = {
    "": "",
    "head": HEADING,
    "title": STRONG,
    "new": f"bold {ACCENT}",
    "updated": f"bold {PRIMARY}",
    "running": MUTED,
    "followed": ACCENT,
    "meta": MUTED,
    "date": "",
    "cite": PRIMARY,
    "source": SECONDARY,
    "problem": "$text-error",
    "accent": ACCENT,
    "added": "bold $text-success",
    "figure": PRIMARY,
    "highlight": f"bold {PRIMARY}",
    "hit": f"bold underline {ACCENT}",
    "link": PRIMARY,
    "selected": f"bold {ACCENT}",
}
"""The style of each kind of span in the colours of a theme."""
EMPTY_CONTENT = Content("")
MIN_WIDTH = 20
"""Cells that a status message keeps on the narrowest screen."""


class Target(NamedTuple):
    """A place of a page where the cursor can rest.

    `id` is that of an article or thread, the name of a timeline entry, the address of a link or feed, the name of a
    section, or the value of a choice. A sentence has the id of its article and its `text`. `occurrence` numbers
    the places of a page that have the same target.
    """

    kind: Literal["article", "sentence", "entry", "month", "thread", "link", "feed", "section", "choice"]
    id: str
    text: str = ""
    occurrence: str = ""


def stand_in(gone: Target | None, former: Sequence[Target], present: Sequence[Target]) -> Target | None:
    """Return which of the present targets the cursor goes to from one that is gone; None if there is none.

    It is the next one in the former order, else the one before: among those of its kind and occurrence if any of these
    is left, else of its kind, else of all.
    """
    if gone is None or gone not in former:
        return next(iter(present), None)
    at = former.index(gone)
    left = [one for one in (*former[at + 1 :], *reversed(former[:at])) if one in present]
    alike = [one for one in left if one.kind == gone.kind]
    same = [one for one in alike if one.occurrence == gone.occurrence]
    return next(iter((*same, *alike, *left, *present)), None)


HeadingName = Literal["since", "summary", "ahead", "timeline", "coverage", "articles"]


class PageHeading(NamedTuple):
    """A heading of a page; `label` names it in the bar of headings, with its count."""

    name: HeadingName
    label: str


TargetSpan = tuple[int, int, Target]
"""Where in a line a target stands: from which character to which."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page. `target` is what the whole line belongs to; its spans can have targets of their own.

    `heading` is the heading of the page that stands on this line.
    """

    spans: Line = ()
    target: Target | None = None
    heading: PageHeading | None = None

    @property
    def content(self) -> Content:
        """The line as Textual draws it."""
        return to_content(self.spans)

    @property
    def target_spans(self) -> tuple[TargetSpan, ...]:
        """The targets within the line, from left to right."""
        targets: list[TargetSpan] = []
        position = 0
        for span in self.spans:
            end = position + len(span.text)
            if isinstance(span.target, Target):
                if targets and targets[-1][1:] == (position, span.target):
                    targets[-1] = (targets[-1][0], end, span.target)
                else:
                    targets.append((position, end, span.target))
            position = end
        return tuple(targets)


BLANK_LINE = PageLine()
LineRenderer = Callable[[int], list[PageLine]]
"""Lays a page out for a width in cells."""


def no_lines(_width: int) -> list[PageLine]:
    """Return no lines, for any width."""
    return []


def to_content(line: Iterable[Span]) -> Content:
    """Return a line as Textual content, which never interprets its text as markup."""
    return Content.assemble(*((shown_text(span.text), THEME_STYLES[span.style]) for span in line if span.text))


def page_lines(lines: Iterable[Line], target: Target | None = None) -> list[PageLine]:
    """Return laid-out lines as lines of a page, all with the same target."""
    return [PageLine(line, target) for line in lines]


def paragraph(
    text: str, width: int, style: StyleName = "", target: Target | None = None, indent: str = ""
) -> list[PageLine]:
    """Return a text in one style, wrapped and indented."""
    return page_lines(wrap_spans([Span(text, style)], width, indent), target)


def render_failure(text: str, failure_hint: str, width: int) -> list[PageLine]:
    """Return what stands in place of a page that cannot be shown: what failed, and what to press."""
    return [*paragraph(text, width, "meta"), BLANK_LINE, *paragraph(failure_hint, width)]


def heading(title: str, width: int, note: str = "", begins: PageHeading | None = None) -> PageLine:
    """Return the title of a section of a page, with a muted note at its right end, if there is room for both.

    `begins` is the name of that section.
    """
    right = (Span(note, "meta"),) if note and cell_width(title) + cell_width(note) < width else ()
    return PageLine(align_ends((Span(title, "head"),), right, width), heading=begins)


def fit_content(content: Content, width: int, ellipsis: str) -> Content:
    """Return the content of a bar, cut or padded to exactly `width` cells."""
    if content.cell_length > width >= len(ellipsis):
        content = content.truncate(width - len(ellipsis)) + ellipsis
    return content.truncate(max(width, 0), pad=True)


def align_contents(left: Content, right: Content, width: int, ellipsis: str) -> Content:
    """Return the content of a bar of `width` cells with one part at each end; the left one is cut where they meet."""
    room = width - right.cell_length - (1 if right else 0)
    if room < MIN_WIDTH // 2:
        return fit_content(left, width, ellipsis)
    return fit_content(left, room, ellipsis) + (Content(" ") + right if right else EMPTY_CONTENT)
