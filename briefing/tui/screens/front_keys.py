"""The commands in the footer of the front page, by what the reader does."""

from __future__ import annotations

from briefing.tui.command_names import CommandName

PREPARING_KEYS: tuple[CommandName, ...] = (CommandName.HELP, CommandName.QUIT)
EMPTY_KEYS: tuple[CommandName, ...] = (
    CommandName.REFRESH,
    CommandName.FEEDS,
    CommandName.HELP,
    CommandName.QUIT,
)
NO_ROWS_KEYS: tuple[CommandName, ...] = (
    CommandName.BACK,
    CommandName.NEXT_SECTION,
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
PAGE_KEYS: tuple[CommandName, ...] = (
    CommandName.BACK,
    CommandName.OPEN,
    CommandName.BROWSE,
    CommandName.FOLLOW,
    CommandName.WHY,
    CommandName.HELP,
)
