"""Unexpected errors as faults of the program, which end the work on one thread, article or feed and nothing else."""

from __future__ import annotations

from traceback import format_exception

from briefing.errors import BriefingError, DamageError
from briefing.model.program_fault import ProgramFault
from briefing.text.clean import clean
from briefing.text.url_secrets import without_secrets

MAX_CAUSE = 120
"""Characters of an unexpected error that are reported: about a line; the log has all of it."""

FAULT_ADVICE = "`briefing doctor` checks the store; a bug report needs `briefing --version --verbose` and a --log"
"""What to do after a fault."""


def fault_of(name: str, error: Exception) -> ProgramFault:
    """Return the fault that an unexpected error or a damaged value shows; other errors with a message are raised again.

    Its texts are safe to store and show: an error may quote a feed.
    """
    if isinstance(error, BriefingError | OSError) and not isinstance(error, DamageError):
        raise error
    text = without_secrets(clean(str(error)))
    if isinstance(error, DamageError):
        cause = f"{text}; {error.hint}"
    else:
        cause = f"{type(error).__name__}: {text[:MAX_CAUSE]}".rstrip(": ")
    return ProgramFault(without_secrets(clean(name)), cause, safe_traceback(error))


def log_fault(fault: ProgramFault) -> None:
    """Write a fault with its traceback into the log of `--log`, if there is one."""
    import logging

    logger = logging.getLogger("briefing")
    logger.addHandler(logging.NullHandler())  # without a log nothing is printed
    logger.error("%s: a fault of the program\n%s", fault.name, fault.traceback)


def safe_traceback(error: BaseException) -> str:
    """Return the traceback of an error, without control characters and secrets of addresses."""
    lines = "".join(format_exception(error)).splitlines()
    return "\n".join(f"{line[: len(line) - len(line.lstrip(' '))]}{without_secrets(clean(line))}" for line in lines)


def failure_text(name: str, error: Exception) -> str:
    """Return what a pane says in place of what could not be shown, and log an unexpected error."""
    if isinstance(error, BriefingError):
        return f"{error} - {error.hint}" if error.hint else str(error)
    fault = fault_of(name, error)
    log_fault(fault)
    return f"{fault.name} cannot be shown: a fault of the program ({fault.cause}). {FAULT_ADVICE}"


def fault_name(thread_id: str) -> str:
    """Return how a fault names a thread."""
    return f"thread {thread_id}"
