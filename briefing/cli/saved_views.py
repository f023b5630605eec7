"""Queries on the command line, and `briefing views` and `view`, which keep them under names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli.options import json_option, settings_options, width_option
from briefing.cli.printer import make_printer
from briefing.cli.setup import open_services
from briefing.text.query import Query

if TYPE_CHECKING:
    from briefing.services import Services

query_option = click.option("--query", "query", default="", metavar="QUERY", help="Only threads that QUERY means.")
view_option = click.option("--view", "view", default="", metavar="NAME", help="Only threads of a saved view.")


class QueryCommand(click.Command):
    """A command that takes a query as its last argument: words of it may begin with "-", such as -sport."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep apart what only looks like an option."""
        options = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        end = args.index("--") if "--" in args else len(args)
        turned = [arg for arg in args[:end] if arg[:1] == "-" and arg[1:2] not in ("", "-") and arg not in options]
        kept = [arg for arg in args[:end] if arg not in turned]
        return super().parse_args(ctx, [*kept, "--", *args[end + 1 :], *turned])


def combined_query(services: Services, query: str, view: str) -> Query:
    """What --query and --view ask for together."""
    return (services.views.query_of(view) if view else Query()) & services.reading.parse_query(query)


@click.command()
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

        click.echo(saved_views_json(saved, now), nl=False)
        return
    if not saved:
        click.echo("There are no views yet: `briefing view NAME QUERY` saves one.")
        return
    from briefing.output.curation import saved_views_page

    on = make_printer(width)
    on.show(saved_views_page(saved, on.width))


@click.command(cls=QueryCommand)
@click.argument("name")
@click.argument("query", nargs=-1)
@click.option("--remove", is_flag=True, help="Remove the view NAME; `briefing undo` brings it back.")
@settings_options()
@click.pass_context
def view(ctx: click.Context, name: str, query: tuple[str, ...], remove: bool) -> None:
    """Save QUERY as the view NAME, or show what NAME is.

    `briefing today --view NAME` and `briefing threads --view NAME` use it.
    """
    if remove and query:
        raise click.UsageError("--remove takes a NAME and no QUERY.")
    with open_services(ctx) as services:
        if remove:
            services.views.remove(name)
            click.echo(f"Removed the view {name}.")
        elif query:
            services.views.save(name, " ".join(query))
            click.echo(f"Saved the view {name}: {services.views.query_of(name)}")
        else:
            click.echo(str(services.views.query_of(name)))
