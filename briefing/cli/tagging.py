"""`briefing tag`, `untag` and `tags`: words that a person attaches to threads."""

from __future__ import annotations

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.options import completing, json_option, settings_options, width_option
from briefing.cli.printer import make_printer, print_json
from briefing.cli.setup import open_services
from briefing.cli.shared_steps import row_named
from briefing.output.formatting import format_count

tag_argument = click.argument("tag", shell_complete=completing("tag"))


@command()
@tag_argument
@click.argument("thread", nargs=-1, required=True, shell_complete=completing("thread"))
@settings_options()
@click.pass_context
def tag(ctx: click.Context, tag: str, thread: tuple[str, ...]) -> None:
    """Attach a TAG, one word, to a THREAD.

    Lists show it beside the title, and `tag:TAG` in a query finds it. A rule of feeds.toml can attach it too.
    """
    with open_services(ctx) as services:
        row = row_named(services, thread)
        name = services.curation.tag(row.id, tag)
    echo(f"Tagged #{name}: {row.title}")


@command()
@tag_argument
@click.argument("thread", nargs=-1, shell_complete=completing("thread"))
@click.option("--all", "everywhere", is_flag=True, help="Remove it from all threads.")
@settings_options()
@click.pass_context
def untag(ctx: click.Context, tag: str, thread: tuple[str, ...], everywhere: bool) -> None:
    """Remove a TAG from a THREAD. A rule does not attach it to this thread again."""
    if everywhere == bool(thread):
        raise click.UsageError("Give a THREAD or --all.")
    with open_services(ctx) as services:
        if everywhere:
            number = services.curation.remove_tag(tag)
            echo(f"Removed the tag from {format_count(number, 'thread')}.")
            return
        row = row_named(services, thread)
        name = services.curation.tag(row.id, tag, on=False)
    echo(f"{'No longer tagged' if name in row.tags else 'Was not tagged'} #{name}: {row.title}")


@command()
@json_option
@width_option
@settings_options()
@click.pass_context
def tags(ctx: click.Context, as_json: bool, width: int | None) -> None:
    """List the tags with the number of their threads."""
    with open_services(ctx) as services:
        now, counts = services.now(), services.curation.tag_counts()
    if as_json:
        from briefing.output.json_format import tags_json

        print_json(tags_json(counts, now))
        return
    if not counts:
        echo("There are no tags yet: `briefing tag TAG THREAD` attaches one.")
        return
    from briefing.output.curation import tags_page

    printer = make_printer(width)
    printer.show(tags_page(counts, printer.width))
