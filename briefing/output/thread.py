"""A thread in full, laid out: what `briefing show` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Thread, TimelineEntry
from briefing.output.changes import change_prose, new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of
from briefing.output.layout import cell_width, pad, truncate
from briefing.output.number_format import format_count
from briefing.output.spans import Line, Span, align_sides, line_width, unbreakable, wrap_spans
from briefing.output.status_symbols import StatusSymbols, status_symbols
from briefing.output.time_format import format_day, format_short_day, format_time
from briefing.output.today import affair_lines

MAX_CHANGE_SENTENCES = 3  # sentences that tell what is new to the reader
MAX_ENTRIES, NEWEST_ENTRIES = 20, 6  # entries of a condensed timeline, and how many of the newest are always among them
MAX_STORIES = 15  # whose articles are listed
PUBLISHER_WIDTH = 24  # cells at most for the column of publishers


def thread_page(thread: Thread, now: datetime, width: int, ascii: bool = False, full: bool = False) -> list[Line]:
    """Title, summary, timeline and articles by story, in lines of at most `width` cells.

    Of a long thread what most publishers told, and the articles of the newest stories; all of it if `full`.
    """
    signs = status_symbols(ascii)
    cited = Citations(articles_of(thread.stories))
    lines = _head_lines(thread, now, width, signs)
    if thread.changes:
        lines += [(), *_change_lines(thread.changes, cited, now, width)]
    summary = thread.summary
    prose = cited.summary_spans(thread, summary.long or summary.paragraph or summary.line)
    if prose:
        lines += [(), *([(Span("SUMMARY", "head"),)] if thread.changes else []), *wrap_spans(prose, width)]
    if thread.timeline:
        entries = thread.timeline if full else main_entries(thread.timeline, MAX_ENTRIES)
        lines += [(), (Span("TIMELINE", "head"),), *_timeline_lines(entries, cited, width)]
        lines += _omitted_lines(len(thread.timeline) - len(entries), "entry", "entries", thread, width)
    lines += [(), (Span("ARTICLES", "head"),)]
    publishers = {article.publisher for article in cited.articles.values()}
    column = min(max(map(cell_width, publishers), default=0), PUBLISHER_WIDTH, width // 3)
    listed = thread.stories if full else thread.stories[-MAX_STORIES:]
    for place, story in enumerate(reversed(listed)):
        lines += [()] if place else []
        lines += _story_lines(story, cited, now, width, column, signs)
    return lines + _omitted_lines(len(thread.stories) - len(listed), "story", "stories", thread, width)


def main_entries(entries: Sequence[TimelineEntry], limit: int) -> tuple[TimelineEntry, ...]:
    """At most so many entries in their order: the first and the newest, then those that most publishers told; no echo
    unless all fit.
    """
    if len(entries) <= limit:
        return tuple(entries)
    telling = [number for number, entry in enumerate(entries) if entry.kind != "echo"]
    by_weight = sorted(telling, key=lambda number: (-len(entries[number].publishers), number))
    chosen = list(dict.fromkeys([*telling[-1:], *telling[:NEWEST_ENTRIES], *by_weight]))[:limit]
    return tuple(entries[number] for number in sorted(chosen))


def _omitted_lines(omitted: int, singular: str, plural: str, thread: Thread, width: int) -> list[Line]:
    """How much of a long thread was left out, and how to see it."""
    if omitted <= 0:
        return []
    return [
        (),
        *wrap_spans(
            [
                Span(
                    f"{format_count(omitted, f'more {singular}', f'more {plural}')}: `briefing show {thread.row.id} --full`",
                    "meta",
                )
            ],
            width,
        ),
    ]


def _head_lines(thread: Thread, now: datetime, width: int, signs: StatusSymbols) -> list[Line]:
    """The title with the reader's marks, and the figures beneath."""
    row = thread.row
    kept = [f"{signs.followed} followed"] * row.followed + [f"{signs.muted} muted"] * row.muted
    figures = (
        f"since {format_day(row.first.astimezone(), now)}",
        format_count(row.story_count, "story", "stories"),
        format_count(row.independent_publisher_count, "publisher"),
        format_count(row.article_count, "article"),
    )
    dot = f"{unbreakable(f' {signs.dot}')} "
    spans = [Span((dot if place else "") + unbreakable(part), "meta") for place, part in enumerate(figures)]
    return [
        *align_sides((Span(row.title, "title"),), tuple(Span(unbreakable(k), "followed") for k in kept), width),
        *wrap_spans(spans, width),
        *affair_lines(row, width),
    ]


