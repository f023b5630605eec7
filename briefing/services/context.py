"""What all services share: configuration, store, clock and transport."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.program_faults import fault_name, fault_of
from briefing.services.fault_record import FaultRecord

if TYPE_CHECKING:
    from briefing.clock import Clock
    from briefing.config import Config
    from briefing.errors import DamageError
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
        damaged_threads: The threads that lists leave out, because their row of the store is damaged.
        damaged_texts: The threads that have no summary and timeline, because one of them is damaged.
    """

    config: Config
    store: Store
    clock: Clock
    transport: Any = None
    terminal: str = ""
    damaged_threads: FaultRecord = field(default_factory=FaultRecord)
    damaged_texts: FaultRecord = field(default_factory=FaultRecord)

    def __post_init__(self) -> None:
        """Let the store hide threads by the rules of the configuration in use, and record which it cannot list."""
        self.store.use_rules(lambda: self.config.rules)

        def recorded_in(record: FaultRecord) -> Callable[[str, DamageError], None]:
            return lambda thread, error: record.add(fault_of(fault_name(thread), error))

        self.store.report_damage(recorded_in(self.damaged_threads), recorded_in(self.damaged_texts))

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return self.clock.now()
