"""The items of the list: a thread as two or three lines; parts, reports and folding lines as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.articles import EPOCH
from briefing.model.threads import ThreadRow
from briefing.output.cells import cell_width, truncate
from briefing.output.formatting import format_age, format_count, format_headline, format_moment
from briefing.output.highlighting import highlighted
from briefing.output.lines import Line, Span, StyleName, fit_spans, line_width
from briefing.output.symbols import sparkline
from briefing.text.query import MIN_SEARCHED_ID
from briefing.text.tags import tag_labels
from briefing.tui.list_items import ItemKind, ListItem, ReadState, read_state
from briefing.tui.symbols import Symbols

if TYPE_CHECKING:
    from briefing.model.curation import SearchHit

MARK_WIDTH = 2
"""Cells of the mark and what stands behind it."""
WIDE_FROM = 72
"""Cells from which a second line names the section."""
AFFAIR_FROM = 40
"""Cells from which a row names the larger affair: of a part that stands apart nothing else says so."""
LABEL_GAP = 2
"""Cells between the latest development and what is named behind it."""
AGE_WIDTH = 6
"""Cells of the age of a thread, with the space at the right end."""
FORTNIGHT_FROM = 100
"""Cells from which the bars show fourteen days instead of seven."""
BARS_FROM = 44
"""Cells from which there are bars: narrower titles need the room."""
STATE_STYLES: dict[ReadState, StyleName] = {"new": "new", "updated": "updated", "read": "meta", "running": "meta"}


@dataclass(frozen=True, slots=True)
class RowOptions:
    """How the rows of a list are shown.

    Attributes:
        now: The present time, for ages.
        symbols: The symbols.
        show_section: Whether each row names its section where there is room.
        news_since: Since when news are new to the reader.
        page_since: The start of the period of the front page.
        compact: Whether a thread is one line instead of two.
        words: The words of the filter, which are highlighted.
        found_headlines: Headlines of articles that have these words, by the ids of their threads.
    """

    now: datetime
    symbols: Symbols
    show_section: bool = True
    news_since: datetime = EPOCH
    page_since: datetime = EPOCH
    compact: bool = False
    words: tuple[str, ...] = ()
    found_headlines: Mapping[str, str] = field(default_factory=dict)


def render_item(item: ListItem, width: int, options: RowOptions, marked: bool = False) -> tuple[Line, ...]:
    """Return the lines of an item, each of exactly `width` cells."""
    if item.hit:
        return (_hit_line(item.hit, width, options),)
    if item.row is None:
        return (_folding_line(item, width, options),)
    if item.kind is ItemKind.THREAD and options.compact:
        return (_compact_line(item.row, width, options, marked),)
    if item.kind is ItemKind.THREAD:
        return render_thread_row(item.row, width, options, marked)
    if item.kind is ItemKind.PART:
        return (_part_line(item.row, item.is_last, width, options, marked),)
    return (_report_line(item.row, width, options, marked),)


def unrendered_item(item: ListItem, failure: str, width: int, ellipsis: str) -> tuple[Line, ...]:
    """Return what stands in place of the lines of an item that cannot be rendered: its title, and what failed."""
    title = item.row.title if item.row else format_headline(item.hit.article) if item.hit else ""
    prefix, room = Span(" " * MARK_WIDTH), width - MARK_WIDTH
    return tuple((prefix, *fit_spans([span], room, ellipsis)) for span in (Span(title), Span(failure, "meta")))


def item_height(item: ListItem, width: int, options: RowOptions) -> int:
    """Return how many lines an item takes."""
    if item.kind is not ItemKind.THREAD or item.row is None or options.compact:
        return 1
    return 3 if _affair_stands_below(item.row, width) else 2


def render_thread_row(row: ThreadRow, width: int, options: RowOptions, marked: bool = False) -> tuple[Line, ...]:
    """Return the lines of a thread, each of exactly `width` cells.

    The first has the title, the number of publishers and the bars; the second the latest development, where there is
    room the larger affair or else the section, and the age. An affair without room there has a line of its own.
    """
    symbols = options.symbols
    title = _title_spans(row, options)
    figures = _figures(row, width, symbols)
    end = (
        Span(_label(row, width, options), "meta"),
        Span(f"{format_age(options.now, row.last):>{AGE_WIDTH - 1}} ", "meta"),
    )
    latest = list(highlighted([Span(_development(row), "meta")], options.words))
    if options.words and not any(span.style == "hit" for span in (*title, *latest)):
        latest = _found_spans(row, options)
    ellipsis = symbols.ellipsis
    lines: list[Line] = [
        (
            *_prefix(row, marked, options),
            *fit_spans(title, width - MARK_WIDTH - line_width(figures), ellipsis),
            *figures,
        ),
        (Span("  "), *fit_spans(latest, width - MARK_WIDTH - line_width(end), ellipsis), *end),
    ]
    if _affair_stands_below(row, width):
        affair = fit_spans([Span(_affair(row), "meta")], width - MARK_WIDTH, ellipsis)
        lines.append((Span(" " * MARK_WIDTH), *affair))
    return tuple(lines)


def _development(row: ThreadRow) -> str:
    """Return the latest development; the publishers if the title is that."""
    has_news = row.latest_development and row.latest_development != row.title
    return row.latest_development if has_news else ", ".join(row.publishers)


def _affair(row: ThreadRow) -> str:
    return f"part of: {row.affair}"


def _own_affair(row: ThreadRow) -> str:
    return f"affair: {row.own_affair}"


def _own_affair_fits(row: ThreadRow, width: int) -> bool:
    """Whether the name of the affair that a row is the head of has room behind the whole latest development."""
    if not row.own_affair or width < AFFAIR_FROM:
        return False
    used = cell_width(_development(row)) + cell_width(_own_affair(row)) + LABEL_GAP + AGE_WIDTH
    return used <= width - MARK_WIDTH


def _affair_stands_below(row: ThreadRow, width: int) -> bool:
    """Whether the affair of a row has no room behind the whole latest development."""
    if not row.affair_id or width < AFFAIR_FROM:
        return False
    return cell_width(_development(row)) + cell_width(_affair(row)) + LABEL_GAP + AGE_WIDTH > width - MARK_WIDTH


def _found_spans(row: ThreadRow, options: RowOptions) -> list[Span]:
    """Return the id of a row if that was looked for, else where the words stand that the row does not show."""
    headline = options.found_headlines.get(row.id)
    if any(len(word) >= MIN_SEARCHED_ID and row.id.startswith(word.lower()) for word in options.words):
        return [Span(f"its id is {row.id}", "meta")]
    if headline is None:
        return [Span("found in the text of an article", "meta")]
    return [Span("found in: ", "meta"), *highlighted([Span(headline, "meta")], options.words)]


def column_titles(width: int) -> str:
    """Return what stands above the columns of numbers, without the space at the right end."""
    days = _days(width)
    return f"publishers  {f'{days} days':>{days}}" if days else "publishers"


def _prefix(row: ThreadRow, marked: bool, options: RowOptions) -> Line:
    """Return the read state of a thread, or in its place the tick of a marked one, and a space."""
    state = read_state(row, options.news_since)
    symbols = options.symbols
    if marked:
        return Span(symbols.tick, "selected"), Span(" ")
    return Span(symbols.read_state_symbol(state), STATE_STYLES[state]), Span(" ")


def _title_spans(row: ThreadRow, options: RowOptions, style: StyleName = "title") -> Line:
    state = read_state(row, options.news_since)
    star = (Span(f"{options.symbols.marks.followed} ", "followed"),) if row.followed else ()
    title = Span(row.title, style if state in ("new", "updated") else "")
    tags = (Span(f"  {tag_labels(row.tags)}", "meta"),) if row.tags else ()
    return (*star, *highlighted([title], options.words), *tags)


def _compact_line(row: ThreadRow, width: int, options: RowOptions, marked: bool) -> Line:
    """Return a thread in one line: title, age, publishers, bars."""
    age = Span(f" {format_age(options.now, row.last):>5}", "meta")
    end = (age, *_figures(row, width, options.symbols))
    title = fit_spans(_title_spans(row, options), width - MARK_WIDTH - line_width(end), options.symbols.ellipsis)
    return (*_prefix(row, marked, options), *title, *end)


def _part_line(row: ThreadRow, is_last: bool, width: int, options: RowOptions, marked: bool) -> Line:
    """Return the line of a part, indented below its affair."""
    symbols = options.symbols
    branch = (Span(f"  {symbols.last_branch if is_last else symbols.branch} ", "meta"),)
    prefix = (*branch, *_prefix(row, marked, options))
    figures = _figures(row, width, symbols)
    title = fit_spans(
        _title_spans(row, options, ""), width - line_width(prefix) - line_width(figures), symbols.ellipsis
    )
    return (*prefix, *title, *figures)


def _report_line(row: ThreadRow, width: int, options: RowOptions, marked: bool) -> Line:
    """Return a thread in one line: title, publisher or number of publishers, age."""
    symbols = options.symbols
    several = row.independent_publisher_count > 1
    source = format_count(row.independent_publisher_count, "publisher") if several else ", ".join(row.publishers)
    room = max(width // 3, 0)
    end = (Span(f"  {truncate(source, room, symbols.ellipsis)}{format_age(options.now, row.last):>6} ", "meta"),)
    title = fit_spans(_title_spans(row, options, ""), width - MARK_WIDTH - line_width(end), symbols.ellipsis)
    return (*_prefix(row, marked, options), *title, *end)


def _hit_line(hit: SearchHit, width: int, options: RowOptions) -> Line:
    """Return an article that the filter found in one line: headline, publisher, age."""
    symbols, article = options.symbols, hit.article
    source = truncate(article.publisher, max(width // 3, 0), symbols.ellipsis)
    end = (Span(f"  {source}{format_age(options.now, article.published):>6} ", "meta"),)
    title = highlighted([Span(format_headline(article))], options.words)
    return (Span("  "), *fit_spans(title, width - MARK_WIDTH - line_width(end), symbols.ellipsis), *end)


def _folding_line(item: ListItem, width: int, options: RowOptions) -> Line:
    """Return the line of what is folded, or what ends the news."""
    symbols, count = options.symbols, len(item.folded)
    if item.kind is ItemKind.MORE_PARTS:
        text = f"  {symbols.last_branch} {count} more {'part' if count == 1 else 'parts'} {symbols.folded}"
        return fit_spans((Span(text, "meta"),), width, symbols.ellipsis)
    fold = symbols.unfolded if item.is_open else symbols.folded
    if item.kind is ItemKind.ARTICLES:
        text = f"Articles, the best match first {fold}"
    elif item.kind is ItemKind.SINGLES:
        text = f"{format_count(count, 'single report')} {fold}"
    else:
        end = f"news {_page_period(options)}"
        end += f" {symbols.marks.dot} End: older {fold}" if count else ""
        text = f"That is the {end}"
        text = text if cell_width(f"{symbols.rule * 2} {text} ") <= width else f"N{end[1:]}"
    text = truncate(f"{symbols.rule * 2} {text} ", width, symbols.ellipsis)
    return fit_spans((Span(text + symbols.rule * max(width - cell_width(text), 0), "meta"),), width)


def _page_period(options: RowOptions) -> str:
    """Return of which period the page has the news: since the last visit, or, if it has another one, of how many days.

    The line at the top names the last visit: no other moment stands on the page.
    """
    if options.page_since == options.news_since:
        return f"since {format_moment(options.page_since, options.now)}"
    days = max(round((options.now - options.page_since) / timedelta(days=1)), 1)
    return "of the last day" if days == 1 else f"of the last {days} days"


def _label(row: ThreadRow, width: int, options: RowOptions) -> str:
    """Return what the second line of a row ends with: its affair if that has room, the section or nothing."""
    label = ""
    if row.affair_id and width >= AFFAIR_FROM:
        label = "" if _affair_stands_below(row, width) else _affair(row)
    elif _own_affair_fits(row, width):
        label = _own_affair(row)
    elif options.show_section and width >= WIDE_FROM:
        label = row.section
    return f"{'':{LABEL_GAP}}{label}" if label else ""


def _days(width: int) -> int:
    """Return for how many days a list of this width has bars."""
    return 14 if width >= FORTNIGHT_FROM else 7 if width >= BARS_FROM else 0


def _figures(row: ThreadRow, width: int, symbols: Symbols) -> Line:
    """Return the number of publishers and the bars of the last days, in columns."""
    number = Span(f"{row.independent_publisher_count:>4} ")
    days = _days(width)
    if not days:
        return (number,)
    bars = sparkline(row.daily_counts[-days:], ascii=symbols.ascii).rjust(days)
    return number, Span(bars, "figure"), Span(" ")