def _change_lines(changes: Changes, cited: Citations, now: datetime, width: int) -> list[Line]:
    """What came since the reader last read: sentences, numbers that moved, new names."""
    read = f" ({format_day(changes.since.astimezone(), now)})" if changes.since else ""
    lines: list[Line] = [(Span(f"SINCE YOU LAST READ{read}", "head"),)]
    for spans in (
        change_prose(changes, cited, MAX_CHANGE_SENTENCES),
        number_change_spans(changes.number_changes, cited),
        new_name_spans(changes),
    ):
        lines += wrap_spans(spans, width) if spans else []
    return lines


def _timeline_lines(entries: tuple[TimelineEntry, ...], cited: Citations, width: int) -> list[Line]:
    """Entries, newest first, each a link to its first article; a year and a day stand at their first entry."""
    lines: list[Line] = []
    shown = date.max
    for entry in entries:
        year = "" if entry.date.year == shown.year else str(entry.date.year)
        day_of = "" if entry.date == shown else format_short_day(entry.date)
        shown = entry.date
        lead = (Span(f"{year:4}  ", "meta"), Span(pad(day_of, 6, align_right=True), "date"), Span("  "))
        facts = ["echo"] if entry.kind == "echo" else []
        facts += [format_count(len(entry.publishers), "publisher")] * bool(entry.publishers)
        told = (Span(", ".join(facts), "meta"),) if facts else ()
        link = next((cited.articles[id].link for id in entry.articles if id in cited.articles), "")
        first, *rest = wrap_spans(
            [Span(entry.title, "", link)], width - line_width(told) - 2, " " * line_width(lead), first_prefix=lead
        )
        lines += [*align_sides(first, told, width), *rest]
    return lines


def _story_lines(
    story: Story, cited: Citations, now: datetime, width: int, column: int, signs: StatusSymbols
) -> list[Line]:
    """A story's title and a line or two for each of its articles."""
    began = min((article.published for article in story.articles), default=now).astimezone()
    told = (Span(format_count(len(story.articles), "article"), "meta"),)
    lead = (Span(pad(format_day(began, now), 6, align_right=True), "date"), Span("  "))
    first, *rest = wrap_spans([Span(story.title, "title")], width - line_width(told) - 2, " " * 8, first_prefix=lead)
    lines = [*align_sides(first, told, width), *rest]
    previous = began.date()
    for article in story.articles:
        local = article.published.astimezone()
        if local.date() != previous:
            lines.append((Span(pad(format_day(local, now), 6, align_right=True), "date"),))
        previous = local.date()
        lines += _article_lines(article, cited, width, column, signs)
    return lines


def _article_lines(article: Article, cited: Citations, width: int, column: int, signs: StatusSymbols) -> list[Line]:
    """Time, publisher, headline with its link, and the citation's number if the summary used it."""
    name = pad(truncate(article.publisher, column, signs.ellipsis), column)
    lead = (Span(f"   {format_time(article.published)}  ", "meta"), Span(name, "source"), Span("  "))
    spans = [Span(article.title, "", article.link)]
    if article.id in cited.number_by_article:
        spans += [Span(unbreakable(" ")), Span(f"[{cited.number_by_article[article.id]}]", "cite")]
    return wrap_spans(spans, width, " " * line_width(lead), first_prefix=lead)
