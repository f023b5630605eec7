"""Keys that are pressed before there is a list to act on."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

KEYS_AT_ONCE = frozenset(("q", "ctrl+q", "ctrl+c"))
"""Keys that work before anything is shown: those that leave."""


class HeldKeys:
    """Holds keys until the first threads are shown, in order."""

    def __init__(self, *, is_holding: bool) -> None:
        self._is_holding = is_holding
        self._keys: list[events.Key] = []

    def holds(self, event: events.Event) -> bool:
        """Return whether an event is a key to be held; it then is."""
        is_held = self._is_holding and isinstance(event, events.Key) and event.key not in KEYS_AT_ONCE
        if is_held and isinstance(event, events.Key):
            self._keys.append(event)
        return is_held

    def release(self, post: Callable[[events.Key], object], *, has_list: bool) -> None:
        """Hold no more keys; post those that were held, unless what is shown is not what they were meant for."""
        held, self._keys, self._is_holding = self._keys, [], False
        for key in held if has_list else ():
            post(key)
