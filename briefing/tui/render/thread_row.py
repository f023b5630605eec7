"""A thread as two lines of the list."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from briefing.model.threads import ThreadRow
from briefing.output.layout import truncate
from briefing.output.sparkline import sparkline
from briefing.output.time_format import format_age
from briefing.tui.render.line_layout import ACCENT, MUTED, PRIMARY, fit_to_width
from briefing.tui.symbols import Symbols
from briefing.tui.thread_listing import ReadState, read_state

MARK_WIDTH = 2
"""Cells of the mark and the space behind it."""
WIDE_FROM = 72
"""Cells from which a title keeps enough room beside the figures."""
MAX_AFFAIR_WIDTH = 28
"""Cells at most for the larger affair that a thread is part of."""
FORTNIGHT_FROM = 100
"""Cells from which a row shows fourteen days, not seven."""
STATE_STYLES: dict[ReadState, str] = {"new": f"bold {ACCENT}", "updated": f"bold {PRIMARY}", "read": MUTED}


def render_thread_row(
    row: ThreadRow, width: int, now: datetime, symbols: Symbols, show_section: bool, marked: bool = False
) -> tuple[Content, Content]:
    """Return the two lines of a thread, each of exactly `width` cells; `section` names its section if there is room.

    Where there is room a part of a larger affair names that instead.

    The first line is the title and the age. Bars and publishers stand in it too where the title keeps enough room,
    else at the end of the second.
    """
    ours = read_state(row)
    star = f"{symbols.marks.followed} " if row.followed else ""
    title = Content.assemble((star, ACCENT), (row.title, "" if ours == "read" else "bold"))
    mark = Content.styled(symbols.read_state_sign(ours), STATE_STYLES[ours])
    latest = (
        row.latest_development
        if row.latest_development and row.latest_development != row.title
        else ", ".join(row.publishers)
    )
    figures, when = (
        _chart_and_publishers(row, width, symbols),
        Content.styled(f"{format_age(now, row.last):>5} ", MUTED),
    )
    home = (
        truncate(f"part of: {row.affair_title}", MAX_AFFAIR_WIDTH, symbols.ellipsis)
        if row.affair_id
        else row.section
        if show_section
        else ""
    )
    label = Content.styled(f"  {home} " if home and width >= WIDE_FROM else " ", MUTED)
    first, second = (figures + when, label) if width >= WIDE_FROM else (when, figures + " ")
    return (
        mark
        + Content.styled(symbols.tick if marked else " ", f"bold {ACCENT}")
        + fit_to_width(title, width - MARK_WIDTH - first.cell_length, ellipsis=symbols.ellipsis)
        + first,
        Content("  ") + fit_to_width(latest, width - MARK_WIDTH - second.cell_length, MUTED, symbols.ellipsis) + second,
    )


def _chart_and_publishers(row: ThreadRow, width: int, symbols: Symbols) -> Content:
    """Return the bars of the last days and the number of publishers, in columns."""
    shown = 14 if width >= FORTNIGHT_FROM else 7
    chart = sparkline(row.daily_counts[-shown:], ascii=symbols.ascii).rjust(shown)
    return Content.assemble("  ", (chart, PRIMARY), f"{row.independent_publisher_count:>4}")
