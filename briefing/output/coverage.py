"""Who reports a thread, laid out: what `briefing coverage` prints, and the words that the reader shares with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model.coverage import Coverage, ExclusiveFact, HappeningCoverage, PublisherReport
from briefing.output.cells import PUBLISHER_WIDTH, cell_width, fit, pad
from briefing.output.formatting import format_count, format_day, format_delay, format_headline, format_time
from briefing.output.lines import Line, Span, align_sides, unbreakable, wrap_spans
from briefing.output.symbols import StatusSymbols, status_symbols

MAX_HAPPENINGS = 3
"""Happenings shown unless all are asked for: the newest that several publishers report and the one that most do."""
DELAY_WIDTH = 9
"""Cells of the column of delays: "+23 h 59" and a space."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """How the rows of one happening are laid out.

    Attributes:
        width: Cells of the page.
        publisher_width: Cells of the column of publishers.
        symbols: The signs for what does not fit.
    """

    width: int
    publisher_width: int
    symbols: StatusSymbols

    @property
    def indent(self) -> str:
        """The space before the second line of a row: the columns of delays and publishers with their gaps."""
        return " " * (DELAY_WIDTH + self.publisher_width + 4)

    def row(self, label: str, publisher: Span, spans: list[Span]) -> list[Line]:
        """Lay out a row: a label, a publisher, and text that wraps in its column."""
        name = publisher._replace(text=fit(publisher.text, self.publisher_width, self.symbols.ellipsis))
        prefix = (Span(f"  {pad(label, DELAY_WIDTH)}", "meta"), name, Span("  "))
        return wrap_spans(spans, self.width, self.indent, first_prefix=prefix)


def coverage_page(
    coverage: Coverage, now: datetime, width: int, ascii: bool = False, all_happenings: bool = False
) -> list[Line]:
    """Lay out the publishers of each happening, what only one of them has, and who does not report the thread."""
    symbols = status_symbols(ascii)
    row = coverage.thread
    publishers = format_count(row.independent_publisher_count, "publisher")
    figures = f"{publishers} {symbols.dot} {format_count(row.article_count, 'article')}"
    lines = align_sides((Span(row.title, "title"),), (Span(figures, "meta"),), width)
    shown = coverage.happenings if all_happenings else widely_reported(coverage)
    for one in shown:
        lines += [(), *_happening_lines(one, now, width, symbols)]
    if omitted := len(coverage.happenings) - len(shown):
        note = f"{omitted} more: `--all`"
        lines += [(), *wrap_spans([Span(note, "meta")], width)]
    if coverage.silent_publishers:
        silent = f"silent in {row.section}: {', '.join(map(unbreakable, coverage.silent_publishers))}"
        lines += [(), *wrap_spans([Span(silent)], width, "  ", first_prefix="")]
    return lines


def widely_reported(coverage: Coverage) -> tuple[HappeningCoverage, ...]:
    """Return the newest happenings that several independent publishers report, and among them the one that most do.

    Without any it is the newest of all.
    """

    def publishers(one: HappeningCoverage) -> int:
        return one.independent_count or len(one.publisher_reports)

    shared = tuple(one for one in coverage.happenings if publishers(one) > 1)
    if not shared:
        return coverage.happenings[:1]
    widest = max(shared, key=publishers)
    newest = shared[:MAX_HAPPENINGS]
    is_among = publishers(widest) == max(map(publishers, newest))
    return newest if is_among else (*newest[:-1], widest)


def report_headline(report: PublisherReport) -> list[Span]:
    """Return a publisher's headline, noting why it does not count as another one and how many articles it has."""
    notes = [f"the words of {report.copied_from}"] if report.copied_from else []
    notes += [f"same house as {report.sibling}"] if report.sibling else []
    notes += [f"{report.article_count} articles"] if report.article_count > 1 else []
    headline = [Span(format_headline(report.article), "", report.article.link)]
    return [*headline, Span(unbreakable(f" ({', '.join(notes)})"), "meta")] if notes else headline


def _happening_lines(one: HappeningCoverage, now: datetime, width: int, symbols: StatusSymbols) -> list[Line]:
    reports = one.publisher_reports
    start = Span(format_day(reports[0].article.published.astimezone(), now), "date") if reports else None
    lines = align_sides((Span(one.happening.title, "title"),), (start,) if start else (), width)
    longest_name = max((cell_width(report.publisher) for report in reports), default=0)
    columns = _Columns(width, min(longest_name, PUBLISHER_WIDTH, width // 3), symbols)
    for index, report in enumerate(reports):
        label = format_delay(report.delay) if index else format_time(report.article.published)
        lines += columns.row(label, Span(report.publisher, "source"), report_headline(report))
    for fact in one.exclusive_facts:
        lines += _fact_lines(fact, one, columns)
    return lines


def _fact_lines(fact: ExclusiveFact, one: HappeningCoverage, columns: _Columns) -> list[Line]:
    """Lay out a fact that only one publisher has."""
    link = next((article.link for article in one.happening.articles if article.id == fact.sentence.article), "")
    return columns.row("only", Span(fact.publisher), [Span(fact.sentence.text, "", link)])
