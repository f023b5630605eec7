"""Keeps escape sequences out of pasted text, which Textual would take for keys: a pasted "q" behind one would quit."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

from briefing.tui.anchored_output import anchored_driver

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
"""What a terminal sends before and behind a pasted text."""
ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bO[ -~]|\x1b")
"""A sequence such as a colour, a title or a key, or a single escape."""
PARSER_MODULES = ("textual.drivers.win32",)
"""Modules beside that of the driver in which a driver of Textual makes its parser."""


class PasteFilter:
    """Takes what a terminal sends, in pieces of any length, and leaves escape sequences out of pasted texts."""

    def __init__(self) -> None:
        self._pastes = False
        self._before = ""
        """The paste so far; outside of one, the end of the last piece if it may begin a paste."""

    def take(self, data: str) -> str:
        """Return the next piece as it is to be read; perhaps nothing until the one after it is there."""
        return "".join(self._parts(data))

    def _parts(self, data: str) -> Iterator[str]:
        while data:
            mark = PASTE_END if self._pastes else PASTE_START
            before = self._before
            text, reached, data = (before + data).partition(mark)
            self._before = "" if reached else _beginning_of(mark, text)
            if not self._pastes:
                yield (text + reached)[len(before) :]
            elif reached:
                yield ESCAPE_SEQUENCE.sub("", text) + reached
            else:
                self._before = text  # a sequence may be cut here
            self._pastes ^= bool(reached)


class PasteParser(XTermParser):
    """Reads keys, mouse and pastes as Textual does, and pasted text without escape sequences."""

    def __init__(self, debug: bool = False) -> None:
        self._filter = PasteFilter()
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Return the events of what the terminal sent; "" is the end."""
        plain = self._filter.take(data)
        return super().feed(plain) if plain or not data else ()


def read_plain_pastes(driver: type[Driver]) -> None:
    """Let a driver of Textual, which makes its parser itself, make one that reads pastes as plain text."""
    for name in (driver.__module__, *PARSER_MODULES):
        module = sys.modules.get(name)
        if getattr(module, "XTermParser", None) is XTermParser:
            setattr(module, "XTermParser", PasteParser)  # noqa: B010 - mypy knows no such attribute


def terminal_driver(base: type[Driver]) -> type[Driver]:
    """Return a driver that reads plain pastes, and keeps columns where terminals disagree on widths."""
    read_plain_pastes(base)
    return anchored_driver(base)


def _beginning_of(mark: str, text: str) -> str:
    """Return the end of a text that is the beginning of a mark, "" if there is none."""
    return next((mark[:length] for length in range(len(mark) - 1, 0, -1) if text.endswith(mark[:length])), "")
