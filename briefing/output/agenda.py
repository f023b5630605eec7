"""What is to come, laid out: what `briefing agenda` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.threads import Coming
from briefing.output.ages import DAYS, MONTHS, day, short_day
from briefing.output.counts import count
from briefing.output.layout import pad
from briefing.output.spans import Line, Span, flow, glued, length, sides
from briefing.text.titles import bare


def agenda_page(items: Sequence[Coming], now: datetime, width: int) -> list[Line]:
    """Each day to come, with the headlines and sentences that say so; a day stands at its first entry."""
    lines: list[Line] = []
    column = max((len(day_words(item, now)) for item in items), default=0) + 1
    shown: tuple[date, date] | None = None
    for item in items:
        again, shown = (item.first, item.last) == shown, (item.first, item.last)
        lines += [()] if lines and not again else []
        lead = (Span(pad("" if again else day_words(item, now), column), "date"), Span(" "))
        told = (Span(count(len(item.publishers), "publisher"), "meta"),) if len(item.publishers) > 1 else ()
        room = width - length(told) - 2 if told else width
        title = [Span(headline(item), "title", item.article.link)]
        first, *rest = flow(title, room, " " * (column + 1), first=lead)
        lines += [*sides(first, told, width, " " * (column + 1)), *rest]
        source = f"[{item.article.publisher or 'unknown publisher'}, {short_day(item.article.published.astimezone())}]"
        said = [Span(item.sentence.text + " "), Span(glued(source), "cite", item.article.link)]
        lines += flow(said, width, " " * (column + 1))
    return lines


def headline(item: Coming) -> str:
    """The headline over the sentence, or the title of the thread if there is none."""
    return bare(item.article.title, item.article.publisher) or item.title


def day_words(item: Coming, now: datetime) -> str:
    """When something is to come: "Fri 27 Mar", or a month, "April", with its year where it is another one."""
    if item.first == item.last:
        return f"{DAYS[item.first.weekday()][:3]} {day(item.first, now)}"
    year = "" if item.first.year == now.astimezone().year else f" {item.first.year}"
    return MONTHS[item.first.month - 1] + year
