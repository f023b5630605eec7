"""Connections to the store: one for each worker, one writer at a time; every failure becomes a StoreError."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import DamageError, StoreError
from briefing.store.database.damage import RESTORE_HINT, CheckedConnection, damage_in
from briefing.system_errors import (
    FULL_DISK_CAUSE,
    FULL_DISK_HINT,
    TRIAL_BYTES,
    os_error_cause,
    os_error_hint,
    writing_error,
)

if TYPE_CHECKING:
    from briefing.model.thread_rules import Rule

BUSY_TIMEOUT = 30.0
"""Seconds to wait for another process that is writing; longer than the longest transaction of a refresh."""
CLOSE_TIMEOUT = 2.0
"""Seconds that a close waits for each worker that reads: an interrupted query ends at once, Python code between two
queries may go on."""
_WAL_RETRY_INTERVAL = 0.02
"""Seconds between two attempts to turn the write-ahead log on."""
_CACHE_KIB = 4000
"""KiB of pages that each connection keeps in memory; with 16,000 a page loads 1 to 3 % faster, and five are open."""

UNWRITABLE_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
"""Result codes of SQLite that mean that a file cannot be written, while it may be readable."""
ANOTHER_STORE = "choose another --store"
"""How a person chooses another place for a store."""
_CAUSES_AND_HINTS = {
    sqlite3.SQLITE_FULL: (FULL_DISK_CAUSE, FULL_DISK_HINT),
    sqlite3.SQLITE_READONLY: (
        "it may only be read",
        f"make the file and its folder writable, or {ANOTHER_STORE}",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        f"check the folder's permissions and how many files a process may open (`ulimit -n`), or {ANOTHER_STORE}",
    ),
    sqlite3.SQLITE_PERM: ("access to it is denied", f"check the file's permissions, or {ANOTHER_STORE}"),
    sqlite3.SQLITE_AUTH: ("access to it is denied", f"check the file's permissions, or {ANOTHER_STORE}"),
    sqlite3.SQLITE_IOERR: ("the disk failed while reading or writing", "check the disk, then try again"),
    sqlite3.SQLITE_BUSY: ("another program keeps it locked", "close the other program, then try again"),
    sqlite3.SQLITE_LOCKED: ("another program keeps it locked", "close the other program, then try again"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", RESTORE_HINT),
    sqlite3.SQLITE_NOTADB: ("it is damaged, or no store of briefing", RESTORE_HINT),
}


def result_code(error: sqlite3.Error) -> int:
    """Return the primary result code of SQLite, 0 if the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def error_cause_and_hint(error: sqlite3.Error, path: Path, size: int = 0) -> tuple[str, str]:
    """Return the cause of an error about the file `path`, and the next step.

    SQLite reports a full disk, and each limit of the process, in several ways, depending on which file it was about to
    write; the system is asked for the cause.

    Args:
        error: The error.
        path: The file.
        size: The size that the file was to have, if it has not got it.
    """
    code = result_code(error)
    if code in UNWRITABLE_CODES and is_disk_full(path.absolute().parent):
        code = sqlite3.SQLITE_FULL
    elif code in UNWRITABLE_CODES and (refused := writing_error(path.absolute(), size)):
        return os_error_cause(refused), os_error_hint(refused, ANOTHER_STORE)
    if damage := damage_in(error):
        return f"it is damaged: {damage}", RESTORE_HINT
    return _CAUSES_AND_HINTS.get(code, (str(error), "`briefing doctor` looks for the cause"))


def is_disk_full(folder: Path) -> bool:
    """Whether the disk that holds a folder has no room for the files that SQLite needs."""
    try:
        return shutil.disk_usage(folder).free < TRIAL_BYTES
    except OSError:
        return False


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """Return the error as a StoreError that names the store, the cause and the next step."""
    cause, hint = error_cause_and_hint(error, path)
    kind = DamageError if damage_in(error) else StoreError
    return kind(f"the store {path} cannot be used: {cause}", hint)


def connect(path: Path, timeout: float = BUSY_TIMEOUT, *, read_only: bool = False) -> CheckedConnection:
    """Open a connection with foreign keys on.

    Args:
        path: The file.
        timeout: Seconds to wait for a writer.
        read_only: Read the file as it stands, without the -wal and -shm files that SQLite otherwise writes beside it.
    """
    database = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if read_only else path
    db = sqlite3.connect(
        database,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        uri=read_only,
        factory=CheckedConnection,
    )
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def enable_wal(db: sqlite3.Connection, timeout: float = BUSY_TIMEOUT) -> None:
    """Turn the write-ahead log on, waiting up to `timeout` seconds.

    SQLite's own busy timeout does not apply when two processes do this at the same moment.
    """
    until = time.monotonic() + timeout
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if result_code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise
            time.sleep(_WAL_RETRY_INTERVAL)


