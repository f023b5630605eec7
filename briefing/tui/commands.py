"""The table of commands. Keys, palette, help screen and footer are all made from it.

It does not import textual, because `briefing keys` prints it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.tui.command_names import KEY_NAMES, CommandName

Place = Literal["everywhere", "front page", "thread page", "article page", "feeds page", "first start"]

PLACES: tuple[Place, ...] = ("everywhere", "front page", "thread page", "article page", "feeds page", "first start")


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the reader.

    Args:
        name: Its name in the configuration.
        action: Textual's action that runs it, for example "move(1)".
        keys: Its keys, as Textual names them.
        title: Its name in the palette.
        help: Its line on the help screen.
        footer_label: Its label in the footer.
        places: The screens on which its keys work.
        in_palette: Whether the palette offers it.
        palette_places: Screens on which only the palette offers it.
    """

    name: str
    action: str
    keys: tuple[str, ...]
    title: str
    help: str
    footer_label: str
    places: tuple[Place, ...] = ("everywhere",)
    in_palette: bool = True
    palette_places: tuple[Place, ...] = ()

    @property
    def key_names(self) -> str:
        """The keys as text: "j, Down"."""
        return ", ".join(map(key_name, self.keys))


ON_FRONT: tuple[Place, ...] = ("front page",)
ON_FIRST_START: tuple[Place, ...] = ("first start",)
ON_FEEDS: tuple[Place, ...] = ("feeds page",)
ON_THREAD: tuple[Place, ...] = ("thread page",)
ON_ARTICLE: tuple[Place, ...] = ("article page",)
ON_THREAD_AND_ARTICLE: tuple[Place, ...] = ("thread page", "article page")
ON_FRONT_AND_THREAD: tuple[Place, ...] = ("front page", "thread page")
ON_READING_SCREENS: tuple[Place, ...] = ("front page", "thread page", "article page")
ON_MAIN_SCREENS: tuple[Place, ...] = (*ON_READING_SCREENS, "feeds page")
ON_ALL_SCREENS: tuple[Place, ...] = (*ON_MAIN_SCREENS, "first start")

