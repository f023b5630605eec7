"""The feeds with their health, and the choice of feeds at the first start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.model.feeds import Feed
from briefing.output.feed_health import FeedCondition, failure_cause, format_next_try
from briefing.output.formatting import format_age, format_average_delay, format_count
from briefing.output.lines import Span, StyleName, align_ends, fit_spans
from briefing.text.feed_names import feed_display_name
from briefing.tui.feed_status import FeedStatus
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, paragraph
from briefing.tui.render.thread_common import PROSE_WIDTH
from briefing.tui.symbols import Symbols

COLUMNS_FROM = 90
"""Cells from which the figures stand in columns beside a feed's name."""
COLUMNS_FORMAT = "{:<14}{:>7}{:>7}{:>9}  {:<13}"
"""Section, articles a day, last success, average delay, next try."""
MAX_SECTION_LENGTH = 13
"""Characters of a section's name that its column holds."""
CONDITION_STYLES: dict[FeedCondition, StyleName] = {
    "failing": "problem",
    "gone": "problem",
    "paused": "meta",
    "new": "accent",
    "ok": "",
}
MINUTE = timedelta(minutes=1)


def render_feeds(
    feeds: Sequence[FeedStatus], now: datetime, symbols: Symbols, add_key: str, width: int
) -> list[PageLine]:
    """Return all feeds in the order of the file, with the error of a failing one beneath it."""
    if not feeds:
        return paragraph(f"No feed is configured. {add_key} adds one by the address of its site.", width, "meta")
    head = COLUMNS_FORMAT.format("section", "a day", "last", "delay", "next") if width >= COLUMNS_FROM else ""
    page = [PageLine(align_ends((Span("    feed", "meta"),), (Span(head, "meta"),) if head else (), width))]
    for status in feeds:
        page += _feed_lines(status, now, symbols, width)
    return page


def _feed_lines(status: FeedStatus, now: datetime, symbols: Symbols, width: int) -> list[PageLine]:
    target = Target("feed", status.feed.url)
    condition = status.condition
    style = CONDITION_STYLES[condition]
    marks = {"ok": symbols.marks.read, "new": symbols.marks.new, "paused": symbols.paused}
    name = (
        Span(f"{marks.get(condition, symbols.failed)} ", style or "meta"),
        Span(status.display_name, "meta" if condition == "paused" else "title"),
        Span(f"  {condition}" if condition != "ok" else "", style),
    )
    wide = width >= COLUMNS_FROM
    figures = _columns(status, now) if wide else f"{status.articles_per_day:.1f} a day"
    page = [PageLine(align_ends(name, (Span(figures, "meta"),), width), target)]
    if condition in ("failing", "gone"):
        page += paragraph(failure_cause(status.state), width, "problem", target, indent="  ")
    if status.note:
        page += paragraph(status.note, width, "accent", target, indent="  ")
    return page if wide else [*page, PageLine((Span(f"  {_narrow_columns(status, now)}", "meta"),), target)]


def _columns(status: FeedStatus, now: datetime) -> str:
    success = status.state.last_success
    return COLUMNS_FORMAT.format(
        status.feed.section[:MAX_SECTION_LENGTH],
        f"{status.articles_per_day:.1f}",
        format_age(now, success) if success else "never",
        format_average_delay(status.average_delay) if status.articles_per_day else "",
        format_next_try(status.state, now) if status.is_fetched else "-",
    )


def _narrow_columns(status: FeedStatus, now: datetime) -> str:
    success = status.state.last_success
    if success is None:
        last = "never fetched"
    elif now - success < MINUTE:
        last = "fetched just now"
    else:
        last = f"{format_age(now, success)} ago"
    due = f", next {format_next_try(status.state, now)}" if status.is_fetched else ""
    return f"{status.feed.section}, {last}{due}"


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """The feeds to choose from at the first start, the chosen ones, and the sections whose feeds are listed."""

    feeds: Sequence[Feed]
    chosen_urls: frozenset[str]
    unfolded_sections: frozenset[str]


def render_first_start(choice: FeedChoice, symbols: Symbols, keys: tuple[str, str], width: int) -> list[PageLine]:
    """Return the sections with their feeds, to be chosen; `keys` fetch the feeds, and show them later."""
    begin_key, feeds_key = keys
    width = min(width, PROSE_WIDTH)
    introduction = (
        "briefing fetches the feeds you choose, joins reports of one happening into a story and stories of one topic "
        "into a thread, and says what changed since you last looked. No account is "
        "needed, and nobody learns what you read."
    )
    question = f"Which sections do you want? All can be changed later: {feeds_key} shows the feeds."
    page = [
        *paragraph("Welcome to briefing", width, "title"),
        BLANK_LINE,
        *paragraph(introduction, width, "meta"),
        BLANK_LINE,
        *paragraph(question, width),
        BLANK_LINE,
    ]
    for section in dict.fromkeys(feed.section for feed in choice.feeds):
        page += _section_lines(section, choice, symbols, width)
    chosen = Span(f"{format_count(len(choice.chosen_urls), 'feed')} chosen.", "title")
    return [*page, BLANK_LINE, PageLine((chosen, Span(f" {begin_key} fetches them; it takes some seconds.", "accent")))]


def _section_lines(name: str, choice: FeedChoice, symbols: Symbols, width: int) -> list[PageLine]:
    feeds = [feed for feed in choice.feeds if feed.section == name]
    chosen = sum(feed.url in choice.chosen_urls for feed in feeds)
    unfolded = name in choice.unfolded_sections
    box = "[x]" if chosen == len(feeds) else "[ ]" if not chosen else "[-]"
    names = "" if unfolded else ", ".join(feed_display_name(feed) for feed in feeds)
    spans = [
        Span(box, "figure"),
        Span(" "),
        Span(f"{name[:1].upper()}{name[1:]:<14}", "title"),
        Span(f"{format_count(len(feeds), 'feed'):<9}", "meta"),
        Span(f"{symbols.unfolded if unfolded else symbols.folded} {names}", "meta"),
    ]
    page = [PageLine(fit_spans(spans, width, symbols.ellipsis), Target("section", name))]
    for feed in feeds if unfolded else ():
        box = "[x]" if feed.url in choice.chosen_urls else "[ ]"
        spans = [Span(f"    {box}", "figure"), Span(f" {feed_display_name(feed)}")]
        page.append(PageLine(fit_spans(spans, width, symbols.ellipsis), Target("feed", feed.url)))
    return page
