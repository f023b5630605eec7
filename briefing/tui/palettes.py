"""What the palette of commands and the choice of themes offer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.tui.command import SCREEN_NAMES, Command, ScreenName
from briefing.tui.command_names import CommandName
from briefing.tui.modals.palette import PaletteEntry
from briefing.tui.themes import OWN_THEMES

MOTIONS = frozenset(
    {
        CommandName.DOWN,
        CommandName.UP,
        CommandName.PAGE_DOWN,
        CommandName.PAGE_UP,
        CommandName.READ_ON,
        CommandName.TOP,
        CommandName.BOTTOM,
        CommandName.NEXT_PANE,
        CommandName.PREVIOUS_PANE,
        CommandName.OPEN,
        CommandName.BACK,
        CommandName.NEXT_HEADING,
        CommandName.PREVIOUS_HEADING,
        CommandName.BEGIN,
        CommandName.TAKE,
    }
)
"""Commands that only move, or that a person presses without a thought: keys, no entries of a palette."""
THEME_DETAILS = {
    "briefing-dark": "quiet and dark",
    "briefing-light": "quiet and light",
    "briefing-ansi": "the 16 colours of your terminal, for a dark background",
    "briefing-ansi-light": "the 16 colours of your terminal, for a light background",
}


def command_entries(commands: Iterable[Command], screen_name: ScreenName) -> list[PaletteEntry]:
    """Return the commands that work on a screen, those of the screen before those of all screens."""
    here, everywhere, elsewhere = [], [], []
    for command in commands:
        if not command.in_palette or command.name in MOTIONS or command.name.startswith("link-"):
            continue
        if screen_name in command.screens:
            here.append(PaletteEntry(command.name, command.title, command.help, command.key_names))
        elif "everywhere" in command.screens:
            everywhere.append(PaletteEntry(command.name, command.title, command.help, command.key_names))
        elif screen_name in command.palette_screens:
            elsewhere.append(PaletteEntry(command.name, command.title, command.help))
    return [*here, *elsewhere, *everywhere]


def entries_elsewhere(commands: Iterable[Command], screen_name: ScreenName) -> list[PaletteEntry]:
    """Return the commands that work on other screens alone, with the first of these."""
    commands = tuple(commands)
    here = {entry.id for entry in command_entries(commands, screen_name)}
    elsewhere: dict[str, PaletteEntry] = {}
    for other in SCREEN_NAMES:
        for entry in command_entries(commands, other):
            if entry.id not in here:
                elsewhere.setdefault(entry.id, replace(entry, details=f"on the {other}: {entry.details}"))
    return list(elsewhere.values())


def theme_entries(names: Sequence[str], present: str) -> list[PaletteEntry]:
    """Return the themes, our own first."""
    own = [name for name in OWN_THEMES if name in names]
    ordered = [*own, *sorted(name for name in names if name not in own)]
    return [PaletteEntry(name, name, THEME_DETAILS.get(name, ""), "now" if name == present else "") for name in ordered]
