"""Upcoming days, laid out: what `briefing agenda` prints, and the words that the reader shares with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from briefing.output.cells import pad
from briefing.output.formatting import format_count, format_day, format_publisher, format_short_day
from briefing.output.lines import Line, Span, align_sides, line_width, unbreakable, wrap_spans
from briefing.text.calendar_words import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from briefing.text.titles import bare_headline

if TYPE_CHECKING:
    from briefing.model.coverage import AgendaItem

MIN_MONTH_DAYS = 28
"""Days from the first of a month on that make it the whole month: its shortest length."""
RELEASES_TITLE = "RELEASES AND SALES"


def agenda_page(items: Sequence[AgendaItem], now: datetime, width: int) -> list[Line]:
    """Lay out upcoming days with the headlines and sentences that name them; a day stands at its first entry.

    The starts of films and series, wares and sales have a section of their own at the end.
    """
    lines: list[Line] = []
    column = max((len(format_agenda_date(item, now)) for item in items), default=0) + 1
    previous: tuple[bool, date, date] | None = None
    for item in items:
        if item.is_release and not (previous and previous[0]):
            lines += [*([()] if lines else []), (Span(RELEASES_TITLE, "head"),)]
        repeated, previous = (
            (item.is_release, item.first, item.last) == previous,
            (item.is_release, item.first, item.last),
        )
        lines += [()] if lines and not repeated else []
        prefix = (Span(pad("" if repeated else format_agenda_date(item, now), column), "date"), Span(" "))
        lines += _item_lines(item, prefix, width)
    return lines


def _item_lines(item: AgendaItem, prefix: Line, width: int) -> list[Line]:
    indent = " " * line_width(prefix)
    publishers = len(item.publishers)
    figure = (Span(format_count(publishers, "publisher"), "meta"),) if publishers > 1 else ()
    room = width - line_width(figure) - 2 if figure else width
    title = [Span(agenda_headline(item), "title", item.article.link)]
    first, *rest = wrap_spans(title, room, indent, first_prefix=prefix)
    source = f"[{format_publisher(item.article)}, {format_short_day(item.article.published.astimezone())}]"
    quote = [Span(item.sentence.text + " "), Span(unbreakable(source), "cite", item.article.link)]
    return [*align_sides(first, figure, width, indent), *rest, *wrap_spans(quote, width, indent)]


def agenda_headline(item: AgendaItem) -> str:
    """Return the headline over the sentence, or the title of the thread if there is none."""
    return bare_headline(item.article.title, item.article.publisher) or item.title


def agenda_quote(item: AgendaItem) -> str:
    """Return the sentence that names the day, with its publisher and how many more report it."""
    more = f" and {format_count(len(item.publishers) - 1, 'more publisher')}" if len(item.publishers) > 1 else ""
    return f"{item.sentence.text} [{unbreakable(item.article.publisher + more)}]"


def format_agenda_date(item: AgendaItem, now: datetime) -> str:
    """Return the date of an item: "Fri 27 Mar", "16 to 18 Dec", "April"; a day or month of another year has it."""
    first, last = item.first, item.last
    if first == last:
        return f"{ENGLISH_WEEKDAYS[first.weekday()][:3]} {format_day(first, now)}"
    if first.day == 1 and (last - first).days + 1 >= MIN_MONTH_DAYS:
        year = "" if first.year == now.astimezone().year else f" {first.year}"
        return f"{ENGLISH_MONTHS[first.month - 1]}{year}"
    start = str(first.day) if (first.year, first.month) == (last.year, last.month) else format_short_day(first)
    return f"{start} to {format_short_day(last)}"
