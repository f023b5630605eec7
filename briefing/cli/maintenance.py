"""`briefing doctor` and `backup`: whether all is well, and a copy in case it is not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from briefing.cli.options import FILE_TYPE, Settings, settings_options
from briefing.cli.printer import is_dumb
from briefing.config import Config, Paths, default_config_path, load_config, resolve_paths
from briefing.errors import ConfigError, StoreError
from briefing.model.articles import EPOCH
from briefing.model.feeds import Feed, FeedState
from briefing.output.number_format import format_count
from briefing.output.time_format import format_moment
from briefing.store.store import Store
from briefing.text.clean import clean

MIN_FREE_BYTES = 100 << 20  # bytes
MANY_FAILURES = 3  # failures in a row from which on a feed needs a look
STALE_AFTER = timedelta(days=14)
MAX_LISTED = 10
CLOCK_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that was looked at; `advice` says what to do where something is wrong, `grave` whether it counts."""

    subject: str
    message: str
    advice: str = ""
    is_error: bool = False


@click.command()
@settings_options()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Look whether all is well, and say what to do where it is not.

    It looks at the configuration, the store, the disk, the feeds and the terminal. Nothing is fetched.
    Exit code: 0 nothing is wrong, 1 something is.
    """
    from datetime import UTC

    settings = ctx.find_root().ensure_object(Settings)
    where = resolve_paths(settings.config, settings.store, os.environ)
    now = settings.now or datetime.now(UTC)
    findings: list[CheckResult] = []
    for finding in _run_checks(settings, where, now):
        findings.append(finding)
        mark = "wrong" if finding.is_error else "note" if finding.advice else "ok"
        click.echo(f"{mark:6} {finding.subject:14} {clean(finding.message)}")
        if finding.advice:
            click.echo(f"{'':21} -> {clean(finding.advice)}")
    grave = sum(finding.is_error for finding in findings)
    notes = sum(bool(finding.advice) for finding in findings)
    well = f"Nothing is wrong; {format_count(notes, 'note')} above." if notes else "Nothing is wrong."
    click.echo(f"{format_count(grave, 'thing')} wrong." if grave else well)
    ctx.exit(1 if grave else 0)


@click.command()
@click.argument("file", type=FILE_TYPE)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@settings_options()
@click.pass_context
def backup(ctx: click.Context, file: Path, force: bool) -> None:
    """Copy the store to FILE, also while it is in use.

    FILE appears whole or not at all.
    To go back to it: `--store FILE`, or put it in the place that `briefing paths` names.
    """
    settings = ctx.find_root().ensure_object(Settings)
    where = resolve_paths(settings.config, settings.store, os.environ)
    if not where.store.exists():
        raise StoreError(f"there is no store at {where.store} yet", "`briefing refresh` makes one")
    if file.exists() and not force:
        raise ConfigError(f"{file} is there already", "choose another name, or say --force")
    with Store.open(where.store) as store:
        store.backup(file)
    click.echo(f"Copied {where.store} to {file} ({file.stat().st_size / (1 << 20):.1f} MiB).")


def _run_checks(settings: Settings, where: Paths, now: datetime) -> Iterator[CheckResult]:
    """Look at everything, one after the other; what cannot be looked at is a finding itself."""
    config: Config | None = None
    try:
        config = load_config(settings.config, os.environ)
    except ConfigError as error:
        advice = error.hint or f"mend it, or put {where.config.name}.bak or {default_config_path()} in its place"
        yield CheckResult("configuration", str(error), advice, is_error=True)
    if config:
        yield from _check_configuration(config)
    states: dict[str, FeedState] | None = None
    if not where.store.exists():
        yield CheckResult("store", f"{where.store} is not there yet", "`briefing refresh` makes it")
    else:
        try:
            with Store.open(where.store) as store:
                yield from _check_store(store)
                states = store.feeds.states()
        except StoreError as error:
            yield CheckResult("store", str(error), error.hint or "see `briefing paths`", is_error=True)
    yield from _check_disk(where)
    if config and states is not None:
        yield from _check_feeds(config, states, now)
    yield from _check_terminal()


def _check_configuration(config: Config) -> Iterator[CheckResult]:
    on = sum(feed.enabled for feed in config.feeds)
    words = f"{config.path}: {format_count(on, 'feed')} to fetch, {len(config.feeds) - on} disabled"
    yield CheckResult("configuration", words, "" if on else "`briefing add URL` adds a feed", is_error=not on)
    for problem in config.problems[:MAX_LISTED]:
        yield CheckResult(
            "configuration", str(problem), "`briefing check` lists all of them; mend this line", is_error=True
        )


def _check_store(store: Store) -> Iterator[CheckResult]:
    damage = store.check()
    size = store.path.stat().st_size / (1 << 20)
    if damage:
        advice = "move it away and start afresh, or put a back-up in its place (`briefing paths` names both)"
        yield CheckResult("store", f"{store.path} is damaged: {damage[0]}", advice, is_error=True)
    elif store.read_only:
        words = f"{store.path} can be read, but nothing can be written there"
        yield CheckResult("store", words, "make room and the folder writable, or choose another --store", is_error=True)
    else:
        waiting = len(store.articles.ungrouped())
        words = f"{store.path}: sound, {size:.1f} MiB, {format_count(store.articles.feed_and_article_counts(EPOCH)[1], 'article')}"
        yield CheckResult(
            "store", words, f"{format_count(waiting, 'article')} not grouped: `briefing refresh`" if waiting else ""
        )
        with store.refresh_lock() as free:
            if not free:
                yield CheckResult("store", "a refresh is running", "wait for it; reading works meanwhile")


def _check_disk(where: Paths) -> Iterator[CheckResult]:
    folder = next((folder for folder in where.store.absolute().parents if folder.exists()), Path("/"))
    free = shutil.disk_usage(folder).free
    advice = "" if free > MIN_FREE_BYTES else "free some space: a refresh needs it"
    yield CheckResult("disk", f"{free / (1 << 30):.1f} GiB free in {folder}", advice, is_error=bool(advice))


def _check_feeds(config: Config, states: dict[str, FeedState], now: datetime) -> Iterator[CheckResult]:
    known = [(feed, states[feed.url]) for feed in config.feeds if feed.enabled and feed.url in states]
    if any(state.last_try and state.last_try > now + CLOCK_TOLERANCE for _, state in known):
        yield CheckResult("clock", "feeds were fetched in what is now the future", "set the clock; nothing was lost")
    failing = [(feed, state) for feed, state in known if state.failures]
    fresh = sum(feed.enabled for feed in config.feeds) - len(known)
    parts = [f"{len(known) - len(failing)} of {len(known)} well"] if known else []
    words = ", ".join(parts + ([f"{fresh} never fetched"] if fresh else [])) or "none"
    yield CheckResult("feeds", words, "`briefing refresh` fetches them" if fresh else "")
    causes = {state.error for _, state in failing}
    if len(failing) == len(known) > 1 and len(causes) == 1 and not any(state.gone for _, state in known):
        often = all(state.failures >= MANY_FAILURES for _, state in failing)
        advice = "the same cause for all is the network, most likely"
        yield CheckResult("feeds", f"none could be reached: {causes.pop()}", advice, is_error=often)
        return
    for feed, state in failing[:MAX_LISTED]:
        yield _failing_feed(feed, state)
    if len(failing) > MAX_LISTED:
        yield CheckResult("feeds", f"and {len(failing) - MAX_LISTED} more that failed", "`briefing feeds` lists all")
    for feed, state in known:
        if not state.failures and state.permanent_url and state.permanent_url != feed.url:
            yield CheckResult(
                "feeds", f"{_feed_name(feed, state)} moved to {state.permanent_url}", "write this address into the file"
            )
        if not state.failures and state.last_success and now - state.last_success > STALE_AFTER:
            last = format_moment(state.last_success, now)
            yield CheckResult(
                "feeds", f"{_feed_name(feed, state)} was last fetched {last}", "`briefing refresh`, or cron"
            )


def _failing_feed(feed: Feed, state: FeedState) -> CheckResult:
    name = _feed_name(feed, state)
    words = f"{name}: {state.error} ({format_count(state.failures, 'failure')} in a row)"
    if state.gone:
        return CheckResult(
            "feeds", words, f'`briefing remove "{name}"`, or `briefing enable "{name}"` to ask again', True
        )
    often = state.failures >= MANY_FAILURES
    advice = "look for its new address, or disable it" if often else "it is tried again by itself"
    return CheckResult("feeds", words, advice, is_error=often)


def _feed_name(feed: Feed, state: FeedState) -> str:
    return clean(feed.name or state.title or feed.url)


def _check_terminal() -> Iterator[CheckResult]:
    size = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    kind = os.environ.get("TERM", "")
    words = f"{size.columns} x {size.lines}, {encoding}, TERM={kind or '(not set)'}"
    advice = ""
    if not encoding.replace("-", "").startswith("utf"):
        advice = "set a UTF-8 locale (LANG=en_GB.UTF-8), or use --ascii"
    elif sys.stdout.isatty() and is_dumb():
        advice = "the reader needs another TERM, such as xterm-256color; `briefing today` works"
    elif sys.stdout.isatty() and size.columns < 40:
        advice = "a wider window shows more"
    yield CheckResult("terminal", words, advice)
