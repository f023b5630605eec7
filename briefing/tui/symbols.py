"""The signs of the interface beside the marks of output: with an ASCII set for plain terminals."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.output.symbols import StatusSymbols, status_symbols
from briefing.tui.thread_listing import ReadState


@dataclass(frozen=True, slots=True)
class Symbols:
    """One set of signs."""

    marks: StatusSymbols
    ascii: bool
    cursor: str
    spine: str
    rule: str
    folded: str
    unfolded: str
    paused: str
    failed: str
    tick: str

    @property
    def ellipsis(self) -> str:
        """Return what stands for the end of a text that did not fit."""
        return self.marks.ellipsis

    def read_state_sign(self, state: ReadState) -> str:
        """Return the sign of what a thread is to its reader."""
        return {"new": self.marks.new, "updated": self.marks.updated, "read": self.marks.running}[state]


def symbols(ascii: bool) -> Symbols:
    """Return the set to draw with."""
    if ascii:
        return Symbols(
            status_symbols(True), True, ">", "|", "-", folded="+", unfolded="-", paused="=", failed="!", tick="x"
        )
    return Symbols(
        status_symbols(False), False, "▌", "│", "─", folded="▸", unfolded="▾", paused="‖", failed="!", tick="✓"
    )
