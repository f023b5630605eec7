"""Opening a store: refuse what is foreign or damaged, bring an older one up to date, backing up before each step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from briefing.errors import StoreError
from briefing.store.connection import BUSY_TIMEOUT, connect, enable_wal
from briefing.store.sqlite_errors import result_code, store_error

APPLICATION_ID = 0x62726667
"""Marks a database file as a store of briefing ("brfg")."""

UNWRITABLE_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)

FOLDER = Path(__file__).with_name("migrations")
VERSION = 8
"""The number of the newest file in `migrations/`; a test holds the two together."""


def scripts(folder: Path = FOLDER) -> dict[int, Path]:
    """The numbered migration files, by the version each one leads to."""
    return {int(path.name.split("_")[0]): path for path in sorted(folder.glob("*.sql"))}


def prepare(path: Path, *, folder: Path = FOLDER, version: int = VERSION, timeout: float = BUSY_TIMEOUT) -> None:
    """Create the store at `path` or bring it to `version`; StoreError if it is newer, foreign or damaged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {path.parent} for the store cannot be made: {error.strerror}"
        raise StoreError(message, "make it yourself, or choose another place with --store") from error
    try:
        with closing(connect(path, timeout)) as db:
            present = _checked_version(db, path, version)
            enable_wal(db, timeout)
            if present < version:
                _migrate(db, path, scripts(folder), version)
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def is_readable(path: Path, error: StoreError, version: int = VERSION) -> bool:
    """Whether a store that could not be opened, because nothing can be written, can at least be read as it stands."""
    cause = error.__cause__
    if not isinstance(cause, sqlite3.Error) or result_code(cause) not in UNWRITABLE_CODES or not path.exists():
        return False
    try:
        with closing(connect(path, read_only=True)) as db:
            return _checked_version(db, path, version) == version
    except sqlite3.Error:
        return False


def backup(source: Path, target: Path, *, read_only: bool = False) -> None:
    """Copy the store, also while it is in use, to `target`; the copy appears whole or not at all."""
    partial = target.with_name(target.name + ".part")
    if target.exists() and target.samefile(source):
        raise StoreError(f"{target} is the store itself", "choose another place for the back-up")
    try:
        partial.unlink(missing_ok=True)
        with closing(connect(source, read_only=read_only)) as db, closing(sqlite3.connect(partial)) as copy:
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, without a log beside it
        partial.replace(target)
    except OSError as error:
        raise StoreError(f"the back-up {target} cannot be written: {error.strerror}", "choose another place") from error
    except sqlite3.Error as error:
        if result_code(error) in UNWRITABLE_CODES:
            cause = "the disk is full" if result_code(error) == sqlite3.SQLITE_FULL else "the folder takes no file"
            hint = "free some space or make the folder writable, or choose another place"
            raise StoreError(f"the back-up {target} cannot be written: {cause}", hint) from error
        raise store_error(error, source) from error


def _checked_version(db: sqlite3.Connection, path: Path, version: int) -> int:
    """The version of the store behind `db`; 0 if it is empty."""
    # Tables are counted first: where another process has just made them, what marks them as ours is there too.
    tables = int(db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    present = int(db.execute("PRAGMA user_version").fetchone()[0])
    if tables and application != APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program", "choose another file with --store")
    if present > version:
        message = f"the store {path} was written by a newer briefing (version {present}; this one knows {version})"
        raise StoreError(message, "update briefing, or choose another file with --store; nothing was changed")
    return present


def _migrate(db: sqlite3.Connection, path: Path, steps: dict[int, Path], version: int) -> None:
    """Run each missing step in a transaction of its own. Another process may do the same: look again once inside."""
    made_here = False  # a store that this very process began holds nothing yet to back up
    while True:
        db.execute("BEGIN IMMEDIATE")
        try:
            present = _checked_version(db, path, version)
            made_here = made_here or not present
            if present < version:
                if not made_here:
                    backup(path, path.with_name(f"{path.name}.v{present}.bak"))
                for statement in _statements(steps[present + 1].read_text("utf-8")):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {present + 1}")
            db.commit()
        finally:
            if db.in_transaction:
                db.rollback()
        if present + 1 >= version:
            return


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
