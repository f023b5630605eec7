"""The articles of one feed, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model.curation import SearchHit
from briefing.output.cells import cell_width, truncate
from briefing.output.formatting import format_age, format_headline
from briefing.output.lines import Span, fit_spans
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, paragraph
from briefing.tui.symbols import Symbols

THREAD_FROM = 90
"""Cells from which the thread of an article stands beside its title."""
THREAD_CELLS = 36
"""Cells of that column at most."""


def render_feed_articles(
    hits: Sequence[SearchHit], now: datetime, symbols: Symbols, fetch_hint: str, width: int, note: str = ""
) -> list[PageLine]:
    """Return an article in each line: its age, its title, and the thread that it is in if that has another title.

    Above them stands what is wrong with the feed, whole; without articles, `fetch_hint` says what brings some.
    """
    lines = [*paragraph(note, width, "problem"), BLANK_LINE] if note else []
    if not hits:
        return [*lines, *paragraph(f"Nothing of this feed is stored yet. {fetch_hint}", width, "meta")]
    if note:
        lines += [*paragraph(fetch_hint, width, "meta"), BLANK_LINE]
    for hit in hits:
        age = Span(f"{format_age(now, hit.article.published):>5}  ", "meta")
        is_alone = hit.thread_title == hit.article.title or width < THREAD_FROM
        thread = "" if is_alone else f"  {truncate(hit.thread_title, THREAD_CELLS, symbols.ellipsis)}"
        title = fit_spans((Span(format_headline(hit.article)),), width - 7 - cell_width(thread), symbols.ellipsis)
        lines.append(PageLine((age, *title, Span(thread, "meta")), Target("article", hit.article.id)))
    return lines
