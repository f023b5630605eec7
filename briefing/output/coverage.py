"""Who reports a thread, laid out: what `briefing coverage` prints."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.model.threads import Coverage, PublisherReport, StoryCoverage
from briefing.output.layout import cell_width, pad, truncate
from briefing.output.number_format import format_count
from briefing.output.spans import Line, Span, align_sides, unbreakable, wrap_spans
from briefing.output.status_symbols import StatusSymbols, status_symbols
from briefing.output.time_format import format_day, format_moment

MAX_STORIES = 3  # told without `everything`: the newest that several publishers report
PUBLISHER_WIDTH = 24  # cells at most for the column of publishers
DELAY_WIDTH = 9  # cells for that of delays


def coverage_page(
    coverage: Coverage, now: datetime, width: int, ascii: bool = False, all_stories: bool = False
) -> list[Line]:
    """Publishers of each story, first to last, with their headlines; what only one of them has; who is silent."""
    signs = status_symbols(ascii)
    row = coverage.thread
    figures = f"{format_count(row.independent_publisher_count, 'publisher')} {signs.dot} {format_count(row.article_count, 'article')}"
    lines = align_sides((Span(row.title, "title"),), (Span(figures, "meta"),), width)
    told = coverage.stories if all_stories else widely_reported_stories(coverage)
    for one in told:
        lines += [(), *_story_lines(one, now, width, signs)]
    left = len(coverage.stories) - len(told)
    if left:
        lines += [
            (),
            *wrap_spans([Span(f"{format_count(left, 'more story', 'more stories')}: `--all`", "meta")], width),
        ]
    if coverage.silent_publishers:
        words = f"silent in {row.section}: {', '.join(map(unbreakable, coverage.silent_publishers))}"
        lines += [(), *wrap_spans([Span(words)], width, "  ", first_prefix=())]
    return lines


def widely_reported_stories(coverage: Coverage) -> tuple[StoryCoverage, ...]:
    """The newest stories that several publishers report; the newest of all if there is none."""
    shared = tuple(one for one in coverage.stories if len(one.publisher_reports) > 1)
    return (shared or coverage.stories[:1])[:MAX_STORIES]


def format_delay(delay: timedelta) -> str:
    """How much later, in a few characters: "+42 min", "+1 h 17", "+3 d"."""
    minutes = int(delay.total_seconds() // 60)
    if minutes < 60:
        return f"+{minutes} min"
    if minutes < 24 * 60:
        return f"+{minutes // 60} h {minutes % 60:02}"
    return f"+{minutes // (24 * 60)} d"


def _story_lines(one: StoryCoverage, now: datetime, width: int, signs: StatusSymbols) -> list[Line]:
    began = (
        (Span(format_day(one.publisher_reports[0].article.published.astimezone(), now), "date"),)
        if one.publisher_reports
        else ()
    )
    lines = align_sides((Span(one.story.title, "title"),), began, width)
    column = min(
        max((cell_width(voice.publisher) for voice in one.publisher_reports), default=0), PUBLISHER_WIDTH, width // 3
    )
    for place, voice in enumerate(one.publisher_reports):
        when = format_moment(voice.article.published, now).split()[-1] if not place else format_delay(voice.delay)
        lead: Line = (
            Span(f"  {pad(when, DELAY_WIDTH)}", "meta"),
            Span(pad(truncate(voice.publisher, column, signs.ellipsis), column), "source"),
            Span("  "),
        )
        lines += wrap_spans(_headline_spans(voice), width, " " * (DELAY_WIDTH + column + 4), first_prefix=lead)
    for only in one.exclusive_facts:
        lead = (
            Span(f"  {pad('only', DELAY_WIDTH)}", "meta"),
            Span(pad(truncate(only.publisher, column, signs.ellipsis), column)),
        )
        link = next((a.link for a in one.story.articles if a.id == only.sentence.article), "")
        lines += wrap_spans(
            [Span("  "), Span(only.fact, "", link)], width, " " * (DELAY_WIDTH + column + 4), first_prefix=lead
        )
    return lines


def _headline_spans(report: PublisherReport) -> list[Span]:
    spans = [Span(report.article.title, "", report.article.link)]
    notes = [f"the words of {report.copied_from}"] if report.copied_from else []
    notes += [f"{report.article_count} articles"] if report.article_count > 1 else []
    return [*spans, Span(unbreakable(f" ({', '.join(notes)})"), "meta")] if notes else spans
