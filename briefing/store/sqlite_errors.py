"""What sqlite says, in words a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from briefing.errors import StoreError

_RESTORE_HINT = "move it and its -wal and -shm files away, or put a back-up in their place; nothing was overwritten"
_CAUSES_AND_HINTS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space, then try again; what was stored before is unharmed"),
    sqlite3.SQLITE_READONLY: (
        "it may only be read",
        "make the file and its folder writable, or choose another --store",
    ),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "check the folder's permissions, or choose another --store"),
    sqlite3.SQLITE_PERM: ("access to it is denied", "check the file's permissions, or choose another --store"),
    sqlite3.SQLITE_AUTH: ("access to it is denied", "check the file's permissions, or choose another --store"),
    sqlite3.SQLITE_IOERR: ("the disk failed while reading or writing", "check the disk, then try again"),
    sqlite3.SQLITE_BUSY: ("another program keeps it locked", "close the other program, then try again"),
    sqlite3.SQLITE_LOCKED: ("another program keeps it locked", "close the other program, then try again"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", _RESTORE_HINT),
    sqlite3.SQLITE_NOTADB: ("it is damaged, or no store of briefing", _RESTORE_HINT),
}


def result_code(error: sqlite3.Error) -> int:
    """The primary result code of sqlite, 0 if the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """The error as a StoreError that names the store, the cause and the next step."""
    cause, hint = _CAUSES_AND_HINTS.get(result_code(error), (str(error), ""))
    return StoreError(f"the store {path} cannot be used: {cause}", hint)
