"""The table of commands as bindings; a reader's own keys come over them by the bindings' ids."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from briefing.tui.commands import COMMANDS, Place, commands_at


def bindings(place: Place) -> list[BindingType]:
    """Return the bindings of a screen."""
    return [
        Binding(",".join(c.keys), c.action, c.title, tooltip=c.help, show=False, id=c.name) for c in commands_at(place)
    ]


def movement_bindings() -> list[BindingType]:
    """Return the keys that move about, for what stands over a screen: a reader's own keys move there, too."""
    moves = ("down", "up", "page-down", "page-up", "top", "bottom")
    return [Binding(",".join(c.keys), c.action, c.title, show=False, id=c.name) for c in COMMANDS if c.name in moves]
