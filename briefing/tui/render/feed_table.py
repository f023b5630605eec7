"""How the feeds are, and which of them a newcomer wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from textual.content import Content

from briefing.model.feeds import Feed, FeedState
from briefing.output.number_format import format_count, format_ordinal
from briefing.output.time_format import format_age, format_moment
from briefing.text.clean import clean
from briefing.text.feed_names import feed_display_name
from briefing.tui.render.line_layout import (
    ACCENT,
    BLANK_LINE,
    MUTED,
    PRIMARY,
    STRONG,
    Line,
    Target,
    align_ends,
    fit_to_width,
    make_lines,
    wrap_content,
)
from briefing.tui.render.thread_common import PROSE_WIDTH
from briefing.tui.symbols import Symbols

COLUMNS_FROM = 90
"""Cells from which the columns of figures stand beside a feed's name."""
COLUMNS_FORMAT = "{:<14}{:>7}{:>7}{:>9}  {:<13}"
ERROR_STYLE = "$text-error"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed, what is remembered of it, its articles a day in the last week and their average delay.

    `note` is what else the last refresh told of it.
    """

    feed: Feed
    state: FeedState
    articles_per_day: float = 0.0
    average_delay: timedelta = timedelta()
    note: str = ""

    @property
    def display_name(self) -> str:
        """What lists call the feed."""
        return feed_display_name(self.feed, self.state.title)

    @property
    def condition(self) -> str:
        """In a word: ok, failing, gone, paused or new."""
        if not self.feed.enabled:
            return "paused"
        if self.state.gone:
            return "gone"
        return "failing" if self.state.failures else "ok" if self.state.last_success else "new"


def render_feeds(feeds: Sequence[FeedStatus], now: datetime, symbols: Symbols, add_key: str, width: int) -> list[Line]:
    """Return all feeds in the order of the file; a failing one tells its error beneath. `add` is a key."""
    if not feeds:
        words = f"No feed is configured. {add_key} adds one by the address of its site."
        return make_lines(wrap_content(Content.styled(words, MUTED), width))
    head = COLUMNS_FORMAT.format("section", "a day", "last", "delay", "next") if width >= COLUMNS_FROM else ""
    page = [Line(align_ends(Content.styled("    feed", MUTED), Content.styled(head, MUTED), width))]
    for health in feeds:
        page += _feed_lines(health, now, symbols, width)
    return page


def _feed_lines(status: FeedStatus, now: datetime, symbols: Symbols, width: int) -> list[Line]:
    target = Target("feed", status.feed.url)
    condition = status.condition
    sign = {"ok": symbols.marks.running, "new": symbols.marks.new, "paused": symbols.paused}.get(
        condition, symbols.failed
    )
    style = {"failing": ERROR_STYLE, "gone": ERROR_STYLE, "paused": MUTED, "new": ACCENT}.get(condition, "")
    name = Content.assemble(
        (f"{sign} ", style or MUTED), (status.display_name, MUTED if condition == "paused" else STRONG)
    )
    name += Content.styled(f"  {condition}", style) if condition != "ok" else Content("")
    figures = Content.styled(
        _columns(status, now) if width >= COLUMNS_FROM else f"{status.articles_per_day:.1f} a day", MUTED
    )
    page = [Line(align_ends(name, figures, width), target)]
    if condition in ("failing", "gone"):
        words = f"{format_ordinal(max(status.state.failures, 1))} time: {clean(status.state.error)}"
        page += make_lines(wrap_content(Content.styled(words, ERROR_STYLE), width - 2), target, indent="  ")
    if status.note:
        page += make_lines(wrap_content(Content.styled(status.note, ACCENT), width - 2), target, indent="  ")
    if width < COLUMNS_FROM:
        page.append(Line(Content.styled(f"  {_narrow_columns(status, now)}", MUTED), target))
    return page


def _columns(status: FeedStatus, now: datetime) -> str:
    state = status.state
    last = format_age(now, state.last_success) if state.last_success else "never"
    lag = _short_delay(status.average_delay) if status.articles_per_day else ""
    return COLUMNS_FORMAT.format(
        status.feed.section[:13], f"{status.articles_per_day:.1f}", last, lag, _next_fetch(status, now)
    )


def _next_fetch(status: FeedStatus, now: datetime) -> str:
    if not status.feed.enabled or status.state.gone:
        return "-"
    due = max(filter(None, (status.state.next_due, status.state.retry_after)), default=None)
    return format_moment(due, now) if due and due > now else "now"


def _narrow_columns(status: FeedStatus, now: datetime) -> str:
    when = status.state.last_success
    last = (
        "never fetched"
        if when is None
        else "fetched just now"
        if now - when < MINUTE
        else f"{format_age(now, when)} ago"
    )
    due = f", next {_next_fetch(status, now)}" if status.feed.enabled and not status.state.gone else ""
    return f"{status.feed.section}, {last}{due}"


def _short_delay(delay: timedelta) -> str:
    minutes = round(delay.total_seconds() / 60)
    return (
        f"{minutes}m" if minutes < 100 else f"{round(minutes / 60)}h" if minutes < 100 * 60 else f"{minutes // 1440}d"
    )


def render_first_start(
    feeds: Sequence[Feed],
    chosen_urls: frozenset[str],
    unfolded_sections: frozenset[str],
    symbols: Symbols,
    keys: tuple[str, str],
    width: int,
) -> list[Line]:
    """Return the sections with their feeds, to take or to leave; `keys` begin, and show the feeds later."""
    begin, later = keys
    width = min(width, PROSE_WIDTH)
    intro = (
        "briefing fetches the feeds you choose, joins reports of one happening into a story and stories of one topic "
        "into a thread, and says what changed since you last looked. Nothing leaves your machine."
    )
    what = f"Which sections do you want? All can be changed later: {later} shows the feeds."
    page = [
        *make_lines(wrap_content(Content.styled("Welcome to briefing", STRONG), width)),
        BLANK_LINE,
        *make_lines(wrap_content(Content.styled(intro, MUTED), width)),
        BLANK_LINE,
        *make_lines(wrap_content(Content(what), width)),
        BLANK_LINE,
    ]
    for section in dict.fromkeys(feed.section for feed in feeds):
        page += _section_lines(
            section, [f for f in feeds if f.section == section], chosen_urls, unfolded_sections, symbols, width
        )
    taken = Content.styled(f"{format_count(len(chosen_urls), 'feed')} chosen.", STRONG)
    page += [BLANK_LINE, Line(taken + Content.styled(f" {begin} fetches them; it takes some seconds.", ACCENT))]
    return page


def _section_lines(
    name: str,
    feeds: Sequence[Feed],
    chosen_urls: frozenset[str],
    unfolded_sections: frozenset[str],
    symbols: Symbols,
    width: int,
) -> list[Line]:
    taken = sum(feed.url in chosen_urls for feed in feeds)
    box = "[x]" if taken == len(feeds) else "[ ]" if not taken else "[-]"
    names = ", ".join(feed_display_name(feed) for feed in feeds)
    front = Content.assemble((box, PRIMARY), " ", (f"{name[:1].upper()}{name[1:]:<14}", STRONG))
    front += Content.styled(f"{format_count(len(feeds), 'feed'):<9}", MUTED)
    fold = symbols.unfolded if name in unfolded_sections else symbols.folded
    rest = Content.styled(f"{fold} " if name in unfolded_sections else f"{fold} {names}", MUTED)
    page = [Line(fit_to_width(front + rest, width, ellipsis=symbols.ellipsis), Target("section", name))]
    if name in unfolded_sections:
        for feed in feeds:
            mark = "[x]" if feed.url in chosen_urls else "[ ]"
            words = Content.assemble(("    " + mark, PRIMARY), f" {feed_display_name(feed)}")
            page.append(Line(fit_to_width(words, width, ellipsis=symbols.ellipsis), Target("feed", feed.url)))
    return page
