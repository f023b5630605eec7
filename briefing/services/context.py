"""What every service needs: configuration, store, clock and transport."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.clock import Clock
    from briefing.config import Config
    from briefing.store.store import Store


@dataclass(slots=True)
class Context:
    """Configuration, store and clock; `transport` answers requests instead of the network (tests, the demo)."""

    config: Config
    store: Store
    clock: Clock
    transport: Any = None

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return self.clock.now()
