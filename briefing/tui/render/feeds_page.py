"""The feeds by section, each in one line: health, activity, and what it is configured to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.model.feeds import Feed, FeedState
from briefing.output.cells import cell_width, fit
from briefing.output.feed_health import FeedCondition, format_next_try
from briefing.output.formatting import format_age, format_average_delay, format_count, format_moment, section_title
from briefing.output.lines import Line, Span, StyleName, fit_spans
from briefing.text.dates.durations import format_duration
from briefing.text.html.clean import clean
from briefing.tui.feed_status import FeedRow
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, heading, paragraph
from briefing.tui.symbols import Symbols

COLUMNS_FROM = 90
"""Cells from which a feed is one line, with its figures in columns."""
COLUMNS_FORMAT = "{:>6}{:>7}{:>6}{:>13}"
"""Articles a day, last success, average delay, next try."""
RATE_FROM = 72
"""Cells from which a line without columns has the articles a day: below, what is wrong with a feed needs the room."""
RATE_FORMAT, NEXT_FORMAT = " {:>10}", " {:>11}"
"""Articles a day and next try, where there is no room for columns; a time of another day is longer."""
MIN_NAME_CELLS, MAX_NAME_CELLS = 12, 34
"""Cells of the column of names, at least and at most."""
MIN_SHARED_FAILURES = 3
"""Feeds that fail for one cause, from which the cause stands once, above all feeds."""
CONDITION_STYLES: dict[FeedCondition, StyleName] = {
    "failing": "problem",
    "gone": "problem",
    "paused": "meta",
    "new": "accent",
    "ok": "meta",
}
USUAL = Feed("")
MAX_MISTAKES = 3
"""Mistakes of feeds.toml that stand above the feeds: more would hide them."""


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """The feeds with their states.

    Attributes:
        feeds: The feeds.
        now: The present time.
        symbols: The symbols.
        add_key: The key that adds a feed.
        next_attempt: When the reader fetches what is due; None: now.
        mistakes: What is wrong in feeds.toml, which stands above the feeds.
    """

    feeds: Sequence[FeedRow]
    now: datetime
    symbols: Symbols
    add_key: str
    next_attempt: datetime | None = None
    mistakes: Sequence[str] = ()

    def next_fetch(self, row: FeedRow) -> str:
        """Return when a feed is fetched next; "" for one that is not. The reader rests between two refreshes."""
        return format_next_fetch(row.state, self.now, self.next_attempt) if row.is_fetched else ""


def format_next_fetch(state: FeedState, now: datetime, next_attempt: datetime | None) -> str:
    """Return when the reader fetches a feed next, by its state and by when the reader fetches what is due."""
    is_due = state.next_try is None or state.next_try <= now
    if is_due and next_attempt and next_attempt > now:
        return format_moment(next_attempt, now)
    return format_next_try(state, now)


def render_feeds(page: FeedsPage, width: int) -> list[PageLine]:
    """Return all feeds by section, in the order of the file, below the cause that many failures share."""
    mistakes = _mistake_lines(page.mistakes, width)
    if not page.feeds:
        return mistakes + paragraph(
            f"No feed is configured. {page.add_key} adds one by the address of its site.", width, "meta"
        )
    shared = shared_cause(page.feeds)
    lines = mistakes + _shared_cause_lines(page, shared, width)
    for section in dict.fromkeys(row.feed.section for row in page.feeds):
        rows = [row for row in page.feeds if row.feed.section == section]
        lines += [BLANK_LINE] if lines else []
        lines.append(_section_heading(section, rows, width))
        for row in rows:
            lines += _feed_lines(row, page, shared, width)
    return lines


def _mistake_lines(mistakes: Sequence[str], width: int) -> list[PageLine]:
    lines = [line for mistake in mistakes[:MAX_MISTAKES] for line in paragraph(mistake, width, "problem")]
    more = len(mistakes) - MAX_MISTAKES
    return lines + (
        paragraph(f"and {more} more: `briefing check`, in a shell, lists them", width, "meta") if more > 0 else []
    )


def shared_cause(feeds: Sequence[FeedRow]) -> str:
    """Return the cause for which at least half of the failing feeds fail; "" if there is none."""
    causes = Counter(_cause(row) for row in feeds if row.condition == "failing")
    cause, number = next(iter(causes.most_common(1)), ("", 0))
    return cause if number >= max(MIN_SHARED_FAILURES, causes.total() / 2) else ""


def _cause(row: FeedRow) -> str:
    return clean(row.state.error).rstrip(".")


def _shared_cause_lines(page: FeedsPage, cause: str, width: int) -> list[PageLine]:
    if not cause:
        return []
    failing = [row for row in page.feeds if row.condition == "failing" and _cause(row) == cause]
    fetched = sum(row.is_fetched for row in page.feeds)
    lines = paragraph(
        f"{len(failing)} of {format_count(fetched, 'feed')} failed for one cause: {cause}.", width, "problem"
    )
    if len(failing) == fetched:
        lines += paragraph("`briefing doctor`, in a shell, tests the network.", width, "meta")
    return lines


def _section_heading(section: str, rows: Sequence[FeedRow], width: int) -> PageLine:
    title = section_title(section)
    if width < COLUMNS_FROM:
        return heading(title, width, format_count(len(rows), "feed"))
    return heading(title, width, COLUMNS_FORMAT.format("a day", "last", "lag", "next"))


def _feed_lines(row: FeedRow, page: FeedsPage, shared: str, width: int) -> list[PageLine]:
    target = Target("feed", row.feed.url)
    words = Span(health_words(row, shared), "accent" if row.note else CONDITION_STYLES[row.condition])
    settings = settings_words(row.feed)
    ellipsis = page.symbols.ellipsis
    if width >= COLUMNS_FROM:
        cells = min(max(width // 4, MIN_NAME_CELLS), MAX_NAME_CELLS)
        figures = Span(_figures(row, page), "meta")
        name = _name(row, page.symbols, fit(row.display_name, cells, ellipsis))
        room = max(width - cells - 4 - cell_width(figures.text), 0)
        return [PageLine((*name, Span("  "), *_with_settings(words, settings, room, ellipsis), figures), target)]
    return [_narrow_line(row, page, words, width)]


def _with_settings(words: Span, settings: Sequence[str], room: int, ellipsis: str) -> Line:
    """Return the health of a feed, and those of its settings for which there is room; none of them is cut."""
    text = ""
    for setting in settings:
        if cell_width(f"{words.text}{text}  {setting}") <= room:
            text += f"  {setting}"
    return fit_spans((words, Span(text, "figure")), room, ellipsis)


def _narrow_line(row: FeedRow, page: FeedsPage, words: Span, width: int) -> PageLine:
    """Return a feed in one line; its activity gives way to what is wrong with it, and the status line has the rest."""
    ellipsis, due = page.symbols.ellipsis, page.next_fetch(row)
    shows_rate = width >= RATE_FROM and row.articles_per_day > 0 and not row.needs_attention
    rate = RATE_FORMAT.format(f"{row.articles_per_day:.1f} a day") if shows_rate else ""
    figures = rate + (NEXT_FORMAT.format(f"next {due}") if due else "")
    cells = width * 2 // 5
    name = _name(row, page.symbols, fit(row.display_name, cells, ellipsis))
    room = max(width - cells - 4 - cell_width(figures), 0)
    fitted = _with_settings(words, settings_words(row.feed), room, ellipsis)
    return PageLine((*name, Span("  "), *fitted, Span(figures, "meta")), Target("feed", row.feed.url))


def _name(row: FeedRow, symbols: Symbols, name: str) -> Line:
    condition = row.condition
    marks = {"ok": symbols.marks.dot, "new": symbols.marks.new, "paused": symbols.paused}
    style = CONDITION_STYLES[condition]
    return Span(f"{marks.get(condition, symbols.failed)} ", style), Span(
        name, "meta" if condition == "paused" else "title"
    )


def health_words(row: FeedRow, shared: str = "") -> str:
    """Return how a feed is; the cause of its failure is left out if it is `shared`, which stands above all feeds."""
    times = row.state.failures
    failed = f"failed {times} times" if times > 1 else "failed"
    match row.condition:
        case "paused":
            return "paused"
        case "gone":
            return f"gone for good: {_cause(row)}" if _cause(row) else "gone for good"
        case "failing":
            return f"{failed}, as above" if _cause(row) == shared else f"{failed}: {_cause(row)}"
        case "new":
            return "never fetched"
        case "ok":
            return row.note or ("fine" if row.articles_per_day else "answers, no news for a week")


def settings_words(feed: Feed) -> list[str]:
    """Return what is configured for this feed alone, in a word or two each."""
    words = {
        f"weight {feed.weight:g}": feed.weight != USUAL.weight,
        f"every {format_duration(feed.interval)}": feed.interval != USUAL.interval,
        "full text": feed.full_text,
        "not in today": not feed.today,
        f"at most {feed.max_per_day} a day": bool(feed.max_per_day),
        f"publisher {feed.publisher}": bool(feed.publisher) and feed.publisher != feed.name,
        "own headers": bool(feed.headers or feed.secrets),
        "private network": bool(feed.allow_private),
    }
    return [text for text, is_set in words.items() if is_set]


def _figures(row: FeedRow, page: FeedsPage) -> str:
    success = row.state.last_success
    return COLUMNS_FORMAT.format(
        f"{row.articles_per_day:.1f}" if row.articles_per_day else "-",
        format_age(page.now, success) if success else "never",
        format_average_delay(row.average_delay) if row.average_delay > timedelta() else "-",
        page.next_fetch(row) or "-",
    )
