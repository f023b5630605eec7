"""What changed in a thread: new stories, numbers that moved, new names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.stories import Story
    from briefing.model.writing import Sentence


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that moved: of what, from which words to which, and the sentences that say so."""

    what: str
    before: str
    after: str
    said_before: Sentence
    said_after: Sentence


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a thread to someone who knows it up to `since`, or knows some of its stories.

    `stories` began since, newest first; `sentences` tell what was not said before in other words.
    """

    since: datetime | None = None
    stories: tuple[Story, ...] = ()
    moved: tuple[Moved, ...] = ()
    names: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
