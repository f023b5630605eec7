"""The handles by which commands name what a print-out lists: numbers, ids or both."""

from __future__ import annotations

from typing import NamedTuple

from briefing.output.lines import Line, Span


class Handles(NamedTuple):
    """Which handles a print-out shows.

    Attributes:
        numbers: Numbers, which a later command of the same terminal understands.
        ids: Ids, which every command understands at any time.
    """

    numbers: bool = True
    ids: bool = False

    def label(self, number: int, count: int, id: str) -> Line:
        """Return what stands before row `number` of `count`, with a space behind it: "12 t28899b8c22 "."""
        shown = [f"{number:>{len(str(count))}} "] * self.numbers + [f"{id} "] * self.ids
        return (Span("".join(shown), "meta"),) if shown else ()


NUMBERS = Handles()
"""Numbers without ids: what a terminal shows."""


def id_spans(id: str, dot: str, shown: bool = True) -> Line:
    """Return an id as the last of the figures of a line, nothing unless it is shown."""
    return (Span(f" {dot} {id}", "meta"),) if shown else ()
