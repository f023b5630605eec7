"""An affair as its name is chosen from it: the headlines of its threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class AffairHeadline(NamedTuple):
    """A headline of a thread of an affair, without the additions of its publisher, and the house it is from."""

    thread: str
    text: str
    house: str


class Affair(NamedTuple):
    """An affair to be named.

    Attributes:
        head: The id of its head: the thread that the others are part of.
        title: The title of its head.
        previous: The name that it has had so far; "": none.
        headlines: Headlines of the head and of all threads below it.
    """

    head: str
    title: str
    previous: str
    headlines: Sequence[AffairHeadline]
