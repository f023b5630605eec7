"""Stories, and the rows that stand for threads in lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.articles import Article


@dataclass(frozen=True, slots=True)
class Story:
    """One happening with its articles, oldest first."""

    id: str
    thread: str
    title: str
    articles: tuple[Article, ...] = ()


Status = Literal["new", "updated", "running"]


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it.

    `days` are articles a day, oldest first, ending today; `latest` is the newest development, in other words than the
    title; `status` and `fresh` (articles) refer to a period; `read` is when a person last read it. `parent` is the
    larger affair that it is part of.
    """

    id: str
    title: str
    section: str
    first: datetime
    last: datetime
    status: Status
    publishers: tuple[str, ...]
    articles: int
    stories: int
    fresh: int = 0
    days: tuple[int, ...] = ()
    latest: str = ""
    weight: float = 1.0
    followed: bool = False
    muted: bool = False
    read: datetime | None = None
    score: float = 0.0
    parent: str = ""
    parent_title: str = ""
    voices: int = 0

    @property
    def independent(self) -> int:
        """How many publishers tell it: those of one house once, and of copies of one text only the first."""
        return self.voices or len(self.publishers)
