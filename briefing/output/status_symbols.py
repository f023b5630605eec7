"""The few signs that rows and lines are drawn with, and their ASCII stand-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefing.model.threads import ThreadStatus


class StatusSymbols(NamedTuple):
    """One set of signs."""

    dot: str
    ellipsis: str
    followed: str
    muted: str
    new: str
    updated: str
    running: str

    def for_status(self, status: ThreadStatus) -> str:
        """The sign of a thread's status."""
        return {"new": self.new, "updated": self.updated, "running": self.running}[status]


UNICODE_SYMBOLS = StatusSymbols(dot="·", ellipsis="…", followed="★", muted="⊘", new="●", updated="◐", running="○")
ASCII_SYMBOLS = StatusSymbols(dot="-", ellipsis="...", followed="f", muted="m", new="*", updated="+", running=".")


def status_symbols(ascii: bool) -> StatusSymbols:
    """The set to draw with."""
    return ASCII_SYMBOLS if ascii else UNICODE_SYMBOLS
