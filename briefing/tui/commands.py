"""Every command once: its declaration gives the key, the entry of the palette and the line of the help screen.

No import of textual: the command line prints the table too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "front page", "thread page", "article page", "feeds page", "first start"]

PLACES: tuple[Where, ...] = ("everywhere", "front page", "thread page", "article page", "feeds page", "first start")
NAMES = {
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
    word: str
    places: tuple[Where, ...] = ("everywhere",)
    palette: bool = True
    named: tuple[Where, ...] = ()

    @property
    def shown(self) -> str:
        """Its keys as a person reads them: "j, Down"."""
        return ", ".join(map(key_name, self.keys))


FRONT: tuple[Where, ...] = ("front page",)
FIRST: tuple[Where, ...] = ("first start",)
FEEDS: tuple[Where, ...] = ("feeds page",)
THREAD: tuple[Where, ...] = ("thread page",)
READ: tuple[Where, ...] = ("article page",)
TURNED: tuple[Where, ...] = ("thread page", "article page")
LISTS: tuple[Where, ...] = ("front page", "thread page")
PAGES: tuple[Where, ...] = ("front page", "thread page", "article page")
DONE: tuple[Where, ...] = (*PAGES, "feeds page")
ALL: tuple[Where, ...] = (*DONE, "first start")

COMMANDS: tuple[Command, ...] = (
    Command("down", "move(1)", ("j", "down"), "Down", "Next row, or scroll down", "down", ALL),
    Command("up", "move(-1)", ("k", "up"), "Up", "Previous row, or scroll up", "up", ALL),
    Command("page-down", "page(1)", ("pagedown",), "Page down", "One page down", "page", ALL),
    Command("page-up", "page(-1)", ("pageup", "b"), "Page up", "One page up", "page", ALL),
    Command("read-on", "read_on", ("space",), "Read on", "A page down; at its end the next one", "on", TURNED),
    Command("top", "top", ("g", "home"), "Top", "To the first row", "top", ALL),
    Command("bottom", "bottom", ("G", "end"), "Bottom", "To the last row", "bottom", ALL),
    Command("next-pane", "pane(1)", ("tab",), "Next pane", "To the next pane", "pane", LISTS),
    Command("previous-pane", "pane(-1)", ("shift+tab",), "Previous pane", "To the one before", "pane", LISTS),
    Command(
        "open", "choose", ("enter",), "Open", "Open the thread, article or sentence; unfold an entry", "open", PAGES
    ),
    Command("back", "back", ("escape",), "Back", "Back, or clear the filter", "back", ALL),
    Command("next-section", "section(1)", ("]", "n"), "Next section", "Show the next tab", "section", FRONT),
    Command("previous-section", "section(-1)", ("[", "p"), "Previous section", "The tab before", "section", FRONT),
    Command("filter", "filter", ("/",), "Filter", "Show only what you type: words, or a query", "filter", FRONT),
    Command("next", "neighbour(1)", ("]", "n"), "Next", "Next thread, or next article", "next", TURNED),
    Command("previous", "neighbour(-1)", ("[", "p"), "Previous", "The one before", "previous", TURNED),
    Command("line", "size('line')", ("1",), "Summary: a line", "Show the summary as one line", "line", LISTS),
    Command("paragraph", "size('paragraph')", ("2",), "Summary: a paragraph", "A short summary", "paragraph", LISTS),
    Command("page", "size('page')", ("3",), "Summary: a page", "Show the long summary", "page", LISTS),
    Command(
        "rewrite",
        "rewrite",
        ("L",),
        "Rewrite",
        "Summary in your language model's words, or as it was",
        "rewrite",
        THREAD,
    ),
    Command("full-text", "full_text", ("F", "t"), "Full text", "Read the article's whole text", "text", TURNED),
    Command("browse", "browse", ("o",), "Open in the browser", "Open the article in the browser", "browse", PAGES),
    *(
        Command(f"link-{n}", f"link({n})", (str(n),), f"Link {n}", f"Open link {n} in the browser", "link", READ)
        for n in range(1, 10)
    ),
    Command("why", "why", ("w",), "Why is it here?", "What joined article, story and thread", "why", PAGES),
    Command("follow", "follow", ("f",), "Follow", "Follow the thread, or no longer", "follow", PAGES),
    Command("mute", "mute", ("m",), "Mute", "Take the thread off the list", "mute", LISTS),
    Command("mute-until-new", "mute_until_new", ("N",), "Mute until new", "Mute until a new story", "until new", LISTS),
    Command(
        "mute-word", "mute_words", ("W",), "Mute a word", "Mute threads with a word in their titles", "word", FRONT
    ),
    Command("hidden", "hidden", ("H",), "Hidden, and why", "What is muted and why; Enter unmutes", "hidden", FRONT),
    Command("unread", "unread", ("U",), "Unread", "Count the thread as unread, or as read", "unread", LISTS),
    Command("star", "star", ("*",), "Star", "Star the article, or no longer", "star", PAGES),
    Command("mark", "mark", ("space",), "Mark", "Mark the thread, to merge it with others", "mark", FRONT),
    Command("merge", "merge", ("M",), "Merge", "Merge the marked threads into this one", "merge", FRONT),
    Command("split", "split", ("S",), "Split", "This story (or article) is another affair", "split", THREAD),
    Command("move", "rehome", ("v",), "Move", "This story (or article) belongs to another thread", "move", THREAD),
    Command("pin", "pin", ("K",), "Keep together", "Keep what the thread holds now together", "keep", LISTS),
    Command("under", "under", ("P",), "Part of", "This thread is part of a larger affair", "part of", LISTS),
    Command("rename", "rename", ("R",), "Rename", "Give the thread a title that stays", "rename", LISTS),
    Command(
        "save-view", "save_view", ("V",), "Save as a tab", "Save the filter as a tab; on it, remove it", "tab", FRONT
    ),
    Command("agenda", "agenda", ("A",), "Agenda", "What the news say of the next days", "agenda", FRONT),
    Command("undo", "undo", ("ctrl+z",), "Undo", "Take back what you did last", "undo", DONE),
    Command("copy-link", "copy_link", ("y",), "Copy the link", "Copy the article's address", "copy", PAGES),
    Command("copy", "copy", ("c",), "Copy as Markdown", "Copy the thread as Markdown", "copy", PAGES),
    Command("save", "save", ("s",), "Save as Markdown", "Save the thread as a Markdown file", "save", PAGES),
    Command("send", "send", ("|",), "Send", "Send article or thread to a command of yours", "send", PAGES),
    Command("digest", "digest", ("d",), "Digest", "Show the digest that cron would print now", "digest", LISTS),
    Command("refresh", "refresh", ("r",), "Refresh", "Fetch the feeds that are due", "refresh", DONE),
    Command("refresh-all", "refresh_all", ("ctrl+r",), "Refresh all", "Fetch all feeds, due or not", "all", DONE),
    Command("take-in", "take_in", ("u",), "Take in updates", "Show what a refresh has brought", "update", LISTS),
    Command("zoom", "zoom", ("z",), "Zoom", "Fill the screen with this pane, or no longer", "zoom", LISTS),
    Command("hide", "hide", ("x",), "Hide the pane", "Hide this pane; again shows all", "hide", LISTS),
    Command("wider", "widen(1)", (">",), "Left pane wider", "Make the left pane wider", "wider", LISTS),
    Command("narrower", "widen(-1)", ("<",), "Left pane narrower", "Make the left pane narrower", "narrower", LISTS),
    Command("take", "take", ("space",), "Take or leave", "Take a section or feed, or leave it", "choose", FIRST),
    Command("unfold", "unfold", ("right", "l"), "Unfold", "Show the feeds of a section, or hide them", "feeds", FIRST),
    Command("begin", "begin", ("enter",), "Begin", "Fetch what is chosen", "begin", FIRST),
    Command("add-feed", "add", ("a",), "Add a feed", "Add the feed of a site by its address", "add", FEEDS),
    Command("pause-feed", "pause", ("space", "e"), "Pause", "Pause the feed, or go on", "pause", FEEDS),
    Command("remove-feed", "remove", ("D", "delete"), "Remove", "Remove the feed", "remove", FEEDS),
    Command("edit-feed", "edit", ("E",), "Edit", "Edit feeds.toml in $EDITOR, at this feed", "edit", FEEDS),
    Command("feeds", "feeds", ("F",), "Feeds", "How the feeds are; add, pause, remove", "feeds", FRONT, named=TURNED),
    Command("help", "help", ("?", "f1"), "All keys", "List all keys", "keys"),
    Command("commands", "command_palette", ("ctrl+p",), "Commands", "Find any command", "commands", palette=False),
    Command("theme", "change_theme", ("T",), "Theme", "Choose colours", "theme"),
    Command("quit", "quit", ("q",), "Quit", "Leave briefing", "quit"),
)


def key_name(key: str) -> str:
    """Name a key as a person reads it: "Ctrl+z", "PgDn"."""
    return NAMES.get(key) or (f"Ctrl+{key[5:]}" if key.startswith("ctrl+") else key.upper() if key == "f1" else key)


def at(place: Where, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """Return the commands whose keys work on a screen."""
    return tuple(command for command in commands if place in command.places)


def named(action: str, commands: tuple[Command, ...] = COMMANDS) -> Command:
    """Return the command with this action; KeyError if there is none."""
    for command in commands:
        if command.action == action:
            return command
    raise KeyError(action)


def table(commands: tuple[Command, ...] = COMMANDS) -> tuple[tuple[str, str, str, str], ...]:
    """Return (name, keys, help, places) of every command, in the order of the help screen."""
    return tuple((command.name, command.shown, command.help, ", ".join(command.places)) for command in commands)
