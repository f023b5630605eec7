"""A thread as a page: heading, what is new, summary, timeline, articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Literal

from textual.content import Content

from briefing.model import Article, Sentence, Story, Thread, TimelineEntry
from briefing.output.ages import clock, day, moment, short_day
from briefing.output.counts import count
from briefing.output.layout import wrap
from briefing.output.spans import GLUE
from briefing.tui.paint.line import (
    ACCENT,
    BLANK,
    MUTED,
    PRIMARY,
    QUIET,
    STRONG,
    Line,
    Target,
    fitted,
    heading,
    lines,
    spread,
    wrapped,
)
from briefing.tui.symbols import Symbols

Size = Literal["line", "paragraph", "page"]

MEASURE = 92
"""Cells beyond which a line of prose is hard to read."""
DAY = 6
"""Cells of a day: "16 Dec"."""


@dataclass(frozen=True, slots=True)
class View:
    """How to show a thread: entries from `since` are new, `told` gives each a sentence, `per_story` bounds articles."""

    now: datetime
    since: datetime
    symbols: Symbols
    size: Size = "paragraph"
    unfolded: frozenset[str] = frozenset()
    told: bool = False
    per_story: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """The articles of a thread and their numbers as citations, in the order in which the summary uses them."""

    articles: dict[str, Article] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, ids: Iterable[str]) -> str:
        """Return the citations of some articles: "[1] [3]"."""
        return " ".join(f"[{number}]" for number in sorted({self.numbers[i] for i in ids if i in self.numbers}))


def cited(thread: Thread) -> Cited:
    """Number the articles that any size of the summary cites; the numbers hold for all sizes."""
    articles = {article.id: article for story in thread.stories for article in story.articles}
    summary = thread.summary
    used = dict.fromkeys(
        s.article for s in chain(summary.paragraph, summary.line, summary.page) if s.article in articles
    )
    return Cited(articles, {article: number for number, article in enumerate(used, 1)})


def paint_thread(thread: Thread, view: View, width: int) -> list[Line]:
    """Return the whole page; `view.aside` leaves the articles to a page of their own."""
    numbered = cited(thread)
    page = [*title(thread, view, width), BLANK, *summary(thread, view, numbered, width)]
    page += timeline(thread, view, numbered, width)
    return page if view.aside else [*page, BLANK, *sources(thread, view, numbered, width)]


def paint_sources(thread: Thread, view: View, width: int) -> list[Line]:
    """Return the articles of a thread as a page of their own."""
    return sources(thread, view, cited(thread), width)


def title(thread: Thread, view: View, width: int) -> list[Line]:
    """Return the title and the figures of a thread."""
    row = thread.row
    star = Content.styled(f"  {view.symbols.marks.followed}", ACCENT) if row.followed else Content("")
    first, *more = wrapped(Content.styled(row.title, STRONG), width - star.cell_length)
    figures = (
        f"since {day(row.first.astimezone(), view.now)}",
        count(row.stories, "story", "stories"),
        count(len(row.publishers), "publisher"),
        count(row.articles, "article"),
    )
    dot = f" {view.symbols.marks.dot} "
    meta = wrap(dot.join(words.replace(" ", GLUE) for words in figures), width)
    return lines([spread(first, star, width), *more, *(Content.styled(m.replace(GLUE, " "), MUTED) for m in meta)])


def summary(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return what happened since the reader last read, then the summary in its size with citations."""
    width = min(width, MEASURE)
    sentences: tuple[Sentence, ...] = getattr(thread.summary, view.size) or thread.summary.paragraph
    sentences = sentences or thread.summary.line
    page = _since_read(thread, view, numbered, width)
    if sentences:
        prose = Content(" ").join(map(partial(_sentence, numbered=numbered), sentences))
        page += [*lines(wrapped(prose, width)), BLANK]
    return page


def _sentence(sentence: Sentence, numbered: Cited) -> Content:
    return Content.assemble(sentence.text, " ", (numbered.marks((sentence.article,)), PRIMARY))


