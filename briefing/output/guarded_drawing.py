"""Drawing one thread among others: what a fault of the program leaves undrawn costs the others nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from briefing.model.program_fault import ProgramFault
from briefing.model.threads import NO_SUMMARY, Thread
from briefing.program_faults import fault_name, fault_of

T = TypeVar("T")
OnFault = Callable[[ProgramFault], None] | None
"""Takes the fault of a thread that could not be drawn in full; None: it ends the work."""


def drawn(thread: Thread, draw: Callable[[Thread], T], on_fault: OnFault) -> T:
    """Return what draws a thread; after an unexpected error with less and less of it, at last its row alone.

    Raises:
        Exception: Not even the row can be drawn.
    """
    try:
        return draw(thread)
    except Exception as error:
        if on_fault is None:
            raise
        on_fault(fault_of(fault_name(thread.row.id), error))
    for form in _reduced(thread):
        with suppress(Exception):
            return draw(form)
    return draw(Thread(thread.row))


def _reduced(thread: Thread) -> Iterator[Thread]:
    """Yield a thread without its changes, its timeline and its summary, one after the other."""
    yield replace(thread, changes=None)
    yield replace(thread, changes=None, timeline=())
    yield replace(thread, changes=None, timeline=(), summary=NO_SUMMARY, rewrite=None)
