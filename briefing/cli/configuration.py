"""`briefing feeds`, `check` and `paths`: the configuration and where everything is."""

from __future__ import annotations

import os

import click

from briefing.cli.options import Settings, json_option, settings_options, width_option
from briefing.cli.printer import make_printer
from briefing.cli.refresh import EXIT_SOME_FAILED, require_feeds
from briefing.cli.setup import open_services
from briefing.config import install_default_config, load_config
from briefing.config import resolve_paths as find_paths
from briefing.output.number_format import format_count


@click.command()
@json_option
@width_option
@settings_options()
@click.pass_context
def feeds(ctx: click.Context, as_json: bool, width: int | None) -> None:
    """List the feeds and their health.

    It tells when each last worked, when it is due next, and what is wrong with it.
    """
    with open_services(ctx) as services:
        now = services.now()
        listed = services.feed_health.feeds_with_states()
    if as_json:
        from briefing.output.json_format import feeds_json

        click.echo(feeds_json(listed, now), nl=False)
        return
    from briefing.output.lists import feeds_page

    on = make_printer(width)
    if not listed:
        click.echo("There is no feed yet; `briefing add URL` adds one.")
        return
    on.show(feeds_page(listed, now, on.width))


@click.command()
@settings_options()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the configuration: every problem at once, with its line; no feed is fetched.

    Exit code: 0 all well, 2 unusable, 3 some feeds have problems.
    """
    from briefing.tui.keymap import keymap_problems

    settings = ctx.find_root().ensure_object(Settings)
    install_default_config(find_paths(settings.config, settings.store, os.environ))
    config = load_config(settings.config, os.environ)
    problems = [
        *map(str, config.problems),
        *(f"{config.path}: [keys] {words}" for _, words in keymap_problems(config.key_bindings)),
    ]
    for problem in problems:
        click.echo(problem)
    require_feeds(config)
    sections = len({feed.section for feed in config.feeds})
    found = f"{format_count(len(config.feeds), 'usable feed')} in {format_count(sections, 'section')}"
    click.echo(f"{config.path}: {found}, {format_count(len(problems), 'problem')}")
    ctx.exit(EXIT_SOME_FAILED if problems else 0)


@click.command()
@settings_options()
@click.pass_context
def paths(ctx: click.Context) -> None:
    """Show where the configuration, the store and its back-ups are."""
    settings = ctx.find_root().ensure_object(Settings)
    where = find_paths(settings.config, settings.store, os.environ)
    named = (
        ("configuration", where.config),
        ("shipped default", where.default_config),
        ("store", where.store),
        ("back-ups", where.backups),
    )
    for label, path in named:
        click.echo(f"{label:16} {path}{'' if path.exists() else '  (not there yet)'}")
