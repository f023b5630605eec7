"""Putting a backup in the place of a store: it is checked first, and the former store is moved away, never deleted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.errors import StoreError
from briefing.private_files import make_private_folder
from briefing.store.codecs import optional_from_micros
from briefing.store.content_check import WRITTEN_AGAIN, content_problems
from briefing.store.database.connection import connect, result_code, store_error
from briefing.store.database.damage import CheckedConnection
from briefing.store.database.migrations import VERSION, checked_version, prepare
from briefing.store.database.schema_check import schema_problems
from briefing.store.database.store_copies import (
    SIDE_SUFFIXES,
    copy_unused_store,
    damage_of,
    has_unmerged_log,
    merge_log,
    side_file,
    temporary_copy,
)
from briefing.store.database.store_locks import DELIVERY_LOCK_SUFFIX, REFRESH_LOCK_SUFFIX, store_lock
from briefing.system_errors import is_cause_outside, os_error_cause, os_error_hint

NAME_ANOTHER = "name another backup"
NOTHING_CHANGED = f"nothing was changed; {NAME_ANOTHER}"
BUSY_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
"""Result codes of SQLite that mean that another program uses a store."""


@dataclass(frozen=True, slots=True)
class BackupContent:
    """What a checked backup holds.

    Attributes:
        version: The version of its schema.
        article_count: Its articles.
        newest: When its newest article was first seen; None without articles.
        former: Where the present store is moved; None if there is no store.
    """

    version: int
    article_count: int
    newest: datetime | None
    former: Path | None


@contextmanager
def restoring(path: Path, backup: Path, now: datetime) -> Iterator[BackupContent]:
    """Check a backup, and put a copy of it in the place of the store `path` when the block ends.

    If the block raises an exception, nothing is changed.

    Args:
        path: The store. It and the files beside it are moved away.
        backup: The backup. It stays as it is; a -wal file beside it is read as part of it.
        now: The moment that the name of the former store carries.

    Yields:
        What the backup holds.

    Raises:
        StoreError: The backup is no sound store that this briefing knows, the store is in use, or nothing can be
            written.
    """
    path = path.resolve()
    _require_backup(path, backup)
    with ExitStack() as stack:
        try:
            make_private_folder(path.parent)
            with _locked(path):
                pass  # refuse at once, not only after the question
            temporary = stack.enter_context(temporary_copy(path))
            version = _checked_copy(backup, temporary)
            former = _former_path(path, now) if _present_files(path) else None
            with closing(connect(temporary)) as db:
                count, newest = db.execute("SELECT COUNT(*), MAX(seen) FROM articles").fetchone()
            yield BackupContent(version, count, optional_from_micros(newest), former)
            with _locked(path), _moved_away(path, former or path):
                stack.close()  # puts the copy in place
        except OSError as error:
            message = f"the store {path} cannot be replaced: {os_error_cause(error)}"
            raise StoreError(message, os_error_hint(error)) from error


def _require_backup(path: Path, backup: Path) -> None:
    """Raise StoreError if `backup` is no file, the store itself, or empty."""
    if not backup.is_file():
        cause = "is a folder" if backup.is_dir() else "is no file"
        raise StoreError(f"the backup {backup} {cause}", NOTHING_CHANGED)
    if path.exists() and path.samefile(backup):
        raise StoreError(f"{backup} is the store itself", NOTHING_CHANGED)
    if not backup.stat().st_size:
        raise StoreError(f"the backup {backup} is empty", NOTHING_CHANGED)


def _checked_copy(backup: Path, copy: Path) -> int:
    """Copy a backup, check the copy and migrate it; return the version that it had."""
    try:
        copy_unused_store(backup, copy)
        with closing(connect(copy)) as db:
            version = checked_version(db, backup, VERSION, NAME_ANOTHER)
            if version == 0:
                raise StoreError(f"the backup {backup} holds no tables", NOTHING_CHANGED)
            damage = damage_of(db) or schema_problems(db, version)
        if damage:
            raise _damaged(backup, damage[0])
        prepare(copy, keep_former=False)
        with closing(connect(copy)) as db:
            damage = content_problems(db, but=WRITTEN_AGAIN)
        if damage:
            raise _damaged(backup, damage[0])
        merge_log(copy)
    except sqlite3.Error as error:
        if result_code(error) == sqlite3.SQLITE_NOTADB:
            raise StoreError(f"the backup {backup} is no store of briefing", NOTHING_CHANGED) from error
        if result_code(error) == sqlite3.SQLITE_CORRUPT:
            raise _damaged(backup, "it cannot be read") from error
        raise store_error(error, backup) from error
    except OSError as error:
        hint = os_error_hint(error) if is_cause_outside(error) else "check its permissions; nothing was changed"
        raise StoreError(f"the backup {backup} cannot be copied: {os_error_cause(error)}", hint) from error
    return version


def _damaged(backup: Path, damage: str) -> StoreError:
    """Return the error for a damaged backup; a file beside it may be the cause."""
    hint = NOTHING_CHANGED
    if has_unmerged_log(backup):
        hint = f"nothing was changed; if the file {side_file(backup, '-wal')} is not its own, move that away"
    return StoreError(f"the backup {backup} is damaged: {damage}", hint)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the locks of a store inside the block; StoreError if a refresh or a digest holds one."""
    with ExitStack() as stack:
        for suffix, user in ((REFRESH_LOCK_SUFFIX, "a refresh"), (DELIVERY_LOCK_SUFFIX, "a digest")):
            if not stack.enter_context(store_lock(path, suffix, 0.0)):
                raise _in_use(path, user)
        yield


