"""The briefing of a period, laid out: what `briefing today` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.output.changes import change_line
from briefing.output.citations import Citations, articles_of, lead_sentences
from briefing.output.feed_health import describe_problem, problem_lines
from briefing.output.formatting import format_count, format_long_day, format_moment, format_published
from briefing.output.handles import NUMBERS, Handles, id_spans
from briefing.output.lines import Span, align_sides, unbreakable, wrap_spans
from briefing.output.symbols import status_symbols
from briefing.output.timeline import short_timeline_lines, shown_entries

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Briefing, Thread, ThreadRow
    from briefing.output.lines import Line
    from briefing.output.symbols import StatusSymbols

MAX_NAMED_PROBLEMS = 4
"""Failed feeds that are named; `briefing feeds` lists the others."""
MIN_FACTOR_CHANGE = 0.005
"""A factor of a score that is closer to 1 than this would be printed as 1.00."""
ScoreFactors = Sequence[tuple[str, float]]


def briefing_lines(
    briefing: Briefing,
    width: int,
    ascii: bool = False,
    score_factors: Mapping[str, ScoreFactors] | None = None,
    handles: Handles = NUMBERS,
) -> list[Line]:
    """Lay out a whole briefing.

    Args:
        briefing: The ranked threads of the period.
        width: Cells of a line.
        ascii: Whether symbols are ASCII.
        score_factors: The named factors of each thread's score, by thread id, if they are shown.
        handles: Whether threads have numbers, ids, or both.
    """
    symbols = status_symbols(ascii)
    lines = header_lines(briefing, width, symbols)
    margin = len(str(len(briefing.threads))) + 2 if handles.numbers else 0
    for number, thread in enumerate(briefing.threads, 1):
        label = f"{number:<{margin}}" if handles.numbers else ""
        lines += [(), *thread_lines(thread, briefing, width, symbols, label, handles.ids)]
        if score_factors:
            lines += score_lines(thread.row, score_factors.get(thread.row.id, ()), width, " " * margin)
    omitted = briefing.total - len(briefing.threads)
    if not briefing.threads:
        since = format_moment(briefing.since, briefing.now)
        hint = f"Nothing since {since}. `briefing today --since 3d` looks further back."
        lines += [(), *wrap_spans([Span(hint)], width)]
    elif omitted > 0:
        hint = f"{format_count(omitted, 'more thread')}: `briefing today --all`"
        lines += [(), *wrap_spans([Span(hint, "meta")], width)]
    problems = [describe_problem(problem, briefing.now) for problem in briefing.problems]
    return lines + problem_lines(problems, MAX_NAMED_PROBLEMS, width, " (`briefing feeds` lists them)")


def header_lines(briefing: Briefing, width: int, symbols: StatusSymbols) -> list[Line]:
    """Lay out the day and how many feeds, articles and threads the briefing is made from."""
    parts = (
        format_count(briefing.feeds, "feed"),
        format_count(briefing.articles, "article"),
        ", ".join([format_count(briefing.total, "thread"), *status_counts(briefing)]),
    )
    spans = [Span(unbreakable(format_long_day(briefing.now)), "head")]
    spans += [Span(f"{unbreakable(f' {symbols.dot}')} {unbreakable(part)}", "meta") for part in parts]
    return wrap_spans(spans, width)


def status_counts(briefing: Briefing) -> list[str]:
    """Return how many threads are new and updated, if any: "2 new", "3 updated"."""
    counts = ((briefing.new, "new"), (briefing.updated, "updated"))
    return [f"{number} {status}" for number, status in counts if number]


def thread_facts(row: ThreadRow, symbols: StatusSymbols) -> Line:
    """Return a thread's status and its number of publishers and articles."""
    followed = (Span(f"{symbols.followed} ", "followed"),) if row.followed else ()
    publishers = format_count(row.independent_publisher_count, "publisher")
    figures = f" {symbols.dot} {publishers} {symbols.dot} {format_count(row.article_count, 'article')}"
    return (*followed, Span(row.status, row.status), Span(figures, "meta"))


def thread_lines(
    thread: Thread, briefing: Briefing, width: int, symbols: StatusSymbols, number: str, with_id: bool = False
) -> list[Line]:
    """Lay out a thread: title (with its id if wanted), summary, changes, latest timeline entries and cited sources."""
    indent = " " * len(number)
    cited = Citations(articles_of(thread.stories))
    title = (Span(number, "meta"), Span(thread.row.title, "title"))
    facts = (*thread_facts(thread.row, symbols), *id_spans(thread.row.id, symbols.dot, with_id))
    lines = align_sides(title, facts, width, indent)
    lines += affair_lines(thread.row, width, indent)
    prose = cited.summary_spans(thread, lead_sentences(thread))
    if prose:
        lines += wrap_spans(prose, width, indent)
    else:  # only headlines: name at least their sources
        for article in newest_articles(thread, 2):
            cited.number(article.id)
    if changes := change_line(thread, cited, briefing.now):
        lines += wrap_spans(changes, width, indent)
    lines += short_timeline_lines(shown_entries(thread), briefing.now.astimezone().year, width, indent + "  ")
    return lines + source_lines(cited, briefing, width, indent)


def affair_lines(row: ThreadRow, width: int, indent: str = "") -> list[Line]:
    """Lay out the larger affair that a thread is part of, if it is."""
    return wrap_spans([Span(f"part of: {row.affair_title}", "meta")], width, indent) if row.affair_id else []


def score_lines(row: ThreadRow, score_factors: ScoreFactors, width: int, indent: str) -> list[Line]:
    """Lay out a thread's score and its factors, without those that change nothing."""
    factors = [
        f"{unbreakable(name)} {factor:.2f}" for name, factor in score_factors if abs(factor - 1) >= MIN_FACTOR_CHANGE
    ]
    return wrap_spans([Span(f"score {row.score:.2f}: {', '.join(factors)}", "meta")], width, indent)


def newest_articles(thread: Thread, limit: int) -> list[Article]:
    """Return the latest articles of a thread, newest first."""
    articles = articles_of(thread.stories).values()
    return sorted(articles, key=lambda article: (article.published, article.id), reverse=True)[:limit]


def source_lines(cited: Citations, briefing: Briefing, width: int, indent: str) -> list[Line]:
    """Lay out the cited articles with publisher, link and time."""
    spans: list[Span] = []
    for number, article in cited.numbered_sources():
        spans += [Span(" " + unbreakable("  ") if spans else ""), Span(f"[{number}]", "cite"), Span(unbreakable(" "))]
        name = article.publisher or "unknown publisher"
        spans += [Span(unbreakable(name), "source", article.link)]
        spans += [Span(unbreakable(f", {format_published(article, briefing.now)}"), "meta")]
    return wrap_spans(spans, width, indent) if spans else []
