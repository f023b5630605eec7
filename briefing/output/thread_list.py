"""Lists of threads and articles, and one article in full, laid out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model.articles import Article
from briefing.model.curation import SearchHit
from briefing.model.threads import ThreadRow
from briefing.output.cells import cell_width, pad, truncate
from briefing.output.formatting import format_age, format_count, format_headline, format_published, format_publisher
from briefing.output.handles import NUMBERS, Handles
from briefing.output.highlighting import highlighted
from briefing.output.lines import Line, Span, line_width, wrap_spans
from briefing.output.symbols import StatusSymbols, sparkline, status_symbols
from briefing.text.html.clean import clean
from briefing.text.tags import tag_labels

UNREAD_NOTE = "Unread is what came since your last visit, or since you read it. What you never opened: is:unopened"
"""Stands where nothing is unread: what was never opened has lost that mark at the next visit."""
AFFAIR_LABEL = " part of: "
"""Stands between a title and that of the larger affair, where there is room."""
MIN_AFFAIR_WIDTH = 8
"""Cells of an affair's title below which it is left out: less cannot be recognised."""
MIN_TITLE_WIDTH = 8
"""Cells that a title keeps on the narrowest page."""
MIN_SPARKLINE_WIDTH = 56
"""Cells of a page below which the bars are left out: titles need their room."""


def threads_page(
    rows: Sequence[ThreadRow], now: datetime, width: int, ascii: bool = False, handles: Handles = NUMBERS
) -> list[Line]:
    """Lay out a line for each thread: number or id, marks, title, bars of its last days, publishers and age."""
    symbols = status_symbols(ascii)
    lines: list[Line] = []
    for number, row in enumerate(rows, 1):
        mark = symbols.muted if row.muted else symbols.followed if row.followed else " "
        left = (
            *handles.label(number, len(rows), row.id),
            Span(symbols.for_status(row.status), row.status),
            Span(f"{mark} ", "followed"),
        )
        bars = f"{sparkline(row.daily_counts, ascii)}  " if width >= MIN_SPARKLINE_WIDTH else ""
        right = f"{bars}{row.independent_publisher_count:>3}  {format_age(now, row.last):>4}"
        room = max(width - line_width(left) - cell_width(right) - 2, MIN_TITLE_WIDTH)
        lines.append((*left, *_title_spans(row, room, symbols), Span(right, "meta")))
    return lines


def _title_spans(row: ThreadRow, room: int, symbols: StatusSymbols) -> Line:
    """Return a title, the tags, and the affair of a thread where it fits, padded to two cells more than `room`."""
    labels = truncate(f"  {tag_labels(row.tags)}", room // 2, symbols.ellipsis) if row.tags else ""
    title = truncate(row.title, room - cell_width(labels), symbols.ellipsis)
    free = room - cell_width(title) - cell_width(labels)
    shows_affair = row.affair_id and free - len(AFFAIR_LABEL) > MIN_AFFAIR_WIDTH
    affair = truncate(AFFAIR_LABEL + row.affair, free, symbols.ellipsis) if shows_affair else ""
    return Span(title, "title"), Span(labels, "followed"), Span(pad(affair, free + 2), "meta")


def search_page(
    rows: Sequence[ThreadRow],
    hits: Sequence[SearchHit],
    now: datetime,
    width: int,
    words: Sequence[str] = (),
    with_ids: bool = False,
) -> list[Line]:
    """Lay out the threads that a search found, then the articles, with the words that it looked for highlighted."""
    articles = hits_page(hits, now, width, with_ids, words)
    if not rows:
        return articles
    lines: list[Line] = [(Span("THREADS", "head"),)]
    for row in rows:
        facts = [format_count(row.independent_publisher_count, "publisher"), format_count(row.article_count, "article")]
        facts += [row.section] if row.section else []
        end = f"{', '.join([*facts, format_age(now, row.last)])}{f', {row.id}' if with_ids else ''}"
        title = highlighted([Span(row.title, "title")], words)
        lines += [*wrap_spans(title, width, "  ", first_prefix=""), *wrap_spans([Span(end, "meta")], width, "  ")]
    return [*lines, (), (Span("ARTICLES", "head"),), *articles] if articles else lines


def hits_page(
    hits: Sequence[SearchHit], now: datetime, width: int, with_ids: bool = False, words: Sequence[str] = ()
) -> list[Line]:
    """Lay out each article found: its title, the passage that matched, publisher, time, thread, and id if shown."""
    lines: list[Line] = []
    for hit in hits:
        article = hit.article
        source = f"{format_publisher(article)}, {format_published(article, now)}"
        lines += [()] if lines else []
        lines += wrap_spans(highlighted([Span(format_headline(article), "title", article.link)], words), width)
        if hit.snippet and hit.snippet != article.title:
            lines += wrap_spans(highlighted([Span(clean(hit.snippet))], words), width, "  ")
        thread = f" in {hit.thread_title}" if hit.thread_title else ""
        id = f", {article.id}" if with_ids else ""
        lines += wrap_spans([Span(source + thread + id, "meta")], width, "  ")
    return lines


def article_page(article: Article, now: datetime, width: int) -> list[Line]:
    """Lay out an article in full: headline, publisher, author, time, paragraphs and address."""
    byline = article_byline(article, now)
    lines = [*wrap_spans([Span(format_headline(article), "title")], width), *wrap_spans([Span(byline, "meta")], width)]
    for paragraph in filter(None, article.text.split("\n")):
        lines += [(), *wrap_spans([Span(paragraph)], width)]
    address = article.link or article.url
    return [*lines, (), (Span(address, "meta", address),)] if address else lines


def article_byline(article: Article, now: datetime) -> str:
    """Return publisher, author and time of an article, as far as they are known."""
    return ", ".join(filter(None, (article.publisher, article.author, format_published(article, now))))