def _since_read(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    read = thread.row.read
    if read is None or thread.row.last <= read:
        return []
    fresh = [a for a in numbered.articles.values() if a.published > read]
    ids = {article.id for article in fresh}
    entries = [entry for entry in thread.timeline if ids.intersection(entry.articles)]
    page = [heading(f"SINCE YOU LAST READ ({moment(read, view.now)})", width, count(len(fresh), "article"))]
    for entry in entries:
        mark = Content.styled(f"{view.symbols.marks.new} ", f"bold {ACCENT}")
        first, *more = wrapped(Content(entry.title), width - 2)
        page += [Line(mark + first), *lines(more, indent="  ")]
    return [*page, BLANK]


# --- timeline ----------------------------------------------------------------------------------------------------


def timeline(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return the timeline, newest first, with the years at its left and the number of publishers at its right."""
    if not thread.timeline:
        return []
    page = [heading("TIMELINE", width, "publishers")]
    year = 0
    for index, entry in enumerate(thread.timeline):
        page += _entry(entry, Target("entry", str(index)), view, numbered, width, entry.date.year != year)
        year = entry.date.year
    return page


def _entry(entry: TimelineEntry, target: Target, view: View, numbered: Cited, width: int, year: bool) -> list[Line]:
    """Return one entry: its title, and if it is unfolded (or the view tells all) what was said."""
    symbols = view.symbols
    new = entry.date >= view.since.astimezone().date()
    mark = symbols.marks.dot if entry.kind == "echo" else symbols.marks.new if new else symbols.marks.running
    front = Content.assemble(
        (f"{entry.date.year} " if year else "     ", MUTED),
        f"{short_day(entry.date):>{DAY}} ",
        (mark, f"bold {ACCENT}" if new else MUTED),
        " ",
    )
    figure = Content.styled(str(len(entry.publishers)) if entry.publishers else "", MUTED)
    style = MUTED if entry.kind == "echo" else STRONG if view.told else ""
    first, *more = wrapped(Content.styled(entry.title, style), width - front.cell_length - 4)
    spine = Content.styled(f"{'':{DAY + 6}}{symbols.spine} ", MUTED)
    page = [Line(spread(front + first, figure, width), target), *(Line(spine + c, target) for c in more)]
    return page + [Line(spine + content, target) for content in _said(entry, target, view, numbered, width)]


def _said(entry: TimelineEntry, target: Target, view: View, numbered: Cited, width: int) -> list[Content]:
    """Return the sentences of an entry and what else it holds, unless it is folded."""
    unfolded = target.id in view.unfolded
    if not unfolded and not view.told:
        return []
    room = min(width - DAY - 8, MEASURE)
    sentences = entry.sentences if unfolded or view.size == "page" else entry.sentences[:1]
    page = [c for s in sentences for c in wrapped(_sentence(s, numbered), room)]
    articles = [numbered.articles[a] for a in entry.articles if a in numbered.articles]
    if unfolded:
        return page + [_brief(article, room, view) for article in articles] + [Content("")]
    more = f"{view.symbols.folded} {count(len(articles), 'article')}" if len(articles) > 1 else ""
    return page + ([Content.styled(more, MUTED)] if more else []) + [Content("")]


def _brief(article: Article, width: int, view: View) -> Content:
    return fitted(Content.assemble((f"{article.publisher}  ", MUTED), article.title), width, cut=view.symbols.cut)


# --- articles ----------------------------------------------------------------------------------------------------


def sources(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return the articles, story by story, newest first."""
    page = [heading("ARTICLES", width, count(len(numbered.articles), "article"))]
    for story in reversed(thread.stories):
        if len(page) > 1:
            page.append(BLANK)
        page += _story(story, view, numbered, width)
    return page


def _story(story: Story, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return a story's title and day, and its articles: all of them, or the cited ones and the latest."""
    articles = list(reversed(story.articles))
    began = articles[-1].published.astimezone().date()
    on = Content.styled(day(began, view.now), MUTED)
    page = [Line(spread(fitted(story.title, width - on.cell_length - 2, STRONG, view.symbols.cut), on, width))]
    ids = {article.id for article in articles}
    if view.per_story and len(articles) > view.per_story:
        ids = {a.id for a in sorted(articles, key=lambda a: a.id not in numbered.numbers)[: view.per_story]}
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
    return front + fitted(article.title, width - front.cell_length, cut=view.symbols.cut)
