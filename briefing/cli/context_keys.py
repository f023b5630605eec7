"""Keys of click's `Context.meta` that several modules use, and what stands under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefing.services.fault_record import FaultRecord

ARGS_KEY = "briefing.args"
"""The words of the command line."""
LOG_KEY = "briefing.log"
"""When the log of --log was begun, in seconds of the monotonic clock; missing without --log."""
DAMAGE_KEY = "briefing.damage"
"""The `DamageRecords` of the command; missing if it opened no store."""


class DamageRecords(NamedTuple):
    """What the lists of a command left out as damaged: whole threads, or only their texts."""

    left_out: FaultRecord
    without_texts: FaultRecord
