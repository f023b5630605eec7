"""Every command once: its declaration gives the key, the entry of the palette and the line of the help screen.

No import of textual: the command line prints the table too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "front page", "thread page", "article"]

PLACES: tuple[Where, ...] = ("everywhere", "front page", "thread page", "article")
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
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a reader can do. `word` names it in the footer, `places` are the screens on which its keys work."""

    action: str
    keys: tuple[str, ...]
    title: str
    help: str
    word: str
    places: tuple[Where, ...] = ("everywhere",)
    palette: bool = True

    @property
    def shown(self) -> str:
        """Its keys as a person reads them: "j, Down"."""
        return ", ".join(map(key_name, self.keys))


LISTS: tuple[Where, ...] = ("front page", "thread page")
PAGES: tuple[Where, ...] = ("front page", "thread page", "article")

COMMANDS: tuple[Command, ...] = (
    Command("move(1)", ("j", "down"), "Down", "Next row, or scroll down", "down", PAGES, palette=False),
    Command("move(-1)", ("k", "up"), "Up", "Previous row, or scroll up", "up", PAGES, palette=False),
    Command("page(1)", ("pagedown", "space"), "Page down", "One page down", "page", PAGES, palette=False),
    Command("page(-1)", ("pageup", "b"), "Page up", "One page up", "page", PAGES, palette=False),
    Command("top", ("g", "home"), "Top", "To the first row", "top", PAGES, palette=False),
    Command("bottom", ("G", "end"), "Bottom", "To the last row", "bottom", PAGES, palette=False),
    Command("pane(1)", ("tab",), "Next pane", "To the next pane", "pane", LISTS, palette=False),
    Command("pane(-1)", ("shift+tab",), "Previous pane", "To the previous pane", "pane", LISTS, palette=False),
    Command("choose", ("enter",), "Open", "Open the thread or article, unfold a timeline entry", "open", LISTS),
    Command("back", ("escape",), "Back", "Back, or clear the filter", "back", PAGES),
    Command("section(1)", ("]", "n"), "Next section", "Show the next section", "section", ("front page",)),
    Command("section(-1)", ("[", "p"), "Previous section", "Show the previous one", "section", ("front page",)),
    Command("filter", ("/",), "Filter", "Show only threads with the words you type", "filter", ("front page",)),
    Command("neighbour(1)", ("]", "n"), "Next", "Next thread, or next article", "next", ("thread page", "article")),
    Command("neighbour(-1)", ("[", "p"), "Previous", "The one before", "previous", ("thread page", "article")),
    Command("size('line')", ("1",), "Summary: a line", "Show the summary as one line", "line", LISTS),
    Command("size('paragraph')", ("2",), "Summary: a paragraph", "Show a short summary", "paragraph", LISTS),
    Command("size('page')", ("3",), "Summary: a page", "Show the long summary", "page", LISTS),
    Command("browse", ("o",), "Open in the browser", "Open the article in the browser", "browse", PAGES),
    Command("why", ("w",), "Why is it here?", "Why the article is in its story, the story in its thread", "why", PAGES),
    Command("follow", ("f",), "Follow", "Follow the thread, or no longer", "follow", PAGES),
    Command("mute", ("m",), "Mute", "Take the thread off the list", "mute", LISTS),
    Command("undo", ("ctrl+z",), "Undo", "Take back the last follow or mute", "undo", PAGES),
    Command("refresh", ("r",), "Refresh", "Fetch the feeds that are due", "refresh", PAGES),
    Command("take_in", ("u",), "Take in updates", "Show what a refresh has brought", "update", LISTS),
    Command("help", ("?", "f1"), "All keys", "List all keys", "keys"),
    Command("command_palette", ("ctrl+p",), "Commands", "Find any command by name", "commands", palette=False),
    Command("change_theme", ("T",), "Theme", "Choose colours", "theme"),
    Command("quit", ("q",), "Quit", "Leave briefing", "quit"),
)


def key_name(key: str) -> str:
    """Name a key as a person reads it: "Ctrl+z", "PgDn"."""
    return NAMES.get(key) or (f"Ctrl+{key[5:]}" if key.startswith("ctrl+") else key.upper() if key == "f1" else key)


def at(place: Where) -> tuple[Command, ...]:
    """Return the commands whose keys work on a screen."""
    return tuple(command for command in COMMANDS if place in command.places)


def named(action: str) -> Command:
    """Return the command with this action; KeyError if there is none."""
    for command in COMMANDS:
        if command.action == action:
            return command
    raise KeyError(action)


def table() -> tuple[tuple[str, str, str], ...]:
    """Return (keys, help, places) of every command, in the order of the help screen."""
    return tuple((command.shown, command.help, ", ".join(command.places)) for command in COMMANDS)
