"""A thread for a page of its own, or as much of it as can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.program_faults import fault_name, fault_of

if TYPE_CHECKING:
    from briefing.model.threads import Thread
    from briefing.services.fault_record import FaultRecord
    from briefing.services.reading import Reading


def readable_thread(reading: Reading, id: str, faults: FaultRecord, *, with_parts: bool = True) -> Thread:
    """Return a thread with what is new since it was last read; what cannot be read is left out.

    Args:
        reading: Reads the store.
        id: Id of a thread; ConfigError if it is unknown.
        faults: Takes the fault if not all of the thread can be read.
        with_parts: Whether the timeline has the main events of its parts.
    """
    try:
        thread = reading.thread(id, with_parts=with_parts)
    except Exception as error:
        faults.add(fault_of(fault_name(id), error))
        (thread,) = reading.load_threads(reading.rows_by_id([id]), None, faults)
    with faults.guard(fault_name(id)):
        return replace(thread, changes=reading.changes(thread))
    return thread
