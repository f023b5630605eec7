"""What a correction was asked to do, as the undo log keeps it, so that a redo can do the same again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

RequestName = Literal[
    "merge threads",
    "merge stories",
    "split story",
    "split articles",
    "split article",
    "move story",
    "move articles",
    "pin",
]


@dataclass(frozen=True, slots=True)
class CorrectionRequest:
    """A correction in ids, which outlast it: its undo brings back every story and thread with its own.

    Attributes:
        name: What is done.
        thread: The thread that is corrected; of stories that are merged, the story that remains.
        ids: What leaves it or comes to it: threads, stories or articles.
        target: The thread into which something is moved.
        title: What messages call articles that are moved or split off.
    """

    name: RequestName
    thread: str
    ids: tuple[str, ...] = ()
    target: str = ""
    title: str = ""

    def logged(self) -> list[Any]:
        """Return it as a value of the undo log."""
        return [self.name, self.thread, list(self.ids), self.target, self.title]


def logged_request(value: Any) -> CorrectionRequest | None:
    """Return the request in a value of the undo log; None if an older version logged it, or if it cannot be read."""
    match value:
        case [str(named), str(thread), [*ids], str(target), str(title)]:
            known: tuple[RequestName, ...] = get_args(RequestName)
            name = next((one for one in known if one == named), None)
            return CorrectionRequest(name, thread, tuple(map(str, ids)), target, title) if name else None
    return None
