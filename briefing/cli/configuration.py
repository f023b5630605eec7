"""`briefing feeds`, `check`, `paths` and `keys`: the configuration, and where the files are."""

from __future__ import annotations

import os
from datetime import datetime

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_SOME_FAILED
from briefing.cli.options import json_option, settings_options, width_option
from briefing.cli.printer import make_printer, print_json, print_note
from briefing.cli.refresh import require_feeds
from briefing.cli.setup import moment_of, open_config, open_services, paths_of, settings_of
from briefing.cli.shared_steps import shows_numbers
from briefing.config import Config, load_config
from briefing.errors import StoreError
from briefing.model.thread_rules import Rule
from briefing.output.formatting import format_count, format_day
from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.query import did_you_mean

KEY_TABLE_HEADER = ("command", "keys", "what it does", "where")


@command()
@json_option
@width_option
@settings_options()
@click.pass_context
def feeds(ctx: click.Context, as_json: bool, width: int | None) -> None:
    """List the feeds and their health.

    For each feed it shows the last successful fetch, the next one, and what is wrong. On a terminal its number stays
    valid until you list the feeds again; a pipe has no numbers.
    """
    with open_services(ctx) as services:
        now = services.now()
        listed = services.feed_health.feeds_with_states()
        numbered = shows_numbers() and not as_json
        if numbered and not services.feed_health.remember_numbers([feed for feed, _ in listed]):
            print_note("The numbers of this list could not be stored: name feeds by name or address.")
    if as_json:
        from briefing.output.json_format import feeds_json

        print_json(feeds_json(listed, now))
        return
    from briefing.output.feed_health import feeds_page

    if not listed:
        echo("There is no feed yet; `briefing add URL` adds one.")
        return
    printer = make_printer(width)
    printer.show(feeds_page(listed, now, printer.width, numbered=numbered))


