"""Symbols of rows and lines, and bars of articles a day, each with an ASCII form for plain terminals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefing.model.threads import ThreadStatus

BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = "_.:-=%#"
"""No digits, which would read as numbers of articles, and no mark of a status."""
MIN_PEAK = 4
"""Articles a day that a bar of full height stands for at least, so that a single article is no peak."""


class StatusSymbols(NamedTuple):
    """The symbols of marks and statuses, in Unicode or in ASCII."""

    dot: str
    ellipsis: str
    followed: str
    muted: str
    new: str
    updated: str
    running: str
    read: str

    def for_status(self, status: ThreadStatus) -> str:
        """Return the symbol of a thread's status."""
        return {"new": self.new, "updated": self.updated, "running": self.running}[status]


UNICODE_SYMBOLS = StatusSymbols(
    dot="·", ellipsis="…", followed="★", muted="⊘", new="●", updated="◐", running="·", read="○"
)
ASCII_SYMBOLS = StatusSymbols(
    dot="-", ellipsis="...", followed="f", muted="m", new="*", updated="+", running=".", read="o"
)


def status_symbols(ascii: bool) -> StatusSymbols:
    """Return the ASCII or the Unicode set."""
    return ASCII_SYMBOLS if ascii else UNICODE_SYMBOLS


def sparkline(counts: Sequence[int], ascii: bool = False) -> str:
    """Return one character for each day: a bar scaled to the busiest day, in ASCII a character of growing weight."""
    bars = ASCII_BARS if ascii else BARS
    peak = max([*counts, MIN_PEAK])
    # Ceiling division: a day with any article never looks like a day with none.
    return "".join(bars[-(-max(count, 0) * (len(bars) - 1) // peak)] for count in counts)
