"""The table of commands. Keys, palette, help screen and footer are all made from it.

It does not import textual, because `briefing keys` prints it too.
"""

from __future__ import annotations

from briefing.tui.command import Command, ScreenName
from briefing.tui.command_names import CommandName
from briefing.tui.command_sets.application import APPLICATION
from briefing.tui.command_sets.curating import CURATING
from briefing.tui.command_sets.navigation import NAVIGATION
from briefing.tui.command_sets.reading import READING

COMMANDS: tuple[Command, ...] = (*NAVIGATION, *READING, *CURATING, *APPLICATION)


def commands_on(screen_name: ScreenName, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """Return the commands whose keys work on a screen."""
    return tuple(command for command in commands if screen_name in command.screens)


def command_named(name: CommandName, commands: tuple[Command, ...] = COMMANDS) -> Command:
    """Return the command with this name."""
    return next(command for command in commands if command.name == name)


def command_table(commands: tuple[Command, ...] = COMMANDS) -> tuple[tuple[str, str, str, str], ...]:
    """Return (name, keys, help, screens) of every command, in the order of the help screen."""
    return tuple((command.name, command.key_names, command.help, ", ".join(command.screens)) for command in commands)
