"""The command line: each command is imported only when it is called, so that start-up stays quick."""

from __future__ import annotations

import importlib

import click

from briefing import __version__

COMMANDS = {
    "group": "briefing.cli.pipes",
    "summarize": "briefing.cli.pipes",
    "timeline": "briefing.cli.pipes",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the module of one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return the command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Follow the news from a terminal: feeds become stories, stories become threads."""
