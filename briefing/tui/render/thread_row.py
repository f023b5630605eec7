"""A thread as two lines of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model.threads import ThreadRow
from briefing.output.cells import truncate
from briefing.output.formatting import format_age
from briefing.output.lines import Line, Span, StyleName, fit_spans, line_width
from briefing.output.symbols import sparkline
from briefing.tui.symbols import Symbols
from briefing.tui.thread_listing import ReadState, read_state

MARK_WIDTH = 2
"""Cells of the mark and what stands behind it."""
WIDE_FROM = 72
"""Cells from which the figures stand beside the title: narrower titles would be cut."""
MAX_AFFAIR_WIDTH = 28
"""Cells at most of the label that names a larger affair, so that the latest development keeps its room."""
FORTNIGHT_FROM = 100
"""Cells from which the bars show fourteen days instead of seven."""
STATE_STYLES: dict[ReadState, StyleName] = {"new": "new", "updated": "updated", "read": "meta"}


@dataclass(frozen=True, slots=True)
class RowOptions:
    """How the rows of a list are shown: `show_section` names the section of each where there is room."""

    now: datetime
    symbols: Symbols
    show_section: bool = True


def render_thread_row(row: ThreadRow, width: int, options: RowOptions, marked: bool = False) -> tuple[Line, Line]:
    """Return the two lines of a thread, each of exactly `width` cells.

    The first has the title and the age, the second the latest development. Bars and the number of publishers stand at
    the end of the first if it is wide enough, else of the second. A wide second line also names the larger affair, or
    else the section.
    """
    symbols = options.symbols
    state = read_state(row)
    star = [Span(f"{symbols.marks.followed} ", "followed")] if row.followed else []
    title = [*star, Span(row.title, "" if state == "read" else "title")]
    lead = (
        Span(symbols.read_state_symbol(state), STATE_STYLES[state]),
        Span(symbols.tick if marked else " ", "selected"),
    )
    age = Span(f"{format_age(options.now, row.last):>5} ", "meta")
    figures = _figures(row, width, symbols)
    label = Span(_label(row, width, options), "meta")
    first_end: Line
    second_end: Line
    first_end, second_end = ((*figures, age), (label,)) if width >= WIDE_FROM else ((age,), (*figures, Span(" ")))
    has_news = row.latest_development and row.latest_development != row.title
    latest = [Span(row.latest_development if has_news else ", ".join(row.publishers), "meta")]
    ellipsis = symbols.ellipsis
    return (
        (*lead, *fit_spans(title, width - MARK_WIDTH - line_width(first_end), ellipsis), *first_end),
        (Span("  "), *fit_spans(latest, width - MARK_WIDTH - line_width(second_end), ellipsis), *second_end),
    )


def _label(row: ThreadRow, width: int, options: RowOptions) -> str:
    """Return what the second line of a wide row ends with: the larger affair, the section or nothing."""
    label = ""
    if row.affair_id:
        label = truncate(f"part of: {row.affair_title}", MAX_AFFAIR_WIDTH, options.symbols.ellipsis)
    elif options.show_section:
        label = row.section
    return f"  {label} " if label and width >= WIDE_FROM else " "


def _figures(row: ThreadRow, width: int, symbols: Symbols) -> Line:
    """Return the bars of the last days and the number of publishers, in columns."""
    days = 14 if width >= FORTNIGHT_FROM else 7
    bars = sparkline(row.daily_counts[-days:], ascii=symbols.ascii).rjust(days)
    return Span("  "), Span(bars, "figure"), Span(f"{row.independent_publisher_count:>4}")
