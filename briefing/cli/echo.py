"""The one way in which commands print a text, or ask: without the control characters that a terminal obeys.

Texts are cleaned on their way into the store, but somebody may have changed the store, or the configuration.
"""

from __future__ import annotations

from typing import IO

import click

from briefing.output.lines import without_controls


def echo(message: object = "", *, nl: bool = True, err: bool = False, file: IO[str] | None = None) -> None:
    """Print a text as `click.echo` does, but without control characters other than tabs and line feeds."""
    click.echo(without_controls(str(message)), file=file, nl=nl, err=err)


def confirm(question: str, *, default: bool = False) -> None:
    """Ask a question on the terminal, like `echo`; click.Abort if the answer is no."""
    click.confirm(without_controls(question), default=default, abort=True)


def ask_number(question: str, highest: int) -> int:
    """Ask for a number from 1, which an empty answer means, to `highest`."""
    number: int = click.prompt(without_controls(question), type=click.IntRange(1, highest), default=1)
    return number
