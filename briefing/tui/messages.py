"""What widgets and workers tell the screens and the application."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from briefing.model.feeds import Progress


@dataclass
class ThreadHighlighted(Message):
    """The cursor of the list rests on a thread ("" if the list is empty)."""

    thread_id: str


@dataclass
class Chosen(Message):
    """A reader pressed Enter, or clicked twice, on the line under the cursor."""


@dataclass
class SectionChosen(Message):
    """A reader clicked a tab."""

    tab: str


@dataclass
class CommandChosen(Message):
    """A reader clicked a command in the footer."""

    action: str


@dataclass
class RefreshProgressed(Message):
    """A refresh has come so far."""

    progress: Progress
