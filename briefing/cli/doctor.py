"""`briefing doctor`: checks of configuration, store, feeds and terminal, each with what to do about it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_FAILED
from briefing.cli.options import json_option, settings_options
from briefing.cli.printer import print_json
from briefing.cli.setup import moment_of, paths_of, settings_of
from briefing.cli.terminal_facts import is_dumb
from briefing.config import Config, Paths, default_config_path, load_config
from briefing.errors import ConfigError, StoreError
from briefing.model.feeds import Feed, FeedState
from briefing.output.feed_health import format_next_try
from briefing.output.formatting import format_count, format_mib, format_moment
from briefing.services.maintenance import StoreHealth, inspect_store
from briefing.services.missing_extras import missing_full_text
from briefing.system_errors import os_error_cause, os_error_hint, writing_error
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name

MIB, GIB = 1 << 20, 1 << 30
"""Bytes."""
MIN_FREE_BYTES = 100 * MIB
"""Free disk space below which a refresh may fail: a refresh of 100 feeds and its journal need less."""
MANY_FAILURES = 3
"""Failed fetches in a row from which on a feed counts as a problem: fewer are mostly a short outage."""
STALE_AFTER = timedelta(days=14)
"""Age of the last fetch from which on it is reported: a reader who was on holiday expects that."""
MAX_LISTED = 10
"""Problems of one kind that are listed at most."""
MIN_SHARED_CAUSE = 3
"""Feeds that failed with one cause from which on it is one line: ten lines would say the same."""
MAX_NAMED_FEEDS = 4
"""Feeds that such a line names."""
CLOCK_TOLERANCE = timedelta(minutes=10)
"""How far in the future a fetch may lie: clocks of two machines that share a store differ a little."""
MIN_TERMINAL_WIDTH = 40
"""Columns below which the output becomes hard to read."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: `advice` is what to do about it, `is_problem` whether it counts as a problem."""

    subject: str
    message: str
    advice: str = ""
    is_problem: bool = False


