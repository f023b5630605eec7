"""Messages from widgets and workers to the screens and the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from briefing.tui.tabs import Tab

if TYPE_CHECKING:
    from briefing.model.fetching import Progress


@dataclass
class ThreadHighlighted(Message):
    """The cursor of the list is on another thread ("" if the list is empty).

    `by_reader` is whether a key or the mouse moved it there.
    """

    thread_id: str
    by_reader: bool = False


@dataclass
class ListResized(Message):
    """The list of threads got another size."""


@dataclass
class Chosen(Message):
    """The line under the cursor was double-clicked."""


@dataclass
class SectionChosen(Message):
    """A tab was clicked."""

    tab: Tab


@dataclass
class CommandChosen(Message):
    """A command in a bar was clicked; `action` is its Textual action."""

    action: str


@dataclass
class RefreshProgressed(Message):
    """A refresh made progress."""

    progress: Progress


@dataclass
class PreparationAdvanced(Message):
    """The preparation of the store has finished `done` of `total` steps."""

    done: int
    total: int


class NewsGrouped(Message):
    """A running refresh has grouped news that can be shown."""
