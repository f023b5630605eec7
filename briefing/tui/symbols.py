"""The symbols of the reader, in Unicode and in ASCII; those of threads are shared with the print-outs."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.output.symbols import StatusSymbols, status_symbols
from briefing.tui.thread_listing import ReadState


@dataclass(frozen=True, slots=True)
class Symbols:
    """One set of symbols."""

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
        """The end of a text that was cut."""
        return self.marks.ellipsis

    def read_state_symbol(self, state: ReadState) -> str:
        """Return the symbol of a read state."""
        return {"new": self.marks.new, "updated": self.marks.updated, "read": self.marks.running}[state]


def symbols(ascii: bool) -> Symbols:
    """Return the ASCII or the Unicode set."""
    if ascii:
        return Symbols(
            status_symbols(True), True, ">", "|", "-", folded="+", unfolded="-", paused="=", failed="!", tick="x"
        )
    return Symbols(
        status_symbols(False), False, "▌", "│", "─", folded="▸", unfolded="▾", paused="‖", failed="!", tick="✓"
    )
