"""The articles of a thread, story by story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread
from briefing.output.cells import PUBLISHER_WIDTH, cell_width, fit
from briefing.output.citations import Citations
from briefing.output.formatting import (
    date_mark,
    format_count,
    format_day,
    format_headline,
    format_short_day,
    format_time,
)
from briefing.output.lines import Line, Span, align_ends, fit_spans, line_width, wrap_spans
from briefing.output.thread import DOUBT_HEADING, DOUBT_NOTE
from briefing.output.timeline import DAY_WIDTH
from briefing.tui.render.page_lines import BLANK_LINE, PageHeading, PageLine, Target, heading, page_lines
from briefing.tui.render.thread_options import MAX_ARTICLES_PER_STORY, MAX_STORIES, RenderOptions, remainder_line

MIN_TITLE_CELLS = 34
"""Cells of a column of titles below which a title stands under its publisher, over the whole width."""
STACKED_INDENT = 2
"""Cells before a headline that stands below its publisher, where no column of citations is before the publisher."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Cells of the page and of its columns of citations and of publishers."""

    page: int
    citation: int
    publisher: int


def article_list(thread: Thread, options: RenderOptions, citations: Citations, width: int) -> list[PageLine]:
    """Return the articles, story by story, newest first; on a brief page those of cited stories before others.

    A story of one article is one row: its title is that of the article.
    """
    count = len(citations.articles)
    begin = PageHeading("articles", f"Articles {count}")
    page = [heading("ARTICLES", width, format_count(count, "article"), begin)]
    stories = list(thread.listed_stories)
    shown = stories if not options.brief else sorted(stories, key=lambda s: not _is_cited(s, citations))[:MAX_STORIES]
    columns = _Columns(
        width,
        citation_column(citations),
        publisher_column_width([a.publisher for s in shown for a in s.articles], width, brief=options.brief),
    )
    was_single, doubt_begins = True, next((story for story in shown if story.doubted), None)
    for story in stories:
        if story in shown:
            page += _doubt_heading(thread, options, width) if story is doubt_begins else []
            single = len(story.articles) == 1
            gap = [] if story in (shown[0], doubt_begins) or (single and was_single) else [BLANK_LINE]
            page += [*gap, *_story_lines(story, options, citations, columns)]
            was_single = single
    return page + remainder_line(len(stories) - len(shown), "story", "stories", some_shown=True)


def _doubt_heading(thread: Thread, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the heading of the articles that are perhaps of another topic, and the keys that settle it."""
    count = sum(len(story.articles) for story in thread.doubted_stories)
    lines = [BLANK_LINE, heading(DOUBT_HEADING.upper(), width, format_count(count, "article"))]
    if options.brief or not options.doubt_keys:
        return lines
    keep, split = options.doubt_keys
    note = f"{DOUBT_NOTE} {keep} keeps all articles of this thread together; {split} splits a story off."
    return [*lines, *page_lines(wrap_spans([Span(note, "meta")], width))]


def story_title_lines(title: str, day: str, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the title of a story with its day at the right; on a brief page it is cut to one line."""
    right = (Span(day, "meta"),)
    room = width - line_width(right) - 2
    spans = [Span(title, "title")]
    lines = [fit_spans(spans, room, options.symbols.ellipsis)] if options.brief else wrap_spans(spans, room)
    return page_lines([align_ends(lines[0], right, width), *lines[1:]])


def stacked_lines(name: Line, when: Line, title: Sequence[Span], width: int, indent: int) -> list[Line]:
    """Return a publisher and a time in one line, and below it a title, indented: for narrow panes."""
    return [align_ends(name, when, width), *wrap_spans(title, width, " " * indent)]


def publisher_column_width(publishers: Iterable[str], width: int, *, brief: bool = False) -> int:
    """Return the cells of the column of these publishers on a page of `width` cells, with a space after the longest.

    On a brief page, where a headline has one line, the longest names are cut. Elsewhere names are whole: where they
    leave too little room, headlines stand below them.
    """
    longest = max(map(cell_width, publishers), default=0) + 1
    return min(longest, max(width * 2 // 7, 10), PUBLISHER_WIDTH) if brief else longest


def publisher_column(publisher: str, options: RenderOptions, column: int) -> Span:
    """Return the name of a publisher, padded or cut to its column."""
    return Span(fit(publisher, column - 1, options.symbols.ellipsis), "source")


def citation_column(citations: Citations) -> int:
    """Return the cells of the column of citations: those of the longest one and a space."""
    return len(f"[{max(citations.number_by_article.values(), default=1)}] ")


def _is_cited(story: Story, citations: Citations) -> bool:
    return any(article.id in citations.number_by_article for article in story.articles)


def _story_lines(story: Story, options: RenderOptions, citations: Citations, columns: _Columns) -> list[PageLine]:
    """Return a story's title and day, and its articles: all of them, or on a brief page the cited and the latest."""
    articles = list(reversed(story.articles))
    start = articles[-1].published.astimezone().date()
    if len(articles) == 1:
        return _article_rows(articles[0], None, options, citations, columns)
    page = story_title_lines(story.title, format_day(start, options.now), options, columns.page)
    ids = {article.id for article in articles}
    if options.brief:
        cited_first = sorted(articles, key=lambda article: article.id not in citations.number_by_article)
        ids = {article.id for article in cited_first[:MAX_ARTICLES_PER_STORY]}
    for article in articles:
        page += _article_rows(article, start, options, citations, columns) if article.id in ids else []
    omitted = len(articles) - len(ids)
    note = Span(f"    and {format_count(omitted, 'more article')}", "meta")
    return [*page, PageLine((note,))] if omitted else page


def _article_rows(
    article: Article, story_day: date | None, options: RenderOptions, citations: Citations, columns: _Columns
) -> list[PageLine]:
    """Return an article in columns: citation, publisher, time (or its day if it is not that of the story; without a
    story above it, if it is not today), title.

    On the page of a thread the title is whole, on a brief page it is cut.
    """
    when = article.published.astimezone()
    has_time = when.date() == story_day or (story_day is None and when.date() == options.now.astimezone().date())
    time = date_mark(article) + format_time(when) if has_time else format_short_day(when)
    citation = Span(f"{citations.labels((article.id,)):<{columns.citation}}", "cite")
    star = (Span(f"{options.symbols.marks.followed} ", "followed"),) if article.id in options.starred else ()
    name = publisher_column(article.publisher, options, columns.publisher)
    prefix: Line = (citation, name, Span(f" {time:>{DAY_WIDTH}}  ", "meta"), *star)
    target, title = Target("article", article.id), [Span(format_headline(article))]
    room = columns.page - line_width(prefix)
    if options.brief:
        return [PageLine((*prefix, *fit_spans(title, room, options.symbols.ellipsis)), target)]
    if room < MIN_TITLE_CELLS:
        full_name = (citation, *star, Span(article.publisher, "source"))
        return page_lines(
            stacked_lines(full_name, (Span(time, "meta"),), title, columns.page, columns.citation), target
        )
    return page_lines(wrap_spans(title, columns.page, " " * line_width(prefix), prefix), target)
