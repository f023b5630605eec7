"""A thread as a page: title, what is new, summary, upcoming days, timeline, articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.threads import Sentence, Thread
from briefing.output.agenda import format_agenda_date
from briefing.output.cells import cell_width, pad
from briefing.output.citations import Citations
from briefing.output.formatting import format_count, format_day, format_moment
from briefing.output.lines import Span, align_ends, line_width, wrap_spans
from briefing.output.thread import thread_figures, wrap_figures
from briefing.tui.render.cited_lines import cited_prose, number_citations, rewritten_summary, sources_of
from briefing.tui.render.notice_fitting import fit_message
from briefing.tui.render.page_lines import BLANK_LINE, PageHeading, PageLine, Target, heading, page_lines, paragraph
from briefing.tui.render.since_read import since_read_lines
from briefing.tui.render.thread_articles import article_list
from briefing.tui.render.thread_options import PROSE_WIDTH, RenderOptions, ThreadExtras
from briefing.tui.render.timeline import timeline_lines

if TYPE_CHECKING:
    from briefing.model.coverage import AgendaItem

MAX_CORRECTION_NOTES = 3
"""The newest corrections of a thread that are listed; the others are counted."""
NO_SUMMARY = "The reports have no sentence that can stand here alone: see the headlines below."
"""What stands in place of a summary, so that its heading is on the page of each thread of several articles."""
MAX_UPCOMING = 5
"""Upcoming days that are listed."""
UPCOMING_DAY_WIDTH = 13
"""Cells of the column of upcoming days: "18 to 20 Dec" and a space; more if a day has a year."""
NO_EXTRAS = ThreadExtras()
LOADING_CHANGES = "Looking for what is new ..."


def render_thread(
    thread: Thread, options: RenderOptions, width: int, extras: ThreadExtras = NO_EXTRAS
) -> list[PageLine]:
    """Return the whole page of a thread; its title and figures until it is known what is new to its reader."""
    if thread.awaits_changes:
        return [*title_lines(thread, options, width), BLANK_LINE, *paragraph(LOADING_CHANGES, width, "meta")]
    citations = number_citations(thread)
    page = [
        *title_lines(thread, options, width),
        BLANK_LINE,
        *summary_lines(thread, options, citations, width, extras.rewrite_refusal),
        *upcoming_lines(extras.upcoming, options, width),
        *timeline_lines(thread, options, citations, width),
    ]
    if notes := correction_note_lines(extras.correction_notes, options, width):
        page += [BLANK_LINE, *notes]
    return page if options.articles_aside else [*page, BLANK_LINE, *article_list(thread, options, citations, width)]


def render_thread_articles(thread: Thread, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the articles of a thread as a page of their own."""
    return article_list(thread, options, number_citations(thread), width)


def title_lines(thread: Thread, options: RenderOptions, width: int) -> list[PageLine]:
    """Return the title and the figures of a thread, the affair it is part of, and the name of its own."""
    row = thread.row
    star = (Span(f"  {options.symbols.marks.followed}", "followed"),) if row.followed else ()
    first, *rest = wrap_spans([Span(row.title, "title")], width - line_width(star))
    marks = options.symbols.marks
    figures = wrap_figures(thread_figures(row, options.now, marks), marks.dot, width)
    page = page_lines([align_ends(first, star, width), *rest, *figures])
    if row.affair_id:
        affair = [Span("part of: ", "meta"), Span(row.affair, "link")]
        page += page_lines(wrap_spans(affair, width), Target("thread", row.affair_id))
    if row.own_affair:
        page += page_lines(wrap_spans([Span(f"affair: {row.own_affair}", "meta")], width))
    return page


def correction_note_lines(notes: Sequence[tuple[datetime, str]], options: RenderOptions, width: int) -> list[PageLine]:
    """Return the newest corrections that a person made to a thread, a line each as far as titles can be cut."""
    page: list[PageLine] = []
    for corrected, text in notes[:MAX_CORRECTION_NOTES]:
        note = fit_message(f"{text} by you, {format_moment(corrected, options.now)}", width, options.symbols.ellipsis)
        page += paragraph(note, width, "meta")
    omitted = len(notes) - MAX_CORRECTION_NOTES
    return page + (paragraph(f"and {format_count(omitted, 'more correction')}", width, "meta") if omitted > 0 else [])


