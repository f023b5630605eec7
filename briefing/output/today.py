"""The briefing of a period, laid out: what `briefing today` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.output.changes import change_line
from briefing.output.citations import Citations, articles_of, opening_sentences
from briefing.output.feed_health import describe_failure, failure_lines
from briefing.output.formatting import (
    format_age,
    format_count,
    format_headline,
    format_long_day,
    format_moment,
    format_published,
    format_publisher,
)
from briefing.output.guarded_drawing import OnFault, drawn
from briefing.output.handles import NUMBERS, Handles, id_spans
from briefing.output.lines import Span, align_sides, unbreakable, wrap_spans
from briefing.output.symbols import status_symbols
from briefing.output.timeline import short_timeline_lines, shown_entries
from briefing.text.resemblance import Likeness, title_likeness
from briefing.text.tags import tag_labels
from briefing.text.urls import without_tracking

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.articles import Article
    from briefing.model.briefings import Briefing
    from briefing.model.threads import Thread, ThreadRow
    from briefing.output.lines import Line
    from briefing.output.symbols import StatusSymbols

MAX_NAMED_FAILURES = 4
"""Failed feeds that are named; `briefing feeds` lists the others."""
MAX_NAMED_PARTS = 3
"""Parts of an affair that are named: the most important ones."""
MIN_FACTOR_CHANGE = 0.005
"""A factor of a score that is closer to 1 than this would be printed as 1.00."""
MAX_COMPARED_HEADLINES = 8
"""Newest headlines among which one is looked for that says something else than the title."""
MAX_NAMED_SOURCES = 2
"""Newest articles that are named where no sentence and no headline is cited."""
MAX_STORY_TITLES = 3
"""Titles of new stories in place of sentences: about as long as those."""
ScoreFactors = Sequence[tuple[str, float]]


def briefing_lines(
    briefing: Briefing,
    width: int,
    ascii: bool = False,
    score_factors: Mapping[str, ScoreFactors] | None = None,
    handles: Handles = NUMBERS,
    with_singles: bool = False,
    on_fault: OnFault = None,
) -> list[Line]:
    """Lay out a whole briefing: the main rows of its front page in full, and how many single reports there are.

    Args:
        briefing: The ranked threads of the period.
        width: Cells of a line.
        ascii: Whether symbols are ASCII.
        score_factors: The named factors of each thread's score, by thread id, if they are shown.
        handles: Whether threads have numbers, ids, or both.
        with_singles: Whether the single reports are listed.
        on_fault: Takes the fault of a thread that cannot be laid out in full.
    """
    symbols = status_symbols(ascii)
    lines = header_lines(briefing, width, symbols)
    margin = len(str(len(briefing.threads))) + 2 if handles.numbers else 0
    for number, thread in enumerate(briefing.threads, 1):
        label = f"{number:<{margin}}" if handles.numbers else ""
        lay_out = partial(
            thread_lines, briefing=briefing, width=width, symbols=symbols, number=label, with_id=handles.ids
        )
        lines += [(), *drawn(thread, lay_out, on_fault)]
        if score_factors:
            lines += score_lines(thread.row, score_factors.get(thread.row.id, ()), width, " " * margin)
    if not briefing.threads:
        since = format_moment(briefing.since, briefing.now)
        hint = f"Nothing since {since}. `briefing today --since 3d` looks further back."
        lines += [(), *wrap_spans([Span(hint)], width)]
    lines += end_lines(briefing, width, symbols, with_singles)
    failures = [describe_failure(failure, briefing.now) for failure in briefing.failures]
    return lines + failure_lines(failures, MAX_NAMED_FAILURES, width, " (`briefing feeds` lists them)")


def end_lines(briefing: Briefing, width: int, symbols: StatusSymbols, with_singles: bool) -> list[Line]:
    """Lay out how many main rows were cut off, and the single reports or their number."""
    hints: list[Line] = []
    omitted = briefing.main - len(briefing.threads)
    if briefing.threads and omitted > 0:
        hints += wrap_spans([Span(f"{format_count(omitted, 'more thread')}: `briefing today --all`", "meta")], width)
    if briefing.singles:
        text = f"Also reported by one publisher each: {len(briefing.singles)}"
        hints += wrap_spans([Span(text if with_singles else f"{text} (`briefing today --singles`)", "meta")], width)
    lines = [(), *hints] if hints else []
    for row in briefing.singles if with_singles else ():
        source = f"{', '.join(row.publishers)}, {format_age(briefing.now, row.last)} {symbols.dot} {row.id}"
        lines += align_sides((Span("  "), Span(row.title)), (Span(source, "meta"),), width, "  ")
    return lines


def parts_text(head: ThreadRow, parts: Sequence[ThreadRow]) -> str:
    """Return one line of the first threads below a main row, with their numbers of publishers, and the count of others.

    Args:
        head: The main row: an affair, or a part that stands in its place.
        parts: The threads below it.
    """
    has_own = not head.affair_id or any(row.affair_id == head.id for row in parts)
    own_parts = f"parts of {head.own_affair}" if head.own_affair else "parts"
    label = own_parts if has_own else "also in this affair"
    shown = parts if len(parts) <= MAX_NAMED_PARTS + 1 else parts[:MAX_NAMED_PARTS]
    names = [_part_text(row) for row in shown]
    more = [f"{len(parts) - len(shown)} more"] if len(parts) > len(shown) else []
    return f"{label}: {'; '.join([*names, *more])}"


def _part_text(row: ThreadRow) -> str:
    status = ", new" if row.status == "new" else ""
    return f"{row.title} ({row.independent_publisher_count}{status})"


def header_lines(briefing: Briefing, width: int, symbols: StatusSymbols) -> list[Line]:
    """Lay out the day, the start of the period, and how many feeds, articles and threads the briefing has."""
    parts = (
        f"since {format_moment(briefing.since, briefing.now)}",
        format_count(briefing.feeds, "feed"),
        format_count(briefing.articles, "article"),
        ", ".join([format_count(briefing.main, "thread"), *status_counts(briefing)]),
    )
    spans = [Span(unbreakable(format_long_day(briefing.now)), "head")]
    spans += [Span(f"{unbreakable(f' {symbols.dot}')} {unbreakable(part)}", "meta") for part in parts]
    return [_without_final_dot(line, symbols.dot) for line in wrap_spans(spans, width)]


def _without_final_dot(line: Line, dot: str) -> Line:
    """Return a line without the dot that would separate its last part from the first one of the next line."""
    *others, last = line
    return (*others, last._replace(text=last.text.rstrip().removesuffix(dot).rstrip()))


def status_counts(briefing: Briefing) -> list[str]:
    """Return how many threads are new and updated, if any: "2 new", "3 updated"."""
    counts = ((briefing.new, "new"), (briefing.updated, "updated"))
    return [f"{number} {status}" for number, status in counts if number]


def thread_facts(row: ThreadRow, symbols: StatusSymbols) -> Line:
    """Return a thread's status and its number of publishers and articles."""
    followed = (Span(f"{symbols.followed} ", "followed"),) if row.followed else ()
    publishers = format_count(row.independent_publisher_count, "publisher")
    figures = f" {symbols.dot} {publishers} {symbols.dot} {format_count(row.article_count, 'article')}"
    return (*followed, Span(row.status, row.status), Span(figures, "meta"), *tag_spans(row, symbols))


