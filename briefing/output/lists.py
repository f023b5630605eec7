"""Lists, laid out: threads, articles found by searching, and the health of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model.curation import SearchHit
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import ThreadRow
from briefing.output.layout import cell_width, pad, truncate
from briefing.output.number_format import format_ordinal
from briefing.output.spans import Line, Span, line_width, wrap_spans
from briefing.output.sparkline import sparkline
from briefing.output.status_symbols import status_symbols
from briefing.output.time_format import format_age, format_moment
from briefing.text.clean import clean

FEED_NAME_WIDTH = 30  # cells at most for the column of feed names
AFFAIR_LABEL = " part of: "  # what stands between a title and that of the larger affair, where there is room
MIN_SPARKLINE_WIDTH = 56  # columns below which titles need the room more


def threads_page(rows: Sequence[ThreadRow], now: datetime, width: int, ascii: bool = False) -> list[Line]:
    """A line for each thread: number, marks, title, bars of its last days, publishers and age."""
    signs = status_symbols(ascii)
    margin = len(str(len(rows)))
    lines: list[Line] = []
    for number, row in enumerate(rows, 1):
        kept = signs.muted if row.muted else signs.followed if row.followed else " "
        left = (
            Span(f"{number:>{margin}} ", "meta"),
            Span(signs.for_status(row.status), row.status),
            Span(f"{kept} ", "followed"),
        )
        drawn = f"{sparkline(row.daily_counts, ascii)}  " if width >= MIN_SPARKLINE_WIDTH else ""
        right = f"{drawn}{row.independent_publisher_count:>3}  {format_age(now, row.last):>4}"
        room = max(width - line_width(left) - cell_width(right) - 2, 8)
        title = truncate(row.title, room, signs.ellipsis)
        left_over = room - cell_width(title) - len(AFFAIR_LABEL)
        part = (
            truncate(AFFAIR_LABEL + row.affair_title, left_over + len(AFFAIR_LABEL), signs.ellipsis)
            if row.affair_id and left_over > 8
            else ""
        )
        lines.append(
            (*left, Span(title, "title"), Span(pad(part, room + 2 - cell_width(title)), "meta"), Span(right, "meta"))
        )
    return lines


def hits_page(hits: Sequence[SearchHit], now: datetime, width: int) -> list[Line]:
    """Each article found: its title, where and when it stood, what matched, and its thread."""
    lines: list[Line] = []
    for hit in hits:
        article = hit.article
        where = f"{article.publisher or 'unknown publisher'}, {format_moment(article.published, now)}"
        lines += [()] if lines else []
        lines += wrap_spans([Span(article.title, "title", article.link)], width)
        if hit.snippet and hit.snippet != article.title:
            lines += wrap_spans([Span(clean(hit.snippet))], width, "  ")
        thread = f" in {hit.thread_title}" if hit.thread_title else ""
        lines += wrap_spans([Span(where + thread, "meta")], width, "  ")
    return lines


def feeds_page(feeds: Sequence[tuple[Feed, FeedState]], now: datetime, width: int) -> list[Line]:
    """The health of each feed: its number, last success, next try, and the error in words beneath."""
    names = [clean(feed.name or state.title) or clean(feed.url) for feed, state in feeds]
    margin = len(str(len(feeds))) + 1
    column = min(max([*map(cell_width, names), 4]), FEED_NAME_WIDTH, max(width - 28 - margin, 8))
    head = f"{'':{margin}}{pad('feed', column)}  {'last success':13} {'next try':13}"
    lines: list[Line] = [(Span(head, "meta"),)] if feeds else []
    for number, (name, (feed, state)) in enumerate(zip(names, feeds, strict=True), 1):
        success = format_moment(state.last_success, now) if state.last_success else "never"
        due = max(filter(None, (state.next_due, state.retry_after)), default=None)
        after = format_moment(due, now) if due and due > now else "now"
        after = "off" if not feed.enabled else "gone" if state.gone else after
        style = "problem" if state.failures else "source"
        first = Span(pad(truncate(name, column), column), style, feed.url)
        lines.append((Span(f"{number:<{margin}}", "meta"), first, Span(f"  {success:13} {after:13}", "meta")))
        if state.failures:
            error = f"failed, {format_ordinal(state.failures)} time: {clean(state.error)}"
            lines += wrap_spans([Span(error, "problem")], width, " " * (margin + 2))
    return lines
