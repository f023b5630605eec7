"""Every command once: its declaration gives the key, the entry of the palette and the line of the help screen.

No import of textual: the command line prints the table too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["everywhere", "front page", "thread page", "article page", "feeds page", "first start"]

PLACES: tuple[Place, ...] = ("everywhere", "front page", "thread page", "article page", "feeds page", "first start")
KEY_NAMES = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "delete": "Del",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a reader can do: `name` stands for it in a configuration, `word` in the footer.

    `places` are the screens on which its keys work; on those of `named` only the palette has it.
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
        """Its keys as a person reads them: "j, Down"."""
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
    Command("down", "move(1)", ("j", "down"), "Down", "Next row, or scroll down", "down", ON_ALL_SCREENS),
    Command("up", "move(-1)", ("k", "up"), "Up", "Previous row, or scroll up", "up", ON_ALL_SCREENS),
    Command("page-down", "page(1)", ("pagedown",), "Page down", "One page down", "page", ON_ALL_SCREENS),
    Command("page-up", "page(-1)", ("pageup", "b"), "Page up", "One page up", "page", ON_ALL_SCREENS),
    Command(
        "read-on", "read_on", ("space",), "Read on", "A page down; at its end the next one", "on", ON_THREAD_AND_ARTICLE
    ),
    Command("top", "top", ("g", "home"), "Top", "To the first row", "top", ON_ALL_SCREENS),
    Command("bottom", "bottom", ("G", "end"), "Bottom", "To the last row", "bottom", ON_ALL_SCREENS),
    Command("next-pane", "pane(1)", ("tab",), "Next pane", "To the next pane", "pane", ON_FRONT_AND_THREAD),
    Command(
        "previous-pane", "pane(-1)", ("shift+tab",), "Previous pane", "To the one before", "pane", ON_FRONT_AND_THREAD
    ),
    Command(
        "open",
        "choose",
        ("enter",),
        "Open",
        "Open the thread, article or sentence; unfold an entry",
        "open",
        ON_READING_SCREENS,
    ),
    Command("back", "back", ("escape",), "Back", "Back, or clear the filter", "back", ON_ALL_SCREENS),
    Command("next-section", "section(1)", ("]", "n"), "Next section", "Show the next tab", "section", ON_FRONT),
    Command("previous-section", "section(-1)", ("[", "p"), "Previous section", "The tab before", "section", ON_FRONT),
    Command("filter", "filter", ("/",), "Filter", "Show only what you type: words, or a query", "filter", ON_FRONT),
    Command("next", "neighbour(1)", ("]", "n"), "Next", "Next thread, or next article", "next", ON_THREAD_AND_ARTICLE),
    Command("previous", "neighbour(-1)", ("[", "p"), "Previous", "The one before", "previous", ON_THREAD_AND_ARTICLE),
    Command(
        "line", "size('line')", ("1",), "Summary: a line", "Show the summary as one line", "line", ON_FRONT_AND_THREAD
    ),
    Command(
        "paragraph",
        "size('paragraph')",
        ("2",),
        "Summary: a paragraph",
        "A short summary",
        "paragraph",
        ON_FRONT_AND_THREAD,
    ),
    Command("page", "size('page')", ("3",), "Summary: a page", "Show the long summary", "page", ON_FRONT_AND_THREAD),
    Command(
        "rewrite",
        "rewrite",
        ("L",),
        "Rewrite",
        "Summary in your language model's words, or as it was",
        "rewrite",
        ON_THREAD,
    ),
    Command(
        "full-text",
        "full_text",
        ("F", "t"),
        "Full text",
        "Read the article's whole text",
        "text",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(
        "browse",
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
        "why", "why", ("w",), "Why is it here?", "What joined article, story and thread", "why", ON_READING_SCREENS
    ),
    Command("follow", "follow", ("f",), "Follow", "Follow the thread, or no longer", "follow", ON_READING_SCREENS),
    Command("mute", "mute", ("m",), "Mute", "Take the thread off the list", "mute", ON_FRONT_AND_THREAD),
    Command(
        "mute-until-new",
        "mute_until_new",
        ("N",),
        "Mute until new",
        "Mute until a new story",
        "until new",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        "mute-word", "mute_words", ("W",), "Mute a word", "Mute threads with a word in their titles", "word", ON_FRONT
    ),
    Command("hidden", "hidden", ("H",), "Hidden, and why", "What is muted and why; Enter unmutes", "hidden", ON_FRONT),
    Command(
        "unread", "unread", ("U",), "Unread", "Count the thread as unread, or as read", "unread", ON_FRONT_AND_THREAD
    ),
    Command("star", "star", ("*",), "Star", "Star the article, or no longer", "star", ON_READING_SCREENS),
    Command("mark", "mark", ("space",), "Mark", "Mark the thread, to merge it with others", "mark", ON_FRONT),
    Command("merge", "merge", ("M",), "Merge", "Merge the marked threads into this one", "merge", ON_FRONT),
    Command("split", "split", ("S",), "Split", "This story (or article) is another affair", "split", ON_THREAD),
    Command("move", "rehome", ("v",), "Move", "This story (or article) belongs to another thread", "move", ON_THREAD),
    Command(
        "pin", "pin", ("K",), "Keep together", "Keep what the thread holds now together", "keep", ON_FRONT_AND_THREAD
    ),
    Command(
        "under", "under", ("P",), "Part of", "This thread is part of a larger affair", "part of", ON_FRONT_AND_THREAD
    ),
    Command("rename", "rename", ("R",), "Rename", "Give the thread a title that stays", "rename", ON_FRONT_AND_THREAD),
    Command(
        "save-view", "save_view", ("V",), "Save as a tab", "Save the filter as a tab; on it, remove it", "tab", ON_FRONT
    ),
    Command("agenda", "agenda", ("A",), "Agenda", "What the news say of the next days", "agenda", ON_FRONT),
    Command("undo", "undo", ("ctrl+z",), "Undo", "Take back what you did last", "undo", ON_MAIN_SCREENS),
    Command(
        "copy-link", "copy_link", ("y",), "Copy the link", "Copy the article's address", "copy", ON_READING_SCREENS
    ),
    Command("copy", "copy", ("c",), "Copy as Markdown", "Copy the thread as Markdown", "copy", ON_READING_SCREENS),
    Command(
        "save", "save", ("s",), "Save as Markdown", "Save the thread as a Markdown file", "save", ON_READING_SCREENS
    ),
    Command("send", "send", ("|",), "Send", "Send article or thread to a command of yours", "send", ON_READING_SCREENS),
    Command(
        "digest", "digest", ("d",), "Digest", "Show the digest that cron would print now", "digest", ON_FRONT_AND_THREAD
    ),
    Command("refresh", "refresh", ("r",), "Refresh", "Fetch the feeds that are due", "refresh", ON_MAIN_SCREENS),
    Command(
        "refresh-all", "refresh_all", ("ctrl+r",), "Refresh all", "Fetch all feeds, due or not", "all", ON_MAIN_SCREENS
    ),
    Command(
        "take-in",
        "take_in",
        ("u",),
        "Take in updates",
        "Show what a refresh has brought",
        "update",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        "zoom", "zoom", ("z",), "Zoom", "Fill the screen with this pane, or no longer", "zoom", ON_FRONT_AND_THREAD
    ),
    Command("hide", "hide", ("x",), "Hide the pane", "Hide this pane; again shows all", "hide", ON_FRONT_AND_THREAD),
    Command("wider", "widen(1)", (">",), "Left pane wider", "Make the left pane wider", "wider", ON_FRONT_AND_THREAD),
    Command(
        "narrower",
        "widen(-1)",
        ("<",),
        "Left pane narrower",
        "Make the left pane narrower",
        "narrower",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        "take", "take", ("space",), "Take or leave", "Take a section or feed, or leave it", "choose", ON_FIRST_START
    ),
    Command(
        "unfold",
        "unfold",
        ("right", "l"),
        "Unfold",
        "Show the feeds of a section, or hide them",
        "feeds",
        ON_FIRST_START,
    ),
    Command("begin", "begin", ("enter",), "Begin", "Fetch what is chosen", "begin", ON_FIRST_START),
    Command("add-feed", "add", ("a",), "Add a feed", "Add the feed of a site by its address", "add", ON_FEEDS),
    Command("pause-feed", "pause", ("space", "e"), "Pause", "Pause the feed, or go on", "pause", ON_FEEDS),
    Command("remove-feed", "remove", ("D", "delete"), "Remove", "Remove the feed", "remove", ON_FEEDS),
    Command("edit-feed", "edit", ("E",), "Edit", "Edit feeds.toml in $EDITOR, at this feed", "edit", ON_FEEDS),
    Command(
        "feeds",
        "feeds",
        ("F",),
        "Feeds",
        "How the feeds are; add, pause, remove",
        "feeds",
        ON_FRONT,
        palette_places=ON_THREAD_AND_ARTICLE,
    ),
    Command("help", "help", ("?", "f1"), "All keys", "List all keys", "keys"),
    Command("commands", "command_palette", ("ctrl+p",), "Commands", "Find any command", "commands", in_palette=False),
    Command("theme", "change_theme", ("T",), "Theme", "Choose colours", "theme"),
    Command("quit", "quit", ("q",), "Quit", "Leave briefing", "quit"),
)


def key_name(key: str) -> str:
    """Name a key as a person reads it: "Ctrl+z", "PgDn"."""
    return KEY_NAMES.get(key) or (f"Ctrl+{key[5:]}" if key.startswith("ctrl+") else key.upper() if key == "f1" else key)


def commands_at(place: Place, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """Return the commands whose keys work on a screen."""
    return tuple(command for command in commands if place in command.places)


def command_for(action: str, commands: tuple[Command, ...] = COMMANDS) -> Command:
    """Return the command with this action; KeyError if there is none."""
    for command in commands:
        if command.action == action:
            return command
    raise KeyError(action)


def command_table(commands: tuple[Command, ...] = COMMANDS) -> tuple[tuple[str, str, str, str], ...]:
    """Return (name, keys, help, places) of every command, in the order of the help screen."""
    return tuple((command.name, command.key_names, command.help, ", ".join(command.places)) for command in commands)
