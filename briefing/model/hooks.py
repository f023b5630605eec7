"""What runs after a refresh: the table [hooks] of feeds.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hooks:
    """The commands that run after a refresh, as lists of arguments, with JSON on standard input.

    Attributes:
        refresh: Runs after a refresh that brought articles; empty: nothing does.
        followed: Runs when followed threads changed.
        notify: Whether the desktop shows a notice when followed threads changed.
        timeout: Seconds after which a command is stopped.
    """

    refresh: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    notify: bool = False
    timeout: float = 10.0
