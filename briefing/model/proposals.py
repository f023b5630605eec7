"""What corrections propose and undo: threads with the reason why each is proposed, and what an undo did."""

from __future__ import annotations

from typing import NamedTuple


class Proposal(NamedTuple):
    """A thread that a person may mean, and why."""

    thread: str
    reason: str


class UndoneAction(NamedTuple):
    """What an undo did.

    Attributes:
        message: What was undone, "" if there was nothing to undo.
        threads: The threads on which the action had been made, as far as they exist.
    """

    message: str = ""
    threads: tuple[str, ...] = ()
