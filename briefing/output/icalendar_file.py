"""The agenda as an iCalendar file (RFC 5545), for calendars to import or subscribe to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.extras import load_extra
from briefing.model.coverage import AgendaItem
from briefing.output.agenda import agenda_headline

PRODUCT_ID = "-//briefing//agenda//EN"
"""Names the program that wrote the file (RFC 5545, PRODID)."""


def icalendar_text(items: Sequence[AgendaItem], now: datetime) -> str:
    """Return the upcoming days as events of whole days.

    Raises:
        BriefingError: The library of the extra `ics` is not installed, or cannot be loaded.
    """
    load_extra("ics", "Writing calendars")
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    for item in items:
        event = Event()
        event.add("uid", event_uid(item))
        event.add("dtstamp", now)
        event.add("dtstart", item.first)
        event.add("dtend", item.last + timedelta(days=1))
        event.add("summary", agenda_headline(item))
        event.add("description", f"{item.sentence.text}\n{item.article.publisher}")
        event.add("transp", "TRANSPARENT")
        if item.article.link:
            event.add("url", item.article.link)
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def event_uid(item: AgendaItem) -> str:
    """Return the identity of an event, which is the same in every export for the same thread and days."""
    key = f"{item.thread} {item.first} {item.last}"
    return f"{hashlib.sha256(key.encode()).hexdigest()[:20]}@briefing"
