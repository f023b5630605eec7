"""A fault of the program that left one thing undone."""

from __future__ import annotations

from typing import NamedTuple


class ProgramFault(NamedTuple):
    """A fault of the program in the work on one thread, article or feed, which did not end the work on the others.

    It holds texts alone, so that another process can send it.

    Attributes:
        subject: What the work was on: "thread 1a2b".
        cause: The error in one line: "KeyError: 'x'".
        traceback: Where it happened, for the log.
        is_damage: Whether a damaged value of the store is the cause, and not the program.
    """

    subject: str
    cause: str
    traceback: str
    is_damage: bool = False
