"""What stands where there is nothing to list: the reason, and what to press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.output.cells import cell_width, pad, truncate
from briefing.output.feed_health import common_causes
from briefing.output.formatting import (
    format_age,
    format_count,
    format_headline,
    format_moment,
    format_publisher,
    format_time,
    section_title,
)
from briefing.output.lines import Span, wrap_spans
from briefing.tui.command_names import CommandName, KeyLookup
from briefing.tui.empty_list import EmptyList
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.list_items import ItemKind, ListItem
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, page_lines, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.tabs import ALL_TAB, TabKind

if TYPE_CHECKING:
    from briefing.model.articles import Article

PROGRESS_CELLS = 40
"""Cells of the bar of progress at most."""
PUBLISHER_CELLS = 20
"""Cells of the column of publishers beside the newest reports at most."""
MAX_FOLDED_TITLES = 100
"""Titles that a folded line shows in the other pane: more than fill any screen, and drawn at once."""


def render_empty_list(empty: EmptyList, key_for: KeyLookup, width: int) -> list[PageLine]:
    """Return what an empty list shows: what it would list, and what to press."""
    if empty.filter_text:
        title, texts = _without_matches(empty, key_for)
    else:
        title, texts = _empty_tab(empty, key_for)
    page = paragraph(title, width, "title")
    for text in texts:
        page += [BLANK_LINE, *paragraph(text, width, "meta")]
    return page


def _without_matches(empty: EmptyList, key_for: KeyLookup) -> tuple[str, list[str]]:
    back, texts = key_for(CommandName.BACK), []
    if empty.tab != ALL_TAB and empty.matches_in_all:
        matches = format_count(empty.matches_in_all, "thread")
        previous, back_to_all = key_for(CommandName.PREVIOUS_TAB), empty.tabs_from_all
        way = previous if back_to_all <= 1 else f"{previous} {back_to_all} times"
        texts.append(f"The tab All has {matches} with it: {way} goes there.")
    if empty.asks_for_unread:
        from briefing.output.thread_list import UNREAD_NOTE  # the first page starts without it

        texts.append(UNREAD_NOTE)
    if empty.asks_for_muted:
        texts.append(f"No list has muted threads: {key_for(CommandName.HIDDEN)} shows what is hidden, and why.")
    texts.append(f"{back} clears the filter; {key_for(CommandName.FILTER)} changes it.")
    return f"No thread here matches: {empty.filter_text}", texts


def _empty_tab(empty: EmptyList, key_for: KeyLookup) -> tuple[str, list[str]]:
    follow, feeds = key_for(CommandName.FOLLOW), key_for(CommandName.FEEDS)
    tabs = f"{key_for(CommandName.NEXT_TAB)} shows the next tab, {key_for(CommandName.PREVIOUS_TAB)} the one"
    tabs += " before."
    match empty.tab.kind:
        case TabKind.FOLLOWED:
            explanation = "Threads that you follow stand here, new or old."
            return "You follow no thread yet", [f"{explanation} {follow} on a thread of another tab follows it.", tabs]
        case TabKind.VIEW:
            remove = key_for(CommandName.SAVE_VIEW)
            text = f"This view is a filter that you saved. New threads that match it appear here; {remove} removes it."
            return f"Nothing matches {empty.tab.name} now", [text, tabs]
        case TabKind.SECTION:
            name = section_title(empty.tab.name)
            return f"No news in {name}", [_section_cause(empty, feeds, key_for(CommandName.REFRESH)), tabs]
        case TabKind.ALL:
            fetch = key_for(CommandName.REFRESH)
            return "No thread is listed", [f"{fetch} fetches the feeds; {feeds} shows them, and adds others."]


def _section_cause(empty: EmptyList, feeds_key: str, fetch_key: str) -> str:
    if not empty.section_feeds:
        return f"No feed of this section is fetched. {feeds_key} shows the feeds, and adds or resumes one."
    count = format_count(empty.section_feeds, "feed")
    if empty.failing_feeds:
        return f"{empty.failing_feeds} of its {count} failed. {feeds_key} shows why; {fetch_key} fetches what is due."
    return f"Its {count} brought nothing recent. {fetch_key} fetches what is due; {feeds_key} shows the feeds."


def render_empty_pane(what: str, key: str, width: int) -> list[PageLine]:
    """Return what a pane beside an empty list shows: `what` stands there for a thread, and the key that leads back."""
    return paragraph(f"{what} of the thread under the cursor. There is none now; {key} goes back.", width, "meta")


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a store without threads shows: the state of its feeds, what is fetched now, and the present time.

    Attributes:
        health: The state of the feeds.
        now: The present time.
        is_busy: Whether a refresh runs.
        arrived: The newest articles that it has brought so far.
    """

    health: FeedHealthSummary
    now: datetime
    is_busy: bool = False
    arrived: tuple[Article, ...] = ()


