"""Days to come, in words."""

from __future__ import annotations

from datetime import datetime

from briefing.model.threads import AgendaItem
from briefing.output.number_format import format_count
from briefing.output.time_format import format_short_day
from briefing.text.calendar_words import ENGLISH_MONTHS, ENGLISH_WEEKDAYS


def agenda_day(item: AgendaItem, now: datetime) -> str:
    """Return a day to come as "Mon 16 Dec", a longer span as "16 to 18 Dec" or "January 2025"."""
    first, last = item.first, item.last
    if first == last:
        return f"{ENGLISH_WEEKDAYS[first.weekday()][:3]} {format_short_day(first)}"
    if (last - first).days > 25 and first.day == 1:
        year = "" if first.year == now.astimezone().year else f" {first.year}"
        return f"{ENGLISH_MONTHS[first.month - 1]}{year}"
    return f"{first.day if first.month == last.month else format_short_day(first)} to {format_short_day(last)}"


def agenda_quote(item: AgendaItem) -> str:
    """Return the sentence that says so, and who does."""
    others = f" and {format_count(len(item.publishers) - 1, 'more publisher')}" if len(item.publishers) > 1 else ""
    return f"{item.sentence.text}\n{item.article.publisher}{others}"
