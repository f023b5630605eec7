"""The table of commands as Textual bindings; their ids let the configured keys replace them."""

from __future__ import annotations

from collections.abc import Collection

from textual.binding import Binding, BindingType

from briefing.tui.command import ScreenName
from briefing.tui.command_names import CommandName
from briefing.tui.commands import COMMANDS, commands_on

MOVES = (
    CommandName.DOWN,
    CommandName.UP,
    CommandName.PAGE_DOWN,
    CommandName.PAGE_UP,
    CommandName.TOP,
    CommandName.BOTTOM,
)


SEARCHES = (CommandName.FIND, CommandName.NEXT, CommandName.PREVIOUS)


def bindings(screen_name: ScreenName) -> list[BindingType]:
    """Return the bindings of a screen."""
    return [
        Binding(",".join(c.keys), c.action, c.title, tooltip=c.help, show=False, id=c.name)
        for c in commands_on(screen_name)
    ]


def hint_bindings(names: Collection[CommandName]) -> list[BindingType]:
    """Return bindings for keys of these commands on a screen where they do not work: they say where they do."""
    return [
        Binding(",".join(c.keys), f"hint_to_open('{c.name}')", c.title, show=False, id=c.name)
        for c in COMMANDS
        if c.name in names
    ]


def movement_bindings() -> list[BindingType]:
    """Return the bindings that move the cursor, for modal screens; configured keys apply there, too."""
    return _bindings_of(MOVES)


def search_bindings() -> list[BindingType]:
    """Return the bindings that find words on the page, for modal screens; configured keys apply there, too."""
    return _bindings_of(SEARCHES)


def _bindings_of(names: Collection[CommandName]) -> list[BindingType]:
    return [Binding(",".join(c.keys), c.action, c.title, show=False, id=c.name) for c in COMMANDS if c.name in names]
