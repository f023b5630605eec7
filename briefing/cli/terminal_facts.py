"""What the standard streams are: a terminal, somebody who can answer, an output that takes every character."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def is_dumb() -> bool:
    """Whether the terminal understands no escape sequences."""
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def is_interactive() -> bool:
    """Whether input and output are a terminal on which the reader can be drawn."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not is_dumb()


def can_ask_user() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def terminal_session() -> str:
    """Return a name of the terminal session of this command that no other has, "" if no standard stream is a terminal.

    It is the process that leads the session, mostly a shell, with its start: ids of processes are used again.
    """
    if not any(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return ""
    leader = os.getsid(0) if hasattr(os, "getsid") else os.getppid()
    try:
        started = Path(f"/proc/{leader}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):  # no Linux
        return str(leader)
    return f"{leader}-{started}"


def is_numbered_output() -> bool:
    """Whether rows of this print-out get numbers: only a person at a terminal reads and uses them."""
    return sys.stdout.isatty()


def is_utf8_output() -> bool:
    """Whether standard output takes every character."""
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")
