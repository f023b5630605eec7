"""`briefing digest`: what is new since this digest last ran, as text for mail."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from briefing.cli.options import json_option, resolve_since, settings_options, since_option
from briefing.cli.printer import print_note
from briefing.cli.rewrite import rewrite_if_wanted, rewrite_option
from briefing.cli.setup import open_services
from briefing.model.threads import Briefing
from briefing.output.digest import MAX_FULL_THREADS, digest_text


@click.command()
@click.option("--name", default="default", show_default=True, help="Each name remembers by itself what it told.")
@since_option
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help='Write to a file; "-" prints.'
)
@click.option("--width", type=click.IntRange(30, 400), default=72, show_default=True, help="Columns to fill.")
@click.option("--quiet", is_flag=True, help="Print nothing at all when nothing is new.")
@click.option("--refresh", "fetch", is_flag=True, help="Fetch the feeds that are due first.")
@rewrite_option
@json_option
@settings_options()
@click.pass_context
def digest(
    ctx: click.Context,
    name: str,
    since: timedelta | datetime | None,
    output: Path | None,
    width: int,
    quiet: bool,
    fetch: bool,
    rewrite: bool | None,
    as_json: bool,
) -> None:
    """Print what is new since this digest last ran; made for cron.

    What it told is recorded only once it has been written. A feed that failed is named in it and no reason to fail.
    """
    code = 0
    with open_services(ctx) as services:
        if fetch:
            from briefing.cli.refresh import EXIT_NOTHING_REACHED, exit_code, print_failures, run_refresh

            report = run_refresh(services, quiet=quiet)
            if exit_code(report) == EXIT_NOTHING_REACHED:
                print_failures(services, report)
                code = EXIT_NOTHING_REACHED
        elif not quiet and services.reading.is_store_empty():
            print_note(
                "Nothing is in the store yet: `briefing refresh` fetches, and so does `briefing digest --refresh`."
            )
        briefing = services.deliveries.digest(name, resolve_since(since, services.now()))
        if briefing.threads or not quiet:
            told = rewrite_if_wanted(services, briefing.threads[:MAX_FULL_THREADS], rewrite, "news")
            briefing = replace(briefing, threads=(*told, *briefing.threads[MAX_FULL_THREADS:]))
            write_output(_render(briefing, width, as_json), output)
            services.deliveries.mark_delivered(briefing)
    ctx.exit(code)


def _render(briefing: Briefing, width: int, as_json: bool) -> str:
    if not as_json:
        return digest_text(briefing, width)
    from briefing.output.json_format import briefing_json

    return briefing_json(briefing)


def write_output(text: str, output: Path | None) -> None:
    """Write to the file, whole or not at all, or print; returns only once it is out. ConfigError if it cannot be."""
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        sys.stdout.flush()
        return
    from briefing.config import write_atomic

    write_atomic(output, text)
