"""The timeline of a thread: entries along a line of days, which unfold."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.model.threads import Thread, TimelineEntry
from briefing.output.citations import Citations
from briefing.output.formatting import date_mark, format_headline, format_short_day, format_time
from briefing.output.lines import Line, Span, align_ends, fit_spans, line_width, wrap_spans
from briefing.output.timeline import (
    DAY_WIDTH,
    PART_MARK,
    TimelineRow,
    background_note,
    entry_dates,
    fold_months,
    part_note,
)
from briefing.tui.render.cited_lines import cited_prose
from briefing.tui.render.event_targets import event_targets
from briefing.tui.render.page_lines import PageHeading, PageLine, Target, heading, page_lines
from briefing.tui.render.thread_articles import (
    MIN_TITLE_CELLS,
    STACKED_INDENT,
    publisher_column,
    publisher_column_width,
    stacked_lines,
)
from briefing.tui.render.thread_options import MAX_ENTRIES, PROSE_WIDTH, RenderOptions, remainder_line

YEAR_WIDTH = 4
"""Cells of a year."""
PUBLISHERS_WIDTH = 4
"""Cells kept free at the right of a title for the number of publishers."""

SWITCH_FROM = 50
"""Cells of a page from which the heading names the key that shows all events."""


def timeline_lines(thread: Thread, options: RenderOptions, citations: Citations, width: int) -> list[PageLine]:
    """Return the timeline, newest first, with the years at its left and the number of publishers at its right."""
    if not thread.timeline:
        return []
    shown = _shown_rows(thread, options)
    page = [_heading(thread, options, width)]
    dates = entry_dates(row.entry for _, row in shown)
    for (target, row), (year, day) in zip(shown, dates, strict=True):
        entry = row.entry
        date = (Span(f"{year:{YEAR_WIDTH}} ", "meta"), Span(f"{day:>{DAY_WIDTH}} "))
        prefix = (*date, _mark(thread, row.folded or (entry,), options), Span(" "))
        page += _title_lines(entry, target, prefix, options, width)
        page += _detail_lines(entry, target, options, citations, width) if target.kind == "entry" else []
        page += _part_lines(entry, target, options, width) if target.kind == "thread" else []
    key = "" if options.brief else options.all_events_key
    rest = 0 if options.all_events else len(thread.timeline) - len(shown)
    return page + remainder_line(rest, "event", "events", key, some_shown=True)


def _heading(thread: Thread, options: RenderOptions, width: int) -> PageLine:
    """Return the heading: whether the main events are shown or all, and the key that shows the others."""
    total, main = len(thread.timeline), len(thread.page_timeline)
    count = f"{total}" if main == total or options.all_events else f"{main}/{total}"
    begin = PageHeading("timeline", f"Timeline {count}")
    title = "TIMELINE"
    if main < total and not options.brief and width >= SWITCH_FROM:
        shown, other = ("all", f"main {main}") if options.all_events else ("main", f"all {total}")
        title += f" {options.symbols.marks.dot} {shown} ({options.all_events_key}: {other})"
    return heading(title, width, "publishers", begin)


def _shown_rows(thread: Thread, options: RenderOptions) -> list[tuple[Target, TimelineRow]]:
    """Return the rows that are shown, each with its target; of all events old months are folded, until opened."""
    timeline = thread.timeline
    targets = {id(entry): target for entry, target in zip(timeline, event_targets(timeline), strict=True)}
    if not options.all_events:
        main = [(targets[id(entry)], TimelineRow(entry)) for entry in thread.page_timeline]
        return main[:MAX_ENTRIES] if options.brief else main
    shown: list[tuple[Target, TimelineRow]] = []
    for row in fold_months(timeline):
        month = Target("month", f"{row.entry.date:%Y-%m}")
        shown.append((month if row.folded else targets[id(row.entry)], row))
        if month.id in options.unfolded:
            shown += ((targets[id(other)], TimelineRow(other)) for other in row.folded)
    return shown


def _mark(thread: Thread, events: Sequence[TimelineEntry], options: RenderOptions) -> Span:
    """Return what the reader knows of the events of a row: whether one has reports that came since the last reading.

    It is a dot where that is not known: in a thread that was never read, and of events of parts, of those before the
    feeds, and of those that articles only mention.
    """
    marks = options.symbols.marks
    if any(map(thread.news_of, events)):
        return Span(marks.new, "new")
    reported = any(entry.story and not (entry.background or entry.part) for entry in events)
    return Span(marks.read if thread.row.read is not None and reported else marks.dot, "meta")


def _title_lines(
    entry: TimelineEntry, target: Target, prefix: Line, options: RenderOptions, width: int
) -> list[PageLine]:
    """Return the title of an entry behind its date and mark, and its number of publishers."""
    title = Span(entry.title)
    word = background_note(entry) or (PART_MARK if part_note(entry) == PART_MARK else "")
    note = [Span(f" ({word})", "meta")] if word else []
    is_in_note = entry.background and len(entry.publishers) == 1
    figure = (Span(str(len(entry.publishers)), "meta"),) if entry.publishers and not is_in_note else ()
    first, *rest = wrap_spans([title, *note], width - PUBLISHERS_WIDTH, _spine(options), first_prefix=prefix)
    return [PageLine(align_ends(first, figure, width), target), *(PageLine(line, target) for line in rest)]


def _part_lines(entry: TimelineEntry, target: Target, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the title of the part that has an entry, unless it is the entry's, as a line that opens the part."""
    spine, note = _spine(options), part_note(entry)
    if note == PART_MARK:
        return []
    text = fit_spans([Span(note, "meta")], width - line_width(spine), options.symbols.ellipsis)
    return [PageLine((*spine, *text), target)]


