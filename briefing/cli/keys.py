"""`briefing keys`: the keys of the reader, with a person's own."""

from __future__ import annotations

import os

import click

from briefing.cli.options import Settings, settings_options
from briefing.config import load
from briefing.tui.commands import table
from briefing.tui.keymap import remapped

HEAD = ("command", "keys", "what it does", "where")


@click.command()
@settings_options()
@click.pass_context
def keys(ctx: click.Context) -> None:
    """List the keys of the reader.

    The names in the first column stand for the commands in the [keys] table of feeds.toml: follow = "B, ctrl+f".
    """
    settings = ctx.find_root().ensure_object(Settings)
    rows = [HEAD, *table(remapped(load(settings.config, os.environ).keys))]
    name, shown, words = (max(len(row[column]) for row in rows) for column in range(3))
    for row in rows:
        click.echo(f"{row[0]:{name}}  {row[1]:{shown}}  {row[2]:{words}}  {row[3]}".rstrip())
