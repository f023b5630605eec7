"""Inspection, backup and restoring of a store that is not otherwise in use by this command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.clock import CLOCK_TOLERANCE
from briefing.errors import StoreError
from briefing.model.articles import EPOCH
from briefing.store.database.damage import RESTORE_HINT
from briefing.store.store import Store

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from briefing.model.feeds import FeedState
    from briefing.store.restoring import BackupContent
    from briefing.store.store_facts import StoreFacts


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """The state of a store.

    Attributes:
        size: Bytes of its file.
        damage: The first damage that SQLite found, "" if it is sound.
        read_only: Whether it can be read but not written.
        article_count: Stored articles.
        ungrouped_count: Articles of these that no refresh has grouped yet.
        is_refreshing: Whether another process is refreshing it now.
        feed_states: State of each feed by address.
        future_times: The latest time of each kind (articles, digests, marks ...) that lies in the future.
        clock_is_behind: Whether most feeds have articles from long after the present time.
        clock_problem: How far the clock was off at the last refresh, by what hosts stated; "" if it was not.
    """

    size: int
    damage: str = ""
    read_only: bool = False
    article_count: int = 0
    ungrouped_count: int = 0
    is_refreshing: bool = False
    feed_states: Mapping[str, FeedState] = field(default_factory=dict)
    future_times: Mapping[str, datetime] = field(default_factory=dict)
    clock_is_behind: bool = False
    clock_problem: str = ""


def inspect_store(path: Path, now: datetime) -> StoreHealth:
    """Check a store; nothing is fetched or repaired. StoreError if it cannot be opened or read."""
    from briefing.services.refreshing.clock_repair import clock_is_behind, last_clock_problem

    with Store.open(path) as store:
        damage, size = store.check(), path.stat().st_size
        if damage:
            return StoreHealth(size, damage[0])
        is_refreshing = _is_refreshing(store)
        return StoreHealth(
            size,
            read_only=is_refreshing is None,
            article_count=store.articles.feed_and_article_counts(EPOCH)[1],
            ungrouped_count=len(store.articles.ungrouped()),
            is_refreshing=bool(is_refreshing),
            feed_states=store.feeds.states(),
            future_times=store.article_dates.future_times(now + CLOCK_TOLERANCE),
            clock_is_behind=clock_is_behind(store, now),
            clock_problem=last_clock_problem(store),
        )


def sqlite_version() -> str:
    """Return the version of the SQLite library."""
    from briefing.store import store_facts

    return store_facts.sqlite_version()


def facts_of_store(path: Path) -> StoreFacts:
    """Return what a bug report needs of a store, without checking or migrating it; StoreError if it is unreadable."""
    from briefing.store import store_facts

    return store_facts.store_facts(path)


def _is_refreshing(store: Store) -> bool | None:
    """Whether another process refreshes a store now; None: this user may only read the store or its folder."""
    if store.read_only:
        return None
    try:
        with store.refresh_lock() as acquired:
            return not acquired
    except StoreError:
        return None


def backup_store(path: Path, target: Path) -> None:
    """Copy a store, also while it is in use; the copy appears whole or not at all."""
    with Store.open(path) as store:
        store.backup(target)


def restoring_store(path: Path, backup: Path, now: datetime) -> AbstractContextManager[BackupContent]:
    """Check a backup; put a copy of it in the place of the store when the block ends. See `store.restoring`."""
    from briefing.store.restoring import restoring

    return restoring(path, backup, now)


def damage_error(path: Path) -> StoreError | None:
    """Return the error for a damaged store, None if it is sound or not there.

    For commands that failed on a value which they read: with a sound store the cause is a fault of the program.
    """
    if not path.exists():
        return None
    try:
        with Store.open(path) as store:
            damage = store.check()
    except StoreError as error:
        return error
    return StoreError(f"the store {path} is damaged: {damage[0]}", RESTORE_HINT) if damage else None
