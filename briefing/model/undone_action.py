"""What an undo or a redo did."""

from __future__ import annotations

from typing import NamedTuple


class UndoneAction(NamedTuple):
    """What an undo did, or a redo.

    Attributes:
        message: What was undone or done again, "" if there was nothing.
        threads: The threads on which the action had been made, as far as they exist.
        view: The name of the saved view that there is again, "" if there is none.
    """

    message: str = ""
    threads: tuple[str, ...] = ()
    view: str = ""
