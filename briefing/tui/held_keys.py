"""Keys that are pressed before there is a list, or an input, to act on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any
from weakref import WeakSet, ref

from textual import events
from textual.app import App
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from briefing.tui.command import Command
from briefing.tui.command_names import CommandName
from briefing.tui.modals.footer_keys import HasPageSearch
from briefing.tui.screens.base_screen import screen_name_of

KEYS_AT_ONCE = frozenset(("q", "ctrl+q", "ctrl+c"))
"""Keys that work before anything is shown: those that leave."""
LEAVING_KEYS = KEYS_AT_ONCE - {"q"}
"""Those of them that no prompt takes as a letter; they also work while a change runs."""
OPENS_AN_INPUT = frozenset((CommandName.FILTER, CommandName.FIND))
"""Commands that open an input on the screen itself, so that no other screen shows that they did."""
MAX_HOLD_SECONDS = 5.0
"""For how long keys wait for a change at most: several times what a merge takes on a large store (1.6 s). A change that
takes longer waits for another program, and may do so for half a minute."""
MAX_SENT = 64
"""Keys on their way that are remembered: more than are typed or pasted while a prompt opens."""


class HeldKeys:
    """Holds keys and pasted text, in order, until the first threads are shown, and while changes move the cursor."""

    def __init__(self, *, is_starting: bool) -> None:
        self._is_starting = is_starting
        self._changes: set[object] = set()
        self._events: list[events.Event] = []

    def hold(self) -> object:
        """Hold keys from now on for a change; return what `end` takes when it ends."""
        change = object()
        self._changes.add(change)
        return change

    def end(self, change: object) -> None:
        """Hold keys no longer for a change."""
        self._changes.discard(change)

    def give_up(self, change: object) -> bool:
        """Hold keys no longer for a change that still runs, and drop those that wait; return whether any did."""
        has_dropped = change in self._changes and bool(self._events)
        if has_dropped:
            self._events.clear()
        self._changes.discard(change)
        return has_dropped

    def end_start(self, *, has_list: bool) -> None:
        """Hold keys no longer for the first threads; without a list, drop those that were meant for it."""
        if self._is_starting and not has_list:
            self._events.clear()
        self._is_starting = False

    def holds(self, event: events.Event) -> bool:
        """Whether an event is to be held, also behind those that wait to be taken; it then is."""
        if not isinstance(event, (events.Key, events.Paste)) or not (self._is_held or self._events):
            return False
        if getattr(event, "key", "") in (KEYS_AT_ONCE if self._is_starting else LEAVING_KEYS):
            return False
        self._events.append(event)
        return True

    def take(self) -> list[events.Event]:
        """Return what was held, in order, once nothing holds it any more; it is then held no longer."""
        if self._is_held:
            return []
        held, self._events = self._events, []
        return held

    @property
    def _is_held(self) -> bool:
        return self._is_starting or bool(self._changes)


class EarlyKeys:
    """Passes on to a prompt, or to the filter, what is typed from the key that opens it until it can be taken.

    Without that, the first letters typed after such a key are lost, and Enter answers with an empty input.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        """Make it for the keys of the commands."""
        self._openers = [command for command in commands if command.name in OPENS_AN_INPUT]
        self._opening: events.Key | None = None  # on its way through the widgets
        self._ready: WeakSet[Screen[Any]] = WeakSet()
        self._waiting: list[events.Event] = []
        self._sent: deque[tuple[events.Event, ref[Screen[Any]]]] = deque(maxlen=MAX_SENT)

    def take(self, event: events.Event, app: App[Any]) -> events.Event | None:
        """Return the event to handle now: the same, or a new one for a key that another screen had; None: it is held.

        A key comes back, to be looked up among the bindings, after the widget that had the focus did not take it. By
        then the key before it may have opened a prompt.
        """
        if not isinstance(event, (events.Key, events.Paste)) or not app.is_running or not app.screen_stack:
            return event
        top = app.screen
        is_leaving = getattr(event, "key", "") in LEAVING_KEYS
        if not event.is_forwarded and self._opening and not is_leaving:
            self._waiting.append(event)
            return None
        if event.is_forwarded:
            if not isinstance(event, events.Key) or not isinstance(top, ModalScreen) or self._was_sent_to(event, top):
                return event
            event = events.Key(event.key, event.character)
        is_early = isinstance(top, ModalScreen) and top.AUTO_FOCUS and top not in self._ready and top.focused is None
        if is_early and not is_leaving:
            self._waiting.append(event)
            return None
        if isinstance(event, events.Key) and self._opens_input(event, top):
            self._opening = event
        self._sent.append((event, ref(top)))
        return event

    def after(self, event: events.Event) -> list[events.Event]:
        """Return what was held for the input that a key opened, in order, once that key has come back and has run."""
        if event is not self._opening:
            return []
        self._opening = None
        waiting, self._waiting = self._waiting, []
        return waiting

    def forget(self) -> None:
        """Wait no longer for the key that opens an input: it was dropped, and what was typed for it goes with it."""
        self._opening = None
        self._waiting = []

    def _opens_input(self, event: events.Key, screen: Screen[Any]) -> bool:
        """Whether a key opens an input of the screen itself; where keys are text, it is a letter."""
        if isinstance(screen.focused, Input):
            return False
        name, finds = screen_name_of(screen), isinstance(screen, ModalScreen) and isinstance(screen, HasPageSearch)
        here = [one for one in self._openers if name in one.screens or (finds and one.name == CommandName.FIND)]
        return any(key in command.keys for command in here for key in (event.key, event.character))

    def _was_sent_to(self, event: events.Event, screen: Screen[Any]) -> bool:
        """Whether an event went to a screen, or it is not known where to."""
        return next((sent() is screen for one, sent in self._sent if one is event), True)

    def release(self, screen: Screen[Any]) -> list[events.Event]:
        """Note that a screen has the focus; return what was held for it, in order."""
        self._ready.add(screen)
        waiting, self._waiting = self._waiting, []
        return waiting
