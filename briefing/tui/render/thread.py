"""A thread as a page: heading, what is new, summary, timeline, articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from briefing.model.threads import AgendaItem, Changes, Sentence, Thread
from briefing.output.layout import wrap
from briefing.output.number_format import format_count
from briefing.output.spans import NO_BREAK_SPACE
from briefing.output.time_format import format_day, format_moment
from briefing.tui.render.agenda import agenda_day
from briefing.tui.render.line_layout import (
    ACCENT,
    BLANK_LINE,
    MUTED,
    PRIMARY,
    STRONG,
    Line,
    Target,
    align_ends,
    heading,
    make_lines,
    wrap_content,
)
from briefing.tui.render.thread_articles import article_list
from briefing.tui.render.thread_common import (
    MAX_ENTRIES,
    PROSE_WIDTH,
    CitationNumbers,
    RenderOptions,
    ThreadExtras,
    cited_prose,
    number_citations,
    rewritten_summary,
)
from briefing.tui.render.timeline import timeline_lines

MAX_CORRECTION_NOTES, MAX_UPCOMING = 3, 5
"""Corrections, and days to come, that are told."""
UPCOMING_DAY_WIDTH = 13
"""Cells of a day to come: "16 to 18 Dec"."""
NO_EXTRAS = ThreadExtras()


def render_thread(thread: Thread, options: RenderOptions, width: int, extras: ThreadExtras = NO_EXTRAS) -> list[Line]:
    """Return the whole page; `view.aside` leaves the articles to a page of their own."""
    numbered = number_citations(thread)
    page = [
        *title_lines(thread, options, width),
        *correction_note_lines(extras.correction_notes, options, width),
        BLANK_LINE,
    ]
    page += [
        *summary_lines(thread, options, numbered, width, extras.rewrite_refusal),
        *upcoming_lines(extras.upcoming, options, width),
    ]
    page += timeline_lines(thread, options, numbered, width)
    return page if options.articles_aside else [*page, BLANK_LINE, *article_list(thread, options, numbered, width)]


def render_thread_articles(thread: Thread, options: RenderOptions, width: int) -> list[Line]:
    """Return the articles of a thread as a page of their own."""
    return article_list(thread, options, number_citations(thread), width)


def title_lines(thread: Thread, options: RenderOptions, width: int) -> list[Line]:
    """Return the title and the figures of a thread."""
    row = thread.row
    star = Content.styled(f"  {options.symbols.marks.followed}", ACCENT) if row.followed else Content("")
    first, *more = wrap_content(Content.styled(row.title, STRONG), width - star.cell_length)
    figures = (
        f"since {format_day(row.first.astimezone(), options.now)}",
        format_count(row.story_count, "story", "stories"),
        format_count(row.independent_publisher_count, "publisher"),
        format_count(row.article_count, "article"),
    )
    dot = f" {options.symbols.marks.dot} "
    meta = wrap(dot.join(words.replace(" ", NO_BREAK_SPACE) for words in figures), width)
    page = make_lines(
        [align_ends(first, star, width), *more, *(Content.styled(m.replace(NO_BREAK_SPACE, " "), MUTED) for m in meta)]
    )
    if row.affair_id:
        part = Content.assemble(("part of: ", MUTED), (row.affair_title, PRIMARY))
        page += make_lines(wrap_content(part, width), Target("thread", row.affair_id))
    return page


def correction_note_lines(notes: Sequence[tuple[datetime, str]], options: RenderOptions, width: int) -> list[Line]:
    """Return what a person put right in a thread: the newest few corrections."""
    page: list[Line] = []
    for at, words in notes[:MAX_CORRECTION_NOTES]:
        first, *rest = wrap_content(
            Content.styled(f"{words} by you, {format_moment(at, options.now)}", MUTED), width - 2
        )
        page += [Line(first), *make_lines(rest, indent="  ")]
    more = format_count(len(notes) - MAX_CORRECTION_NOTES, "more correction")
    return page + ([Line(Content.styled(f"and {more}", MUTED))] if len(notes) > MAX_CORRECTION_NOTES else [])


def upcoming_lines(agenda: Sequence[AgendaItem], options: RenderOptions, width: int) -> list[Line]:
    """Return the days to come that a thread speaks of, above its timeline, which goes back from today."""
    if not agenda:
        return []
    page = [heading("AHEAD", width)]
    for one in agenda[:MAX_UPCOMING]:
        said = Content.assemble(one.sentence.text, (f"  {one.article.publisher}", MUTED))
        first, *rest = wrap_content(said, min(width, PROSE_WIDTH) - UPCOMING_DAY_WIDTH)
        target = Target("sentence", one.article.id, one.sentence.text, "ahead")
        page.append(
            Line(Content.styled(f"{agenda_day(one, options.now):<{UPCOMING_DAY_WIDTH}}", STRONG) + first, target)
        )
        page += make_lines(rest, target, indent=" " * UPCOMING_DAY_WIDTH)
    return [*page, BLANK_LINE]


def summary_lines(
    thread: Thread, options: RenderOptions, citations: CitationNumbers, width: int, rewrite_refusal: str = ""
) -> list[Line]:
    """Return what happened since the reader last read, then the summary in its size with citations.

    A model's words stand in its place where there are some; where they were `refused`, that is said beneath it.
    """
    width = min(width, PROSE_WIDTH)
    sentences: tuple[Sentence, ...] = (
        getattr(thread.summary, "long" if options.summary_size == "page" else options.summary_size)
        or thread.summary.paragraph
    )
    sentences = sentences or thread.summary.line
    page = _since_read_lines(thread, options, citations, width)
    if thread.rewrite:
        page += [*rewritten_summary(thread.rewrite, thread, citations, width), BLANK_LINE]
    elif sentences:
        page += [*cited_prose(sentences, citations, width, "summary"), BLANK_LINE]
    if rewrite_refusal and not thread.rewrite:
        page += [*make_lines(wrap_content(Content.styled(rewrite_refusal, MUTED), width)), BLANK_LINE]
    return page


def _since_read_lines(thread: Thread, options: RenderOptions, citations: CitationNumbers, width: int) -> list[Line]:
    if thread.changes:
        return _change_lines(thread.changes, options, citations, width)
    read = thread.row.read
    if read is None or thread.row.last <= read:
        return []
    fresh = [a for a in citations.articles.values() if a.published > read]
    ids = {article.id for article in fresh}
    entries = [entry for entry in thread.timeline if ids.intersection(entry.articles)]
    page = [
        heading(f"SINCE YOU LAST READ ({format_moment(read, options.now)})", width, format_count(len(fresh), "article"))
    ]
    for entry in entries[:MAX_ENTRIES]:
        mark = Content.styled(f"{options.symbols.marks.new} ", f"bold {ACCENT}")
        first, *more = wrap_content(Content(entry.title), width - 2)
        page += [Line(mark + first), *make_lines(more, indent="  ")]
    if len(entries) > MAX_ENTRIES:
        page.append(Line(Content.styled(f"  and {len(entries) - MAX_ENTRIES} more in the timeline", MUTED)))
    return [*page, BLANK_LINE]


def _change_lines(changes: Changes, options: RenderOptions, citations: CitationNumbers, width: int) -> list[Line]:
    """Return what came since the thread was last read: new stories, sentences, numbers that moved, new names."""
    read = f" ({format_moment(changes.since, options.now)})" if changes.since else ""
    page = [
        heading(f"SINCE YOU LAST READ{read}", width, format_count(len(changes.stories), "new story", "new stories"))
    ]
    for story in changes.stories[:MAX_ENTRIES]:
        mark = Content.styled(f"{options.symbols.marks.new} ", f"bold {ACCENT}")
        first, *more = wrap_content(Content(story.title), width - 2)
        page += [Line(mark + first), *make_lines(more, indent="  ")]
    page += cited_prose(changes.sentences, citations, width, "changes") if changes.sentences else []
    for moved in changes.number_changes:
        label = "" if moved.quantity in ("percent", "money") else f"{moved.quantity}: "
        words = Content.assemble((label, MUTED), moved.before, (", now ", MUTED), (moved.after, STRONG))
        said = moved.sentence_after
        target = Target("sentence", said.article, said.text, f"moved {moved.quantity}")
        page += make_lines(wrap_content(words, width), target if said.article in citations.articles else None)
    if changes.new_names:
        page += make_lines(wrap_content(Content.styled(f"New names: {', '.join(changes.new_names)}", MUTED), width))
    return [*page, BLANK_LINE]