def render_welcome(welcome: Welcome, key_for: KeyLookup, symbols: Symbols, width: int) -> list[PageLine]:
    """Return what an empty store shows: what happens now, or why nothing came, and what to press."""
    fetch, all_keys, leave = map(key_for, (CommandName.REFRESH, CommandName.HELP, CommandName.QUIT))
    feeds_key, health = key_for(CommandName.FEEDS), welcome.health
    count = format_count(health.feeds, "feed")
    introduction = (
        "briefing pulls the feeds you chose, joins reports of one happening into a story and stories "
        "of one topic into a thread, and says what changed since you last looked."
    )
    keys = f"{fetch} refresh   {feeds_key} feeds   {all_keys} all keys   {leave} quit"
    if welcome.is_busy and welcome.arrived:
        return _arrived_lines(welcome, symbols, width)
    if welcome.is_busy:
        texts = [f"Fetching {count} for the first time. The threads show here as soon as they are grouped."]
    elif health.is_unreachable:
        return _unreachable_lines(welcome, key_for, width)
    elif not health.feeds:
        texts = [f"No feed is fetched. {feeds_key} shows the feeds: a adds one, Space resumes one."]
    else:
        texts = [f"Press {fetch} to fetch {count}. With no network, `briefing demo` shows what it is like."]
    page = paragraph("Nothing here yet", width, "title")
    for text, style in ((texts[0], "accent"), (introduction, "meta"), (keys, "meta")):
        page += [BLANK_LINE, *paragraph(text, width, "accent" if style == "accent" else "meta")]
    return page


def _arrived_lines(welcome: Welcome, symbols: Symbols, width: int) -> list[PageLine]:
    """The newest headlines of a first refresh, to read until the threads stand there."""
    text = "The newest reports so far. The threads show here as soon as they are grouped and written."
    page = [*paragraph("The first news has arrived", width, "title"), BLANK_LINE, *paragraph(text, width, "accent")]
    page.append(BLANK_LINE)
    names = max(min(PUBLISHER_CELLS, width // 4), 1)
    for article in welcome.arrived:
        begin = f"{format_time(article.published)}  "
        publisher = pad(truncate(format_publisher(article), names, symbols.ellipsis), names) + "  "
        room = max(width - cell_width(begin + publisher), 1)
        headline = truncate(format_headline(article), room, symbols.ellipsis)
        page.append(PageLine((Span(begin + publisher, "meta"), Span(headline))))
    return page


def _unreachable_lines(welcome: Welcome, key_for: KeyLookup, width: int) -> list[PageLine]:
    health = welcome.health
    feeds = f"None of the {health.feeds} feeds" if health.feeds > 1 else "The only feed"
    page = paragraph(f"{feeds} could {'' if health.feeds > 1 else 'not '}be fetched", width, "title")
    page += [BLANK_LINE, *paragraph(f"Cause: {common_causes(health.failures)}.", width, "problem")]
    page += [BLANK_LINE, *paragraph(next_attempt_text(health, welcome.now), width, "accent")]
    steps = (
        (key_for(CommandName.REFRESH_ALL), "tries all of them now"),
        (key_for(CommandName.FEEDS), "shows each feed with its cause; feeds are added and paused there"),
        ("briefing doctor", "tests network, store and configuration, in a shell"),
        ("briefing demo", "shows the reader with sample news; it needs no network"),
    )
    page.append(BLANK_LINE)
    for key, text in steps:
        prefix = (Span(f"{key:<17}", "title"),)
        page += page_lines(wrap_spans([Span(text, "meta")], width, " " * 17, first_prefix=prefix))
    return page


def render_preparation(steps: tuple[int, int], symbols: Symbols, width: int) -> list[PageLine]:
    """Return how far the sample news is read: a bar, and what comes then."""
    done, total = steps
    cells = max(min(width, PROGRESS_CELLS), 1)
    full = cells * done // total if total else 0
    bar = (Span(symbols.progress * full, "accent"), Span(symbols.rule * (cells - full), "meta"))
    return [
        *paragraph("Reading the sample news", width, "title"),
        BLANK_LINE,
        PageLine(bar),
        BLANK_LINE,
        *paragraph("Invented outlets, fetched and grouped as real feeds are; nothing is stored.", width, "meta"),
    ]


def next_attempt_text(health: FeedHealthSummary, now: datetime) -> str:
    """Return when feeds are fetched next; a moment that has passed is never named."""
    due = health.next_attempt
    if due is None or due <= now:
        return "They are tried again within a minute."
    return f"They are tried again at {format_moment(due, now)}."


FOLDED_NOUNS = {ItemKind.SINGLES: "single report", ItemKind.END: "older thread", ItemKind.MORE_PARTS: "more part"}
"""What lines of the list fold; others fold threads."""


def render_folded(item: ListItem, now: datetime, key: str, width: int) -> list[PageLine]:
    """Return the titles of what a line of the list folds."""
    verb = "folds" if item.is_open else "shows"
    what = (
        "Articles that match"
        if item.kind is ItemKind.ARTICLES
        else format_count(len(item.folded), FOLDED_NOUNS.get(item.kind, "thread"))
    )
    is_blank = item.kind is ItemKind.END and not item.folded
    page = paragraph("There is nothing older." if is_blank else f"{what}. {key} {verb} them.", width, "meta")
    page.append(BLANK_LINE)
    for row in item.folded[:MAX_FOLDED_TITLES]:
        page += paragraph(row.title, width, "", Target("thread", row.id))
        page += paragraph(f"{', '.join(row.publishers)}, {format_age(now, row.last)}", width, "meta", indent="  ")
    return page
