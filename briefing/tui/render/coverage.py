"""Who reports the newest events, and when; what only one of them has; who is silent."""

from __future__ import annotations

from briefing.model.coverage import Coverage, HappeningCoverage
from briefing.output.coverage import DELAY_WIDTH, report_headline, widely_reported
from briefing.output.formatting import format_count, format_day, format_delay, format_time
from briefing.output.lines import Span, line_width, wrap_spans
from briefing.tui.render.page_lines import BLANK_LINE, PageHeading, PageLine, Target, heading, page_lines, paragraph
from briefing.tui.render.thread_articles import (
    MIN_TITLE_CELLS,
    publisher_column,
    publisher_column_width,
    stacked_lines,
    story_title_lines,
)
from briefing.tui.render.thread_options import RenderOptions

MAX_PUBLISHERS = 8
"""Publishers listed for a happening; the list of articles names the others."""
STACKED_INDENT = 2
"""Cells before a headline that stands below its publisher."""


def render_coverage(coverage: Coverage, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the publishers of the newest shared happenings, first to last, with whole headlines.

    Without any it names the one publisher that is not silent, or is nothing if no publisher is.
    """
    shown = widely_reported(coverage)
    if not coverage.silent_publishers and all(len(one.publisher_reports) == 1 for one in shown):
        return []
    count = coverage.thread.independent_publisher_count
    begin = PageHeading("coverage", f"Coverage {count}")
    page = [heading("COVERAGE", width, format_count(count, "publisher"), begin)]
    for one in shown:
        page += [*_happening_lines(one, options, width, show_title=len(shown) > 1), BLANK_LINE]
    if coverage.silent_publishers:
        page += [*paragraph(f"silent: {', '.join(coverage.silent_publishers)}", width, "meta"), BLANK_LINE]
    return page


def _happening_lines(one: HappeningCoverage, options: RenderOptions, width: int, *, show_title: bool) -> list[PageLine]:
    start = one.publisher_reports[0].article.published.astimezone()
    day = format_day(start, options.now)
    page = story_title_lines(one.happening.title, f"reported {day}", options, width) if show_title else []
    reports = one.publisher_reports[:MAX_PUBLISHERS]
    column = publisher_column_width([report.publisher for report in reports], width)
    for index, report in enumerate(reports):
        when = format_delay(report.delay) if index else format_time(start) if show_title else day
        prefix = (
            publisher_column(report.publisher, options, column),
            Span(f" {when:>{DELAY_WIDTH}}  ", "meta"),
        )
        target = Target("article", report.article.id, occurrence="coverage")
        lines = wrap_spans(report_headline(report), width, " " * line_width(prefix), prefix)
        if width - line_width(prefix) < MIN_TITLE_CELLS:
            name = (Span(report.publisher, "source"),)
            lines = stacked_lines(name, (Span(when, "meta"),), report_headline(report), width, STACKED_INDENT)
        page += page_lines(lines, target)
    omitted = len(one.publisher_reports) - MAX_PUBLISHERS
    page += paragraph(f"and {format_count(omitted, 'more publisher')}", width, "meta") if omitted > 0 else []
    for fact in one.exclusive_facts:
        spans = [Span("only here: ", "meta"), Span(fact.sentence.text, "link"), Span(f"  {fact.publisher}", "source")]
        target = Target("sentence", fact.sentence.article, fact.sentence.text, "coverage")
        page += page_lines(wrap_spans(spans, width), target)
    return page
