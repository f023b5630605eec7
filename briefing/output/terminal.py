"""Lines on a terminal, through rich: styles become colours, links can be clicked, and no text is markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.style import Style
from rich.text import Text

from briefing.output.lines import NO_BREAK_SPACE, Line, StyleName
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
    "link": Style(color="blue"),
    "selected": Style(bold=True),
}


def rich_text(line: Line) -> Text:
    """Return a line as rich text; a link that is no plain web address is shown but not linked."""
    text = Text()
    for span in line:
        style = STYLES[span.style]
        if span.link and span.link.isprintable() and " " not in span.link and is_web_url(span.link):
            style += Style(link=span.link)
        text.append(span.text.replace(NO_BREAK_SPACE, " "), style)
    text.rstrip()
    return text


def print_lines(lines: Iterable[Line], console: Console) -> None:
    """Print laid-out lines in one call, because rich has a fixed cost for each."""
    console.print(Text("\n").join(map(rich_text, lines)), soft_wrap=True, highlight=False)