class Connections:
    """The connections of one process to the store at `path`; safe to use from several workers."""

    def __init__(
        self,
        path: Path,
        timeout: float = BUSY_TIMEOUT,
        *,
        read_only_content: Path | None = None,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare connections; the first use opens one.

        Args:
            path: The store.
            timeout: Seconds to wait for a writer.
            read_only_content: A complete file that nobody writes, with the content of a store that cannot be written.
            on_close: Called when all connections are closed.
        """
        self.path = path
        self.configured_rules: Callable[[], Sequence[Rule]] = tuple
        self.on_damaged_thread: Callable[[str, DamageError], None] = lambda *_: None
        self.on_damaged_texts: Callable[[str, DamageError], None] = lambda *_: None
        self.read_only_content = read_only_content
        self._on_close = on_close
        self._timeout = timeout
        self._by_worker: dict[threading.Thread, sqlite3.Connection] = {}
        self._opening = threading.Lock()
        self._writing = threading.RLock()
        self._read_ended = threading.Condition()
        self._read_by: set[threading.Thread] = set()
        """The workers that read at present."""
        self._closed = False

    def active_rules(self, now: datetime) -> list[Rule]:
        """Return the rules of feeds.toml that have not ended."""
        return [rule for rule in self.configured_rules() if rule.is_active(now)]

    def _current(self) -> sqlite3.Connection:
        """Return the connection of the current worker; connections of ended workers are closed."""
        worker = threading.current_thread()
        db = self._by_worker.get(worker)
        if db is not None:
            return db
        with self._opening:
            if self._closed:
                raise StoreError(f"the store {self.path} was closed")
            for ended in [other for other in self._by_worker if not other.is_alive()]:
                self._by_worker.pop(ended).close()
            content, read_only = self.read_only_content or self.path, self.read_only_content is not None
            db = self._by_worker[worker] = connect(content, self._timeout, read_only=read_only)
            db.note_damaged_thread = lambda thread, error: self.on_damaged_thread(thread, error)
        return db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give all queries inside the block one consistent view, whatever is written meanwhile."""
        try:
            db = self._current()
            if db.in_transaction:
                yield db
                return
            with self._noted_reading():
                db.execute("BEGIN")
                try:
                    yield db
                finally:
                    if db.in_transaction:
                        db.rollback()
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error

    @contextmanager
    def _noted_reading(self) -> Iterator[None]:
        """Note that the current worker reads, for `close`."""
        worker = threading.current_thread()
        with self._read_ended:
            self._read_by.add(worker)
        try:
            yield
        finally:
            with self._read_ended:
                self._read_by.discard(worker)
                self._read_ended.notify_all()

    @contextmanager
    def writing(self, timeout: float | None = None) -> Iterator[sqlite3.Connection]:
        """Make the block one transaction: all of it is stored, or nothing.

        Args:
            timeout: Seconds to wait for other processes; None for the connection's own.
        """
        with self._writing:
            try:
                db = self._current()
                if db.in_transaction:
                    yield db
                    return
                db.execute(f"PRAGMA busy_timeout = {1000 * (self._timeout if timeout is None else timeout):.0f}")
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.commit()
                finally:
                    if db.in_transaction:
                        db.rollback()
            except sqlite3.Error as error:
                raise store_error(error, self.path) from error

    @contextmanager
    def outside_transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the block a connection without a transaction, for commands that SQLite refuses inside one."""
        with self._writing:
            try:
                yield self._current()
            except sqlite3.Error as error:
                raise store_error(error, self.path) from error

    def close(self) -> None:
        """Close the connections of all workers; a write that has begun is finished first, a read is interrupted.

        A connection that still reads then is left to the end of the process: closing it would crash the process.
        """
        with self._writing, self._opening:
            self._closed = True
            while self._by_worker:
                worker, db = self._by_worker.popitem()
                if worker is threading.current_thread() or self._end_reading(worker, db):
                    db.close()
        self._on_close()

    def _end_reading(self, worker: threading.Thread, db: sqlite3.Connection) -> bool:
        """Interrupt what another worker reads; return whether it reads no longer."""
        with self._read_ended:
            if worker in self._read_by:
                db.interrupt()
            return self._read_ended.wait_for(lambda: worker not in self._read_by, CLOSE_TIMEOUT)


class Repository:
    """Base of the repositories: it holds the shared connections."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections
