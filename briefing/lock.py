"""Locks between processes. The system drops them with the process, so they never go stale."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

RETRY_INTERVAL = 0.02
"""Seconds between two attempts at a lock that somebody holds."""


@contextmanager
def file_lock(path: Path, timeout: float = 0.0) -> Iterator[bool]:
    """Hold the lock on the file at `path` inside the block; False if somebody else holds it for `patience` seconds.

    OSError if there can be no such file.
    """
    until = time.monotonic() + timeout
    with path.open("ab") as file:
        while not (taken := _take(file)) and time.monotonic() < until:
            time.sleep(RETRY_INTERVAL)
        try:
            yield taken
        finally:
            if taken:
                _release(file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _release(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
