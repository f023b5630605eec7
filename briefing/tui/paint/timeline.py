"""The timeline of a thread: days as a spine, entries that unfold."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from briefing.model.articles import Article
from briefing.model.threads import Thread, TimelineEntry
from briefing.output.ages import short_day
from briefing.output.counts import count
from briefing.tui.paint.line import ACCENT, MUTED, STRONG, Line, Target, fitted, heading, spread, wrapped
from briefing.tui.paint.view import DAY, ENTRIES, MEASURE, Cited, View, prose, rest_line


def timeline(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return the timeline, newest first, with the years at its left and the number of publishers at its right."""
    if not thread.timeline:
        return []
    page = [heading("TIMELINE", width, "publishers")]
    shown = list(enumerate(thread.timeline))
    if view.brief:
        shown = [(index, entry) for index, entry in shown if entry.kind != "echo"][:ENTRIES] or shown[:ENTRIES]
    before: date | None = None
    for index, entry in shown:
        page += _entry(entry, Target("entry", str(index)), _date(entry.date, before), view, numbered, width)
        before = entry.date
    rest = len(thread.timeline) - len(shown)
    return page + rest_line(rest, "more entry", "more entries")


def _date(day: date, before: date | None) -> str:
    """Return a day with its year, each only where it is another than that of the entry before."""
    year = "" if before and before.year == day.year else str(day.year)
    return f"{year:4} {'' if day == before else short_day(day):>{DAY}} "


def _entry(entry: TimelineEntry, target: Target, when: str, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return one entry: its title, and if it is unfolded (or the view tells all) what was said."""
    symbols = view.symbols
    new = entry.date >= view.since.astimezone().date()
    mark = symbols.marks.dot if entry.kind == "echo" else symbols.marks.new if new else symbols.marks.running
    front = Content.assemble(
        (when[:5], MUTED),
        when[5:],
        (mark, f"bold {ACCENT}" if new else MUTED),
        " ",
    )
    figure = Content.styled(str(len(entry.publishers)) if entry.publishers else "", MUTED)
    style = MUTED if entry.kind == "echo" else STRONG if view.told else ""
    first, *more = wrapped(Content.styled(entry.title, style), width - front.cell_length - 4)
    spine = Content.styled(f"{'':{DAY + 6}}{symbols.spine} ", MUTED)
    page = [Line(spread(front + first, figure, width), target), *(Line(spine + c, target) for c in more)]
    return page + _said(entry, target, view, numbered, width, spine)


def _said(entry: TimelineEntry, target: Target, view: View, numbered: Cited, width: int, spine: Content) -> list[Line]:
    """Return the sentences of an entry and what else it holds, unless it is folded.

    Unfolded, its sentences and articles can be chosen themselves.
    """
    unfolded = target.id in view.unfolded
    if not unfolded and not view.told:
        return []
    room = min(width - DAY - 8, MEASURE)
    sentences = entry.sentences if unfolded or view.size == "page" else entry.sentences[:1]
    articles = [numbered.articles[a] for a in entry.articles if a in numbered.articles]
    at = f"entry {target.id}"
    page = prose(sentences, numbered, room, at, spine) if sentences else []
    if unfolded:
        page += [Line(spine + _brief(a, room, view), Target("article", a.id, at=at)) for a in articles]
        return [*page, Line(spine)]
    page = [Line(line.content, target) for line in page]
    if len(articles) > 1:
        more = f"{view.symbols.folded} {count(len(articles), 'article')}"
        page.append(Line(spine + Content.styled(more, MUTED), target))
    return [*page, Line(spine, target)]


def _brief(article: Article, width: int, view: View) -> Content:
    return fitted(Content.assemble((f"{article.publisher}  ", MUTED), article.title), width, cut=view.symbols.cut)
