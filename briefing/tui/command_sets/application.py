"""Everything else: copies, refreshes, the layout, the feeds, and the application itself."""

from __future__ import annotations

from briefing.tui.command import (
    ON_FEED,
    ON_FEEDS,
    ON_FIRST_START,
    ON_FRONT,
    ON_FRONT_AND_THREAD,
    ON_MAIN_SCREENS,
    ON_READING_SCREENS,
    ON_THREAD_AND_ARTICLE,
    Command,
)
from briefing.tui.command_names import CommandName

APPLICATION: tuple[Command, ...] = (
    Command(
        CommandName.COPY_LINK,
        "copy_link",
        ("y",),
        "Copy the link",
        "Copy the article's address",
        "copy",
        (*ON_READING_SCREENS, *ON_FEED),
    ),
    Command(
        CommandName.COPY, "copy", ("c",), "Copy as Markdown", "Copy the thread as Markdown", "copy", ON_READING_SCREENS
    ),
    Command(
        CommandName.SAVE,
        "save",
        ("s",),
        "Save as Markdown",
        "Save the thread as a Markdown file",
        "save",
        ON_READING_SCREENS,
    ),
    Command(
        CommandName.SEND,
        "send",
        ("|",),
        "Send",
        "Send article or thread to a configured command",
        "send",
        ON_READING_SCREENS,
    ),
    Command(
        CommandName.DIGEST,
        "digest",
        ("d",),
        "Digest",
        "Show the digest that cron would print now",
        "digest",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.REFRESH, "refresh", ("r",), "Refresh", "Fetch the feeds that are due", "refresh", ON_MAIN_SCREENS
    ),
    Command(
        CommandName.REFRESH_ALL,
        "refresh_all",
        ("ctrl+r",),
        "Refresh all",
        "Fetch all feeds, due or not",
        "all",
        ON_MAIN_SCREENS,
    ),
    Command(
        CommandName.TAKE_IN,
        "take_in",
        ("u",),
        "Take in updates",
        "Show the updates of a refresh",
        "update",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.JUMP,
        "jump",
        (";",),
        "Jump to a pane",
        "Show a letter on each pane, and go where its key leads",
        "jump",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.DENSITY,
        "density",
        ("C",),
        "Compact list",
        "One line for each thread, or two again",
        "compact",
        ON_FRONT,
    ),
    Command(
        CommandName.ZOOM,
        "zoom",
        ("z",),
        "Zoom",
        "Fill the screen with this pane, or show all",
        "zoom",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.HIDE,
        "hide",
        ("x",),
        "Hide the pane",
        "Hide this pane; again shows all",
        "hide",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.WIDER,
        "widen(1)",
        (">",),
        "Left pane wider",
        "Make the left pane wider",
        "wider",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.NARROWER,
        "widen(-1)",
        ("<",),
        "Left pane narrower",
        "Make the left pane narrower",
        "narrower",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.TAKE,
        "take",
        ("space",),
        "Choose or leave out",
        "Choose a section or feed, or leave it out",
        "choose",
        ON_FIRST_START,
    ),
    Command(
        CommandName.UNFOLD,
        "unfold",
        ("right", "l"),
        "Unfold",
        "Show what a line folds, or fold it again",
        "unfold",
        ("front page", "first start"),
    ),
    Command(CommandName.BEGIN, "begin", ("enter",), "Begin", "Fetch the chosen feeds", "begin", ON_FIRST_START),
    Command(
        CommandName.ADD_FEED, "add", ("a",), "Add a feed", "Add the feed of a site by its address", "add", ON_FEEDS
    ),
    Command(
        CommandName.PAUSE_FEED, "pause", ("space", "e"), "Pause", "Pause the feed, or fetch it again", "pause", ON_FEEDS
    ),
    Command(CommandName.REMOVE_FEED, "remove", ("D", "delete"), "Remove", "Remove the feed", "remove", ON_FEEDS),
    Command(
        CommandName.EDIT_FEED, "edit", ("E",), "Edit", "Edit feeds.toml in $EDITOR, at this feed", "edit", ON_FEEDS
    ),
    Command(
        CommandName.FEEDS,
        "feeds",
        ("F",),
        "Feeds",
        "State of the feeds; add, pause, remove",
        "feeds",
        ON_FRONT,
        palette_places=ON_THREAD_AND_ARTICLE,
    ),
    Command(CommandName.HELP, "help", ("?", "f1"), "All keys", "List all keys", "keys"),
    Command(
        CommandName.COMMANDS,
        "command_palette",
        ("ctrl+p",),
        "Commands",
        "Find any command",
        "commands",
        in_palette=False,
    ),
    Command(CommandName.THEME, "change_theme", ("T",), "Theme", "Choose a theme", "theme"),
    Command(CommandName.QUIT, "quit", ("q",), "Quit", "Leave briefing", "quit"),
)
