"""Waiting for a refresh to end, for work that must not run beside one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.store.store import Store

REFRESH_WAIT = 60.0
"""Seconds to wait for a refresh to end: most take less."""


@contextmanager
def without_refresh(store: Store) -> Iterator[None]:
    """Keep refreshes of a store out while the block runs.

    Raises:
        BriefingError: A refresh still runs after `REFRESH_WAIT`.
    """
    with store.refresh_lock(REFRESH_WAIT) as acquired:
        if not acquired:
            raise BriefingError("A refresh of this store is running.", "Try again when it is done.")
        yield
