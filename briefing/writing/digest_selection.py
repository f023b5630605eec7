"""What a digest prints of its news: the most important threads in full, further ones by title, no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

MAX_FULL_THREADS = 20
"""Threads in full, as many as a mail is read for."""
MAX_TITLES = 36
"""Threads that are listed by title: with those in full at most 56, about two screens of titles."""


@dataclass(frozen=True, slots=True)
class DigestSelection:
    """The threads that a digest prints: those in full, then those by title, each the most important first."""

    full: tuple[ThreadRow, ...]
    listed: tuple[ThreadRow, ...]


def select_threads(threads: Sequence[ThreadRow]) -> DigestSelection:
    """Choose what a digest prints of all threads with news, which are ranked."""
    listed = threads[MAX_FULL_THREADS : MAX_FULL_THREADS + MAX_TITLES]
    return DigestSelection(tuple(threads[:MAX_FULL_THREADS]), tuple(listed))
