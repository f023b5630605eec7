"""Days to come, in words."""

from __future__ import annotations

from datetime import datetime

from briefing.model.threads import Coming
from briefing.output.ages import DAYS, MONTHS, short_day
from briefing.output.counts import count


def when(coming: Coming, now: datetime) -> str:
    """Return a day to come as "Mon 16 Dec", a longer span as "16 to 18 Dec" or "January 2025"."""
    first, last = coming.first, coming.last
    if first == last:
        return f"{DAYS[first.weekday()][:3]} {short_day(first)}"
    if (last - first).days > 25 and first.day == 1:
        year = "" if first.year == now.astimezone().year else f" {first.year}"
        return f"{MONTHS[first.month - 1]}{year}"
    return f"{first.day if first.month == last.month else short_day(first)} to {short_day(last)}"


def said(coming: Coming) -> str:
    """Return the sentence that says so, and who does."""
    others = f" and {count(len(coming.publishers) - 1, 'more publisher')}" if len(coming.publishers) > 1 else ""
    return f"{coming.sentence.text}\n{coming.article.publisher}{others}"
