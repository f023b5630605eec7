"""The locks of a store: files beside it, which exist before, while and after another store takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from briefing import lock
from briefing.errors import StoreError
from briefing.store.database.connection import ANOTHER_STORE
from briefing.system_errors import is_cause_outside, os_error_cause, os_error_hint

REFRESH_LOCK_SUFFIX = ".lock"
"""Appended to the path of a store: held while a refresh or a regrouping writes it."""
DELIVERY_LOCK_SUFFIX = ".digest.lock"
"""Appended to the path of a store: held while a digest is read, printed and recorded."""


@contextmanager
def store_lock(path: Path, suffix: str, timeout: float) -> Iterator[bool]:
    """Hold a lock of the store `path` inside the block; yield False if it is still held after `timeout` seconds."""
    file = path.with_name(path.name + suffix)
    with ExitStack() as stack:
        try:
            acquired = stack.enter_context(lock.file_lock(file, timeout))
        except OSError as error:
            hint = f"make the folder writable, or {ANOTHER_STORE}"
            hint = os_error_hint(error, ANOTHER_STORE) if is_cause_outside(error) else hint
            raise StoreError(f"the lock {file} cannot be used: {os_error_cause(error)}", hint) from error
        yield acquired
