"""What every part of the desk has."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.desk.clock import Clock
    from briefing.store.store import Store


class Base:
    """Configuration, store, clock, and for tests and the demo a transport that answers instead of the network."""

    def __init__(self, config: Config, store: Store, clock: Clock, transport: Any = None) -> None:
        self.config = config
        self.clock = clock
        self._store = store
        self._transport = transport

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def now(self) -> datetime:
        """Return the current moment in UTC, by this desk's clock."""
        return self.clock.now()

    def beside(self, suffix: str) -> Path:
        """Return the path of a file that is kept beside the store."""
        return self._store.path.with_name(self._store.path.name + suffix)