def tag_spans(row: ThreadRow, symbols: StatusSymbols) -> Line:
    """Return the tags of a thread, after its other figures."""
    return (Span(f" {symbols.dot} {tag_labels(row.tags)}", "followed"),) if row.tags else ()


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
    if prose := prose_spans(thread, cited, briefing.now):
        lines += wrap_spans(prose, width, indent)
    if changes := change_line(thread, cited, briefing.now):
        lines += wrap_spans(changes, width, indent)
    lines += short_timeline_lines(shown_entries(thread), briefing.now.astimezone().year, width, indent + "  ")
    if parts := briefing.parts.get(thread.row.id):
        lines += wrap_spans([Span(parts_text(thread.row, parts), "meta")], width, indent)
    return lines + source_lines(cited, briefing, width, indent)


def prose_spans(thread: Thread, cited: Citations, now: datetime) -> list[Span]:
    """Return what a page says of a thread under its title: the first sentences of its summary, else headlines.

    Where the timeline below or the title says what the headlines say, it names the publishers of the newest articles.
    """
    if prose := cited.summary_spans(thread, opening_sentences(thread)) or _headline_spans(thread, cited):
        return prose
    return _newest_spans(newest_articles(thread, MAX_NAMED_SOURCES), now)


def _newest_spans(articles: Sequence[Article], now: datetime) -> list[Span]:
    """Return who published articles, given newest first, and when; nothing if there is none."""
    spans: list[Span] = []
    for article in articles:
        spans.append(Span("; " if spans else f"Newest {'reports' if len(articles) > 1 else 'report'}: ", "meta"))
        spans.append(Span(unbreakable(format_publisher(article)), "source", without_tracking(article.link)))
        spans.append(Span(unbreakable(f", {format_published(article, now)}"), "meta"))
    return spans


