"""Opening a store: foreign, newer and damaged files are refused; an older store is backed up and migrated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from briefing.errors import FULL_DISK_HINT, NO_SPACE_ERRORS, StoreError, os_error_cause
from briefing.private_files import create_if_missing, make_private_folder
from briefing.store.connection import BUSY_TIMEOUT, connect, enable_wal, result_code, store_error

APPLICATION_ID = 0x62726667
"""Marks a database file as a store of briefing ("brfg")."""

UNWRITABLE_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
"""Result codes of SQLite that mean that the file cannot be written, while it may be readable."""

FOLDER = Path(__file__).with_name("migrations")
"""The numbered SQL files; each leads from the version before its number to its number."""
VERSION = 11
"""The number of the newest file in `migrations/`; a test holds the two together."""


def scripts(folder: Path = FOLDER) -> dict[int, Path]:
    """Return the migration files by the version that each leads to."""
    return {int(path.name.split("_")[0]): path for path in sorted(folder.glob("*.sql"))}


def prepare(path: Path, *, folder: Path = FOLDER, version: int = VERSION, timeout: float = BUSY_TIMEOUT) -> None:
    """Create the store at `path`, or migrate it to `version`.

    Args:
        path: The file; missing folders are created.
        folder: Where the migration files are.
        version: The version to reach.
        timeout: Seconds to wait for another process.

    Raises:
        StoreError: The store is newer, foreign, damaged or cannot be written.
    """
    _create_if_missing(path)
    try:
        with closing(connect(path, timeout)) as db:
            present = _checked_version(db, path, version)
            enable_wal(db, timeout)
            if present < version:
                _migrate(db, path, scripts(folder), version)
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def _create_if_missing(path: Path) -> None:
    """Create an empty private file for a new store, and its folder; SQLite gives -wal and -shm the file's mode."""
    subject = f"the folder {path.parent} for the store"
    try:
        make_private_folder(path.parent)
        subject = f"the store {path}"
        if not path.exists():
            create_if_missing(path)
    except OSError as error:
        hint = FULL_DISK_HINT if error.errno in NO_SPACE_ERRORS else "make it yourself, or choose another --store"
        raise StoreError(f"{subject} cannot be made: {os_error_cause(error)}", hint) from error


def is_readable(path: Path, error: StoreError, version: int = VERSION) -> bool:
    """Return whether a store that failed to open with `error`, because nothing can be written, can still be read."""
    cause = error.__cause__
    if not isinstance(cause, sqlite3.Error) or result_code(cause) not in UNWRITABLE_CODES or not path.exists():
        return False
    try:
        with closing(connect(path, read_only=True)) as db:
            return _checked_version(db, path, version) == version
    except sqlite3.Error:
        return False


def backup(source: Path, target: Path, *, read_only: bool = False) -> None:
    """Copy the store to `target`, also while it is in use; the copy appears whole or not at all."""
    partial = target.with_name(target.name + ".part")
    if target.exists() and target.samefile(source):
        raise StoreError(f"{target} is the store itself", "choose another place for the backup")
    try:
        partial.unlink(missing_ok=True)
        with closing(connect(source, read_only=read_only)) as db, closing(sqlite3.connect(partial)) as copy:
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # makes the copy one file, without a -wal beside it
        partial.replace(target)
    except OSError as error:
        raise StoreError(f"the backup {target} cannot be written: {error.strerror}", "choose another place") from error
    except sqlite3.Error as error:
        if result_code(error) in UNWRITABLE_CODES:
            cause = "the disk is full" if result_code(error) == sqlite3.SQLITE_FULL else "the folder takes no file"
            hint = "free some space or make the folder writable, or choose another place"
            raise StoreError(f"the backup {target} cannot be written: {cause}", hint) from error
        raise store_error(error, source) from error


def _checked_version(db: sqlite3.Connection, path: Path, version: int) -> int:
    """Return the version of the store behind `db`, 0 if it is empty; raise StoreError if it is foreign or newer."""
    # Count tables first: where another process has just created them, the application id is written as well.
    tables = int(db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    present = int(db.execute("PRAGMA user_version").fetchone()[0])
    if tables and application != APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program", "choose another file with --store")
    if present > version:
        message = f"the store {path} was written by a newer briefing (version {present}; this one knows {version})"
        raise StoreError(message, "update briefing, or choose another file with --store; nothing was changed")
    return present


def _migrate(db: sqlite3.Connection, path: Path, steps: Mapping[int, Path], version: int) -> None:
    """Back up an older store, then run all missing steps in one transaction.

    Another process may have migrated the store meanwhile: its version is read again inside the transaction.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        present = _checked_version(db, path, version)
        if 0 < present < version:
            backup(path, path.with_name(f"{path.name}.v{present}.bak"))
        for step in range(present + 1, version + 1):
            for statement in _statements(steps[step].read_text("utf-8")):
                db.execute(statement)
        if present < version:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version}")
        db.commit()
    finally:
        if db.in_transaction:
            db.rollback()


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit before it runs them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
