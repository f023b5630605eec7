"""What commands print on: a terminal, through rich, or anything else as plain text."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import click

from briefing.output.spans import plain_lines

if TYPE_CHECKING:
    from briefing.output.spans import Line

MAX_DEFAULT_WIDTH = 110  # columns that a line of text fills at most, unless --width says more
PIPE_WIDTH = 100  # columns where nothing tells how many there are


def is_dumb() -> bool:
    """Whether the terminal understands no escapes."""
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def is_interactive() -> bool:
    """Whether a person sits at a terminal that the reader can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not is_dumb()


class Printer(NamedTuple):
    """Where lines go: `width` columns, in ASCII or not, with styles or not."""

    width: int
    ascii: bool
    styled: bool

    def show(self, lines: Iterable[Line]) -> None:
        """Print laid-out lines."""
        if not self.styled:
            click.echo(plain_lines(lines), nl=False)
            return
        from rich.console import Console

        from briefing.output.terminal import print_lines

        print_lines(lines, Console(highlight=False, soft_wrap=True))


def make_printer(width: int | None = None, ascii: bool = False) -> Printer:
    """The screen that standard output is; --width and --ascii win over what it can do."""
    terminal = sys.stdout.isatty()
    columns = width or min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns or PIPE_WIDTH, MAX_DEFAULT_WIDTH)
    utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    return Printer(max(columns, 30), ascii or not utf8, terminal and not is_dumb())


def print_note(message: str) -> None:
    """Tell a person something beside the output proper."""
    click.echo(message, err=True)
