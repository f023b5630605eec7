"""The timeline of a thread: days as a spine, entries that unfold."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from briefing.model.articles import Article
from briefing.model.threads import Thread, TimelineEntry
from briefing.output.number_format import format_count
from briefing.output.time_format import format_short_day
from briefing.tui.render.line_layout import (
    ACCENT,
    MUTED,
    STRONG,
    Line,
    Target,
    align_ends,
    fit_to_width,
    heading,
    wrap_content,
)
from briefing.tui.render.thread_common import (
    DAY_WIDTH,
    MAX_ENTRIES,
    PROSE_WIDTH,
    CitationNumbers,
    RenderOptions,
    cited_prose,
    remainder_line,
)


def timeline_lines(thread: Thread, options: RenderOptions, citations: CitationNumbers, width: int) -> list[Line]:
    """Return the timeline, newest first, with the years at its left and the number of publishers at its right."""
    if not thread.timeline:
        return []
    page = [heading("TIMELINE", width, "publishers")]
    shown = list(enumerate(thread.timeline))
    if options.brief:
        shown = [(index, entry) for index, entry in shown if entry.kind != "echo"][:MAX_ENTRIES] or shown[:MAX_ENTRIES]
    before: date | None = None
    for index, entry in shown:
        page += _entry_lines(
            entry, Target("entry", str(index)), _date_label(entry.date, before), options, citations, width
        )
        before = entry.date
    rest = len(thread.timeline) - len(shown)
    return page + remainder_line(rest, "more entry", "more entries")


def _date_label(day: date, previous_day: date | None) -> str:
    """Return a day with its year, each only where it is another than that of the entry before."""
    year = "" if previous_day and previous_day.year == day.year else str(day.year)
    return f"{year:4} {'' if day == previous_day else format_short_day(day):>{DAY_WIDTH}} "


def _entry_lines(
    entry: TimelineEntry,
    target: Target,
    date_label: str,
    options: RenderOptions,
    citations: CitationNumbers,
    width: int,
) -> list[Line]:
    """Return one entry: its title, and if it is unfolded (or the view tells all) what was said."""
    symbols = options.symbols
    new = entry.date >= options.since.astimezone().date()
    mark = symbols.marks.dot if entry.kind == "echo" else symbols.marks.new if new else symbols.marks.running
    front = Content.assemble(
        (date_label[:5], MUTED),
        date_label[5:],
        (mark, f"bold {ACCENT}" if new else MUTED),
        " ",
    )
    figure = Content.styled(str(len(entry.publishers)) if entry.publishers else "", MUTED)
    style = MUTED if entry.kind == "echo" else STRONG if options.show_sentences else ""
    first, *more = wrap_content(Content.styled(entry.title, style), width - front.cell_length - 4)
    spine = Content.styled(f"{'':{DAY_WIDTH + 6}}{symbols.spine} ", MUTED)
    page = [Line(align_ends(front + first, figure, width), target), *(Line(spine + c, target) for c in more)]
    return page + _entry_details(entry, target, options, citations, width, spine)


def _entry_details(
    entry: TimelineEntry, target: Target, options: RenderOptions, citations: CitationNumbers, width: int, spine: Content
) -> list[Line]:
    """Return the sentences of an entry and what else it holds, unless it is folded.

    Unfolded, its sentences and articles can be chosen themselves.
    """
    unfolded = target.id in options.unfolded
    if not unfolded and not options.show_sentences:
        return []
    room = min(width - DAY_WIDTH - 8, PROSE_WIDTH)
    sentences = entry.sentences if unfolded or options.summary_size == "page" else entry.sentences[:1]
    articles = [citations.articles[a] for a in entry.articles if a in citations.articles]
    at = f"entry {target.id}"
    page = cited_prose(sentences, citations, room, at, spine) if sentences else []
    if unfolded:
        page += [
            Line(spine + _article_line(a, room, options), Target("article", a.id, occurrence=at)) for a in articles
        ]
        return [*page, Line(spine)]
    page = [Line(line.content, target) for line in page]
    if len(articles) > 1:
        more = f"{options.symbols.folded} {format_count(len(articles), 'article')}"
        page.append(Line(spine + Content.styled(more, MUTED), target))
    return [*page, Line(spine, target)]


def _article_line(article: Article, width: int, options: RenderOptions) -> Content:
    return fit_to_width(
        Content.assemble((f"{article.publisher}  ", MUTED), article.title), width, ellipsis=options.symbols.ellipsis
    )
