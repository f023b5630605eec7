"""What all services share: configuration, store, clock and transport."""

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
    """What all services share.

    Attributes:
        config: The configuration in use; an edit of feeds.toml replaces it.
        store: The open store.
        clock: The clock that all services ask for the current moment.
        terminal: The terminal session whose print-out numbers are meant, "" without a terminal.
        transport: Answers requests instead of the network (tests, the demo); None for the network.
    """

    config: Config
    store: Store
    clock: Clock
    transport: Any = None
    terminal: str = ""

    def __post_init__(self) -> None:
        """Let the store hide threads by the rules of the configuration in use."""
        self.store.use_rules(lambda: self.config.rules)

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return self.clock.now()