@command()
@json_option
@settings_options()
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check configuration, store, feeds and terminal, and suggest fixes.

    Nothing is fetched or changed. Exit code: 0 no problems, 1 some problems.
    """
    results: list[CheckResult] = []
    for result in _run_checks(ctx, paths_of(ctx), moment_of(ctx)):
        results.append(result)
        if as_json:
            continue
        label = "problem" if result.is_problem else "note" if result.advice else "ok"
        echo(f"{label:7} {result.subject:14} {clean(result.message)}")
        if result.advice:
            echo(f"{'':22} -> {clean(result.advice)}")
    problems = sum(result.is_problem for result in results)
    if as_json:
        from briefing.output.maintenance_json import doctor_json

        checks = [(one.subject, clean(one.message), clean(one.advice), one.is_problem) for one in results]
        print_json(doctor_json(checks, moment_of(ctx)))
        ctx.exit(EXIT_FAILED if problems else 0)
    notes = sum(bool(result.advice) for result in results)
    no_problems = f"No problems found; {format_count(notes, 'note')} above." if notes else "No problems found."
    echo(f"{format_count(problems, 'problem')} found." if problems else no_problems)
    ctx.exit(EXIT_FAILED if problems else 0)


def _run_checks(ctx: click.Context, where: Paths, now: datetime) -> Iterator[CheckResult]:
    """Run all checks, one after the other; a check that fails to run is a result too."""
    config: Config | None = None
    try:
        config = load_config(settings_of(ctx).config, os.environ)
    except ConfigError as error:
        advice = error.hint or f"correct it, or replace it by {where.config.name}.bak or {default_config_path()}"
        yield CheckResult("configuration", str(error), advice, is_problem=True)
    if config:
        yield from _check_configuration(config)
    health: StoreHealth | None = None
    if not where.store.exists():
        yield CheckResult("store", f"{where.store} does not exist yet", "`briefing refresh` makes it")
    else:
        try:
            health = inspect_store(where.store, now)
            yield from _check_store(where.store, health)
            yield from _check_clock(health, now)
        except StoreError as error:
            yield CheckResult("store", str(error), error.hint or "see `briefing paths`", is_problem=True)
    yield from _check_permissions(where, config.feeds if config else ())
    yield from _check_disk(where)
    if config and health is not None and not health.damage:
        yield from _check_feeds(config, health.feed_states, now)
    yield from _check_terminal()


def _check_configuration(config: Config) -> Iterator[CheckResult]:
    from briefing.services.unencrypted_secrets import UNENCRYPTED_ADVICE, unencrypted_secret_notes

    enabled = sum(feed.enabled for feed in config.feeds)
    message = f"{config.path}: {format_count(enabled, 'feed')} enabled, {len(config.feeds) - enabled} paused"
    yield CheckResult(
        "configuration", message, "" if enabled else "`briefing add URL` adds a feed", is_problem=not enabled
    )
    for problem in config.problems[:MAX_LISTED]:
        advice = "`briefing check` lists all problems; correct this line"
        yield CheckResult("configuration", str(problem), advice, is_problem=True)
    if missing := missing_full_text(config):
        yield CheckResult("full text", missing.message, missing.install_command, is_problem=True)
    for note in islice(unencrypted_secret_notes(config.feeds), MAX_LISTED):
        yield CheckResult("configuration", note, UNENCRYPTED_ADVICE)


def _check_store(path: Path, health: StoreHealth) -> Iterator[CheckResult]:
    if health.damage:
        advice = "`briefing restore FILE` puts a backup in its place (`briefing paths` shows where backups are)"
        yield CheckResult("store", f"{path} is damaged: {health.damage}", advice, is_problem=True)
        return
    articles = format_count(health.article_count, "article")
    ungrouped = format_count(health.ungrouped_count, "article")
    advice = f"{ungrouped} not grouped: run `briefing refresh`" if health.ungrouped_count else ""
    yield CheckResult("store", f"{path}: sound, {format_mib(health.size)}, {articles}", advice)
    if health.read_only:
        refused = writing_error(path)
        cause = f": {os_error_cause(refused)}" if refused else ""
        advice = os_error_hint(refused, "choose another --store") if refused else "`briefing refresh` says why"
        yield CheckResult("store", f"{path} can be read but not written{cause}", advice, is_problem=True)
    if health.is_refreshing:
        yield CheckResult("store", "a refresh is running", "wait for it; reading works meanwhile")


def _check_clock(health: StoreHealth, now: datetime) -> Iterator[CheckResult]:
    if health.clock_problem:
        message = f"at the last refresh it was {health.clock_problem} by the time that the hosts of feeds give"
        yield CheckResult("clock", message, "set the clock, then run `briefing refresh`", is_problem=True)
    elif health.clock_is_behind:
        message = f"it shows {now:%Y-%m-%d %H:%M} UTC, but most feeds have articles from days after that"
        yield CheckResult("clock", message, "set the clock, then run `briefing refresh`", is_problem=True)
    elif health.future_times:
        times = ", ".join(f"{name.replace('_', ' ')} {time:%Y-%m-%d}" for name, time in health.future_times.items())
        advice = "the clock was ahead: if it is right now, `briefing refresh` and the next digest correct them"
        yield CheckResult("clock", f"stored times lie in the future: {times}", advice)


def _check_permissions(where: Paths, feeds: Sequence[Feed]) -> Iterator[CheckResult]:
    from briefing.services.open_files import files_open_to_others

    for file in islice(files_open_to_others(feeds, where.config, where.store), MAX_LISTED):
        advice = f"make it yours alone: chmod go= {shlex.quote(str(file))}"
        yield CheckResult("permissions", f"other users of this machine may use {file}", advice)


def _check_disk(where: Paths) -> Iterator[CheckResult]:
    folder = next((folder for folder in where.store.absolute().parents if folder.exists()), Path("/"))
    free = shutil.disk_usage(folder).free
    advice = "" if free > MIN_FREE_BYTES else "free some space: a refresh needs it"
    yield CheckResult("disk", f"{free / GIB:.1f} GiB free in {folder}", advice, is_problem=bool(advice))


def _check_feeds(config: Config, states: Mapping[str, FeedState], now: datetime) -> Iterator[CheckResult]:
    fetched = [(feed, states[feed.url]) for feed in config.feeds if feed.enabled and feed.url in states]
    if any(state.last_try and state.last_try > now + CLOCK_TOLERANCE for _, state in fetched):
        yield CheckResult("clock", "some feeds were fetched in the future", "set the clock; nothing was lost")
    failing = [(feed, state) for feed, state in fetched if state.failures]
    yield _feed_counts(config, len(fetched), len(failing))
    if len(failing) == len(fetched) > 1 and (outage := _one_cause(failing)):
        yield outage
        return
    by_cause = _by_cause(failing)
    yield from (_check_cause(cause, feeds, now) for cause, feeds in by_cause[:MAX_LISTED])
    if more := sum(len(feeds) for _, feeds in by_cause[MAX_LISTED:]):
        yield CheckResult("feeds", f"and {more} more that failed", "`briefing feeds` lists all of them")
    for feed, state in fetched:
        if not state.failures:
            yield from _check_working_feed(feed, state, now)


_FailingFeeds = list[tuple[Feed, FeedState]]


def _feed_counts(config: Config, fetched: int, failing: int) -> CheckResult:
    """Return how many of the feeds work, and how many were never fetched."""
    never_fetched = sum(feed.enabled for feed in config.feeds) - fetched
    parts = [f"{fetched - failing} of {fetched} without failures"] if fetched else []
    parts += [f"{never_fetched} never fetched"] if never_fetched else []
    advice = "`briefing refresh` fetches them" if never_fetched else ""
    return CheckResult("feeds", ", ".join(parts) or "none", advice)


def _one_cause(feeds: _FailingFeeds) -> CheckResult | None:
    """Return the one result for feeds that all fail with one cause: that is hardly theirs."""
    cause, *others = {state.error for _, state in feeds}
    if others or any(state.gone for _, state in feeds):
        return None
    often = all(state.failures >= MANY_FAILURES for _, state in feeds)
    suspect = "the servers refuse or are busy" if cause.startswith("HTTP ") else "suspect the network"
    advice = f"all feeds fail with the same cause: {suspect}"
    return CheckResult("feeds", f"none could be fetched: {cause}", advice, is_problem=often)


def _by_cause(failing: Sequence[tuple[Feed, FeedState]]) -> list[tuple[str, _FailingFeeds]]:
    """Return the feeds that failed by their causes: what several share first, and then each feed alone."""
    by_cause: dict[str, _FailingFeeds] = {}
    for feed, state in failing:  # a gone feed is each alone: it is to be removed by its name
        by_cause.setdefault(feed.url if state.gone else state.error, []).append((feed, state))
    shared = [(cause, feeds) for cause, feeds in by_cause.items() if len(feeds) >= MIN_SHARED_CAUSE]
    alone = [(cause, [one]) for cause, feeds in by_cause.items() if len(feeds) < MIN_SHARED_CAUSE for one in feeds]
    return [*sorted(shared, key=lambda item: -len(item[1])), *alone]


def _check_cause(cause: str, feeds: _FailingFeeds, now: datetime) -> CheckResult:
    """Return the result for one feed that failed, or for several that failed with one cause."""
    if len(feeds) == 1:
        return _check_failing_feed(*feeds[0], now)
    names = [feed_display_name(feed, state.title) for feed, state in feeds]
    named = ", ".join(names[:MAX_NAMED_FEEDS])
    more = f" and {len(names) - MAX_NAMED_FEEDS} more" if len(names) > MAX_NAMED_FEEDS else ""
    often = sum(state.failures >= MANY_FAILURES for _, state in feeds)
    failed = f"{often} of them failed {MANY_FAILURES} times or more in a row; " if often else ""
    return CheckResult(
        "feeds",
        f"{len(feeds)} feeds with one cause: {cause} ({named}{more})",
        f"{failed}`briefing feeds` says when each is tried again",
        is_problem=bool(often),
    )


def _check_failing_feed(feed: Feed, state: FeedState, now: datetime) -> CheckResult:
    name = feed_display_name(feed, state.title)
    message = f"{name}: {state.error} ({format_count(state.failures, 'failure')} in a row)"
    if state.gone:
        advice = f'`briefing remove "{name}"`, or `briefing enable "{name}"` to try again'
        return CheckResult("feeds", message, advice, is_problem=True)
    often = state.failures >= MANY_FAILURES
    is_waiting = state.next_try is not None and state.next_try > now
    next_try = (
        f"it is tried again at {format_next_try(state, now)}" if is_waiting else "the next refresh tries it again"
    )
    advice = "look for its new address, or disable it" if often else next_try
    return CheckResult("feeds", message, advice, is_problem=often)


def _check_working_feed(feed: Feed, state: FeedState, now: datetime) -> Iterator[CheckResult]:
    name = feed_display_name(feed, state.title)
    if state.permanent_url and state.permanent_url != feed.url:
        yield CheckResult("feeds", f"{name} moved to {state.permanent_url}", "put this address into feeds.toml")
    if state.last_success and now - state.last_success > STALE_AFTER:
        last = format_moment(state.last_success, now)
        yield CheckResult("feeds", f"{name} was last fetched {last}", "run `briefing refresh`, or set up cron")


def _check_terminal() -> Iterator[CheckResult]:
    size = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    terminal = os.environ.get("TERM", "") or "(not set)"
    advice = ""
    if not encoding.replace("-", "").startswith("utf"):
        advice = "set a UTF-8 locale (LANG=en_GB.UTF-8), or use --ascii"
    elif sys.stdout.isatty() and is_dumb():
        advice = "the reader needs another TERM, such as xterm-256color; `briefing today` works"
    elif sys.stdout.isatty() and size.columns < MIN_TERMINAL_WIDTH:
        advice = "a wider window shows more"
    yield CheckResult("terminal", f"{size.columns} x {size.lines}, {encoding}, TERM={terminal}", advice)
