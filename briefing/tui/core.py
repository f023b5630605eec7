"""What every part of the application stands on: what is listed and remembered, and how work is done and told."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

from textual.app import App, SuspendNotSupported
from textual.reactive import var
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.timer import Timer

from briefing.desk import period_start
from briefing.errors import BriefingError
from briefing.model.feeds import Progress
from briefing.tui.commands import key_name, named
from briefing.tui.keymap import remapped
from briefing.tui.listing import Listing
from briefing.tui.memory import Memory, recalled
from briefing.tui.newsroom import MEMORY, Health, Newsroom
from briefing.tui.paint.view import Size
from briefing.tui.symbols import symbols
from briefing.tui.themes import DARK, LIGHT
from briefing.tui.widgets.lines import PlainBar
from briefing.tui.workers import start

if TYPE_CHECKING:
    from briefing.desk import Desk

T = TypeVar("T")
SAY_FOR = 8.0
"""Seconds that a quiet line stays."""
KEEP_EVERY = 3.0
"""Seconds between two looks whether there is something new to remember."""


class Core(App[None]):
    """Holds what all screens share; parts of the application add what a reader can do.

    Each is a `var`: a `reactive` of an application would paint its whole screen anew at every change.
    """

    listing: var[Listing] = var(Listing())
    health: var[Health] = var(Health())
    progress: var[Progress | None] = var(None)
    said: var[str] = var("")
    size_of_summary: var[Size] = var("paragraph")
    memory: var[Memory] = var(Memory())
    corrections: var[int] = var(0)
    marked: var[frozenset[str]] = var(frozenset())
    starred: var[frozenset[str]] = var(frozenset())

    def __init__(self, desk: Desk, *, ascii: bool = False) -> None:
        super().__init__()
        self.newsroom = Newsroom(desk)
        self.symbols = symbols(ascii)
        self.commands = remapped(self.newsroom.config.keys)
        self.started = False
        self.empty = False
        self._hush: Timer | None = None
        self.feed_edits: list[tuple[str, str, str]] = []  # the file before and after each, and what undoing it says
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.memory = self._kept = recalled(self.newsroom.beside(MEMORY))
        self.theme = self.memory.theme if self.memory.theme in self.available_themes else DARK.name
        self.size_of_summary = self.memory.size
        self.set_class(ascii, "-plain")
        ScrollBar.renderer = PlainBar if ascii else ScrollBarRender
        self.set_keymap({c.name: ",".join(c.keys) for c in self.commands if c.name in self.newsroom.config.keys})

    def key_of(self, action: str) -> str:
        """Return the name of the first key of an action, "" if a reader took its keys away."""
        keys = named(action, self.commands).keys
        return key_name(keys[0]) if keys else ""

    @property
    def key_to_feeds(self) -> str:
        """The key that shows the feeds; where it does something else, their name in the palette."""
        elsewhere = getattr(self.screen, "PLACE", "") in named("feeds").named
        return f"{self.key_of('command_palette')} feeds" if elsewhere else self.key_of("feeds")

    @property
    def since(self) -> datetime:
        """The start of the period in which news count as new."""
        return period_start(self.newsroom.now())

    def attempt(self, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False) -> None:
        """Do something in a worker; what goes wrong with feeds or store is told in the status line."""

        async def quietly() -> None:
            try:
                await work
            except BriefingError as error:
                self.say(f"{error}{' - ' + error.hint if error.hint else ''}")

        finalize(start(self, quietly(), group, exclusive=exclusive), work.close)

    def say(self, words: str) -> None:
        """Say something in the status line, for a while."""
        if self._hush:
            self._hush.stop()
        self.said = words
        self._hush = self.set_timer(SAY_FOR, partial(setattr, self, "said", ""))

    def show_first(self) -> None:
        """Show a newcomer the first thread that came."""

    async def put_over(
        self, here: Screen[Any], sheet: Screen[T], then: Callable[[T | None], None] | None = None
    ) -> None:
        """Put a sheet over the screen it was asked for on; whoever went elsewhere meanwhile is not stopped there."""
        if self.screen is here:
            await self.push_screen(sheet, then)

    def lend(self, command: Sequence[str]) -> bool:
        """Give the terminal to a program until it ends; False, and it is said why, if that cannot be."""
        try:
            with self.suspend():
                subprocess.run(list(command), check=False)  # noqa: S603 - a program the reader chose, by its words
        except SuspendNotSupported:
            self.say(f"This terminal cannot be lent to {command[0]}")
            return False
        except OSError as error:
            self.say(f"{command[0]} cannot be run: {error.strerror or error}")
            return False
        return True

    async def keep_memory(self) -> None:
        """Write down what a reader chose, if it is not what was written last."""
        section = self.listing.section if self.started else self.memory.section
        memory = replace(self.memory, theme=self.theme, section=section, size=self.size_of_summary)
        if memory != self._kept:
            self.memory = self._kept = memory
            await self.newsroom.remember(memory)
