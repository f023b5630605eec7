"""Connections to the store: one for each worker, one writer at a time, every failure in words."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import StoreError
from briefing.store.sqlite_errors import result_code, store_error

BUSY_TIMEOUT = 30.0
"""Seconds to wait for another process that is writing."""


def connect(path: Path, timeout: float = BUSY_TIMEOUT, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection in WAL mode with foreign keys on; `patience` (seconds) is how long it waits for a writer.

    A `frozen` store is only read, without the files that SQLite otherwise needs beside it, even for reading.
    """
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if read_only else path
    db = sqlite3.connect(
        place, timeout=timeout, isolation_level=None, check_same_thread=False, cached_statements=256, uri=read_only
    )
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("PRAGMA cache_size = -16000")
    except sqlite3.Error:
        db.close()
        raise
    return db


def enable_wal(db: sqlite3.Connection, timeout: float = BUSY_TIMEOUT) -> None:
    """Turn the write-ahead log on. SQLite does not wait by itself when two processes do this at the same moment."""
    until = time.monotonic() + timeout
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if result_code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise
            time.sleep(0.02)


class Connections:
    """The connections of one process to the store at `path`; safe to use from several workers."""

    def __init__(self, path: Path, timeout: float = BUSY_TIMEOUT, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._timeout = timeout
        self._by_worker: dict[threading.Thread, sqlite3.Connection] = {}
        self._opening = threading.Lock()
        self._writing = threading.RLock()
        self._closed = False

    def _current(self) -> sqlite3.Connection:
        worker = threading.current_thread()
        db = self._by_worker.get(worker)
        if db is not None:
            return db
        with self._opening:
            if self._closed:
                raise StoreError(f"the store {self.path} was closed")
            for gone in [other for other in self._by_worker if not other.is_alive()]:
                self._by_worker.pop(gone).close()
            db = self._by_worker[worker] = connect(self.path, self._timeout, read_only=self.read_only)
        return db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view for all queries inside, whatever is written meanwhile."""
        try:
            db = self._current()
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                if db.in_transaction:
                    db.rollback()
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error

    @contextmanager
    def writing(self, timeout: float | None = None) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is stored, or nothing; `patience` (seconds) to wait for other processes."""
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

    def close(self) -> None:
        """Close the connections of all workers; a write that has begun is finished first."""
        with self._writing, self._opening:
            self._closed = True
            while self._by_worker:
                self._by_worker.popitem()[1].close()


class Repository:
    """A part of the store: it owns some tables and reaches them through the shared connections."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections
