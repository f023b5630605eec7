"""A thread as two lines of the list."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from briefing.model.threads import ThreadRow
from briefing.output.ages import age
from briefing.output.bars import bars
from briefing.output.layout import cut
from briefing.tui.listing import State, state
from briefing.tui.paint.line import ACCENT, MUTED, PRIMARY, fitted
from briefing.tui.symbols import Symbols

INDENT = 2
"""Cells of the mark and the space behind it."""
ONE_LINE = 72
"""Cells from which a title keeps enough room beside the figures."""
HOME = 28
"""Cells at most for the larger affair that a thread is part of."""
FORTNIGHT = 100
"""Cells from which a row shows fourteen days, not seven."""
STYLES: dict[State, str] = {"new": f"bold {ACCENT}", "updated": f"bold {PRIMARY}", "read": MUTED}


def paint_row(
    row: ThreadRow, width: int, now: datetime, symbols: Symbols, section: bool, marked: bool = False
) -> tuple[Content, Content]:
    """Return the two lines of a thread, each of exactly `width` cells; `section` names its section if there is room.

    Where there is room a part of a larger affair names that instead.

    The first line is the title and the age. Bars and publishers stand in it too where the title keeps enough room,
    else at the end of the second.
    """
    ours = state(row)
    star = f"{symbols.marks.followed} " if row.followed else ""
    title = Content.assemble((star, ACCENT), (row.title, "" if ours == "read" else "bold"))
    mark = Content.styled(symbols.state(ours), STYLES[ours])
    latest = row.latest if row.latest and row.latest != row.title else ", ".join(row.publishers)
    figures, when = _figures(row, width, symbols), Content.styled(f"{age(now, row.last):>5} ", MUTED)
    home = cut(f"part of: {row.parent_title}", HOME, symbols.cut) if row.parent else row.section if section else ""
    label = Content.styled(f"  {home} " if home and width >= ONE_LINE else " ", MUTED)
    first, second = (figures + when, label) if width >= ONE_LINE else (when, figures + " ")
    return (
        mark
        + Content.styled(symbols.tick if marked else " ", f"bold {ACCENT}")
        + fitted(title, width - INDENT - first.cell_length, cut=symbols.cut)
        + first,
        Content("  ") + fitted(latest, width - INDENT - second.cell_length, MUTED, symbols.cut) + second,
    )


def _figures(row: ThreadRow, width: int, symbols: Symbols) -> Content:
    """Return the bars of the last days and the number of publishers, in columns."""
    shown = 14 if width >= FORTNIGHT else 7
    chart = bars(row.days[-shown:], ascii=symbols.ascii).rjust(shown)
    return Content.assemble("  ", (chart, PRIMARY), f"{row.independent:>4}")
