"""The symbols of the reader, in Unicode and in ASCII; those of threads are shared with the print-outs."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.output.symbols import StatusSymbols, status_symbols
from briefing.tui.list_items import ReadState


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
    branch: str
    last_branch: str
    paused: str
    failed: str
    tick: str
    progress: str
    rule_down: str
    rule_up: str

    @property
    def ellipsis(self) -> str:
        """The end of a text that was cut."""
        return self.marks.ellipsis

    def read_state_symbol(self, state: ReadState) -> str:
        """Return the symbol of a read state."""
        marks = self.marks
        return {"new": marks.new, "updated": marks.updated, "read": marks.read, "running": marks.running}[state]


def symbols(ascii: bool) -> Symbols:
    """Return the ASCII or the Unicode set."""
    if ascii:
        return Symbols(
            status_symbols(True),
            True,
            ">",
            "|",
            "-",
            folded="[+]",
            unfolded="[-]",
            branch="|",
            last_branch="`",
            paused="=",
            failed="!",
            tick="x",
            progress="#",
            rule_down="+",
            rule_up="+",
        )
    return Symbols(
        status_symbols(False),
        False,
        "▌",
        "│",
        "─",
        folded="▸",
        unfolded="▾",
        branch="├",
        last_branch="└",
        paused="‖",
        failed="!",
        tick="✓",
        progress="━",
        rule_down="┬",
        rule_up="┴",
    )
