"""A thread as two lines of the list."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from briefing.model import ThreadRow
from briefing.output.ages import age
from briefing.output.bars import bars
from briefing.tui.listing import State, state
from briefing.tui.paint.line import ACCENT, MUTED, PRIMARY, fitted
from briefing.tui.symbols import Symbols

INDENT = 2
"""Cells of the mark and the space behind it."""
STYLES: dict[State, str] = {"new": f"bold {ACCENT}", "updated": f"bold {PRIMARY}", "read": MUTED}


def days_shown(width: int) -> int:
    """Return for how many days a row of this width has bars."""
    return 0 if width < 44 else 7 if width < 84 else 14


def paint_row(row: ThreadRow, width: int, now: datetime, symbols: Symbols, section: bool) -> tuple[Content, Content]:
    """Return the two lines of a thread, each of exactly `width` cells; `section` names its section in the second."""
    return _title_line(row, width, now, symbols), _latest_line(row, width, symbols, section)


def _title_line(row: ThreadRow, width: int, now: datetime, symbols: Symbols) -> Content:
    now_state = state(row)
    star = f"{symbols.marks.followed} " if row.followed else ""
    title = Content.assemble((star, ACCENT), (row.title, "" if now_state == "read" else "bold"))
    figures = _figures(row, width, now, symbols)
    room = width - INDENT - figures.cell_length
    mark = Content.styled(symbols.state(now_state), STYLES[now_state])
    return mark + " " + fitted(title, room, cut=symbols.cut) + figures


def _figures(row: ThreadRow, width: int, now: datetime, symbols: Symbols) -> Content:
    """Return the bars of the last days, the number of publishers and the age, in columns."""
    shown = days_shown(width)
    days = row.days[-shown:] if shown else ()
    chart = bars(days, ascii=symbols.ascii).rjust(shown)
    return Content.assemble(
        "  ",
        (chart, PRIMARY),
        f"{len(row.publishers):>4}" if shown else f"{len(row.publishers):>3}",
        (f"{age(now, row.last):>5} ", MUTED),
    )


def _latest_line(row: ThreadRow, width: int, symbols: Symbols, section: bool) -> Content:
    label = Content.styled(f"  {row.section} ", MUTED) if section and width >= 56 and row.section else Content(" ")
    latest = row.latest if row.latest and row.latest != row.title else ", ".join(row.publishers)
    return Content("  ") + fitted(latest, width - INDENT - label.cell_length, MUTED, symbols.cut) + label
