"""A thread in full, laid out: what `briefing show` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Thread, ThreadRow
from briefing.output.cells import PUBLISHER_WIDTH, cell_width, fit, pad
from briefing.output.changes import change_prose, new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of
from briefing.output.formatting import date_mark, format_count, format_day, format_headline, format_time
from briefing.output.handles import id_spans
from briefing.output.lines import Line, Span, align_sides, line_width, unbreakable, wrap_spans
from briefing.output.symbols import StatusSymbols, status_symbols
from briefing.output.timeline import DAY_WIDTH, fold_months, full_timeline_lines
from briefing.output.today import affair_lines

MAX_CHANGE_SENTENCES = 3
"""Sentences on what is new since the last reading: a short paragraph."""
MAX_STORIES = 15
"""Stories whose articles are listed unless all are asked for: about two screens."""
DOUBT_HEADING = "Perhaps of another topic"
"""Heading of the articles whose stories are doubted."""
DOUBT_NOTE = "Not used for the texts above."
"""What it means for them."""


@dataclass(frozen=True, slots=True)
class _ArticleTable:
    """How the rows of articles are laid out: cells of the page and of the column of publishers."""

    cited: Citations
    now: datetime
    width: int
    publisher_width: int
    symbols: StatusSymbols
    with_ids: bool


def thread_page(
    thread: Thread, now: datetime, width: int, ascii: bool = False, full: bool = False, with_ids: bool = False
) -> list[Line]:
    """Lay out title, changes, summary, timeline and articles by story.

    Args:
        thread: The thread to show.
        now: The present time, from which days without a year are understood.
        width: Cells of a line.
        ascii: Whether symbols are ASCII.
        full: Whether a long thread is shown whole: the long summary, all timeline entries, and the articles of all
            stories.
        with_ids: Whether stories and articles have their ids.
    """
    symbols = status_symbols(ascii)
    cited = Citations(articles_of(thread.stories))
    lines = _head_lines(thread, now, width, symbols)
    if thread.changes:
        lines += [(), *_change_lines(thread, thread.changes, cited, now, width)]
    lines += _summary_lines(thread, cited, now, width, full)
    if thread.timeline:
        lines += [(), (Span("TIMELINE", "head"),), *_timeline_lines(thread, cited, width, full)]
    publishers = {article.publisher for article in cited.articles.values()}
    column = min(max(map(cell_width, publishers), default=0), PUBLISHER_WIDTH, width // 3)
    table = _ArticleTable(cited, now, width, column, symbols, with_ids)
    limit = len(thread.stories) if full else MAX_STORIES
    listed = [*reversed(thread.undoubted_stories)][:limit], [*reversed(thread.doubted_stories)][:limit]
    heads: list[list[Line]] = [[(), (Span("ARTICLES", "head"),)], doubt_lines(thread, width)]
    for head, stories in zip(heads, listed, strict=True):
        lines += head if stories else []
        for index, story in enumerate(stories):
            lines += [()] if index else []
            lines += _story_lines(story, table)
    omitted = len(thread.stories) - sum(map(len, listed))
    return lines + _omitted_lines(omitted, ("more story", "more stories"), thread.row, width)


def doubt_lines(thread: Thread, width: int) -> list[Line]:
    """Lay out the head of the articles that are perhaps of another topic, and how to settle whether they are."""
    count = sum(len(story.articles) for story in thread.doubted_stories)
    figure = Span(format_count(count, "article"), "meta")
    id = thread.row.id
    pin, split = unbreakable(f"`briefing pin {id}`"), unbreakable(f"`briefing split {id} STORY`")
    hint = f"{DOUBT_NOTE} {pin} keeps them here; {split} takes one out."
    return [
        (),
        *align_sides((Span(DOUBT_HEADING.upper(), "head"),), (figure,), width),
        *wrap_spans([Span(hint, "meta")], width),
    ]


def _timeline_lines(thread: Thread, cited: Citations, width: int, full: bool) -> list[Line]:
    """Lay out the main events, or all of them with old months folded, and how to see the others."""
    if not full:
        entries = thread.page_timeline
        omitted = _omitted_lines(len(thread.timeline) - len(entries), ("more event", "more events"), thread.row, width)
        return full_timeline_lines(entries, cited, width) + omitted
    rows = fold_months(thread.timeline)
    lines = full_timeline_lines([row.entry for row in rows], cited, width)
    if any(row.folded for row in rows):
        command = f"`briefing show {thread.row.id} --full --json`"
        hint = f"Events of old months one by one: {command}, or `a` and Enter in the reader"
        lines += [(), *wrap_spans([Span(hint, "meta")], width)]
    return lines


def _summary_lines(thread: Thread, cited: Citations, now: datetime, width: int, full: bool) -> list[Line]:
    """Lay out the rewritten summary, or the paragraph, or the long one with an empty line between its paragraphs."""
    if thread.rewrite:
        paragraphs = [cited.rewrite_spans(thread.rewrite)]
    else:
        written = thread.summary_paragraphs if full else thread.short_summary
        paragraphs = [cited.paragraph_spans(paragraph, now) for paragraph in written]
    lines: list[Line] = []
    for index, spans in enumerate(paragraphs):
        lines += [
            (),
            *([(Span("SUMMARY", "head"),)] if thread.changes and not index else []),
            *wrap_spans(spans, width),
        ]
    return lines


def _omitted_lines(omitted: int, nouns: tuple[str, str], row: ThreadRow, width: int) -> list[Line]:
    """Lay out how much of a long thread was left out, and how to see it."""
    if omitted <= 0:
        return []
    return [(), *wrap_spans([Span(f"{format_count(omitted, *nouns)}: `briefing show {row.id} --full`", "meta")], width)]


def _head_lines(thread: Thread, now: datetime, width: int, symbols: StatusSymbols) -> list[Line]:
    """Lay out the title with the marks that a person set, and the figures beneath."""
    row = thread.row
    marks = [f"{symbols.followed} followed"] * row.followed + [f"{symbols.muted} muted"] * row.muted
    right = tuple(Span(unbreakable(mark), "followed") for mark in marks)
    return [
        *align_sides((Span(row.title, "title"),), right, width),
        *wrap_figures([*thread_figures(row, now, symbols), *id_spans(row.id, symbols.dot)], symbols.dot, width),
        *affair_lines(row, width),
        *(wrap_spans([Span(f"affair: {row.own_affair}", "meta")], width) if row.own_affair else []),
    ]


def wrap_figures(figures: Sequence[Span], dot: str, width: int) -> list[Line]:
    """Wrap figures that dots separate; no line ends with a dot."""
    lines = wrap_spans(figures, width)
    return [line[:-1] if line and line[-1].text.strip() == dot else line for line in lines]


def thread_figures(row: ThreadRow, now: datetime, symbols: StatusSymbols) -> list[Span]:
    """Return since when a thread runs, its number of publishers and articles, and its tags.

    The number of its stories says nothing beside that of its events, which the timeline below names.
    """
    figures = (
        f"since {format_day(row.first.astimezone(), now)}",
        format_count(row.independent_publisher_count, "publisher"),
        format_count(row.article_count, "article"),
        *(f"#{tag}" for tag in row.tags),
    )
    dot = f"{unbreakable(f' {symbols.dot}')} "
    return [Span((dot if index else "") + unbreakable(figure), "meta") for index, figure in enumerate(figures)]


def _change_lines(thread: Thread, changes: Changes, cited: Citations, now: datetime, width: int) -> list[Line]:
    """Lay out what is new since the last reading: changed numbers, sentences, new names."""
    since = f" ({format_day(changes.since.astimezone(), now)})" if changes.since else ""
    lines: list[Line] = [(Span(f"SINCE YOU LAST READ{since}", "head"),)]
    for spans in (
        number_change_spans(changes.number_changes, cited),
        change_prose(thread, changes, cited, MAX_CHANGE_SENTENCES),
        new_name_spans(changes),
    ):
        lines += wrap_spans(spans, width) if spans else []
    return lines


def _story_lines(story: Story, table: _ArticleTable) -> list[Line]:
    """Lay out a story's title and its articles, with the day where it is not that of the article before."""
    start = min((article.published for article in story.articles), default=table.now).astimezone()
    count = Span(format_count(len(story.articles), "article"), "meta")
    figure = (count, *id_spans(story.id, table.symbols.dot, table.with_ids))
    prefix = (*_day_column(start, table.now), Span("  "))
    title_width = table.width - line_width(figure) - 2
    first, *rest = wrap_spans([Span(story.title, "title")], title_width, " " * (DAY_WIDTH + 2), first_prefix=prefix)
    lines = [*align_sides(first, figure, table.width), *rest]
    previous = start.date()
    for article in story.articles:
        local = article.published.astimezone()
        if local.date() != previous:
            lines.append(_day_column(local, table.now))
        previous = local.date()
        lines += _article_lines(article, table)
    return lines


def _day_column(when: datetime, now: datetime) -> Line:
    return (Span(pad(format_day(when, now), DAY_WIDTH, align_right=True), "date"),)


def _article_lines(article: Article, table: _ArticleTable) -> list[Line]:
    """Lay out time, publisher, headline with its link, and the number of its citation if it is cited."""
    name = fit(article.publisher, table.publisher_width, table.symbols.ellipsis)
    time = f"{date_mark(article) or ' '}{format_time(article.published)}"
    prefix = (Span(f"  {time}  ", "meta"), Span(name, "source"), Span("  "))
    spans = [Span(format_headline(article), "", article.link)]
    if label := table.cited.labels([article.id]):
        spans += [Span(unbreakable(" ")), Span(label, "cite")]
    if table.with_ids:
        spans.append(Span(f" {article.id}", "meta"))
    return wrap_spans(spans, table.width, " " * line_width(prefix), first_prefix=prefix)
