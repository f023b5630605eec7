"""The command line. Each command is imported only when it is called, so that start-up stays fast."""

from __future__ import annotations

import gc

import click

from briefing.cli.command_group import COMMAND_FAMILIES, MODULE_OF_COMMAND, LazyGroup
from briefing.cli.echo import echo
from briefing.cli.options import settings_options
from briefing.cli.streams import prepare_streams, report_lost_output
from briefing.cli.time_zone import replace_unknown_time_zone

__all__ = ["COMMAND_FAMILIES", "MODULE_OF_COMMAND", "main", "root"]


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", "show_version", is_flag=True, help="Show the version and exit.")
@click.option("--verbose", is_flag=True, help="With --version: all that a bug report needs, without secrets.")
@settings_options(environment=True)
@click.pass_context
def root(ctx: click.Context, show_version: bool, verbose: bool) -> None:
    """Follow the news from a terminal: feeds become stories, stories become threads.

    Without a command it opens the reader, or prints `briefing today` if there is no terminal.
    """
    if show_version:
        _print_version(ctx, verbose)
        ctx.exit()
    if verbose:
        raise click.UsageError("--verbose goes with --version.", ctx)
    if ctx.invoked_subcommand is not None:
        return
    from briefing.cli.terminal_facts import is_interactive

    if is_interactive():
        gc.disable()  # what is made before the first paint stays; the reader enables it then
        from briefing.cli.reader_start import run_reader
        from briefing.cli.setup import open_services

        with open_services(ctx, running=True) as services:
            run_reader(services)
    else:
        from briefing.cli.today import today

        ctx.invoke(today)


def _print_version(ctx: click.Context, verbose: bool) -> None:
    from briefing.cli.version_report import report_lines, version_line

    if not verbose:
        echo(version_line())
        return
    from briefing.cli.setup import paths_of

    for line in report_lines(paths_of(ctx)):
        echo(line)


def main() -> None:
    """Run `briefing`; this is the entry point of the installed command."""
    prepare_streams()
    replace_unknown_time_zone()
    try:
        root(prog_name="briefing")
    finally:
        report_lost_output()
