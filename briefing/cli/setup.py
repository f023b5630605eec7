"""What commands work with: the settings of --config and others, the files, the configuration and the services."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from briefing.cli.context_keys import DAMAGE_KEY, DamageRecords
from briefing.cli.options import Settings
from briefing.cli.terminal_facts import terminal_session
from briefing.config import Config, home_folder, install_default_config, load_config, resolve_paths
from briefing.errors import StoreError
from briefing.services import Clock, Services

if TYPE_CHECKING:
    from briefing.config import Paths


def settings_of(ctx: click.Context) -> Settings:
    """Return the values of --config, --store and --now."""
    return ctx.find_root().ensure_object(Settings)


def paths_of(ctx: click.Context) -> Paths:
    """Return where the files of this command are."""
    settings = settings_of(ctx)
    return resolve_paths(settings.config, settings.store, os.environ)


def moment_of(ctx: click.Context) -> datetime:
    """Return the moment of --now, else the present."""
    return settings_of(ctx).now or datetime.now(UTC)


def open_config(ctx: click.Context) -> Config:
    """Load the configuration; before the first use, install the default one."""
    install_default_config(paths_of(ctx))
    return load_config(settings_of(ctx).config, os.environ)


def open_services(ctx: click.Context, *, running: bool = False, creates: bool = False) -> Services:
    """Open the services of a command.

    Args:
        ctx: The context of the command.
        running: Let the clock run on from --now; otherwise it stands still there.
        creates: Make the store that --store names, and its folder, if they do not exist.
    """
    require_store(ctx, creates)
    config = open_config(ctx)
    clock = Clock(settings_of(ctx).now, running=running)
    services = Services.open(config, paths_of(ctx).store, clock, terminal=terminal_session())
    ctx.meta[DAMAGE_KEY] = DamageRecords(services.damaged_threads, services.damaged_texts)
    return services


def require_store(ctx: click.Context, creates: bool) -> None:
    """Raise StoreError if the home of the store does not exist, or if only `creates` may make the store.

    A mistyped --store would otherwise look like lost news. $BRIEFING_STORE is set once for all commands: it may name a
    new one.
    """
    where = paths_of(ctx)
    folder = where.store.parent
    hint = "correct --store or $BRIEFING_STORE, or let `briefing refresh` make a new store there"
    if where.is_default_store:
        home = home_folder()
        if home in folder.parents and not home.is_dir():
            raise StoreError(f"the home folder {home} does not exist", "set HOME, or name a store with --store")
    elif creates:
        return
    elif not folder.is_dir():
        raise StoreError(f"there is no folder {folder} for the store {where.store.name}", hint)
    elif settings_of(ctx).is_store_typed and not where.store.exists():
        hint = "correct --store, or let `briefing refresh` with the same --store make a new store"
        raise StoreError(f"there is no store {where.store}", hint)
