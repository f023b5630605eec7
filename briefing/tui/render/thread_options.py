"""How a thread is shown: the options and limits of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.digests import SummarySize
from briefing.output.formatting import format_count
from briefing.output.lines import Span
from briefing.tui.render.page_lines import PageLine
from briefing.tui.symbols import Symbols

if TYPE_CHECKING:
    from briefing.model.coverage import AgendaItem, Coverage
PROSE_WIDTH = 92
"""Cells beyond which a line of prose is hard to read."""
MAX_ENTRIES, MAX_STORIES, MAX_ARTICLES_PER_STORY = 8, 6, 5
"""Timeline entries, stories, and articles of each story on a brief page: together about a screen of 36 lines."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to show a thread.

    Attributes:
        now: The present time, from which days without a year are understood.
        symbols: The symbols to draw with.
        summary_size: Which size of the summary to show.
        unfolded: The indexes of unfolded timeline entries, as text, and unfolded months: "2024-03".
        all_events: Whether the timeline has all events, instead of the main ones.
        all_coverage: Whether the coverage has all events, instead of the newest that several publishers report.
        all_events_key: The key that changes that where the cursor is.
        brief: Whether long lists are cut, as beside the list of threads.
        articles_aside: Whether the articles are left to a page of their own.
        starred: The ids of starred articles.
        doubt_keys: The keys that keep the thread together and that split a story off.
    """

    now: datetime
    symbols: Symbols
    summary_size: SummarySize = "paragraph"
    unfolded: frozenset[str] = frozenset()
    all_events: bool = False
    all_coverage: bool = False
    all_events_key: str = ""
    brief: bool = False
    articles_aside: bool = False
    starred: frozenset[str] = frozenset()
    doubt_keys: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ThreadExtras:
    """What the page of a thread shows in addition: coverage, upcoming days and the corrections of a person.

    `rewrite_refusal` says why a language model that was asked did not rewrite the summary.
    """

    coverage: Coverage | None = None
    upcoming: tuple[AgendaItem, ...] = ()
    correction_notes: tuple[tuple[datetime, str], ...] = ()
    rewrite_refusal: str = ""


def remainder_line(number: int, singular: str, plural: str, key: str = "", *, some_shown: bool) -> list[PageLine]:
    """Return a line that says how much is left out, if anything, and which key shows it; "": that of its page.

    With `some_shown`, something of the kind stands above it: "and 3 more events".
    """
    start, more = ("and ", "more ") if some_shown else ("", "")
    text = f"     {start}{format_count(number, more + singular, more + plural)}"
    text += f": {key} shows all" if key else " on its page"
    return [PageLine((Span(text, "meta"),))] if number > 0 else []
