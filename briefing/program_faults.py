"""Unexpected errors as faults of the program, which end the work on one thread, article or feed and nothing else."""

from __future__ import annotations

from traceback import format_exception

from briefing.errors import BriefingError
from briefing.model.program_fault import ProgramFault
from briefing.text.clean import clean
from briefing.text.url_secrets import without_secrets

MAX_CAUSE = 120
"""Characters of an unexpected error that are reported: about a line; the log has all of it."""


def fault_of(name: str, error: Exception) -> ProgramFault:
    """Return the fault that an unexpected error shows; errors that have a message for the reader are raised again.

    Its texts are safe to store and show: an error may quote a feed.
    """
    if isinstance(error, BriefingError | OSError):
        raise error
    text = without_secrets(clean(str(error)))[:MAX_CAUSE]
    return ProgramFault(
        without_secrets(clean(name)), f"{type(error).__name__}: {text}".rstrip(": "), safe_traceback(error)
    )


def safe_traceback(error: BaseException) -> str:
    """Return the traceback of an error, without control characters and secrets of addresses."""
    lines = "".join(format_exception(error)).splitlines()
    return "\n".join(f"{line[: len(line) - len(line.lstrip(' '))]}{without_secrets(clean(line))}" for line in lines)


def fault_name(thread_id: str) -> str:
    """Return how a fault names a thread."""
    return f"thread {thread_id}"
