"""Unexpected errors as faults of the program, which end the work on one thread, article or feed and nothing else."""

from __future__ import annotations

from functools import lru_cache
from traceback import format_exception
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, DamageError
from briefing.model.program_fault import ProgramFault
from briefing.system_errors import os_error_cause
from briefing.text.html.clean import clean
from briefing.text.url_secrets import without_secrets

if TYPE_CHECKING:
    from logging import Logger

MAX_CAUSE = 120
"""Characters of an unexpected error that are reported: about a line; the log has all of it."""

MAX_LOGGED_ONCE = 64
"""Faults that are remembered so that each is logged once."""
FAULT_ADVICE = "`briefing doctor` checks the store; a bug report needs `briefing --version --verbose` and a --log"
"""What to do after a fault."""


def fault_of(subject: str, error: Exception) -> ProgramFault:
    """Return the fault that an unexpected error or a damaged value shows; other errors with a message are raised again.

    Its texts are safe to store and show: an error may quote a feed.
    """
    if isinstance(error, BriefingError | OSError) and not isinstance(error, DamageError):
        raise error
    text = without_secrets(clean(str(error)))
    is_damage = isinstance(error, DamageError)
    if is_damage:  # the message names the store, whose path may be long
        cause = f"the store is damaged: {text.rpartition('damaged: ')[2][:MAX_CAUSE]}"
    else:
        cause = f"{type(error).__name__}: {text[:MAX_CAUSE]}".rstrip(": ")
    return ProgramFault(without_secrets(clean(subject)), cause, safe_traceback(error), is_damage)


def log_fault(fault: ProgramFault) -> None:
    """Write a fault with its traceback into the log of `--log`, if there is one."""
    kind = "damage" if fault.is_damage else "a fault of the program"
    program_log().error("%s: %s\n%s", fault.subject, kind, fault.traceback)


def program_log() -> Logger:
    """Return the log of the program, which goes to the file of `--log`, and without one nowhere."""
    import logging

    logger = logging.getLogger("briefing")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # else Python prints it
    return logger


@lru_cache(maxsize=MAX_LOGGED_ONCE)
def log_fault_once(fault: ProgramFault) -> None:
    """Write a fault into the log, unless the same was just logged: a page that cannot be drawn is drawn again."""
    log_fault(fault)


def safe_traceback(error: BaseException) -> str:
    """Return the traceback of an error, without control characters and secrets of addresses."""
    lines = "".join(format_exception(error)).splitlines()
    return "\n".join(f"{line[: len(line) - len(line.lstrip(' '))]}{without_secrets(clean(line))}" for line in lines)


def failure_text(name: str, error: Exception) -> str:
    """Return what a pane says in place of what could not be shown, and log an unexpected error."""
    if isinstance(error, BriefingError):
        return error.in_one_line
    if isinstance(error, OSError):
        return f"{name} cannot be shown: {os_error_cause(error)}"
    fault = fault_of(name, error)
    log_fault_once(fault)
    return f"{fault.subject} cannot be shown: a fault of the program ({fault.cause}). {FAULT_ADVICE}"


def fault_name(thread_id: str) -> str:
    """Return how a fault names a thread."""
    return f"thread {thread_id}"
