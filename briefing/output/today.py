"""The briefing of a period, laid out: what `briefing today` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefing.output.changes import change_line
from briefing.output.citations import Citations, articles_of, lead_sentences
from briefing.output.layout import pad
from briefing.output.number_format import format_count, format_ordinal
from briefing.output.spans import Span, align_sides, line_width, unbreakable, wrap_spans
from briefing.output.status_symbols import status_symbols
from briefing.output.time_format import format_long_day, format_moment, format_short_day
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.feeds import FeedProblem
    from briefing.model.threads import Briefing, Thread, ThreadRow, TimelineEntry
    from briefing.output.spans import Line
    from briefing.output.status_symbols import StatusSymbols

MAX_TIMELINE_ENTRIES = 4  # entries for each thread
MAX_NAMED_PROBLEMS = 4  # failed feeds that are named
GAP = "   "
ScoreFactors = Sequence[tuple[str, float]]


def briefing_lines(
    briefing: Briefing, width: int, ascii: bool = False, score_factors: Mapping[str, ScoreFactors] | None = None
) -> list[Line]:
    """The whole print-out in lines of at most `width` cells; `reasons` are the parts of each thread's score."""
    signs = status_symbols(ascii)
    lines = header_lines(briefing, width, signs)
    margin = len(str(len(briefing.threads))) + 2
    for number, thread in enumerate(briefing.threads, 1):
        lines += [(), *thread_lines(thread, briefing, width, signs, f"{number:<{margin}}")]
        if score_factors:
            lines += score_lines(thread.row, score_factors.get(thread.row.id, ()), width, " " * margin)
    left = briefing.total - len(briefing.threads)
    if not briefing.threads:
        since = format_moment(briefing.since, briefing.now)
        lines += [
            (),
            *wrap_spans([Span(f"Nothing since {since}. `briefing today --since 3d` looks further back.")], width),
        ]
    elif left > 0:
        lines += [
            (),
            *wrap_spans([Span(f"{format_count(left, 'more thread')}: `briefing today --all`", "meta")], width),
        ]
    return lines + problem_lines(briefing.problems, briefing, width)


def header_lines(briefing: Briefing, width: int, signs: StatusSymbols) -> list[Line]:
    """The day and what stands behind the briefing."""
    parts = (
        format_count(briefing.feeds, "feed"),
        format_count(briefing.articles, "article"),
        ", ".join([format_count(briefing.total, "thread"), *status_counts(briefing)]),
    )
    words = [Span(unbreakable(format_long_day(briefing.now)), "head")]
    words += [Span(f"{unbreakable(f' {signs.dot}')} {unbreakable(part)}", "meta") for part in parts]
    return wrap_spans(words, width)


def status_counts(briefing: Briefing) -> list[str]:
    """How many threads are new and updated, if any."""
    return [f"{n} {word}" for n, word in ((briefing.new, "new"), (briefing.updated, "updated")) if n]


def thread_facts(row: ThreadRow, signs: StatusSymbols) -> Line:
    """A thread's status and its number of publishers and articles."""
    spans = [Span(signs.followed + " ", "followed")] if row.followed else []
    counted = f" {signs.dot} {format_count(row.independent_publisher_count, 'publisher')} {signs.dot} {format_count(row.article_count, 'article')}"
    return (*spans, Span(row.status, row.status), Span(counted, "meta"))


def thread_lines(thread: Thread, briefing: Briefing, width: int, signs: StatusSymbols, number: str) -> list[Line]:
    """One thread: its title, paragraph, what moved, latest timeline entries and cited sources."""
    indent = " " * len(number)
    cited = Citations(articles_of(thread.stories))
    title = (Span(number, "meta"), Span(thread.row.title, "title"))
    lines = align_sides(title, thread_facts(thread.row, signs), width, indent)
    lines += affair_lines(thread.row, width, indent)
    prose = cited.summary_spans(thread, lead_sentences(thread))
    if prose:
        lines += wrap_spans(prose, width, indent)
    else:  # headlines only: name at least where they stand
        for article in newest_articles(thread, 2):
            cited.number(article.id)
    if new := change_line(thread, cited, briefing.now):
        lines += wrap_spans(new, width, indent)
    lines += timeline_lines(shown_entries(thread), briefing, width, indent + "  ")
    return lines + source_lines(cited, briefing, width, indent)


