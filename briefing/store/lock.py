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
        raise _unusable(path, error) from error
    with file:
        try:
            taken = _take(file)
        except OSError as error:
            raise _unusable(path, error) from error
        try:
            yield taken
        finally:
            if taken:
                _release(file)


def _unusable(path: Path, error: OSError) -> StoreError:
    message = f"the lock {path} cannot be used: {error.strerror}"
    return StoreError(message, "make the folder writable, or choose another --store")


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
