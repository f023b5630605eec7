"""Complete copies of a store: of one that is in use, and of one that nobody can write or that another program left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from briefing.errors import StoreError
from briefing.private_files import create_if_missing, replacing
from briefing.store.database.connection import UNWRITABLE_CODES, connect, error_cause_and_hint, store_error
from briefing.store.database.damage import RESTORE_HINT, CheckedConnection
from briefing.system_errors import os_error_cause, os_error_hint

LOG_SUFFIXES = ("-wal", "-journal")
"""Appended to the name of a store: files that may hold committed news which the store itself does not hold."""
SIDE_SUFFIXES = (*LOG_SUFFIXES, "-shm")
"""Appended to the name of a store: all files that SQLite writes beside it."""
COPY_CHUNK = 1 << 20
"""Bytes that are copied at once."""
COPY_ATTEMPTS = 3
"""How often a copy is begun anew because the store was changed meanwhile."""


def side_file(path: Path, suffix: str) -> Path:
    """Return the path of a file that SQLite writes beside the store `path`; beside its target if it is a link."""
    resolved = path.resolve()
    return resolved.with_name(resolved.name + suffix)


def remove_side_files(path: Path) -> None:
    """Delete the files that SQLite wrote beside a temporary copy."""
    for suffix in SIDE_SUFFIXES:
        with suppress(OSError):
            side_file(path, suffix).unlink()


def has_unmerged_log(path: Path) -> bool:
    """Whether a file beside the store may hold news that the store itself does not hold."""
    return any(side_file(path, suffix).exists() and side_file(path, suffix).stat().st_size for suffix in LOG_SUFFIXES)


@contextmanager
def temporary_copy(target: Path, *, mode_of: Path | None = None) -> Iterator[Path]:
    """Give the block a private file to fill, which then replaces `target`; a failure leaves no file behind."""
    with replacing(target, mode_of=mode_of) as temporary:
        try:
            yield temporary
        finally:
            remove_side_files(temporary)


def backup(source: Path, target: Path, *, content: Path | None = None) -> None:
    """Copy the store `source` to `target`, also while it is in use; the copy appears whole and sound, or not at all.

    Args:
        source: The store. The copy gets its permissions.
        target: The file to write or replace.
        content: A complete file with the content of a store that can only be read; by default `source`.

    Raises:
        StoreError: The store is damaged, or the copy cannot be written.
    """
    if target.exists() and target.samefile(source):
        raise StoreError(f"{target} is the store itself", "choose another place for the backup")
    if target.exists() and not target.is_file():
        raise StoreError(f"the backup {target} cannot be written: it is no file", "name a file for the backup")
    try:
        with temporary_copy(target, mode_of=source) as temporary:
            _copy_open_store(source, content, temporary)
    except OSError as error:
        message = f"the backup {target} cannot be written: {os_error_cause(error)}"
        raise StoreError(message, os_error_hint(error)) from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in UNWRITABLE_CODES:
            cause, hint = error_cause_and_hint(error, target, (content or source).stat().st_size)
            raise StoreError(f"the backup {target} cannot be written: {cause}", hint) from error
        raise store_error(error, source) from error


def _copy_open_store(source: Path, content: Path | None, copy: Path) -> None:
    """Copy a store with SQLite, page by page under its locks, and check the copy."""
    with (
        closing(connect(content or source, read_only=content is not None)) as db,
        closing(sqlite3.connect(copy, isolation_level=None, factory=CheckedConnection)) as copy_db,
    ):
        copy_db.execute("PRAGMA journal_mode = OFF")
        db.backup(copy_db)
    merge_log(copy)
    if damage := integrity_problems(copy):
        message = f"the store {source} is damaged: {damage[0]}; no backup was written"
        raise StoreError(message, RESTORE_HINT)


def copy_unused_store(source: Path, copy: Path) -> None:
    """Copy a store that nobody writes, with what the files beside it hold, into the one file `copy`.

    It works where SQLite cannot open the store itself because it may not write beside it.

    Raises:
        OSError: A file cannot be read or written.
        sqlite3.Error: The store is damaged.
        StoreError: The store is being changed.
    """
    names = ("", *LOG_SUFFIXES)
    for _ in range(COPY_ATTEMPTS):
        before = [_fingerprint(side_file(source, suffix)) for suffix in names]
        for suffix, size_and_time in zip(names, before, strict=True):
            if size_and_time is not None:
                _copy_file(side_file(source, suffix), copy.with_name(copy.name + suffix))
        if before == [_fingerprint(side_file(source, suffix)) for suffix in names]:
            merge_log(copy)
            return
        remove_side_files(copy)
    raise StoreError(f"{source} is being changed by another program", "close the other program, then try again")


def merge_log(path: Path) -> None:
    """Move what the files beside a store hold into the store, so that it is one complete file."""
    with closing(sqlite3.connect(path, isolation_level=None, factory=CheckedConnection)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # rolls an interrupted transaction back


def integrity_problems(path: Path) -> list[str]:
    """Return the damage that SQLite finds in a file, in its words; empty if there is none. Reads the whole file."""
    with closing(connect(path)) as db:
        return damage_of(db)


def damage_of(db: sqlite3.Connection) -> list[str]:
    """Return the damage that SQLite finds in an open store: broken pages, indexes and references between tables."""
    messages = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    if messages != ["ok"]:
        return messages
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    return [f"{len(broken)} rows refer to missing rows, the first in the table {broken[0][0]}"] if broken else []


def _fingerprint(file: Path) -> tuple[int, int] | None:
    """Return what changes when a file is written; None if there is no such file."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


def _copy_file(source: Path, target: Path) -> None:
    create_if_missing(target)
    with source.open("rb") as reader, target.open("wb") as writer:
        while chunk := reader.read(COPY_CHUNK):
            writer.write(chunk)