COMMANDS: tuple[Command, ...] = (
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
        ON_READING_SCREENS,
    ),
    Command(CommandName.BACK, "back", ("escape",), "Back", "Back, or clear the filter", "back", ON_ALL_SCREENS),
    Command(
        CommandName.NEXT_SECTION, "section(1)", ("]", "n"), "Next section", "Show the next tab", "section", ON_FRONT
    ),
    Command(
        CommandName.PREVIOUS_SECTION,
        "section(-1)",
        ("[", "p"),
        "Previous section",
        "Show the previous tab",
        "section",
        ON_FRONT,
    ),
    Command(CommandName.FILTER, "filter", ("/",), "Filter", "Filter the list by words or a query", "filter", ON_FRONT),
    Command(
        CommandName.NEXT,
        "neighbour(1)",
        ("]", "n"),
        "Next",
        "Next thread, or next article",
        "next",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(
        CommandName.PREVIOUS,
        "neighbour(-1)",
        ("[", "p"),
        "Previous",
        "Previous thread, or previous article",
        "previous",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(
        CommandName.LINE,
        "size('line')",
        ("1",),
        "Summary: a line",
        "Show the summary as one line",
        "line",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.PARAGRAPH,
        "size('paragraph')",
        ("2",),
        "Summary: a paragraph",
        "A short summary",
        "paragraph",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.PAGE,
        "size('page')",
        ("3",),
        "Summary: a page",
        "Show the long summary",
        "page",
        ON_FRONT_AND_THREAD,
    ),
    *(
        Command(name, action, (key,), title, help, label, ON_THREAD)
        for name, action, key, title, help, label in (
            (CommandName.NEXT_HEADING, "heading(1)", "}", "Next part of the page", "To the next part", "part"),
            (CommandName.PREVIOUS_HEADING, "heading(-1)", "{", "Previous part", "To the part before", "part"),
            (CommandName.AHEAD, "heading_named('ahead')", "4", "Ahead", "To what lies ahead", "ahead"),
            (CommandName.TIMELINE, "heading_named('timeline')", "5", "Timeline", "To the timeline", "timeline"),
            (CommandName.COVERAGE, "heading_named('coverage')", "6", "Coverage", "To the coverage", "coverage"),
            (CommandName.ARTICLES, "heading_named('articles')", "7", "Articles", "To the articles", "articles"),
        )
    ),
    Command(
        CommandName.ALL_EVENTS,
        "all_events",
        ("a",),
        "All events",
        "The timeline with all events, or with the main ones",
        "events",
        ON_THREAD,
    ),
    Command(
        CommandName.REWRITE,
        "rewrite",
        ("L",),
        "Rewrite",
        "Summary rewritten by your language model, or as published",
        "rewrite",
        ON_THREAD,
    ),
    Command(
        CommandName.FULL_TEXT,
        "full_text",
        ("F", "t"),
        "Full text",
        "Read the article's whole text",
        "text",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(
        CommandName.BROWSE,
        "browse",
        ("o",),
        "Open in the browser",
        "Open the article in the browser",
        "browse",
        ON_READING_SCREENS,
    ),
    *(
        Command(f"link-{n}", f"link({n})", (str(n),), f"Link {n}", f"Open link {n} in the browser", "link", ON_ARTICLE)
        for n in range(1, 10)
    ),
    Command(
        CommandName.WHY,
        "why",
        ("w",),
        "Why is it here?",
        "Why article, story and thread belong together",
        "why",
        ON_READING_SCREENS,
    ),
    Command(
        CommandName.FOLLOW,
        "follow",
        ("f",),
        "Follow",
        "Follow the thread, or stop following it",
        "follow",
        ON_READING_SCREENS,
    ),
    Command(CommandName.MUTE, "mute", ("m",), "Mute", "Remove the thread from the list", "mute", ON_READING_SCREENS),
    Command(
        CommandName.MUTE_UNTIL_NEW,
        "mute_until_new",
        ("N",),
        "Mute until new",
        "Mute until a new story",
        "until new",
        ON_READING_SCREENS,
    ),
    Command(
        CommandName.MUTE_WORD,
        "mute_words",
        ("W",),
        "Mute a word",
        "Mute threads with a word in their titles",
        "word",
        ON_FRONT,
    ),
    Command(
        CommandName.HIDDEN,
        "hidden",
        ("H",),
        "Hidden, and why",
        "What is muted and why; Enter unmutes",
        "hidden",
        ON_FRONT,
    ),
    Command(
        CommandName.UNREAD,
        "unread",
        ("U",),
        "Unread",
        "Mark the thread as unread, or as read",
        "unread",
        ON_READING_SCREENS,
    ),
    Command(CommandName.STAR, "star", ("*",), "Star", "Star the article, or unstar it", "star", ON_READING_SCREENS),
    Command(CommandName.MARK, "mark", ("space",), "Mark", "Mark the thread for a merge", "mark", ON_FRONT),
    Command(CommandName.MERGE, "merge", ("M",), "Merge", "Merge the marked threads into this one", "merge", ON_FRONT),
    Command(CommandName.SPLIT, "split", ("S",), "Split", "Split this story (or article) off", "split", ON_THREAD),
    Command(
        CommandName.MOVE,
        "rehome",
        ("v",),
        "Move",
        "Move this story (or article) to another thread",
        "move",
        ON_THREAD,
    ),
    Command(
        CommandName.PIN,
        "pin",
        ("K",),
        "Keep together",
        "Keep the thread's articles together for good",
        "keep",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.UNDER,
        "under",
        ("P",),
        "Part of",
        "Make this thread part of a larger affair",
        "part of",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.RENAME,
        "rename",
        ("R",),
        "Rename",
        "Give the thread a fixed title",
        "rename",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.SAVE_VIEW,
        "save_view",
        ("V",),
        "Save as a tab",
        "Save the filter as a tab; on it, remove it",
        "tab",
        ON_FRONT,
    ),
    Command(
        CommandName.ALL_READ,
        "all_read",
        ("A",),
        "Mark all as read",
        "Mark everything in this tab or filter as read",
        "all read",
        ON_FRONT,
    ),
    Command(
        CommandName.AGENDA,
        "agenda",
        ("g",),
        "Agenda",
        "Announced dates of the next days",
        "agenda",
        ON_FRONT_AND_THREAD,
    ),
    Command(CommandName.UNDO, "undo", ("ctrl+z",), "Undo", "Undo your last action", "undo", ON_MAIN_SCREENS),
    Command(
        CommandName.COPY_LINK,
        "copy_link",
        ("y",),
        "Copy the link",
        "Copy the article's address",
        "copy",
        ON_READING_SCREENS,
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


def key_name(key: str) -> str:
    """Return the display name of a key: "Ctrl+z", "PgDn"."""
    return KEY_NAMES.get(key) or (f"Ctrl+{key[5:]}" if key.startswith("ctrl+") else key.upper() if key == "f1" else key)


def commands_at(place: Place, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """Return the commands whose keys work on a screen."""
    return tuple(command for command in commands if place in command.places)


def command_named(name: CommandName, commands: tuple[Command, ...] = COMMANDS) -> Command:
    """Return the command with this name."""
    return next(command for command in commands if command.name == name)


def command_table(commands: tuple[Command, ...] = COMMANDS) -> tuple[tuple[str, str, str, str], ...]:
    """Return (name, keys, help, places) of every command, in the order of the help screen."""
    return tuple((command.name, command.key_names, command.help, ", ".join(command.places)) for command in commands)
