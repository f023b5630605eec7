"""What the bars of the front page say: the keys of its footer, its status and the state of the feeds."""

from __future__ import annotations

from textual.content import Content

from briefing.output.cells import cell_width
from briefing.output.formatting import format_time
from briefing.tui.app_context import AppContext
from briefing.tui.command_names import CommandName
from briefing.tui.render.health_note import failing_note, health_note, outage_causes, outage_notes
from briefing.tui.render.list_status import filter_status, news_status
from briefing.tui.render.page_lines import MUTED
from briefing.tui.render.thread_row import column_titles
from briefing.tui.screens.bar_texts import header_time
from briefing.tui.widgets.screen_bars import STATUS_PADDING
from briefing.tui.widgets.thread_list import ThreadList

MAX_HEADER_OUTAGE = 30
"""Cells of an outage beside the tabs: what leaves a page of 80 cells some tabs."""
PREPARING_KEYS: tuple[CommandName, ...] = (CommandName.HELP, CommandName.QUIT)
EMPTY_KEYS: tuple[CommandName, ...] = (
    CommandName.REFRESH,
    CommandName.FEEDS,
    CommandName.HELP,
    CommandName.QUIT,
)
UNREACHABLE_KEYS: tuple[CommandName, ...] = (CommandName.REFRESH_ALL, *EMPTY_KEYS[1:])
"""The commands of an empty page after an outage: no feed is due then."""
NO_MATCH_KEYS: tuple[CommandName, ...] = (
    CommandName.BACK,
    CommandName.FILTER,
    CommandName.NEXT_TAB,
    CommandName.HELP,
)
NO_ROWS_KEYS: tuple[CommandName, ...] = (
    CommandName.NEXT_TAB,
    CommandName.FILTER,
    CommandName.REFRESH,
    CommandName.FEEDS,
    CommandName.HELP,
)
MARKED_KEYS: tuple[CommandName, ...] = (
    CommandName.MARK,
    CommandName.MERGE,
    CommandName.BACK,
    CommandName.OPEN,
    CommandName.HELP,
)
FILTERED_KEYS: tuple[CommandName, ...] = (
    CommandName.BACK,
    CommandName.OPEN,
    CommandName.FILTER,
    CommandName.SAVE_VIEW,
    CommandName.FOLLOW,
    CommandName.BROWSE,
    CommandName.HELP,
)
FOLD_KEYS: tuple[CommandName, ...] = (
    CommandName.OPEN,
    CommandName.FILTER,
    CommandName.ALL_READ,
    CommandName.HELP,
)
"""The commands for a line that folds threads: none on one thread."""
THREAD_KEYS = frozenset((CommandName.FOLLOW, CommandName.MUTE, CommandName.WHY, CommandName.BROWSE, CommandName.MARK))
"""The commands that need a thread under the cursor."""
PAGE_KEYS: tuple[CommandName, ...] = (
    CommandName.BACK,
    CommandName.OPEN,
    CommandName.FOLLOW,
    CommandName.WHY,
    CommandName.BROWSE,
    CommandName.HELP,
)


def keys_without_news(context: AppContext, *, is_blank: bool, has_items: bool) -> tuple[CommandName, ...]:
    """Return the commands of a page that shows no threads, or of one with marks or a filter; none for any other.

    `is_blank` is whether the page stands empty, as nothing was ever fetched.
    """
    if context.preparation_steps is not None:
        return PREPARING_KEYS
    if is_blank:
        return UNREACHABLE_KEYS if context.health.is_unreachable else EMPTY_KEYS
    if context.started and not has_items:
        return NO_MATCH_KEYS if context.listing.filter_text else NO_ROWS_KEYS
    return MARKED_KEYS if context.marked else FILTERED_KEYS if context.listing.filter_text else ()


def front_keys(
    context: AppContext, list_keys: tuple[CommandName, ...], thread_list: ThreadList, *, in_list: bool, is_blank: bool
) -> tuple[CommandName, ...]:
    """Return the commands that matter in the active pane.

    Args:
        context: What the screens share.
        list_keys: Those of a list with the cursor on a thread.
        thread_list: The list.
        in_list: Whether the list has the keys.
        is_blank: Whether the page is empty.
    """
    keys = keys_without_news(context, is_blank=is_blank, has_items=bool(thread_list.items))
    item = thread_list.selected
    if item is None or item.row:
        return keys or (list_keys if in_list else PAGE_KEYS)
    missing = THREAD_KEYS - {CommandName.BROWSE} if item.hit else THREAD_KEYS
    missing |= set() if len(context.marked) > 1 else {CommandName.MERGE}
    return tuple(key for key in keys or (FOLD_KEYS if in_list else PAGE_KEYS) if key not in missing)


def status_text(context: AppContext, thread_list: ThreadList, mistake: str, *, is_narrow: bool) -> str:
    """Return what is new, how many threads and articles match the filter, or the mistake for which it cannot be read.

    On a narrow page the progress of a refresh takes the place of the titles of the columns, and so does the cause why
    no feed could be fetched, or that of the whole line where nothing is new: the header has no room for it.
    """
    listing, symbols = context.listing, context.symbols
    if not (context.started or listing.rows):
        return "reading the sample news" if context.preparation_steps else "opening the store"
    if context.store_is_empty:
        return ""
    if mistake or listing.filter_text:
        return mistake or filter_status(listing, symbols, thread_list.app.size.width - STATUS_PADDING)
    cells, now = thread_list.content_cells, context.now()
    causes = outage_causes(context.health, now) if is_narrow else ()
    if not any(listing.status_counts) and (cause := next((text for text in causes if cell_width(text) <= cells), "")):
        return cause
    is_alone = is_narrow and (context.progress or listing.pending)
    columns = (column_titles(cells),) if thread_list.display and thread_list.items else ()
    return news_status(listing, now, cells, () if is_alone else (*causes, *columns))


def outage_text(context: AppContext, room: int) -> str:
    """Return that no feed could be fetched, in the longest wording that `room` cells hold; "" if one could be."""
    outages = outage_notes(context.health, context.now(), context.key_for(CommandName.FEEDS))
    return next((text for text in outages if cell_width(text) <= room), "")


def header_notes(context: AppContext, *, is_narrow: bool) -> tuple[Content, Content]:
    """Return the time that stands beside the tabs, and a short form; none while a preparation moves the clock.

    On a narrow page, whose status line has no room for it, an outage stands before the time.
    """
    if context.preparation_steps is not None:
        return Content(), Content()
    now = context.now()
    short = Content.styled(format_time(now), MUTED)
    if is_narrow and (outage := outage_text(context, MAX_HEADER_OUTAGE)):
        short = Content(f"{outage} {context.symbols.marks.dot} ") + short
        return short, short
    return Content.styled(header_time(now), MUTED), short


def feeds_note(context: AppContext) -> str:
    """Return the state of the feeds, which stands beside the footer; "" until it is loaded."""
    feeds_key, is_fetching = context.key_for(CommandName.FEEDS), context.progress is not None
    dot = context.symbols.marks.dot
    note = health_note(context.health, context.now(), dot, feeds_key, is_fetching=is_fetching)
    is_loaded = context.health.feeds or not any(feed.enabled for feed in context.services.config.feeds)
    return note if context.started and is_loaded else ""


def short_feeds_note(context: AppContext) -> str:
    """Return how many feeds fail, for a footer without room for more; "" if none does, or the header has an outage."""
    health = context.health
    return "" if health.is_unreachable else failing_note(health, context.key_for(CommandName.FEEDS))
