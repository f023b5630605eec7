"""What is to come, laid out: what `briefing agenda` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.threads import AgendaItem
from briefing.output.layout import pad
from briefing.output.number_format import format_count
from briefing.output.spans import Line, Span, align_sides, line_width, unbreakable, wrap_spans
from briefing.output.time_format import format_day, format_short_day
from briefing.text.calendar_words import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from briefing.text.titles import bare_headline


def agenda_page(items: Sequence[AgendaItem], now: datetime, width: int) -> list[Line]:
    """Each day to come, with the headlines and sentences that say so; a day stands at its first entry."""
    lines: list[Line] = []
    column = max((len(format_agenda_date(item, now)) for item in items), default=0) + 1
    shown: tuple[date, date] | None = None
    for item in items:
        again, shown = (item.first, item.last) == shown, (item.first, item.last)
        lines += [()] if lines and not again else []
        lead = (Span(pad("" if again else format_agenda_date(item, now), column), "date"), Span(" "))
        told = (Span(format_count(len(item.publishers), "publisher"), "meta"),) if len(item.publishers) > 1 else ()
        room = width - line_width(told) - 2 if told else width
        title = [Span(agenda_headline(item), "title", item.article.link)]
        first, *rest = wrap_spans(title, room, " " * (column + 1), first_prefix=lead)
        lines += [*align_sides(first, told, width, " " * (column + 1)), *rest]
        source = f"[{item.article.publisher or 'unknown publisher'}, {format_short_day(item.article.published.astimezone())}]"
        said = [Span(item.sentence.text + " "), Span(unbreakable(source), "cite", item.article.link)]
        lines += wrap_spans(said, width, " " * (column + 1))
    return lines


def agenda_headline(item: AgendaItem) -> str:
    """The headline over the sentence, or the title of the thread if there is none."""
    return bare_headline(item.article.title, item.article.publisher) or item.title


def format_agenda_date(item: AgendaItem, now: datetime) -> str:
    """When something is to come: "Fri 27 Mar", or a month, "April", with its year where it is another one."""
    if item.first == item.last:
        return f"{ENGLISH_WEEKDAYS[item.first.weekday()][:3]} {format_day(item.first, now)}"
    year = "" if item.first.year == now.astimezone().year else f" {item.first.year}"
    return ENGLISH_MONTHS[item.first.month - 1] + year
