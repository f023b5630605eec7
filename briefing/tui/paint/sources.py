"""The articles of a thread, story by story."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread
from briefing.output.ages import clock, day, short_day
from briefing.output.counts import count
from briefing.tui.paint.line import ACCENT, BLANK, MUTED, PRIMARY, QUIET, STRONG, Line, Target, fitted, heading, spread
from briefing.tui.paint.view import DAY, PER_STORY, STORIES, Cited, View, rest_line


def sources(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return the articles, story by story, newest first."""
    page = [heading("ARTICLES", width, count(len(numbered.articles), "article"))]
    stories = list(reversed(thread.stories))
    chosen = stories if not view.brief else sorted(stories, key=lambda s: not _is_cited(s, numbered))[:STORIES]
    for story in stories:
        if story in chosen:
            page += [*([BLANK] if len(page) > 1 else []), *_story(story, view, numbered, width)]
    return page + rest_line(len(stories) - len(chosen), "more story", "more stories")


def _is_cited(story: Story, numbered: Cited) -> bool:
    return any(article.id in numbered.numbers for article in story.articles)


def _story(story: Story, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return a story's title and day, and its articles: all of them, or the cited ones and the latest."""
    articles = list(reversed(story.articles))
    began = articles[-1].published.astimezone().date()
    on = Content.styled(day(began, view.now), MUTED)
    page = [Line(spread(fitted(story.title, width - on.cell_length - 2, STRONG, view.symbols.cut), on, width))]
    ids = {article.id for article in articles}
    if view.brief:
        ids = {a.id for a in sorted(articles, key=lambda a: a.id not in numbered.numbers)[:PER_STORY]}
    page += [
        Line(_article(article, began, view, numbered, width), Target("article", article.id))
        for article in articles
        if article.id in ids
    ]
    rest = len(articles) - len(ids)
    return [*page, Line(Content.styled(f"    and {count(rest, 'more article')}", MUTED))] if rest else page


def _article(article: Article, began: date, view: View, numbered: Cited, width: int) -> Content:
    """Return an article in columns: its number, publisher, time (the day, if it is not the story's) and title."""
    publisher = min(max(width * 2 // 7, 10), 24)
    when = article.published.astimezone()
    time = clock(when) if when.date() == began else short_day(when)
    front = Content.assemble(
        (f"{numbered.marks((article.id,)):<4}", PRIMARY),
        fitted(article.publisher, publisher - 1, QUIET, view.symbols.cut),
        (f" {time:>{DAY}}  ", MUTED),
    )
    if article.id in view.starred:
        front += Content.styled(f"{view.symbols.marks.followed} ", ACCENT)
    return front + fitted(article.title, width - front.cell_length, cut=view.symbols.cut)
