"""Lines on a terminal, through rich: colour repeats what the words say, links can be clicked, no text is markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.style import Style
from rich.text import Text

from briefing.model.threads import Briefing
from briefing.output.spans import NO_BREAK_SPACE, Line
from briefing.output.today import briefing_lines
from briefing.text.urls import is_web_url

STYLES = {
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
}


def rich_text(line: Line) -> Text:
    """A line as rich text; a link that is no plain web address is shown but not linked."""
    text = Text()
    for span in line:
        style = STYLES[span.style]
        if span.link and span.link.isprintable() and " " not in span.link and is_web_url(span.link):
            style += Style(link=span.link)
        text.append(span.text.replace(NO_BREAK_SPACE, " "), style)
    text.rstrip()
    return text


def print_lines(lines: Iterable[Line], console: Console) -> None:
    """Print laid-out lines as they are, all at once: rich takes its time for each call."""
    console.print(Text("\n").join(map(rich_text, lines)), soft_wrap=True, highlight=False)


def print_briefing(briefing: Briefing, console: Console, ascii: bool = False) -> None:
    """Print a briefing as wide as the console."""
    print_lines(briefing_lines(briefing, console.width, ascii), console)
