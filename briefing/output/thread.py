"""A thread in full, laid out: what `briefing show` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Thread, TimelineEntry
from briefing.output.ages import clock, day, short_day
from briefing.output.changes import change_prose, moved_spans, names_span
from briefing.output.citations import Citations, articles_of
from briefing.output.counts import count
from briefing.output.layout import cells, cut, pad
from briefing.output.marks import Marks, marks
from briefing.output.spans import Line, Span, flow, glued, length, sides
from briefing.output.today import part_lines

CHANGES = 3  # sentences that tell what is new to the reader
ENTRIES, NEWEST = 20, 6  # entries of a condensed timeline, and how many of the newest are always among them
STORIES = 15  # whose articles are listed
PUBLISHER = 24  # cells at most for the column of publishers


def thread_page(thread: Thread, now: datetime, width: int, ascii: bool = False, full: bool = False) -> list[Line]:
    """Title, summary, timeline and articles by story, in lines of at most `width` cells.

    Of a long thread what most publishers told, and the articles of the newest stories; all of it if `full`.
    """
    signs = marks(ascii)
    cited = Citations(articles_of(thread.stories))
    lines = _head(thread, now, width, signs)
    if thread.changes:
        lines += [(), *_since_read(thread.changes, cited, now, width)]
    summary = thread.summary
    prose = cited.summary(thread, summary.page or summary.paragraph or summary.line)
    if prose:
        lines += [(), *([(Span("SUMMARY", "head"),)] if thread.changes else []), *flow(prose, width)]
    if thread.timeline:
        entries = thread.timeline if full else main_entries(thread.timeline, ENTRIES)
        lines += [(), (Span("TIMELINE", "head"),), *_timeline(entries, cited, width)]
        lines += _more(len(thread.timeline) - len(entries), "entry", "entries", thread, width)
    lines += [(), (Span("ARTICLES", "head"),)]
    publishers = {article.publisher for article in cited.articles.values()}
    column = min(max(map(cells, publishers), default=0), PUBLISHER, width // 3)
    listed = thread.stories if full else thread.stories[-STORIES:]
    for place, story in enumerate(reversed(listed)):
        lines += [()] if place else []
        lines += _story(story, cited, now, width, column, signs)
    return lines + _more(len(thread.stories) - len(listed), "story", "stories", thread, width)


def main_entries(entries: Sequence[TimelineEntry], most: int) -> tuple[TimelineEntry, ...]:
    """At most so many entries in their order: the first and the newest, then those that most publishers told; no echo
    unless all fit.
    """
    if len(entries) <= most:
        return tuple(entries)
    telling = [number for number, entry in enumerate(entries) if entry.kind != "echo"]
    by_weight = sorted(telling, key=lambda number: (-len(entries[number].publishers), number))
    chosen = list(dict.fromkeys([*telling[-1:], *telling[:NEWEST], *by_weight]))[:most]
    return tuple(entries[number] for number in sorted(chosen))


def _more(left: int, one: str, many: str, thread: Thread, width: int) -> list[Line]:
    """How much of a long thread was left out, and how to see it."""
    if left <= 0:
        return []
    return [
        (),
        *flow(
            [Span(f"{count(left, f'more {one}', f'more {many}')}: `briefing show {thread.row.id} --full`", "meta")],
            width,
        ),
    ]


def _head(thread: Thread, now: datetime, width: int, signs: Marks) -> list[Line]:
    """The title with the reader's marks, and the figures beneath."""
    row = thread.row
    kept = [f"{signs.followed} followed"] * row.followed + [f"{signs.muted} muted"] * row.muted
    figures = (
        f"since {day(row.first.astimezone(), now)}",
        count(row.stories, "story", "stories"),
        count(row.independent, "publisher"),
        count(row.articles, "article"),
    )
    dot = f"{glued(f' {signs.dot}')} "
    spans = [Span((dot if place else "") + glued(part), "meta") for place, part in enumerate(figures)]
    return [
        *sides((Span(row.title, "title"),), tuple(Span(glued(k), "followed") for k in kept), width),
        *flow(spans, width),
        *part_lines(row, width),
    ]


def _since_read(changes: Changes, cited: Citations, now: datetime, width: int) -> list[Line]:
    """What came since the reader last read: sentences, numbers that moved, new names."""
    read = f" ({day(changes.since.astimezone(), now)})" if changes.since else ""
    lines: list[Line] = [(Span(f"SINCE YOU LAST READ{read}", "head"),)]
    for spans in (change_prose(changes, cited, CHANGES), moved_spans(changes.moved, cited), names_span(changes)):
        lines += flow(spans, width) if spans else []
    return lines


def _timeline(entries: tuple[TimelineEntry, ...], cited: Citations, width: int) -> list[Line]:
    """Entries, newest first, each a link to its first article; a year and a day stand at their first entry."""
    lines: list[Line] = []
    shown = date.max
    for entry in entries:
        year = "" if entry.date.year == shown.year else str(entry.date.year)
        day_of = "" if entry.date == shown else short_day(entry.date)
        shown = entry.date
        lead = (Span(f"{year:4}  ", "meta"), Span(pad(day_of, 6, right=True), "date"), Span("  "))
        facts = ["echo"] if entry.kind == "echo" else []
        facts += [count(len(entry.publishers), "publisher")] * bool(entry.publishers)
        told = (Span(", ".join(facts), "meta"),) if facts else ()
        link = next((cited.articles[id].link for id in entry.articles if id in cited.articles), "")
        first, *rest = flow([Span(entry.title, "", link)], width - length(told) - 2, " " * length(lead), first=lead)
        lines += [*sides(first, told, width), *rest]
    return lines


def _story(story: Story, cited: Citations, now: datetime, width: int, column: int, signs: Marks) -> list[Line]:
    """A story's title and a line or two for each of its articles."""
    began = min((article.published for article in story.articles), default=now).astimezone()
    told = (Span(count(len(story.articles), "article"), "meta"),)
    lead = (Span(pad(day(began, now), 6, right=True), "date"), Span("  "))
    first, *rest = flow([Span(story.title, "title")], width - length(told) - 2, " " * 8, first=lead)
    lines = [*sides(first, told, width), *rest]
    previous = began.date()
    for article in story.articles:
        local = article.published.astimezone()
        if local.date() != previous:
            lines.append((Span(pad(day(local, now), 6, right=True), "date"),))
        previous = local.date()
        lines += _article(article, cited, width, column, signs)
    return lines


def _article(article: Article, cited: Citations, width: int, column: int, signs: Marks) -> list[Line]:
    """Time, publisher, headline with its link, and the citation's number if the summary used it."""
    name = pad(cut(article.publisher, column, signs.cut), column)
    lead = (Span(f"   {clock(article.published)}  ", "meta"), Span(name, "source"), Span("  "))
    spans = [Span(article.title, "", article.link)]
    if article.id in cited.used:
        spans += [Span(glued(" ")), Span(f"[{cited.used[article.id]}]", "cite")]
    return flow(spans, width, " " * length(lead), first=lead)
