"""The few signs that rows and lines are drawn with, and their ASCII stand-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefing.model.threads import Status


class Marks(NamedTuple):
    """One set of signs."""

    dot: str
    cut: str
    followed: str
    muted: str
    new: str
    updated: str
    running: str

    def status(self, status: Status) -> str:
        """The sign of a thread's status."""
        return {"new": self.new, "updated": self.updated, "running": self.running}[status]


SIGNS = Marks(dot="·", cut="…", followed="★", muted="⊘", new="●", updated="◐", running="○")
ASCII = Marks(dot="-", cut="...", followed="f", muted="m", new="*", updated="+", running=".")


def marks(ascii: bool) -> Marks:
    """The set to draw with."""
    return ASCII if ascii else SIGNS
