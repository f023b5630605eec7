"""The articles of a thread, story by story."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread
from briefing.output.number_format import format_count
from briefing.output.time_format import format_day, format_short_day, format_time
from briefing.tui.render.line_layout import (
    ACCENT,
    BLANK_LINE,
    MUTED,
    PRIMARY,
    SECONDARY,
    STRONG,
    Line,
    Target,
    align_ends,
    fit_to_width,
    heading,
)
from briefing.tui.render.thread_common import (
    DAY_WIDTH,
    MAX_ARTICLES_PER_STORY,
    MAX_STORIES,
    CitationNumbers,
    RenderOptions,
    remainder_line,
)


def article_list(thread: Thread, options: RenderOptions, citations: CitationNumbers, width: int) -> list[Line]:
    """Return the articles, story by story, newest first."""
    page = [heading("ARTICLES", width, format_count(len(citations.articles), "article"))]
    stories = list(reversed(thread.stories))
    chosen = stories if not options.brief else sorted(stories, key=lambda s: not _is_cited(s, citations))[:MAX_STORIES]
    for story in stories:
        if story in chosen:
            page += [*([BLANK_LINE] if len(page) > 1 else []), *_story_lines(story, options, citations, width)]
    return page + remainder_line(len(stories) - len(chosen), "more story", "more stories")


def _is_cited(story: Story, citations: CitationNumbers) -> bool:
    return any(article.id in citations.numbers for article in story.articles)


def _story_lines(story: Story, options: RenderOptions, citations: CitationNumbers, width: int) -> list[Line]:
    """Return a story's title and day, and its articles: all of them, or the cited ones and the latest."""
    articles = list(reversed(story.articles))
    began = articles[-1].published.astimezone().date()
    on = Content.styled(format_day(began, options.now), MUTED)
    page = [
        Line(
            align_ends(
                fit_to_width(story.title, width - on.cell_length - 2, STRONG, options.symbols.ellipsis), on, width
            )
        )
    ]
    ids = {article.id for article in articles}
    if options.brief:
        ids = {a.id for a in sorted(articles, key=lambda a: a.id not in citations.numbers)[:MAX_ARTICLES_PER_STORY]}
    page += [
        Line(_article_row(article, began, options, citations, width), Target("article", article.id))
        for article in articles
        if article.id in ids
    ]
    rest = len(articles) - len(ids)
    return [*page, Line(Content.styled(f"    and {format_count(rest, 'more article')}", MUTED))] if rest else page


def _article_row(
    article: Article, story_day: date, options: RenderOptions, citations: CitationNumbers, width: int
) -> Content:
    """Return an article in columns: its number, publisher, time (the day, if it is not the story's) and title."""
    publisher = min(max(width * 2 // 7, 10), 24)
    when = article.published.astimezone()
    time = format_time(when) if when.date() == story_day else format_short_day(when)
    front = Content.assemble(
        (f"{citations.labels((article.id,)):<4}", PRIMARY),
        fit_to_width(article.publisher, publisher - 1, SECONDARY, options.symbols.ellipsis),
        (f" {time:>{DAY_WIDTH}}  ", MUTED),
    )
    if article.id in options.starred:
        front += Content.styled(f"{options.symbols.marks.followed} ", ACCENT)
    return front + fit_to_width(article.title, width - front.cell_length, ellipsis=options.symbols.ellipsis)
