"""Unexpected errors as faults of the program, which end the work on one thread, article or feed and nothing else."""

from __future__ import annotations

from traceback import format_exception

from briefing.errors import BriefingError
from briefing.model.program_fault import ProgramFault

MAX_CAUSE = 120
"""Characters of an unexpected error that are reported: about a line; the log has all of it."""


def fault_of(name: str, error: Exception) -> ProgramFault:
    """Return the fault that an unexpected error shows; errors that have a message for the reader are raised again."""
    if isinstance(error, BriefingError | OSError):
        raise error
    text = " ".join(str(error).split())[:MAX_CAUSE]
    return ProgramFault(name, f"{type(error).__name__}: {text}".rstrip(": "), "".join(format_exception(error)))


def fault_name(thread_id: str) -> str:
    """Return how a fault names a thread."""
    return f"thread {thread_id}"
