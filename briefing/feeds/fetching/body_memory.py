"""The memory of large bodies that are fetched at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping

MAX_TOTAL_BYTES = 32 * 1024 * 1024
"""Bytes of large bodies in memory; one of them may grow beyond, up to the limit of a single body (15 MiB)."""


def may_grow(bytes_by_owner: Mapping[Hashable, int], owner: Hashable, size: int, limit: int) -> bool:
    """Whether the body of `owner` may have `size` bytes while the others have theirs.

    The body that began first may always grow, so that bodies never wait for each other in a circle.
    """
    others = sum(bytes_by_owner.values()) - bytes_by_owner.get(owner, 0)
    return others + size <= limit or next(iter(bytes_by_owner), owner) == owner


class BodyMemory:
    """Lets bodies grow as long as all of them together fit. A body that stops growing keeps no other one waiting."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes_by_owner: dict[Hashable, int] = {}
        self._released = asyncio.Event()

    async def grow(self, owner: Hashable, size: int) -> None:
        """Wait until the body of `owner` may have `size` bytes."""
        self._bytes_by_owner.setdefault(owner, 0)
        while not may_grow(self._bytes_by_owner, owner, size, self._limit):
            self._released.clear()
            await self._released.wait()
        self._bytes_by_owner[owner] = size

    def release(self, owner: Hashable) -> None:
        """Free the memory of a body, after it was stored or given up."""
        self._bytes_by_owner.pop(owner, None)
        self._released.set()
