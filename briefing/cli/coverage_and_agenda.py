"""`briefing coverage` and `agenda`: who reports a thread, and what is to come."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import ascii_option, json_option, settings_options, width_option
from briefing.cli.printer import make_printer, print_note
from briefing.cli.reading import thread_argument
from briefing.cli.setup import open_services

DAYS = 14


@click.command()
@thread_argument
@click.option("--all", "everything", is_flag=True, help="All stories of the thread.")
@json_option
@width_option
@ascii_option
@settings_options()
@click.pass_context
def coverage(
    ctx: click.Context, thread: tuple[str, ...], everything: bool, as_json: bool, width: int | None, ascii: bool
) -> None:
    """Tell who reports a THREAD: who first, who later, with which headlines, and who not at all.

    It also names what only one publisher has. Silent are publishers of your feeds of the same section.
    """
    with open_services(ctx) as services:
        now = services.now()
        found = services.reading.coverage(services.reading.resolve_thread(" ".join(thread)))
    if as_json:
        from briefing.output.json_format import coverage_json

        click.echo(coverage_json(found, now), nl=False)
        return
    from briefing.output.coverage import coverage_page

    on = make_printer(width, ascii)
    on.show(coverage_page(found, now, on.width, on.ascii, everything))


@click.command()
@click.option("--days", type=click.IntRange(1, 400), default=DAYS, show_default=True, help="How far to look ahead.")
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a calendar file.")
@json_option
@width_option
@settings_options()
@click.pass_context
def agenda(ctx: click.Context, days: int, ics: Path | None, as_json: bool, width: int | None) -> None:
    """Tell what is to come: days and months ahead that the articles of the last weeks speak of.

    Each with the sentence that says so. --ics writes them for your calendar.
    """
    with open_services(ctx) as services:
        now = services.now()
        items = services.reading.agenda(days)
    if ics:
        from briefing.config import write_atomic
        from briefing.output.icalendar_file import icalendar_text

        write_atomic(ics, icalendar_text(items, now))
        print_note(f"{len(items)} events written to {ics}.")
        return
    if as_json:
        from briefing.output.json_format import agenda_json

        click.echo(agenda_json(items, now), nl=False)
        return
    if not items:
        click.echo(f"No article speaks of the next {days} days.")
        return
    from briefing.output.agenda import agenda_page

    on = make_printer(width)
    on.show(agenda_page(items, now, on.width))