def _spine(options: RenderOptions) -> Line:
    """Return the line of days beneath the mark of an entry, as wide as its date and mark."""
    return (Span(f"{'':{YEAR_WIDTH + DAY_WIDTH + 2}}{options.symbols.spine} ", "meta"),)


def _detail_lines(
    entry: TimelineEntry, target: Target, options: RenderOptions, citations: Citations, width: int
) -> list[PageLine]:
    """Return the sentences of an unfolded entry and the articles it holds, which can be selected themselves."""
    if target.id not in options.unfolded:
        return []
    spine = _spine(options)
    width = min(width, PROSE_WIDTH + line_width(spine))
    sentences = [sentence for sentence in entry.sentences if sentence.text != entry.title]
    articles = [citations.articles[id] for id in entry.articles if id in citations.articles]
    occurrence = f"entry {target.id}"
    page = cited_prose(sentences, citations, width, occurrence, spine) if sentences else []
    column = publisher_column_width([one.publisher for one in articles], width, brief=options.brief)
    for one in articles:
        lines = _article_lines(one, entry, column, options, width - line_width(spine))
        page += page_lines([(*spine, *line) for line in lines], Target("article", one.id, occurrence=occurrence))
    return [*page, PageLine(spine)]


def _article_lines(
    article: Article, entry: TimelineEntry, column: int, options: RenderOptions, width: int
) -> list[Line]:
    """Return an article in columns: publisher, time (or its day if that is not the day of the event), headline.

    Where the column of headlines would be narrow, they stand below.
    """
    when = article.published.astimezone()
    is_that_day = entry.precision == "day" and when.date() == entry.date
    time = date_mark(article) + format_time(when) if is_that_day else format_short_day(when)
    prefix = (publisher_column(article.publisher, options, column), Span(f" {time:>{DAY_WIDTH}}  ", "meta"))
    headline = [Span(format_headline(article))]
    if width - line_width(prefix) < MIN_TITLE_CELLS:
        name = (Span(article.publisher, "source"),)
        return stacked_lines(name, (Span(time, "meta"),), headline, width, STACKED_INDENT)
    return wrap_spans(headline, width, " " * line_width(prefix), prefix)
