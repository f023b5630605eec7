"""Visits of the reader: since when news are new, also after it was closed and opened again."""

from __future__ import annotations

from datetime import datetime

from briefing.errors import StoreError
from briefing.model.reading_times import Arrivals
from briefing.services.context import Context


class Visits:
    """Records when the reader is open. In a store that can only be read, nothing is recorded."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def begin(self) -> datetime | None:
        """Begin a visit, or continue one that ended less than half an hour ago; return `boundary`."""
        if self._store.read_only:
            return self.boundary()
        try:
            return self._store.visits.begin(self._context.now())
        except StoreError:  # another process writes for long
            return self.boundary()

    def extend(self) -> None:
        """Note that the visit still goes on."""
        if not self._store.read_only:
            self._store.visits.extend(self._context.now())

    def note_listed(self, arrivals: Arrivals) -> None:
        """Note that the list has shown what had arrived when it was loaded: at the start, or as news were taken in."""
        if not self._store.read_only:
            self._store.visits.note_listed(arrivals)

    def boundary(self) -> datetime | None:
        """Return up to when the visit before had listed what arrived: later is new; None in the first visit."""
        return self._store.visits.boundary()
