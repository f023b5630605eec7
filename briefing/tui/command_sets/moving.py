"""Moving and finding: rows, pages, panes, tabs and the filter."""

from __future__ import annotations

from briefing.tui.command import (
    ON_ALL_SCREENS,
    ON_FEED,
    ON_FEEDS,
    ON_FRONT,
    ON_FRONT_AND_THREAD,
    ON_READING_SCREENS,
    ON_THREAD_AND_ARTICLE,
    Command,
)
from briefing.tui.command_names import CommandName

MOVING: tuple[Command, ...] = (
    Command(CommandName.DOWN, "move(1)", ("j", "down"), "Down", "Next row, or scroll down", "down", ON_ALL_SCREENS),
    Command(CommandName.UP, "move(-1)", ("k", "up"), "Up", "Previous row, or scroll up", "up", ON_ALL_SCREENS),
    Command(CommandName.PAGE_DOWN, "page(1)", ("pagedown",), "Page down", "One page down", "page", ON_ALL_SCREENS),
    Command(CommandName.PAGE_UP, "page(-1)", ("pageup", "b"), "Page up", "One page up", "page", ON_ALL_SCREENS),
    Command(
        CommandName.READ_ON,
        "read_on",
        ("space",),
        "Read on",
        "A page down; at the end, the next item",
        "on",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(CommandName.TOP, "top", ("home",), "Top", "To the first row", "top", ON_ALL_SCREENS),
    Command(CommandName.BOTTOM, "bottom", ("G", "end"), "Bottom", "To the last row", "bottom", ON_ALL_SCREENS),
    Command(CommandName.NEXT_PANE, "pane(1)", ("tab",), "Next pane", "To the next pane", "pane", ON_FRONT_AND_THREAD),
    Command(
        CommandName.PREVIOUS_PANE,
        "pane(-1)",
        ("shift+tab",),
        "Previous pane",
        "To the previous pane",
        "pane",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.OPEN,
        "choose",
        ("enter",),
        "Open",
        "Open the thread, article or sentence; unfold an entry",
        "open",
        (*ON_READING_SCREENS, *ON_FEEDS, *ON_FEED),
    ),
    Command(CommandName.BACK, "back", ("escape",), "Back", "Back, or clear the filter", "back", ON_ALL_SCREENS),
    Command(
        CommandName.NEXT_SECTION, "section(1)", ("n", "]"), "Next section", "Show the next tab", "section", ON_FRONT
    ),
    Command(
        CommandName.PREVIOUS_SECTION,
        "section(-1)",
        ("p", "["),
        "Previous section",
        "Show the previous tab",
        "section",
        ON_FRONT,
    ),
    Command(CommandName.FILTER, "filter", ("/",), "Filter", "Filter the list by words or a query", "filter", ON_FRONT),
    Command(
        CommandName.NEXT,
        "neighbour(1)",
        ("n", "]"),
        "Next",
        "Next thread, or next article",
        "next",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(
        CommandName.PREVIOUS,
        "neighbour(-1)",
        ("p", "["),
        "Previous",
        "Previous thread, or previous article",
        "previous",
        ON_THREAD_AND_ARTICLE,
    ),
)
