"""Locks between processes. The operating system drops them when the process ends, so they never go stale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.private_files import create_if_missing

RETRY_INTERVAL = 0.02
"""Seconds between two attempts to take a lock that another process holds; short beside the work done under it."""


@contextmanager
def file_lock(path: Path, timeout: float = 0.0) -> Iterator[bool]:
    """Hold the lock on the file at `path` inside the block.

    Args:
        path: The lock file, created if it is not there. It stays, so that everybody locks the same file.
        timeout: Seconds to wait while another process or worker holds the lock.

    Yields:
        True if the lock is held, False if somebody else still held it after `timeout`.

    Raises:
        OSError: There can be no such file.
    """
    from filelock import FileLock, Timeout  # about 80 ms of CPU time, which a command that only reads must not pay

    create_if_missing(path)  # filelock would create missing folders; here they are an error
    # One lock per call: two calls in one process exclude each other, and any worker may leave the block.
    # filelock sets the mode of the file: a person may have changed it.
    lock = FileLock(path, mode=path.stat().st_mode & 0o777, thread_local=False)
    try:
        lock.acquire(timeout=timeout, poll_interval=RETRY_INTERVAL)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