def affair_lines(row: ThreadRow, width: int, indent: str = "") -> list[Line]:
    """Of which larger affair a thread is part, if it is."""
    return wrap_spans([Span(f"part of: {row.affair_title}", "meta")], width, indent) if row.affair_id else []


def score_lines(row: ThreadRow, score_factors: ScoreFactors, width: int, indent: str) -> list[Line]:
    """A thread's score and what it is the product of; parts that change nothing are left out."""
    factors = [f"{unbreakable(part)} {factor:.2f}" for part, factor in score_factors if abs(factor - 1) >= 0.005]
    return wrap_spans([Span(f"score {row.score:.2f}: {', '.join(factors)}", "meta")], width, indent)


def newest_articles(thread: Thread, limit: int) -> list[Article]:
    """The latest articles of a thread."""
    articles = articles_of(thread.stories).values()
    return sorted(articles, key=lambda article: (article.published, article.id), reverse=True)[:limit]


def shown_entries(thread: Thread) -> tuple[TimelineEntry, ...]:
    """The latest timeline entries that add something; none if the only one is what the title tells."""
    if len(thread.timeline) == 1 and thread.row.story_count == 1:
        return ()
    return condense_by_day([entry for entry in thread.timeline if entry.kind != "echo"], MAX_TIMELINE_ENTRIES)


def condense_by_day(entries: Sequence[TimelineEntry], limit: int) -> tuple[TimelineEntry, ...]:
    """At most so many entries in their order: of each of the latest days what most publishers tell, then what fits."""
    by_day: dict[date, TimelineEntry] = {}
    for entry in entries:
        best = by_day.setdefault(entry.date, entry)
        if len(entry.publishers) > len(best.publishers):
            by_day[entry.date] = entry
    kept = [*by_day.values(), *(entry for entry in entries if entry is not by_day[entry.date])][:limit]
    return tuple(entry for entry in entries if any(entry is other for other in kept))


def timeline_lines(entries: tuple[TimelineEntry, ...], briefing: Briefing, width: int, indent: str) -> list[Line]:
    """A line for each entry: its day if it is another one, what happened, and its year if that is not the present."""
    lines: list[Line] = []
    shown = None
    this_year = briefing.now.astimezone().year
    for entry in entries:
        again, shown = entry.date == shown, entry.date
        lead = (
            Span(indent),
            Span(pad("" if again else format_short_day(entry.date), 6, align_right=True), "date"),
            Span("  "),
        )
        year = (Span(f"({entry.date.year})", "meta"),) if entry.date.year != this_year and not again else ()
        room = width - (line_width(year) + 2 if year else 0)
        first, *rest = wrap_spans([Span(entry.title)], room, " " * line_width(lead), first_prefix=lead)
        lines += [*align_sides(first, year, width), *rest]
    return lines


def source_lines(cited: Citations, briefing: Briefing, width: int, indent: str) -> list[Line]:
    """The cited articles: publisher, with a link, and time."""
    spans: list[Span] = []
    for number, article in cited.numbered_sources():
        spans += [Span(" " + unbreakable("  ") if spans else ""), Span(f"[{number}]", "cite"), Span(unbreakable(" "))]
        name = article.publisher or "unknown publisher"
        spans += [Span(unbreakable(name), "source", article.link)]
        spans += [Span(unbreakable(f", {format_moment(article.published, briefing.now)}"), "meta")]
    return wrap_spans(spans, width, indent) if spans else []


def problem_lines(problems: tuple[FeedProblem, ...], briefing: Briefing, width: int) -> list[Line]:
    """Which feeds failed, why, how often and when they are tried again."""
    if not problems:
        return []
    told = "; ".join(describe_problem(problem, briefing) for problem in problems[:MAX_NAMED_PROBLEMS])
    more = len(problems) - MAX_NAMED_PROBLEMS
    rest = f"; and {more} more (`briefing feeds` lists them)" if more > 0 else ""
    return [
        (),
        *wrap_spans(
            [Span(f"{format_count(len(problems), 'feed')} failed: ", "problem"), Span(told + rest, "meta")], width
        ),
    ]


def describe_problem(problem: FeedProblem, briefing: Briefing) -> str:
    """One failed feed in words."""
    details = [clean(problem.cause)]
    if problem.failures > 1:
        details.append(f"{format_ordinal(problem.failures)} time")
    if problem.next_try:
        details.append(f"next try {format_moment(problem.next_try, briefing.now)}")
    return f"{clean(problem.name)} ({'; '.join(details)})"
