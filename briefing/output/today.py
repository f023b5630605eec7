"""The briefing of a period, laid out: what `briefing today` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefing.output.ages import long_day, moment, short_day
from briefing.output.changes import news_spans
from briefing.output.citations import Citations, articles_of, told
from briefing.output.counts import count, ordinal
from briefing.output.layout import pad
from briefing.output.marks import marks
from briefing.output.spans import Span, flow, glued, length, sides
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.feeds import FeedProblem
    from briefing.model.threads import Briefing, Thread, ThreadRow, TimelineEntry
    from briefing.output.marks import Marks
    from briefing.output.spans import Line

TIMELINE = 4  # entries for each thread
PROBLEMS = 4  # failed feeds that are named
GAP = "   "
Reasons = Sequence[tuple[str, float]]


def briefing_lines(
    briefing: Briefing, width: int, ascii: bool = False, reasons: Mapping[str, Reasons] | None = None
) -> list[Line]:
    """The whole print-out in lines of at most `width` cells; `reasons` are the parts of each thread's score."""
    signs = marks(ascii)
    lines = header(briefing, width, signs)
    margin = len(str(len(briefing.threads))) + 2
    for number, thread in enumerate(briefing.threads, 1):
        lines += [(), *thread_lines(thread, briefing, width, signs, f"{number:<{margin}}")]
        if reasons:
            lines += reason_lines(thread.row, reasons.get(thread.row.id, ()), width, " " * margin)
    left = briefing.total - len(briefing.threads)
    if not briefing.threads:
        since = moment(briefing.since, briefing.now)
        lines += [(), *flow([Span(f"Nothing since {since}. `briefing today --since 3d` looks further back.")], width)]
    elif left > 0:
        lines += [(), *flow([Span(f"{count(left, 'more thread')}: `briefing today --all`", "meta")], width)]
    return lines + problem_lines(briefing.problems, briefing, width)


def header(briefing: Briefing, width: int, signs: Marks) -> list[Line]:
    """The day and what stands behind the briefing."""
    parts = (
        count(briefing.feeds, "feed"),
        count(briefing.articles, "article"),
        ", ".join([count(briefing.total, "thread"), *tallies(briefing)]),
    )
    words = [Span(glued(long_day(briefing.now)), "head")]
    words += [Span(f"{glued(f' {signs.dot}')} {glued(part)}", "meta") for part in parts]
    return flow(words, width)


def tallies(briefing: Briefing) -> list[str]:
    """How many threads are new and updated, if any."""
    return [f"{n} {word}" for n, word in ((briefing.new, "new"), (briefing.updated, "updated")) if n]


def facts(row: ThreadRow, signs: Marks) -> Line:
    """A thread's status and its number of publishers and articles."""
    spans = [Span(signs.followed + " ", "followed")] if row.followed else []
    counted = f" {signs.dot} {count(row.independent, 'publisher')} {signs.dot} {count(row.articles, 'article')}"
    return (*spans, Span(row.status, row.status), Span(counted, "meta"))


def thread_lines(thread: Thread, briefing: Briefing, width: int, signs: Marks, number: str) -> list[Line]:
    """One thread: its title, paragraph, what moved, latest timeline entries and cited sources."""
    indent = " " * len(number)
    cited = Citations(articles_of(thread.stories))
    title = (Span(number, "meta"), Span(thread.row.title, "title"))
    lines = sides(title, facts(thread.row, signs), width, indent)
    lines += part_lines(thread.row, width, indent)
    prose = cited.summary(thread, told(thread))
    if prose:
        lines += flow(prose, width, indent)
    else:  # headlines only: name at least where they stand
        for article in newest(thread, 2):
            cited.number(article.id)
    if new := news_spans(thread, cited, briefing.now):
        lines += flow(new, width, indent)
    lines += timeline_lines(worth_showing(thread), briefing, width, indent + "  ")
    return lines + source_lines(cited, briefing, width, indent)


def part_lines(row: ThreadRow, width: int, indent: str = "") -> list[Line]:
    """Of which larger affair a thread is part, if it is."""
    return flow([Span(f"part of: {row.parent_title}", "meta")], width, indent) if row.parent else []


