"""Errors of the system: what each means in a file, and the next step."""

from __future__ import annotations

import errno
import os
from pathlib import Path

TRIAL_BYTES = 64 << 10
"""Bytes that must be free for a file: SQLite needs as much for the files beside a store."""
ELSEWHERE = "choose another place"
FULL_DISK_CAUSE = "the disk is full"
FULL_DISK_HINT = "free some space, then try again; what was stored before is unharmed"
_MAY_NOT = "make the file and its folder writable, or {elsewhere}"
_CAUSES_AND_STEPS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: (FULL_DISK_CAUSE, FULL_DISK_HINT),
    errno.EDQUOT: (
        "your quota on the disk is used up",
        "free some space of yours, then try again; what was stored before is unharmed",
    ),
    errno.EFBIG: (
        "a file would be larger than this process may write",
        "raise that limit (`ulimit -f`; in a unit of systemd LimitFSIZE), then try again",
    ),
    errno.EMFILE: (
        "this process has as many files open as it may",
        "raise that limit (`ulimit -n`; in a unit of systemd LimitNOFILE), then try again",
    ),
    errno.ENFILE: ("the system has too many files open", "close other programs, then try again"),
    errno.EROFS: ("the disk may only be read", "make the disk writable, or {elsewhere}"),
    errno.EACCES: ("", _MAY_NOT),
    errno.EPERM: ("", _MAY_NOT),
    errno.EIO: ("the disk failed while reading or writing", "check the disk, then try again"),
}
"""The cause of each error ("": in the words of the system) and the next step; others are likely of the path."""


def os_error_cause(error: OSError) -> str:
    """Return the cause that an error of the system names."""
    cause, _ = _CAUSES_AND_STEPS.get(error.errno or 0, ("", ""))
    return cause or error.strerror or str(error)


def os_error_hint(error: OSError, elsewhere: str = ELSEWHERE) -> str:
    """Return the next step after an error of the system.

    Args:
        error: The error.
        elsewhere: How a person chooses another place for the file.
    """
    _, step = _CAUSES_AND_STEPS.get(error.errno or 0, ("", "check the path, or {elsewhere}"))
    return step.format(elsewhere=elsewhere)


def is_cause_outside(error: OSError) -> bool:
    """Whether an error has a cause that lies outside a file and its path: space, limits, the disk."""
    return error.errno in _CAUSES_AND_STEPS and error.errno not in (errno.EACCES, errno.EPERM)


def writing_error(file: Path, size: int = 0) -> OSError | None:
    """Return the error with which the system refuses to write to the end of a file; None if it does not refuse.

    `TRIAL_BYTES` go to a temporary file beside it, as far from its start. The file itself is never opened: where it is
    a store, closing it would end all locks that SQLite holds on it for this process (sqlite.org/howtocorrupt.html).

    Args:
        file: The file.
        size: The size that it is to have, if it is larger than now.
    """
    from tempfile import TemporaryFile

    try:
        end = file.stat().st_size if file.exists() else 0
        with TemporaryFile(dir=file.parent) as trial:
            trial.seek(max(end, size))
            trial.write(bytes(TRIAL_BYTES))
    except OSError as error:
        return error
    code = errno.EISDIR if file.is_dir() else errno.EACCES if file.exists() and not _may_write(file) else 0
    return OSError(code, os.strerror(code)) if code else None


def _may_write(file: Path) -> bool:
    """Whether this process may write to a file, by the permissions of the user that it runs as."""
    return os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def cannot_run(command: str, error: OSError | ValueError) -> str:
    """Return why a command cannot be run: "report.sh cannot be run: ...". A cause is the first line of a script."""
    cause = os_error_cause(error) if isinstance(error, OSError) else str(error)
    code = getattr(error, "errno", None)
    if code in (errno.ENOEXEC, errno.ENOENT) and (start := _start_of(command)):
        if start.startswith(b"#!"):
            cause = "the program that its first line names does not exist" if code == errno.ENOENT else cause
        elif code == errno.ENOEXEC and start.isascii() and b"\0" not in start:
            cause = "its first line names no program, such as #!/bin/sh"
    return f"{command} cannot be run: {cause}"


def _start_of(command: str) -> bytes:
    """Return the first bytes of the file of a command; none if it cannot be found or read."""
    from shutil import which

    try:
        with Path(which(command) or "").open("rb") as file:
            return file.read(16)
    except OSError:
        return b""
