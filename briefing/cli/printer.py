"""Printing: on a terminal with styles, through rich, and anywhere else as plain text."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from briefing.cli.echo import echo
from briefing.cli.terminal_facts import is_dumb, is_utf8_output
from briefing.output.lines import plain_lines, shown_text

if TYPE_CHECKING:
    from briefing.output.documents.document import Document
    from briefing.output.lines import Line


MAX_DEFAULT_WIDTH = 110
"""Columns that text fills at most without --width: longer lines are hard to read."""
PIPE_WIDTH = 100
"""Columns that text fills where the output is no terminal."""
NON_ASCII = re.compile(r"[^\x00-\x7f]+")
OBEYED = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Matches what a terminal obeys and JSON does not escape by itself."""
MIN_WIDTH = 30
"""Columns that text fills at least, even on a narrower terminal: tables need them."""


class Printer(NamedTuple):
    """Prints laid-out lines: `width` columns, in ASCII or not, with styles or not."""

    width: int
    ascii: bool
    styled: bool

    def show(self, lines: Iterable[Line]) -> None:
        """Print lines."""
        if not self.styled:
            echo(plain_lines(lines), nl=False)
            return
        from rich.console import Console

        from briefing.output.terminal import print_lines

        print_lines(lines, Console(highlight=False, soft_wrap=True))


def make_printer(width: int | None = None, ascii: bool = False) -> Printer:
    """Return a printer for standard output; --width and --ascii override what it can do."""
    terminal = sys.stdout.isatty()
    columns = width or min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns or PIPE_WIDTH, MAX_DEFAULT_WIDTH)
    return Printer(max(columns, MIN_WIDTH), ascii or not is_utf8_output(), terminal and not is_dumb())


def print_document(document: Document, output_format: str) -> None:
    """Print a document as Markdown, HTML or Atom."""
    from briefing.output.documents.formats import write_document

    echo(write_document(document, output_format, PIPE_WIDTH), nl=False)


def print_json(text: str | Iterable[str]) -> None:
    """Print JSON, whole or in pieces."""
    for piece in (text,) if isinstance(text, str) else text:
        print_json_piece(piece, nl=False)


def print_json_piece(piece: str, *, nl: bool = True) -> None:
    r"""Print JSON or a piece of it; where the output is not UTF-8, all but ASCII is escaped (\u00e9).

    What a terminal would obey is escaped everywhere, so that programs still get the text as it is stored.
    """
    escaped = piece if is_utf8_output() else escape_json(piece)
    echo(OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped), nl=nl)


def escape_json(text: str) -> str:
    r"""Return JSON text in ASCII: other characters stand only within strings, where \u00e9 means the same."""
    return NON_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], text)


def print_note(message: str) -> None:
    """Print a note on standard error, so that it does not mix with the output."""
    echo(shown_text(message), err=True)