def upcoming_lines(items: Sequence[AgendaItem], options: RenderOptions, width: int) -> list[PageLine]:
    """Return the upcoming days that the articles of a thread name."""
    if not items:
        return []
    page = [heading("AHEAD", width, begins=PageHeading("ahead", f"Ahead {len(items)}"))]
    shown = [(format_agenda_date(item, options.now), item) for item in items[:MAX_UPCOMING]]
    column = max(UPCOMING_DAY_WIDTH, *(cell_width(day) + 1 for day, _ in shown))
    for day, item in shown:
        quote = [Span(item.sentence.text), Span(f"  {item.article.publisher}", "meta")]
        prefix = (Span(pad(day, column), "title"),)
        target = Target("sentence", item.article.id, item.sentence.text, "ahead")
        page += page_lines(wrap_spans(quote, min(width, PROSE_WIDTH), " " * column, first_prefix=prefix), target)
    return [*page, BLANK_LINE]


def summary_lines(
    thread: Thread, options: RenderOptions, citations: Citations, width: int, rewrite_refusal: str = ""
) -> list[PageLine]:
    """Return what is new since the last reading, then the summary in its size, or the rewritten one.

    `rewrite_refusal` says beneath it why a language model that was asked did not rewrite it.
    """
    width = min(width, PROSE_WIDTH)
    changed = since_read_lines(thread, options, citations, width)
    summary = _summary_prose(thread, options, citations, width)
    if rewrite_refusal and not thread.rewrite:
        summary += [*paragraph(rewrite_refusal, width, "meta"), BLANK_LINE]
    if not summary:
        return changed
    begin = PageHeading("summary", "Summary")
    if changed:
        return [*changed, heading("SUMMARY", width, begins=begin), *summary]
    return [replace(summary[0], heading=begin), *summary[1:]]


def _summary_prose(thread: Thread, options: RenderOptions, citations: Citations, width: int) -> list[PageLine]:
    """Return the summary in its size, or the rewritten one, with its sources."""
    page: list[PageLine] = []
    sentences = summary_sentences(thread, options)
    if thread.rewrite:
        page += [*rewritten_summary(thread.rewrite, thread, citations, width), BLANK_LINE]
    elif options.summary_size == "long" and thread.summary.long:
        for part in thread.summary_paragraphs:
            day = None if part.continues else part.day
            label = (Span(f"{format_day(day, options.now)}:", "meta"),) if day else ()
            page += [*cited_prose(part.sentences, citations, width, "summary", (), label, part.headlines), BLANK_LINE]
    elif sentences:
        page += [*cited_prose(sentences, citations, width, "summary"), BLANK_LINE]
    elif thread.timeline and thread.row.article_count > 1:
        page += [*paragraph(NO_SUMMARY, width, "meta"), BLANK_LINE]
    if sources := sources_of(_cited_ids(thread, options), citations, options.now, width):
        page += [*sources, BLANK_LINE]
    return page


def summary_sentences(thread: Thread, options: RenderOptions) -> tuple[Sentence, ...]:
    """Return the summary in the chosen size, or in another one if it has none."""
    summary = thread.summary
    by_size = {"line": summary.line, "paragraph": summary.paragraph, "long": summary.long}
    return by_size[options.summary_size] or summary.paragraph or summary.line


def summary_parts(thread: Thread, options: RenderOptions) -> tuple[Sentence, ...]:
    """Return all that the summary has in the chosen size, with the headlines of a long one."""
    headlines = thread.summary.headlines if options.summary_size == "long" and thread.summary.long else ()
    return (*summary_sentences(thread, options), *headlines)


def _cited_ids(thread: Thread, options: RenderOptions) -> list[str]:
    """Return the articles that the rewritten summary cites, else those of the summary in its size."""
    if thread.rewrite:
        return [id for one in thread.rewrite.sentences for id in one.articles]
    return [sentence.article for sentence in summary_parts(thread, options)]
