"""Lines on a terminal, through rich: styles become colours, links can be clicked, and no text is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style

from briefing.output.lines import Line, StyleName, shown_text
from briefing.text.urls import is_web_url

STYLES: dict[StyleName, Style] = {
    "": Style(),
    "head": Style(bold=True),
    "title": Style(bold=True),
    "new": Style(color="green", bold=True),
    "updated": Style(color="yellow", bold=True),
    "running": Style(dim=True),
    "followed": Style(color="yellow"),
    "meta": Style(dim=True),
    "date": Style(color="cyan"),
    "cite": Style(color="blue"),
    "source": Style(),
    "problem": Style(color="red"),
    "accent": Style(color="green"),
    "added": Style(color="green"),
    "figure": Style(),
    "highlight": Style(bold=True),
    "hit": Style(bold=True, underline=True),
    "link": Style(color="blue"),
    "selected": Style(bold=True),
}


class PrintedLines:
    """Lines that rich prints as they are: laid out, neither wrapped nor searched for markup."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Yield the pieces of the lines; a rich `Text` of them would take ten times as long."""
        for line in self._lines:
            yield from segments_of(line)
            yield Segment.line()


def segments_of(line: Line) -> list[Segment]:
    """Return the styled pieces of a line, without spaces at its end; only a plain web address is linked."""
    segments: list[Segment] = []
    for span in reversed(line):
        text = shown_text(span.text)
        text = text if segments else text.rstrip()
        if not text:
            continue
        style = STYLES[span.style]
        if span.link and span.link.isprintable() and " " not in span.link and is_web_url(span.link):
            style += Style(link=span.link)
        segments.append(Segment(text, style))
    return segments[::-1]


def print_lines(lines: Iterable[Line], console: Console) -> None:
    """Print laid-out lines in one call, because rich has a fixed cost for each."""
    console.print(PrintedLines(lines), soft_wrap=True, highlight=False, end="")
