"""`briefing follow`, `unfollow`, `mute`, `unmute` and `undo`: what a person decides about threads."""

from __future__ import annotations

import click

from briefing.cli.options import settings_options
from briefing.cli.reading import thread_argument
from briefing.cli.setup import open_desk


@click.command()
@thread_argument
@settings_options()
@click.pass_context
def follow(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Follow a THREAD: it is marked, and ranked higher."""
    with open_desk(ctx) as desk:
        found = desk.thread(desk.resolve(" ".join(thread)))
        desk.follow(found.row.id)
    click.echo(f"Following: {found.row.title}")


@click.command()
@thread_argument
@settings_options()
@click.pass_context
def unfollow(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Follow a THREAD no longer."""
    with open_desk(ctx) as desk:
        found = desk.thread(desk.resolve(" ".join(thread)))
        desk.follow(found.row.id, False)
    click.echo(f"No longer following: {found.row.title}")


@click.command()
@thread_argument
@settings_options()
@click.pass_context
def mute(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Mute a THREAD: leave it out of lists and digests."""
    with open_desk(ctx) as desk:
        found = desk.thread(desk.resolve(" ".join(thread)))
        desk.mute(found.row.id)
    click.echo(f"Muted: {found.row.title}")


@click.command()
@thread_argument
@settings_options()
@click.pass_context
def unmute(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Mute a THREAD no longer; `briefing threads --muted` lists it."""
    with open_desk(ctx) as desk:
        found = desk.thread(desk.resolve(" ".join(thread)))
        desk.mute(found.row.id, False)
    click.echo(f"No longer muted: {found.row.title}")


@click.command()
@settings_options()
@click.pass_context
def undo(ctx: click.Context) -> None:
    """Take back what you last did: following, muting or reading."""
    with open_desk(ctx) as desk:
        words = desk.undo()
    click.echo(f"Undone: {words}" if words else "There is nothing to undo.")
