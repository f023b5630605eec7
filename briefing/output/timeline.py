"""The timeline of a thread, laid out: which entries a page shows, their dates, and their lines in print-outs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from briefing.output.cells import pad
from briefing.output.formatting import format_count, format_day, format_short_day, format_short_month
from briefing.output.lines import Line, Span, align_sides, line_width, wrap_spans

if TYPE_CHECKING:
    from briefing.model.threads import Thread, TimelineEntry
    from briefing.output.citations import Citations

MAX_SHOWN_ENTRIES = 4
"""Entries of each thread on a page of many threads."""
UNFOLDED_MONTHS = 3
"""Number of newest months of a timeline with all events whose events are shown one by one."""
DAY_WIDTH = 6
"""Cells of a day, or of what is known of it: "16 Dec", "Dec", "2019"."""
BACKGROUND_MARK = "before your feeds"
"""What marks an event that happened before the first stored article of its thread."""
PART_MARK = "part"
"""What marks an event of a thread that is part of the affair; it stands before the title of that thread."""


def shown_entries(thread: Thread) -> tuple[TimelineEntry, ...]:
    """Return the latest main entries; none if the only one repeats the title of the thread."""
    if len(thread.timeline) == 1 and thread.row.story_count == 1:
        return ()
    return condense_by_day(thread.main_timeline, MAX_SHOWN_ENTRIES)


def condense_by_day(entries: Sequence[TimelineEntry], limit: int) -> tuple[TimelineEntry, ...]:
    """Return at most `limit` entries in their order.

    Of each of the latest days the entry with most publishers comes first, then others as far as there is room.
    """
    by_day: dict[date, TimelineEntry] = {}
    for entry in entries:
        best = by_day.setdefault(entry.date, entry)
        if len(entry.publishers) > len(best.publishers):
            by_day[entry.date] = entry
    chosen = [*by_day.values(), *(entry for entry in entries if entry is not by_day[entry.date])][:limit]
    return tuple(entry for entry in entries if any(entry is other for other in chosen))


class TimelineRow(NamedTuple):
    """A row of a timeline: an entry, or a folded month, which is shown as an entry.

    Attributes:
        folded: The entries of a folded month, newest first; the row has the publishers and articles of all.
    """

    entry: TimelineEntry
    folded: tuple[TimelineEntry, ...] = ()


def fold_months(entries: Sequence[TimelineEntry]) -> list[TimelineRow]:
    """Return the rows of entries, which come newest first; each old month with several events is one row."""
    rows: list[TimelineRow] = []
    months = groupby(entries, key=lambda entry: (entry.date.replace(day=1), entry.precision == "year"))
    for number, ((month, is_year), of_month) in enumerate(months):
        group = tuple(of_month)
        if number < UNFOLDED_MONTHS or len(group) == 1 or is_year:
            rows += map(TimelineRow, group)
        else:
            top = max(group, key=lambda entry: (entry.main, len(entry.publishers)))
            title = f"{format_count(len(group), 'event')}, among them: {top.title}"
            publishers = tuple(dict.fromkeys(name for entry in group for name in entry.publishers))
            articles = tuple(dict.fromkeys(id for entry in (top, *group) for id in entry.articles))
            of_all = replace(top, date=month, precision="month", title=title, publishers=publishers, articles=articles)
            background = all(entry.background for entry in group)
            row = replace(of_all, sentences=(), part="", part_title="", background=background)
            rows.append(TimelineRow(row, group))
    return rows


def entry_dates(entries: Iterable[TimelineEntry]) -> list[tuple[str, str]]:
    """Return the year ("2024") and the day ("16 Dec") of each entry, each empty where the entry before has the same.

    Of an entry of which only the year is known it stands in the place of the day.
    """
    dates: list[tuple[str, str]] = []
    previous: date | None = None
    for entry in entries:
        known = _known_date(entry)
        has_year = entry.precision == "year" or (previous and previous.year == entry.date.year)
        is_repeated = entry.date == previous and entry.precision == "day"
        dates.append(("" if has_year else str(entry.date.year), "" if is_repeated else known))
        previous = None if entry.precision == "year" else entry.date
    return dates


def _known_date(entry: TimelineEntry) -> str:
    """Return what is known of the date of an entry, a day or a month without its year: "16 Dec", "Dec", "2019"."""
    if entry.precision == "year":
        return str(entry.date.year)
    return format_short_month(entry.date) if entry.precision == "month" else format_short_day(entry.date)


def entry_day(entry: TimelineEntry, now: datetime) -> str:
    """Return the day of one entry, with its year if it is not this one; a month with its year, or a year."""
    if entry.precision == "day":
        return format_day(entry.date, now)
    return f"{_known_date(entry)} {entry.date.year}" if entry.precision == "month" else _known_date(entry)


def background_note(entry: TimelineEntry) -> str:
    """Return what marks an event before the first stored article, also that one publisher alone mentions it; or ""."""
    if not entry.background:
        return ""
    return f"{BACKGROUND_MARK}, 1 publisher" if len(entry.publishers) == 1 else BACKGROUND_MARK


def part_note(entry: TimelineEntry) -> str:
    """Return "part" if an entry is of a part with the same title, "part: ..." with its title if not; "" without one."""
    if not entry.part:
        return ""
    return PART_MARK if entry.part_title == entry.title else f"{PART_MARK}: {entry.part_title}"


def short_timeline_lines(entries: Sequence[TimelineEntry], this_year: int, width: int, indent: str) -> list[Line]:
    """Lay out the day and title of each entry, and its year at the right if it is not `this_year`."""
    lines: list[Line] = []
    for entry, (_, day) in zip(entries, entry_dates(entries), strict=True):
        prefix = (Span(indent), Span(pad(day, DAY_WIDTH, align_right=True), "date"), Span("  "))
        has_year = entry.precision != "year" and entry.date.year != this_year
        year = (Span(f"({entry.date.year})", "meta"),) if day and has_year else ()
        note = background_note(entry)
        title = [Span(entry.title), *([Span(f" ({note})", "meta")] if note else [])]
        lines += _entry_lines(title, prefix, year, width - (line_width(year) + 2 if year else 0), width)
    return lines


def full_timeline_lines(entries: Sequence[TimelineEntry], cited: Citations, width: int) -> list[Line]:
    """Lay out year, day, title and publishers of each entry, newest first; the title links to its first article."""
    lines: list[Line] = []
    for entry, (year, day) in zip(entries, entry_dates(entries), strict=True):
        prefix = (Span(f"{year:4}  ", "meta"), Span(pad(day, DAY_WIDTH, align_right=True), "date"), Span("  "))
        part = part_note(entry)
        facts = [BACKGROUND_MARK] if entry.background else []
        facts += [part] if part == PART_MARK else []
        facts += [format_count(len(entry.publishers), "publisher")] * bool(entry.publishers)
        figures = (Span(", ".join(facts), "meta"),) if facts else ()
        link = next((cited.articles[id].link for id in entry.articles if id in cited.articles), "")
        lines += _entry_lines([Span(entry.title, "", link)], prefix, figures, width - line_width(figures) - 2, width)
        if part not in ("", PART_MARK):
            lines += wrap_spans([Span(part, "meta")], width, " " * line_width(prefix))
    return lines


def _entry_lines(title: list[Span], prefix: Line, right: Line, title_width: int, width: int) -> list[Line]:
    """Wrap a title within `title_width` cells after `prefix`, with `right` at the end of its first line."""
    first, *rest = wrap_spans(title, title_width, " " * line_width(prefix), first_prefix=prefix)
    return [*align_sides(first, right, width), *rest]
