"""The exceptions of briefing. Each message names the thing and the cause; its hint names the next step."""

from __future__ import annotations

import errno
from collections.abc import Iterable

NO_SPACE_ERRORS = (errno.ENOSPC, errno.EDQUOT)
"""Errors of the system that mean that a disk or a quota is full."""
NOT_ALLOWED_ERRORS = (errno.EACCES, errno.EPERM, errno.EROFS)
"""Errors of the system that mean that a file or its folder may not be changed."""
FULL_DISK_CAUSE = "the disk is full"
FULL_DISK_HINT = "free some space, then try again; what was stored before is unharmed"
VALUE_ERRORS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""Errors that a malformed value can cause where it is decoded; a damaged one of the store also far from there."""


class BriefingError(Exception):
    """Any error with a message for the reader.

    Attributes:
        hint: The next step, "" if there is none to suggest.
        suggestions: Names that may have been meant.
    """

    def __init__(self, message: str, hint: str = "", suggestions: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.suggestions = tuple(suggestions)

    @property
    def in_one_line(self) -> str:
        """The message and the hint, for a place that has one line for both."""
        return f"{self} - {self.hint}" if self.hint else str(self)


class ConfigError(BriefingError):
    """The configuration, or a value or a name on the command line, cannot be used."""


class FileError(BriefingError):
    """A file cannot be written."""


class FetchError(BriefingError):
    """A feed could not be fetched."""


class MailError(BriefingError):
    """A mail could not be sent."""


class ParseError(BriefingError):
    """A document is not a feed, or cannot be parsed as one."""


class StoreError(BriefingError):
    """The store cannot be opened, read or written."""


class DamageError(StoreError):
    """A stored value is damaged. What it belongs to cannot be read; other threads and articles can."""


def os_error_cause(error: OSError) -> str:
    """Return the cause that an error of the system names; a full disk is called that, whatever the system calls it."""
    return FULL_DISK_CAUSE if error.errno in NO_SPACE_ERRORS else error.strerror or str(error)


def os_error_hint(error: OSError) -> str:
    """Return the next step after an error of the system while a file was written."""
    if error.errno in NO_SPACE_ERRORS:
        return FULL_DISK_HINT
    if error.errno in NOT_ALLOWED_ERRORS:
        return "make the file and its folder writable, or choose another place"
    return "check the path, or choose another place"


def cannot_run(command: str, error: OSError | ValueError) -> str:
    """Return why a command cannot be run: "report.sh cannot be run: ...". A cause is the first line of a script."""
    cause, code = getattr(error, "strerror", None) or str(error), getattr(error, "errno", None)
    if code in (errno.ENOEXEC, errno.ENOENT) and (start := _start_of(command)):
        if start.startswith(b"#!"):
            cause = "the program that its first line names does not exist" if code == errno.ENOENT else cause
        elif code == errno.ENOEXEC and start.isascii() and b"\0" not in start:
            cause = "its first line names no program, such as #!/bin/sh"
    return f"{command} cannot be run: {cause}"


def _start_of(command: str) -> bytes:
    """Return the first bytes of the file of a command; none if it cannot be found or read."""
    from pathlib import Path
    from shutil import which

    try:
        with Path(which(command) or "").open("rb") as file:
            return file.read(16)
    except OSError:
        return b""
