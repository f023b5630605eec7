"""A thread as a page: heading, what is new, summary, timeline, articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from briefing.model.threads import Changes, Coming, Sentence, Thread
from briefing.output.ages import day, moment
from briefing.output.counts import count
from briefing.output.layout import wrap
from briefing.output.spans import GLUE
from briefing.tui.paint.ahead import when
from briefing.tui.paint.line import ACCENT, BLANK, MUTED, PRIMARY, STRONG, Line, Target, heading, lines, spread, wrapped
from briefing.tui.paint.sources import sources
from briefing.tui.paint.timeline import timeline
from briefing.tui.paint.view import ENTRIES, MEASURE, Cited, More, View, cited, prose, retold

NOTES, NEXT = 3, 5
"""Corrections, and days to come, that are told."""
AHEAD = 13
"""Cells of a day to come: "16 to 18 Dec"."""
NOTHING = More()


def paint_thread(thread: Thread, view: View, width: int, more: More = NOTHING) -> list[Line]:
    """Return the whole page; `view.aside` leaves the articles to a page of their own."""
    numbered = cited(thread)
    page = [*title(thread, view, width), *put_right(more.notes, view, width), BLANK]
    page += [*summary(thread, view, numbered, width, more.refused), *ahead(more.ahead, view, width)]
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
        count(row.independent, "publisher"),
        count(row.articles, "article"),
    )
    dot = f" {view.symbols.marks.dot} "
    meta = wrap(dot.join(words.replace(" ", GLUE) for words in figures), width)
    page = lines([spread(first, star, width), *more, *(Content.styled(m.replace(GLUE, " "), MUTED) for m in meta)])
    if row.parent:
        part = Content.assemble(("part of: ", MUTED), (row.parent_title, PRIMARY))
        page += lines(wrapped(part, width), Target("thread", row.parent))
    return page


def put_right(notes: Sequence[tuple[datetime, str]], view: View, width: int) -> list[Line]:
    """Return what a person put right in a thread: the newest few corrections."""
    page: list[Line] = []
    for at, words in notes[:NOTES]:
        first, *rest = wrapped(Content.styled(f"{words} by you, {moment(at, view.now)}", MUTED), width - 2)
        page += [Line(first), *lines(rest, indent="  ")]
    more = count(len(notes) - NOTES, "more correction")
    return page + ([Line(Content.styled(f"and {more}", MUTED))] if len(notes) > NOTES else [])


def ahead(coming: Sequence[Coming], view: View, width: int) -> list[Line]:
    """Return the days to come that a thread speaks of, above its timeline, which goes back from today."""
    if not coming:
        return []
    page = [heading("AHEAD", width)]
    for one in coming[:NEXT]:
        said = Content.assemble(one.sentence.text, (f"  {one.article.publisher}", MUTED))
        first, *rest = wrapped(said, min(width, MEASURE) - AHEAD)
        target = Target("sentence", one.article.id, one.sentence.text, "ahead")
        page.append(Line(Content.styled(f"{when(one, view.now):<{AHEAD}}", STRONG) + first, target))
        page += lines(rest, target, indent=" " * AHEAD)
    return [*page, BLANK]


def summary(thread: Thread, view: View, numbered: Cited, width: int, refused: str = "") -> list[Line]:
    """Return what happened since the reader last read, then the summary in its size with citations.

    A model's words stand in its place where there are some; where they were `refused`, that is said beneath it.
    """
    width = min(width, MEASURE)
    sentences: tuple[Sentence, ...] = getattr(thread.summary, view.size) or thread.summary.paragraph
    sentences = sentences or thread.summary.line
    page = _since_read(thread, view, numbered, width)
    if thread.rewrite:
        page += [*retold(thread.rewrite, thread, numbered, width), BLANK]
    elif sentences:
        page += [*prose(sentences, numbered, width, "summary"), BLANK]
    if refused and not thread.rewrite:
        page += [*lines(wrapped(Content.styled(refused, MUTED), width)), BLANK]
    return page


def _since_read(thread: Thread, view: View, numbered: Cited, width: int) -> list[Line]:
    if thread.changes:
        return _changes(thread.changes, view, numbered, width)
    read = thread.row.read
    if read is None or thread.row.last <= read:
        return []
    fresh = [a for a in numbered.articles.values() if a.published > read]
    ids = {article.id for article in fresh}
    entries = [entry for entry in thread.timeline if ids.intersection(entry.articles)]
    page = [heading(f"SINCE YOU LAST READ ({moment(read, view.now)})", width, count(len(fresh), "article"))]
    for entry in entries[:ENTRIES]:
        mark = Content.styled(f"{view.symbols.marks.new} ", f"bold {ACCENT}")
        first, *more = wrapped(Content(entry.title), width - 2)
        page += [Line(mark + first), *lines(more, indent="  ")]
    if len(entries) > ENTRIES:
        page.append(Line(Content.styled(f"  and {len(entries) - ENTRIES} more in the timeline", MUTED)))
    return [*page, BLANK]


def _changes(changes: Changes, view: View, numbered: Cited, width: int) -> list[Line]:
    """Return what came since the thread was last read: new stories, sentences, numbers that moved, new names."""
    read = f" ({moment(changes.since, view.now)})" if changes.since else ""
    page = [heading(f"SINCE YOU LAST READ{read}", width, count(len(changes.stories), "new story", "new stories"))]
    for story in changes.stories[:ENTRIES]:
        mark = Content.styled(f"{view.symbols.marks.new} ", f"bold {ACCENT}")
        first, *more = wrapped(Content(story.title), width - 2)
        page += [Line(mark + first), *lines(more, indent="  ")]
    page += prose(changes.sentences, numbered, width, "changes") if changes.sentences else []
    for moved in changes.moved:
        label = "" if moved.what in ("percent", "money") else f"{moved.what}: "
        words = Content.assemble((label, MUTED), moved.before, (", now ", MUTED), (moved.after, STRONG))
        said = moved.said_after
        target = Target("sentence", said.article, said.text, f"moved {moved.what}")
        page += lines(wrapped(words, width), target if said.article in numbered.articles else None)
    if changes.names:
        page += lines(wrapped(Content.styled(f"New names: {', '.join(changes.names)}", MUTED), width))
    return [*page, BLANK]
