"""What is written of a thread: sentences, summaries, timelines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.changes import Moved


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands word for word in the article it names."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in reading order; the three sizes are prefixes of meaning, not of text."""

    line: tuple[Sentence, ...] = ()
    paragraph: tuple[Sentence, ...] = ()
    page: tuple[Sentence, ...] = ()


EntryKind = Literal["first", "update", "echo"]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened on a day: a story of the thread, or a development within it.

    `moved` are the numbers that it gives otherwise than what was reported before, `names` those it brought up if it is
    one of the newest.
    """

    date: date
    title: str
    story: str = ""
    kind: EntryKind = "update"
    publishers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    moved: tuple[Moved, ...] = ()
    names: tuple[str, ...] = ()
