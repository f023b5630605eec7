"""Who reports the newest events, and when; what only one of them has; who is silent."""

from __future__ import annotations

from briefing.model.coverage import Coverage, HappeningCoverage
from briefing.output.coverage import DELAY_WIDTH, report_headline, widely_reported
from briefing.output.formatting import format_count, format_day, format_delay, format_time
from briefing.output.lines import Span, line_width, wrap_spans
from briefing.tui.render.page_lines import BLANK_LINE, PageHeading, PageLine, Target, heading, page_lines, paragraph
from briefing.tui.render.thread_articles import (
    MIN_TITLE_CELLS,
    STACKED_INDENT,
    publisher_column,
    publisher_column_width,
    stacked_lines,
    story_title_lines,
)
from briefing.tui.render.thread_options import RenderOptions

MAX_PUBLISHERS = 8
"""Publishers listed for a happening; the list of articles names the others."""


def render_coverage(coverage: Coverage, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the publishers of the newest shared happenings and of the widest, or of all, with whole headlines.

    Without any it names the one publisher that is not silent, or is nothing if no publisher is.
    """
    main = widely_reported(coverage)
    if not coverage.silent_publishers and all(len(one.publisher_reports) == 1 for one in main):
        return []
    shown = coverage.happenings if options.all_coverage else main
    count = format_count(coverage.thread.independent_publisher_count, "publisher")
    begin = PageHeading("coverage", f"Coverage {coverage.thread.independent_publisher_count}")
    shows_titles = len(shown) > 1
    day = "" if shows_titles else f", {_day_of(shown[0], options)}"
    page = [heading("COVERAGE", width, f"{count}{day}", begin)]
    names = [report.publisher for one in shown for report in one.publisher_reports[:MAX_PUBLISHERS]]
    column = publisher_column_width(names, width)
    for one in shown:
        page += [*_happening_lines(one, options, width, column, show_title=shows_titles), BLANK_LINE]
    if rest := _rest_note(len(coverage.happenings) - len(main), options):
        page += [*paragraph(rest, width, "meta"), BLANK_LINE]
    if coverage.silent_publishers:
        page += [*paragraph(f"silent: {', '.join(coverage.silent_publishers)}", width, "meta"), BLANK_LINE]
    return page


def has_more_coverage(coverage: Coverage) -> bool:
    """Whether a coverage has more happenings than its page shows at first."""
    return len(coverage.happenings) > len(widely_reported(coverage))


def _rest_note(others: int, options: RenderOptions) -> str:
    """Return how many happenings there are beside the main ones, and the key that shows or hides them here."""
    if others <= 0:
        return ""
    key = options.all_events_key
    if options.all_coverage:
        return f"{key} here leaves out {others} of them again"
    return f"and {others} more{f': {key} here shows all' if key else ''}"


def _day_of(one: HappeningCoverage, options: RenderOptions) -> str:
    return format_day(one.publisher_reports[0].article.published.astimezone(), options.now)


def _happening_lines(
    one: HappeningCoverage, options: RenderOptions, width: int, column: int, *, show_title: bool
) -> list[PageLine]:
    """Return the title of a happening, and its publishers in a column of so many cells, first to last."""
    start = one.publisher_reports[0].article.published
    title = one.happening.title
    page = story_title_lines(title, f"reported {_day_of(one, options)}", options, width) if show_title else []
    for index, report in enumerate(one.publisher_reports[:MAX_PUBLISHERS]):
        when = format_delay(report.delay) if index else format_time(start)
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
