"""What a reader keeps in view, or out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.model.stories import ThreadRow

RuleKind = Literal["word", "publisher"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a person muted beside single threads: a word (or words) of titles, or a publisher that tells alone."""

    kind: RuleKind
    value: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Hidden:
    """A thread that is left out of lists, and why: muted itself (`rule` is None), until something new or for ever."""

    row: ThreadRow
    rule: Rule | None
    since: datetime
    until_new: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A query that was saved under a name."""

    name: str
    query: str
