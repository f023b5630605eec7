"""The exit codes of all commands; docs/troubleshooting.md describes them."""

from __future__ import annotations

EXIT_FAILED = 1
"""It could not be done: no feed reached, the store or a file unusable, a correction or question refused."""
EXIT_UNUSABLE = 2
"""Something named does not exist or cannot be used: an option, a thread, article, feed, view or section, feeds.toml."""
EXIT_SOME_FAILED = 3
"""Some feeds or files failed or have problems, the others do not."""
EXIT_INTERRUPTED = 130
"""Ended by Ctrl+C: 128 + SIGINT, as shells report it."""


def worst_of(*codes: int) -> int:
    """Return the smallest code that is not 0: 1 says that nothing was done, 2 that something is missing or unusable, 3
    that a part failed.
    """
    return min(filter(None, codes), default=0)
