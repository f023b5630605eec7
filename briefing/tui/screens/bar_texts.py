"""What the bars of all pages say: the time, and what a refresh brings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from briefing.output.formatting import format_count, format_short_day, format_time
from briefing.text.calendar_words import ENGLISH_WEEKDAYS
from briefing.tui.render.page_lines import ACCENT, MUTED

if TYPE_CHECKING:
    from briefing.model.fetching import Progress

STAGE_UNITS = {"fetching": "feeds", "pages": "pages", "grouping": "articles", "writing": "threads"}
"""What each stage of a refresh counts."""


def progress_note(pending: int, key: str, progress: Progress | None) -> Content:
    """Return how many threads wait for a key that shows them, and how far a refresh is."""
    parts = []
    if pending:
        parts.append(Content.styled(f"{format_count(pending, 'thread')} updated - press {key}", ACCENT))
    if progress:
        unit = STAGE_UNITS[progress.stage]
        count = f" {progress.done} of {progress.total} {unit}" if progress.total else ""
        parts.append(Content.styled(f"{progress.stage}{count}", MUTED))
    return Content("  ").join(parts)


def header_time(now: datetime) -> str:
    """Return a moment as headers show it: "Mon 16 Dec 18:40"."""
    local = now.astimezone()
    return f"{ENGLISH_WEEKDAYS[local.weekday()][:3]} {format_short_day(local)} {format_time(now)}"