def _headline_spans(thread: Thread, cited: Citations) -> list[Span]:
    """Return the headlines that stand in place of sentences, with their citations: the titles of the new stories with
    an event, else of all new stories, or the newest headline, where the timeline shows no report. None repeats the
    title of the thread or an entry that is shown below.
    """
    entries = shown_entries(thread)
    with_event = {entry.story for entry in thread.timeline}
    has_report = any(entry.story for entry in entries)
    new_stories = thread.changes.stories if thread.changes else ()
    stories = [one for one in new_stories if one.id in with_event or not has_report]
    texts = [(story.title, story.articles[0].id if story.articles else "") for story in stories[:MAX_STORY_TITLES]]
    if not texts and not has_report:
        newest = newest_articles(thread, MAX_COMPARED_HEADLINES)
        texts = [(format_headline(article), article.id) for article in newest]
    shown = [thread.row.title, *(entry.title for entry in entries)]
    others = [one for one in texts if all(title_likeness(one[0], title) < Likeness.SIMILAR for title in shown)]
    spans: list[Span] = []
    for headline, article in others if stories else others[:1]:
        spans += [Span("; ")] if spans else []
        spans += [Span(headline), *cited.citation_spans([article])]
    return spans


def affair_lines(row: ThreadRow, width: int, indent: str = "") -> list[Line]:
    """Lay out the larger affair that a thread is part of, if it is."""
    return wrap_spans([Span(f"part of: {row.affair}", "meta")], width, indent) if row.affair_id else []


def score_lines(row: ThreadRow, score_factors: ScoreFactors, width: int, indent: str) -> list[Line]:
    """Lay out a thread's score and its factors, without those that change nothing."""
    factors = [
        f"{unbreakable(name)} {factor:.2f}" for name, factor in score_factors if abs(factor - 1) >= MIN_FACTOR_CHANGE
    ]
    return wrap_spans([Span(f"score {row.score:.2f}: {', '.join(factors)}", "meta")], width, indent)


def newest_articles(thread: Thread, limit: int) -> list[Article]:
    """Return the latest articles of a thread, newest first."""
    articles = articles_of(thread.undoubted_stories).values()
    return sorted(articles, key=lambda article: (article.published, article.id), reverse=True)[:limit]


def source_lines(cited: Citations, briefing: Briefing, width: int, indent: str) -> list[Line]:
    """Lay out the cited articles with publisher, link and time."""
    spans: list[Span] = []
    for number, article in cited.numbered_sources():
        spans += [Span(" " + unbreakable("  ") if spans else ""), Span(f"[{number}]", "cite"), Span(unbreakable(" "))]
        name = format_publisher(article)
        spans += [Span(unbreakable(name), "source", article.link)]
        spans += [Span(unbreakable(f", {format_published(article, briefing.now)}"), "meta")]
    return wrap_spans(spans, width, indent) if spans else []
