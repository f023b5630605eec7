"""The lock that lets only one process refresh. The system drops it with the process, so it never goes stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from briefing.errors import StoreError


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold the lock on the file at `path` inside the block; False, at once, if somebody else holds it."""
    try:
        file = path.open("ab")
    except OSError as error:
        message = f"the lock {path} cannot be made: {error.strerror}"
        raise StoreError(message, "make the folder writable, or choose another --store") from error
    with file:
        taken = _take(file)
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
        except OSError:
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
