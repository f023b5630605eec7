"""How the feeds are, and which of them a newcomer wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from textual.content import Content

from briefing.model.feeds import Feed, FeedState
from briefing.output.ages import age, moment
from briefing.output.counts import count, ordinal
from briefing.text.clean import clean
from briefing.text.urls import host
from briefing.tui.paint.line import (
    ACCENT,
    BLANK,
    MUTED,
    PRIMARY,
    STRONG,
    Line,
    Target,
    fitted,
    lines,
    spread,
    wrapped,
)
from briefing.tui.paint.view import MEASURE
from briefing.tui.symbols import Symbols

ROOMY = 90
"""Cells from which the columns of figures stand beside a feed's name."""
FIGURES = "{:<14}{:>7}{:>7}{:>9}  {:<13}"
WRONG = "$text-error"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed, what is remembered of it, its articles a day in the last week and their average delay.

    `note` is what else the last refresh told of it.
    """

    feed: Feed
    state: FeedState
    a_day: float = 0.0
    lag: timedelta = timedelta()
    note: str = ""

    @property
    def name(self) -> str:
        """Its name, or the title it gives itself, or its host."""
        return clean(self.feed.name or self.state.title) or host(self.feed.url)

    @property
    def condition(self) -> str:
        """In a word: ok, failing, gone, paused or new."""
        if not self.feed.enabled:
            return "paused"
        if self.state.gone:
            return "gone"
        return "failing" if self.state.failures else "ok" if self.state.last_success else "new"


def paint_feeds(feeds: Sequence[FeedHealth], now: datetime, symbols: Symbols, add: str, width: int) -> list[Line]:
    """Return all feeds in the order of the file; a failing one tells its error beneath. `add` is a key."""
    if not feeds:
        words = f"No feed is configured. {add} adds one by the address of its site."
        return lines(wrapped(Content.styled(words, MUTED), width))
    head = FIGURES.format("section", "a day", "last", "delay", "next") if width >= ROOMY else ""
    page = [Line(spread(Content.styled("    feed", MUTED), Content.styled(head, MUTED), width))]
    for health in feeds:
        page += _feed(health, now, symbols, width)
    return page


def _feed(health: FeedHealth, now: datetime, symbols: Symbols, width: int) -> list[Line]:
    target = Target("feed", health.feed.url)
    condition = health.condition
    sign = {"ok": symbols.marks.running, "new": symbols.marks.new, "paused": symbols.paused}.get(
        condition, symbols.failed
    )
    style = {"failing": WRONG, "gone": WRONG, "paused": MUTED, "new": ACCENT}.get(condition, "")
    name = Content.assemble((f"{sign} ", style or MUTED), (health.name, MUTED if condition == "paused" else STRONG))
    name += Content.styled(f"  {condition}", style) if condition != "ok" else Content("")
    figures = Content.styled(_figures(health, now) if width >= ROOMY else f"{health.a_day:.1f} a day", MUTED)
    page = [Line(spread(name, figures, width), target)]
    if condition in ("failing", "gone"):
        words = f"{ordinal(max(health.state.failures, 1))} time: {clean(health.state.error)}"
        page += lines(wrapped(Content.styled(words, WRONG), width - 2), target, indent="  ")
    if health.note:
        page += lines(wrapped(Content.styled(health.note, ACCENT), width - 2), target, indent="  ")
    if width < ROOMY:
        page.append(Line(Content.styled(f"  {_brief(health, now)}", MUTED), target))
    return page


def _figures(health: FeedHealth, now: datetime) -> str:
    state = health.state
    last = age(now, state.last_success) if state.last_success else "never"
    lag = _span(health.lag) if health.a_day else ""
    return FIGURES.format(health.feed.section[:13], f"{health.a_day:.1f}", last, lag, _next(health, now))


def _next(health: FeedHealth, now: datetime) -> str:
    if not health.feed.enabled or health.state.gone:
        return "-"
    due = max(filter(None, (health.state.next_due, health.state.retry_after)), default=None)
    return moment(due, now) if due and due > now else "now"


def _brief(health: FeedHealth, now: datetime) -> str:
    when = health.state.last_success
    last = "never fetched" if when is None else "fetched just now" if now - when < MINUTE else f"{age(now, when)} ago"
    due = f", next {_next(health, now)}" if health.feed.enabled and not health.state.gone else ""
    return f"{health.feed.section}, {last}{due}"


def _span(lag: timedelta) -> str:
    minutes = round(lag.total_seconds() / 60)
    return (
        f"{minutes}m" if minutes < 100 else f"{round(minutes / 60)}h" if minutes < 100 * 60 else f"{minutes // 1440}d"
    )


def paint_first(
    feeds: Sequence[Feed],
    chosen: frozenset[str],
    unfolded: frozenset[str],
    symbols: Symbols,
    keys: tuple[str, str],
    width: int,
) -> list[Line]:
    """Return the sections with their feeds, to take or to leave; `keys` begin, and show the feeds later."""
    begin, later = keys
    width = min(width, MEASURE)
    intro = (
        "briefing fetches the feeds you choose, joins reports of one happening into a story and stories of one topic "
        "into a thread, and says what changed since you last looked. Nothing leaves your machine."
    )
    what = f"Which sections do you want? All can be changed later: {later} shows the feeds."
    page = [
        *lines(wrapped(Content.styled("Welcome to briefing", STRONG), width)),
        BLANK,
        *lines(wrapped(Content.styled(intro, MUTED), width)),
        BLANK,
        *lines(wrapped(Content(what), width)),
        BLANK,
    ]
    for section in dict.fromkeys(feed.section for feed in feeds):
        page += _section(section, [f for f in feeds if f.section == section], chosen, unfolded, symbols, width)
    taken = Content.styled(f"{count(len(chosen), 'feed')} chosen.", STRONG)
    page += [BLANK, Line(taken + Content.styled(f" {begin} fetches them; it takes some seconds.", ACCENT))]
    return page


def _section(
    name: str, feeds: Sequence[Feed], chosen: frozenset[str], unfolded: frozenset[str], symbols: Symbols, width: int
) -> list[Line]:
    taken = sum(feed.url in chosen for feed in feeds)
    box = "[x]" if taken == len(feeds) else "[ ]" if not taken else "[-]"
    names = ", ".join(clean(feed.name) or host(feed.url) for feed in feeds)
    front = Content.assemble((box, PRIMARY), " ", (f"{name[:1].upper()}{name[1:]:<14}", STRONG))
    front += Content.styled(f"{count(len(feeds), 'feed'):<9}", MUTED)
    fold = symbols.unfolded if name in unfolded else symbols.folded
    rest = Content.styled(f"{fold} " if name in unfolded else f"{fold} {names}", MUTED)
    page = [Line(fitted(front + rest, width, cut=symbols.cut), Target("section", name))]
    if name in unfolded:
        for feed in feeds:
            mark = "[x]" if feed.url in chosen else "[ ]"
            words = Content.assemble(("    " + mark, PRIMARY), f" {clean(feed.name) or host(feed.url)}")
            page.append(Line(fitted(words, width, cut=symbols.cut), Target("feed", feed.url)))
    return page
