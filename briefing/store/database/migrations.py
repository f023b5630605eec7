"""Opening a store: foreign, newer and damaged files are refused; an older store is backed up and migrated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from briefing.errors import StoreError
from briefing.private_files import create_if_missing, make_private_folder, remove_abandoned
from briefing.store.database.connection import ANOTHER_STORE, BUSY_TIMEOUT, connect, enable_wal, store_error
from briefing.store.database.damage import RESTORE_HINT
from briefing.store.database.store_copies import SIDE_SUFFIXES, backup
from briefing.system_errors import is_cause_outside, os_error_cause, os_error_hint

APPLICATION_ID = 0x62726667
"""Marks a database file as a store of briefing ("brfg")."""

FOLDER = Path(__file__).with_name("migrations")
"""The numbered SQL files; each leads from the version before its number to its number."""
VERSION = 36
"""The number of the newest file in `migrations/`; a test holds the two together."""
OTHER_STORE_HINT = "choose another file with --store; nothing was changed"


def scripts(folder: Path = FOLDER) -> dict[int, Path]:
    """Return the migration files by the version that each leads to."""
    return {int(path.name.split("_")[0]): path for path in sorted(folder.glob("*.sql"))}


def prepare(
    path: Path,
    *,
    folder: Path = FOLDER,
    version: int = VERSION,
    timeout: float = BUSY_TIMEOUT,
    keep_former: bool = True,
) -> None:
    """Create the store at `path`, or migrate it to `version`.

    Args:
        path: The file; missing folders are created.
        folder: Where the migration files are.
        version: The version to reach.
        timeout: Seconds to wait for another process.
        keep_former: Copy an older store to a `.bak` file beside it before it is migrated.

    Raises:
        StoreError: The store is newer, foreign, damaged or cannot be written.
    """
    _create_if_missing(path)
    former = [_former_copy(path, number).name for number in range(1, version)]
    remove_abandoned(path.parent, former, SIDE_SUFFIXES)  # no later copy has the name of one that a kill cut short
    try:
        with closing(connect(path, timeout)) as db:
            present = checked_version(db, path, version)
            enable_wal(db, timeout)
            if present < version:
                _migrate(db, path, scripts(folder), version, keep_former)
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def _former_copy(path: Path, version: int) -> Path:
    """Return where an older store is copied before it is migrated."""
    return path.with_name(f"{path.name}.v{version}.bak")


def _create_if_missing(path: Path) -> None:
    """Create an empty private file for a new store, and its folder; SQLite gives -wal and -shm the file's mode."""
    subject = f"the folder {path.parent} for the store"
    try:
        make_private_folder(path.parent)
        subject = f"the store {path}"
        if not path.exists():
            create_if_missing(path)
    except OSError as error:
        hint = f"make it yourself, or {ANOTHER_STORE}"
        hint = os_error_hint(error, ANOTHER_STORE) if is_cause_outside(error) else hint
        raise StoreError(f"{subject} cannot be made: {os_error_cause(error)}", hint) from error


def checked_version(db: sqlite3.Connection, path: Path, version: int, instead: str = OTHER_STORE_HINT) -> int:
    """Return the version of the store behind `db`, 0 if it is empty; raise StoreError if it is foreign or newer.

    Args:
        db: The store.
        path: Where it is.
        version: The newest version that is known.
        instead: What a person can do instead of using this file.
    """
    # Count tables first: where another process has just created them, the application id is written as well.
    tables = int(db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    present = int(db.execute("PRAGMA user_version").fetchone()[0])
    if tables and application != APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program", instead)
    if tables and present <= 0:
        message = f"the store {path} cannot be used: it is damaged: it has tables, but the version {present}"
        raise StoreError(message, RESTORE_HINT)
    if present > version:
        message = f"the store {path} was written by a newer briefing (version {present}; this one knows {version})"
        raise StoreError(message, f"update briefing, or {instead}")
    return present


def _migrate(db: sqlite3.Connection, path: Path, steps: Mapping[int, Path], version: int, keep_former: bool) -> None:
    """Back up an older store if `keep_former` says so, then run all missing steps in one transaction.

    Another process may have migrated the store meanwhile: its version is read again inside the transaction.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        present = checked_version(db, path, version)
        if keep_former and 0 < present < version:
            backup(path, _former_copy(path, present))
        for step in range(present + 1, version + 1):
            _run_step(db, path, present, steps[step])
        if present < version:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version}")
        db.commit()
    finally:
        if db.in_transaction:
            db.rollback()


def _run_step(db: sqlite3.Connection, path: Path, present: int, step: Path) -> None:
    """Run one migration file; StoreError if the tables are not those of the version that the store says it has."""
    try:
        for statement in statements(step.read_text("utf-8")):
            db.execute(statement)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # such as a full disk
            raise
        message = f"it is damaged: it says version {present}, but its tables are of another one ({error})"
        raise StoreError(f"the store {path} cannot be used: {message}", RESTORE_HINT) from error


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit before it runs them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
