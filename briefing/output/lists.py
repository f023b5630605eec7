"""Lists, laid out: threads, articles found by searching, and the health of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model.curation import Hit
from briefing.model.feeds import Feed, FeedState
from briefing.model.threads import ThreadRow
from briefing.output.ages import age, moment
from briefing.output.bars import bars
from briefing.output.counts import ordinal
from briefing.output.layout import cells, cut, pad
from briefing.output.marks import marks
from briefing.output.spans import Line, Span, flow, length
from briefing.text.clean import clean

NAME = 30  # cells at most for the column of feed names
PART = " part of: "  # what stands between a title and that of the larger affair, where there is room
ROOM_FOR_BARS = 56  # columns below which titles need the room more


def rows_page(rows: Sequence[ThreadRow], now: datetime, width: int, ascii: bool = False) -> list[Line]:
    """A line for each thread: number, marks, title, bars of its last days, publishers and age."""
    signs = marks(ascii)
    margin = len(str(len(rows)))
    lines: list[Line] = []
    for number, row in enumerate(rows, 1):
        kept = signs.muted if row.muted else signs.followed if row.followed else " "
        left = (
            Span(f"{number:>{margin}} ", "meta"),
            Span(signs.status(row.status), row.status),
            Span(f"{kept} ", "followed"),
        )
        drawn = f"{bars(row.days, ascii)}  " if width >= ROOM_FOR_BARS else ""
        right = f"{drawn}{row.independent:>3}  {age(now, row.last):>4}"
        room = max(width - length(left) - cells(right) - 2, 8)
        title = cut(row.title, room, signs.cut)
        left_over = room - cells(title) - len(PART)
        part = cut(PART + row.parent_title, left_over + len(PART), signs.cut) if row.parent and left_over > 8 else ""
        lines.append(
            (*left, Span(title, "title"), Span(pad(part, room + 2 - cells(title)), "meta"), Span(right, "meta"))
        )
    return lines


def hits_page(hits: Sequence[Hit], now: datetime, width: int) -> list[Line]:
    """Each article found: its title, where and when it stood, what matched, and its thread."""
    lines: list[Line] = []
    for hit in hits:
        article = hit.article
        where = f"{article.publisher or 'unknown publisher'}, {moment(article.published, now)}"
        lines += [()] if lines else []
        lines += flow([Span(article.title, "title", article.link)], width)
        if hit.snippet and hit.snippet != article.title:
            lines += flow([Span(clean(hit.snippet))], width, "  ")
        thread = f" in {hit.thread_title}" if hit.thread_title else ""
        lines += flow([Span(where + thread, "meta")], width, "  ")
    return lines


def feeds_page(feeds: Sequence[tuple[Feed, FeedState]], now: datetime, width: int) -> list[Line]:
    """The health of each feed: its number, last success, next try, and the error in words beneath."""
    names = [clean(feed.name or state.title) or clean(feed.url) for feed, state in feeds]
    margin = len(str(len(feeds))) + 1
    column = min(max([*map(cells, names), 4]), NAME, max(width - 28 - margin, 8))
    head = f"{'':{margin}}{pad('feed', column)}  {'last success':13} {'next try':13}"
    lines: list[Line] = [(Span(head, "meta"),)] if feeds else []
    for number, (name, (feed, state)) in enumerate(zip(names, feeds, strict=True), 1):
        success = moment(state.last_success, now) if state.last_success else "never"
        due = max(filter(None, (state.next_due, state.retry_after)), default=None)
        after = moment(due, now) if due and due > now else "now"
        after = "off" if not feed.enabled else "gone" if state.gone else after
        style = "problem" if state.failures else "source"
        first = Span(pad(cut(name, column), column), style, feed.url)
        lines.append((Span(f"{number:<{margin}}", "meta"), first, Span(f"  {success:13} {after:13}", "meta")))
        if state.failures:
            error = f"failed, {ordinal(state.failures)} time: {clean(state.error)}"
            lines += flow([Span(error, "problem")], width, " " * (margin + 2))
    return lines
