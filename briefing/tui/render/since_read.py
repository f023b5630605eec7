"""What came since a thread was last read: changed numbers, new sentences, the events with new reports, new names."""

from __future__ import annotations

from briefing.model.threads import NumberChange, Thread
from briefing.output.cells import cell_width
from briefing.output.changes import (
    NewReport,
    new_name_spans,
    new_report_figure,
    new_reports,
    number_values,
    quantity_label,
)
from briefing.output.citations import Citations
from briefing.output.formatting import format_moment
from briefing.output.lines import Span, wrap_spans
from briefing.tui.render.cited_lines import cited_prose
from briefing.tui.render.page_lines import BLANK_LINE, PageHeading, PageLine, Target, heading, page_lines, paragraph
from briefing.tui.render.thread_options import MAX_ENTRIES, RenderOptions


def since_read_lines(thread: Thread, options: RenderOptions, citations: Citations, width: int) -> list[PageLine]:
    """Return what came since a thread was last read, under a heading that counts the rows; nothing if nothing came."""
    changes, reports = thread.changes, new_reports(thread)
    if changes is None or not reports.every:
        return []
    since = f" ({format_moment(changes.since, options.now)})" if changes.since else ""
    begin = PageHeading("since", f"Since {len(reports.every)}")
    title, figures = f"SINCE YOU LAST READ{since}", (new_report_figure(reports), f"{len(reports.every)} new")
    note = next((figure for figure in figures if cell_width(title) + cell_width(figure) < width), "")
    page = [heading(title, width, note, begin)]
    for change in changes.number_changes:
        page += _number_change_lines(change, citations, width)
    page += cited_prose(changes.sentences, citations, width, "changes") if changes.sentences else []
    for report in reports.every[:MAX_ENTRIES]:
        page += _new_report_lines(report, options, width)
    omitted = len(reports.every) - MAX_ENTRIES
    page += paragraph(f"and {omitted} more", width, "meta", indent="  ") if omitted > 0 else []
    names = [span._replace(style="meta") for span in new_name_spans(changes)]
    return [*page, *(page_lines(wrap_spans(names, width)) if names else []), BLANK_LINE]


def _new_report_lines(report: NewReport, options: RenderOptions, width: int) -> list[PageLine]:
    prefix = (Span(f"{options.symbols.marks.new} ", "new"),)
    target = Target("article", report.article, occurrence="since")
    return page_lines(wrap_spans([Span(report.headline)], width, "  ", first_prefix=prefix), target)


def _number_change_lines(change: NumberChange, citations: Citations, width: int) -> list[PageLine]:
    """Return a changed number, which leads to the sentence that has the new value."""
    first, second = number_values(change, citations.articles)
    spans = [
        Span(quantity_label(change), "meta"),
        Span(first.text),
        Span(second.connective, "meta"),
        Span(second.text, "" if change.is_disagreement else "title"),
        *citations.citation_spans([change.sentence_after.article]),
    ]
    after = change.sentence_after
    target = Target("sentence", after.article, after.text, f"number {change.quantity}")
    return page_lines(wrap_spans(spans, width), target if after.article in citations.articles else None)