def reason_lines(row: ThreadRow, parts: Reasons, width: int, indent: str) -> list[Line]:
    """A thread's score and what it is the product of; parts that change nothing are left out."""
    factors = [f"{glued(part)} {factor:.2f}" for part, factor in parts if abs(factor - 1) >= 0.005]
    return flow([Span(f"score {row.score:.2f}: {', '.join(factors)}", "meta")], width, indent)


def newest(thread: Thread, limit: int) -> list[Article]:
    """The latest articles of a thread."""
    articles = articles_of(thread.stories).values()
    return sorted(articles, key=lambda article: (article.published, article.id), reverse=True)[:limit]


def worth_showing(thread: Thread) -> tuple[TimelineEntry, ...]:
    """The latest timeline entries that add something; none if the only one is what the title tells."""
    if len(thread.timeline) == 1 and thread.row.stories == 1:
        return ()
    return condensed([entry for entry in thread.timeline if entry.kind != "echo"], TIMELINE)


def condensed(entries: Sequence[TimelineEntry], most: int) -> tuple[TimelineEntry, ...]:
    """At most so many entries in their order: of each of the latest days what most publishers tell, then what fits."""
    by_day: dict[date, TimelineEntry] = {}
    for entry in entries:
        best = by_day.setdefault(entry.date, entry)
        if len(entry.publishers) > len(best.publishers):
            by_day[entry.date] = entry
    kept = [*by_day.values(), *(entry for entry in entries if entry is not by_day[entry.date])][:most]
    return tuple(entry for entry in entries if any(entry is other for other in kept))


def timeline_lines(entries: tuple[TimelineEntry, ...], briefing: Briefing, width: int, indent: str) -> list[Line]:
    """A line for each entry: its day if it is another one, what happened, and its year if that is not the present."""
    lines: list[Line] = []
    shown = None
    this_year = briefing.now.astimezone().year
    for entry in entries:
        again, shown = entry.date == shown, entry.date
        lead = (Span(indent), Span(pad("" if again else short_day(entry.date), 6, right=True), "date"), Span("  "))
        year = (Span(f"({entry.date.year})", "meta"),) if entry.date.year != this_year and not again else ()
        room = width - (length(year) + 2 if year else 0)
        first, *rest = flow([Span(entry.title)], room, " " * length(lead), first=lead)
        lines += [*sides(first, year, width), *rest]
    return lines


def source_lines(cited: Citations, briefing: Briefing, width: int, indent: str) -> list[Line]:
    """The cited articles: publisher, with a link, and time."""
    spans: list[Span] = []
    for number, article in cited.sources():
        spans += [Span(" " + glued("  ") if spans else ""), Span(f"[{number}]", "cite"), Span(glued(" "))]
        name = article.publisher or "unknown publisher"
        spans += [Span(glued(name), "source", article.link)]
        spans += [Span(glued(f", {moment(article.published, briefing.now)}"), "meta")]
    return flow(spans, width, indent) if spans else []


def problem_lines(problems: tuple[FeedProblem, ...], briefing: Briefing, width: int) -> list[Line]:
    """Which feeds failed, why, how often and when they are tried again."""
    if not problems:
        return []
    told = "; ".join(problem_words(problem, briefing) for problem in problems[:PROBLEMS])
    more = len(problems) - PROBLEMS
    rest = f"; and {more} more (`briefing feeds` lists them)" if more > 0 else ""
    return [(), *flow([Span(f"{count(len(problems), 'feed')} failed: ", "problem"), Span(told + rest, "meta")], width)]


def problem_words(problem: FeedProblem, briefing: Briefing) -> str:
    """One failed feed in words."""
    details = [clean(problem.cause)]
    if problem.failures > 1:
        details.append(f"{ordinal(problem.failures)} time")
    if problem.next_try:
        details.append(f"next try {moment(problem.next_try, briefing.now)}")
    return f"{clean(problem.name)} ({'; '.join(details)})"
