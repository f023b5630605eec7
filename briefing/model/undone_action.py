"""What an undo did."""

from __future__ import annotations

from typing import NamedTuple


class UndoneAction(NamedTuple):
    """What an undo did.

    Attributes:
        message: What was undone, "" if there was nothing to undo.
        threads: The threads on which the action had been made, as far as they exist.
        view: The name of the saved view that there is again, "" if there is none.
    """

    message: str = ""
    threads: tuple[str, ...] = ()
    view: str = ""
