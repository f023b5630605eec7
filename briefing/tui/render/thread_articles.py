"""The articles of a thread, story by story."""

from __future__ import annotations

from datetime import date

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread
from briefing.output.cells import fit
from briefing.output.citations import Citations
from briefing.output.formatting import date_mark, format_count, format_day, format_short_day, format_time
from briefing.output.lines import Line, Span, align_ends, fit_spans, line_width
from briefing.output.timeline import DAY_WIDTH
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, heading
from briefing.tui.render.thread_common import MAX_ARTICLES_PER_STORY, MAX_STORIES, RenderOptions, remainder_line


def article_list(thread: Thread, options: RenderOptions, citations: Citations, width: int) -> list[PageLine]:
    """Return the articles, story by story, newest first; on a brief page those of cited stories before others."""
    page = [heading("ARTICLES", width, format_count(len(citations.articles), "article"))]
    stories = list(reversed(thread.stories))
    shown = stories if not options.brief else sorted(stories, key=lambda s: not _is_cited(s, citations))[:MAX_STORIES]
    for story in stories:
        if story in shown:
            page += [*([BLANK_LINE] if len(page) > 1 else []), *_story_lines(story, options, citations, width)]
    return page + remainder_line(len(stories) - len(shown), "more story", "more stories")


def story_title_line(title: str, day: str, options: RenderOptions, width: int) -> PageLine:
    """Return the title of a story with its day at the right."""
    right = (Span(day, "meta"),)
    left = fit_spans([Span(title, "title")], width - line_width(right) - 2, options.symbols.ellipsis)
    return PageLine(align_ends(left, right, width))


def publisher_column(publisher: str, options: RenderOptions, width: int) -> Span:
    """Return the name of a publisher as a column of a page of `width` cells."""
    column = min(max(width * 2 // 7, 10), 24)
    return Span(fit(publisher, column - 1, options.symbols.ellipsis), "source")


def citation_column(citations: Citations) -> int:
    """Return the cells of the column of citations: those of the longest one and a space."""
    return len(f"[{max(citations.number_by_article.values(), default=1)}] ")


def _is_cited(story: Story, citations: Citations) -> bool:
    return any(article.id in citations.number_by_article for article in story.articles)


def _story_lines(story: Story, options: RenderOptions, citations: Citations, width: int) -> list[PageLine]:
    """Return a story's title and day, and its articles: all of them, or on a brief page the cited and the latest."""
    articles = list(reversed(story.articles))
    start = articles[-1].published.astimezone().date()
    page = [story_title_line(story.title, format_day(start, options.now), options, width)]
    ids = {article.id for article in articles}
    if options.brief:
        cited_first = sorted(articles, key=lambda article: article.id not in citations.number_by_article)
        ids = {article.id for article in cited_first[:MAX_ARTICLES_PER_STORY]}
    page += [
        PageLine(_article_row(article, start, options, citations, width), Target("article", article.id))
        for article in articles
        if article.id in ids
    ]
    omitted = len(articles) - len(ids)
    note = Span(f"    and {format_count(omitted, 'more article')}", "meta")
    return [*page, PageLine((note,))] if omitted else page


def _article_row(article: Article, story_day: date, options: RenderOptions, citations: Citations, width: int) -> Line:
    """Return an article in columns: citation, publisher, time (or its day if it is not that of the story), title."""
    when = article.published.astimezone()
    time = date_mark(article) + format_time(when) if when.date() == story_day else format_short_day(when)
    lead: Line = (
        Span(f"{citations.labels((article.id,)):<{citation_column(citations)}}", "cite"),
        publisher_column(article.publisher, options, width),
        Span(f" {time:>{DAY_WIDTH}}  ", "meta"),
    )
    if article.id in options.starred:
        lead = (*lead, Span(f"{options.symbols.marks.followed} ", "followed"))
    return (*lead, *fit_spans([Span(article.title)], width - line_width(lead), options.symbols.ellipsis))