@command()
@json_option
@settings_options()
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check the configuration and list every problem with its line; no feed is fetched.

    Exit code: 0 no problems, 2 unusable, 3 it has problems.
    """
    from briefing.services.missing_extras import missing_full_text
    from briefing.services.unencrypted_secrets import UNENCRYPTED_ADVICE, unencrypted_secret_notes
    from briefing.tui.keymap import keymap_problems

    config = open_config(ctx)
    problems = [
        *map(str, config.problems),
        *(f"{config.path}: [keys] {problem}" for _, problem in keymap_problems(config.key_bindings)),
    ]
    if missing := missing_full_text(config):
        problems.append(str(missing))
    problems += _digest_problems(ctx, config)
    notes = [f"{note}: {UNENCRYPTED_ADVICE}" for note in unencrypted_secret_notes(config.feeds)]
    notes += _ended_rules(config, moment_of(ctx))
    notes += _unknown_values_of_rules(ctx, config)
    if as_json:
        from briefing.output.maintenance_json import check_json

        print_json(check_json(config, problems, notes, moment_of(ctx)))
        require_feeds(config)
        ctx.exit(EXIT_SOME_FAILED if problems else 0)
    for problem in problems:
        echo(problem)
    for note in notes:
        print_note(note)
    require_feeds(config)
    section_count = len({feed.section for feed in config.feeds})
    usable = f"{format_count(len(config.feeds), 'usable feed')} in {format_count(section_count, 'section')}"
    echo(f"{config.path}: {usable}, {format_count(len(problems), 'problem')}")
    ctx.exit(EXIT_SOME_FAILED if problems else 0)


def _ended_rules(config: Config, now: datetime) -> list[str]:
    """Return a note for each rule that does nothing any more."""
    return [
        f"{config.path}:{rule.line}: this rule ended on {format_day(rule.until.astimezone(), now)}: "
        "remove it, or give it a later `until`"
        for rule in config.rules
        if rule.until and not rule.is_active(now)
    ]


def _unknown_values_of_rules(ctx: click.Context, config: Config) -> list[str]:
    """Return a note for each section and publisher of a rule that is nowhere, neither in the store nor at a feed.

    These are no mistakes: their articles may be still to come, or of feeds that were removed.
    """
    known = {
        "section": [feed.section for feed in config.feeds],
        "publisher": [feed.publisher for feed in config.feeds],
    }
    keys = [key for key in known if any(_values_of(rule, key) for rule in config.rules)]
    has_store = paths_of(ctx).store.exists()
    if keys and has_store:
        try:
            with open_services(ctx) as services:
                for key in keys:
                    known[key] += services.names.values_for_key(key)
        except StoreError as error:
            return [f"the {' and '.join(f'{key}s' for key in keys)} of rules cannot be checked: {error}"]
    messages = {"section": 'no feed and no thread has the section "{}" of this rule'}
    if has_store:
        messages["publisher"] = 'no article so far is from the publisher "{}" of this rule'
    spellings = {key: set(map(plain_spelling, known[key])) for key in messages}
    return [
        f"{config.path}:{rule.line}: {did_you_mean(message.format(name), name, known[key])}"
        for rule in config.rules
        for key, message in messages.items()
        for name in _values_of(rule, key)
        if plain_spelling(name) not in spellings[key]
    ]


def _values_of(rule: Rule, key: str) -> tuple[str, ...]:
    return rule.sections if key == "section" else rule.publishers


def _digest_problems(ctx: click.Context, config: Config) -> list[str]:
    """Return a problem for each digest whose view or query names what is not there; without a store none is known."""
    digests = [one for one in config.digests.values() if one.view or one.query]
    if not digests or not paths_of(ctx).store.exists():
        return []
    problems = []
    try:
        with open_services(ctx) as services:
            views = {view.name.casefold(): view for view in services.views.all()}
            for digest in digests:
                view = views.get(digest.view.casefold())
                place = f"{config.path}: [digests.{digest.name}]"
                if digest.view and view is None:
                    hint = f"`briefing view {digest.view} QUERY` saves one"
                    problems.append(f'{place} no view is called "{digest.view}"; {hint}')
                owners = {"query": digest.query, "view": view.query if view else ""}
                problems += [
                    f"{place} `{key}`: {problem}"
                    for key, query in owners.items()
                    if (problem := services.names.problem_of(query))
                ]
    except StoreError as error:
        return [f"the views and queries of digests cannot be checked: {error}"]
    return problems


@command()
@json_option
@settings_options()
@click.pass_context
def paths(ctx: click.Context, as_json: bool) -> None:
    """Show where the configuration, the store and its backups are."""
    where = paths_of(ctx)
    if as_json:
        from briefing.output.maintenance_json import paths_json

        print_json(paths_json(where, moment_of(ctx)))
        return
    for label, path in (
        ("configuration", where.config),
        ("shipped default", where.default_config),
        ("store", where.store),
        ("backups", where.backups),
    ):
        echo(f"{label:16} {path}{'' if path.exists() else '  (does not exist yet)'}")


@command()
@json_option
@settings_options()
@click.pass_context
def keys(ctx: click.Context, as_json: bool) -> None:
    """List the keys of the reader.

    The [keys] table of feeds.toml changes them. It uses the names in the first column: follow = "B, ctrl+f".
    """
    from briefing.tui.commands import command_table
    from briefing.tui.keymap import with_custom_keys

    config = load_config(settings_of(ctx).config, os.environ)
    table = command_table(with_custom_keys(config.key_bindings))
    if as_json:
        from briefing.output.maintenance_json import keys_json

        print_json(keys_json(table, moment_of(ctx)))
        return
    rows = [KEY_TABLE_HEADER, *table]
    name, key_width, help_width = (max(len(row[column]) for row in rows) for column in range(3))
    for row in rows:
        echo(f"{row[0]:{name}}  {row[1]:{key_width}}  {row[2]:{help_width}}  {row[3]}".rstrip())
