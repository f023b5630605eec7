"""Reading a store where nothing can be written: on a full disk, on a read-only disk, in a folder of somebody else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.errors import StoreError
from briefing.store.database.connection import (
    ANOTHER_STORE,
    UNWRITABLE_CODES,
    Connections,
    connect,
    error_cause_and_hint,
    result_code,
    store_error,
)
from briefing.store.database.migrations import VERSION, checked_version
from briefing.store.database.store_copies import copy_unused_store, has_unmerged_log
from briefing.system_errors import os_error_cause, os_error_hint


def open_read_only(path: Path, error: StoreError) -> Connections:
    """Open a store that could not be opened for writing because of `error`.

    The newest changes may be in a -wal file, which SQLite merges only where it can write. Then the store and that file
    are copied to a private temporary folder, and the copy is read until the connections are closed.

    Raises:
        StoreError: `error`, if it has another cause; or the store is older; or its newest changes cannot be read.
    """
    cause = error.__cause__
    if not isinstance(cause, sqlite3.Error) or result_code(cause) not in UNWRITABLE_CODES or not path.is_file():
        raise error
    try:
        if not has_unmerged_log(path):
            return _connections(path, path, None, error)
        folder = TemporaryDirectory(prefix="briefing-")
    except (OSError, sqlite3.Error) as failure:
        raise _unreadable(path, failure) from failure
    try:
        copy = Path(folder.name) / path.name
        copy_unused_store(path, copy)
        return _connections(path, copy, folder, error)
    except (OSError, sqlite3.Error) as failure:
        folder.cleanup()
        raise _unreadable(path, failure) from failure
    except BaseException:
        folder.cleanup()
        raise


def _connections(path: Path, content: Path, folder: TemporaryDirectory[str] | None, error: StoreError) -> Connections:
    """Return connections that read `content`; StoreError if it is a store of an older version."""
    with closing(connect(content, read_only=True)) as db:
        present = checked_version(db, path, VERSION)
    if present != VERSION:
        cause = error_cause_and_hint(error.__cause__, path)[0] if isinstance(error.__cause__, sqlite3.Error) else error
        message = f"the store {path} is of the older version {present} and cannot be brought up to date: {cause}"
        raise StoreError(message, error.hint) from error
    return Connections(path, read_only_content=content, on_close=folder.cleanup if folder else lambda: None)


def _unreadable(path: Path, failure: OSError | sqlite3.Error) -> StoreError:
    if isinstance(failure, sqlite3.Error) and result_code(failure) not in UNWRITABLE_CODES:
        return store_error(failure, path)
    if isinstance(failure, sqlite3.Error):
        cause, step = error_cause_and_hint(failure, path)
    else:
        cause, step = os_error_cause(failure), os_error_hint(failure, ANOTHER_STORE)
    message = f"the store {path} can only be read, and its newest changes, in the files beside it, cannot be: {cause}"
    return StoreError(message, f"{step}. Check the folder of temporary files (TMPDIR) as well; nothing is lost")
