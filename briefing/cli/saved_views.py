"""`briefing views` and `view`: queries saved under names."""

from __future__ import annotations

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.options import QueryCommand, completing, json_option, settings_options, width_option
from briefing.cli.printer import make_printer, print_json
from briefing.cli.setup import open_services


@command()
@json_option
@width_option
@settings_options()
@click.pass_context
def views(ctx: click.Context, as_json: bool, width: int | None) -> None:
    """List the saved views: queries under names."""
    with open_services(ctx) as services:
        now, saved = services.now(), services.views.all()
    if as_json:
        from briefing.output.json_format import saved_views_json

        print_json(saved_views_json(saved, now))
        return
    if not saved:
        echo("There are no views yet: `briefing view NAME QUERY` saves one.")
        return
    from briefing.output.curation import saved_views_page

    printer = make_printer(width)
    printer.show(saved_views_page(saved, printer.width))


@command(cls=QueryCommand)
@click.argument("name", shell_complete=completing("view"))
@click.argument("query", nargs=-1)
@click.option("--remove", is_flag=True, help="Remove the view NAME; `briefing undo` restores it.")
@settings_options()
@click.pass_context
def view(ctx: click.Context, name: str, query: tuple[str, ...], remove: bool) -> None:
    """Save QUERY as the view NAME, or print the query of NAME.

    `briefing today --view NAME` and `briefing threads --view NAME` use it.
    """
    if remove and query:
        raise click.UsageError("--remove takes a NAME and no QUERY.")
    with open_services(ctx) as services:
        if remove:
            services.views.remove(name)
            echo(f"Removed the view {name}.")
        elif query:
            services.views.save(name, " ".join(query))
            echo(f"Saved the view {name}: {services.views.query_of(name)}")
        else:
            echo(str(services.views.query_of(name)))
