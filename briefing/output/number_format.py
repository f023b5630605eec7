"""Numbers in words."""

from __future__ import annotations


def format_count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 publisher", "14 publishers", "1 story", "1,204 stories"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def format_ordinal(number: int) -> str:
    """A rank: "1st", "2nd", "3rd", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
