"""`briefing keys`: the keys of the reader, with a person's own."""

from __future__ import annotations

import os

import click

from briefing.cli.options import Settings, settings_options
from briefing.config import load_config
from briefing.tui.commands import command_table
from briefing.tui.keymap import with_custom_keys

TABLE_HEADER = ("command", "keys", "what it does", "where")


@click.command()
@settings_options()
@click.pass_context
def keys(ctx: click.Context) -> None:
    """List the keys of the reader.

    The names in the first column stand for the commands in the [keys] table of feeds.toml: follow = "B, ctrl+f".
    """
    settings = ctx.find_root().ensure_object(Settings)
    rows = [TABLE_HEADER, *command_table(with_custom_keys(load_config(settings.config, os.environ).key_bindings))]
    name, shown, words = (max(len(row[column]) for row in rows) for column in range(3))
    for row in rows:
        click.echo(f"{row[0]:{name}}  {row[1]:{shown}}  {row[2]:{words}}  {row[3]}".rstrip())