def _in_use(path: Path, user: str) -> StoreError:
    return StoreError(f"the store {path} is in use by {user}", "close the reader or wait, then try again")


def _has_open_connections(path: Path) -> bool:
    """Whether another connection is open on the store, also one that only reads.

    Each open connection in WAL mode holds a shared lock on the file, which refuses an exclusive one.
    """
    try:
        with closing(sqlite3.connect(path, timeout=0.0, isolation_level=None, factory=CheckedConnection)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
    except sqlite3.Error as error:
        return result_code(error) in BUSY_CODES
    return False


def _present_files(path: Path) -> list[Path]:
    """Return the files of the store that exist: it and those that SQLite wrote beside it."""
    return [file for file in (path, *(side_file(path, suffix) for suffix in SIDE_SUFFIXES)) if file.exists()]


def _former_path(path: Path, now: datetime) -> Path:
    """Return a new name beside the store that says when it was replaced: briefing.sqlite3.20261127-070000.old."""
    stem, number = f"{path.name}.{now:%Y%m%d-%H%M%S}", 1
    while _present_files(former := path.with_name(f"{stem}{f'-{number}' if number > 1 else ''}.old")):
        number += 1
    return former


@contextmanager
def _moved_away(path: Path, former: Path) -> Iterator[None]:
    """Give the store and the files beside it the name `former`; undo that if the store is in use or the block fails.

    The store keeps its own name too, until the block replaces it: there is a store at any moment, also if this process
    is killed. The second names are made first, because SQLite deletes a -wal file that it has merged or cannot use.
    """
    names = {file: former.with_name(former.name + file.name[len(path.name) :]) for file in _present_files(path)}
    try:
        for file, second in names.items():
            _link_or_copy(file, second)
        if path.exists() and _has_open_connections(path):
            raise _in_use(path, "another briefing")
        for file in names.keys() - {path}:
            file.unlink(missing_ok=True)
        yield
    except BaseException:
        for file, second in names.items():
            if second.exists() and not file.exists():
                _link_or_copy(second, file)
            second.unlink(missing_ok=True)
        raise


def _link_or_copy(file: Path, second: Path) -> None:
    """Give a file a second name, or copy it on disks where a file can have one name only."""
    try:
        second.hardlink_to(file)
    except OSError:
        if second.exists():
            raise
        shutil.copy2(file, second)
