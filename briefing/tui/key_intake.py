"""What becomes of a key before the screens get it: it is passed on, held, or kept for a prompt that is opening."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual import events
from textual.app import App

from briefing.tui.command import Command
from briefing.tui.held_keys import MAX_HOLD_SECONDS, EarlyKeys, HeldKeys

KEYS_DROPPED = "The change goes on; what you typed meanwhile was dropped"


class KeyIntake:
    """Takes all events of an application in, and handles them in order, each as soon as it can mean something."""

    def __init__(
        self, app: App[Any], commands: Iterable[Command], report: Callable[[str], None], *, is_starting: bool
    ) -> None:
        """Make it for an application; `report` shows a message, `is_starting` holds keys until the list is shown."""
        self._app = app
        self._report = report
        self._held = HeldKeys(is_starting=is_starting)
        self._early = EarlyKeys(commands)

    async def take(self, event: events.Event, handle: Callable[[events.Event], Awaitable[None]]) -> None:
        """Handle an event, and after it what was held for the input that it opens; or hold it."""
        if self._held.holds(event):
            return
        has_come_back = isinstance(event, events.Key) and event.is_forwarded
        if current := self._early.take(event, self._app):
            await handle(current)
        for later in self._early.after(event) if has_come_back else ():
            await handle(later)

    def released(self) -> Iterable[events.Event]:
        """Return what was typed before the screen on top had the focus; nothing if all screens are gone."""
        return self._early.release(self._app.screen) if self._app.screen_stack else ()

    def end_start(self, *, has_list: bool) -> None:
        """Hold keys no longer for the first threads; without a list, drop those that were meant for it."""
        self._held.end_start(has_list=has_list)
        self._app.call_next(self._handle_held)

    def hold(self) -> Callable[[], None]:
        """Let keys wait while a change runs that moves the cursor; return what to call at its end.

        Where that takes too long, they are dropped: handled before the end, they would mean another thread.
        """
        change = self._held.hold()

        def end() -> None:
            self._held.end(change)
            self._app.call_next(self._handle_held)

        def give_up() -> None:
            if self._held.give_up(change):
                self._early.forget()
                self._report(KEYS_DROPPED)

        self._app.set_timer(MAX_HOLD_SECONDS, give_up)
        return end

    async def _handle_held(self) -> None:
        for event in self._held.take():
            if self._app.screen_stack:  # else the reader is leaving
                await self._app.on_event(event)
