"""The line of the filter: it proposes what a query can go on with; Tab takes the first of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding
from textual.suggester import Suggester
from textual.widgets import Input

from briefing.text.query import complete

SHOWN = 6
"""Proposals that are named."""


class QueryLine(Input):
    """Words, or a query with keys; `known` are the values that keys can have."""

    BINDINGS: ClassVar = [Binding("tab", "take", "Take the proposal", show=False)]

    def __init__(self) -> None:
        super().__init__(
            placeholder="words, or section:asia publisher:wire since:7d is:unread -word",
            compact=True,
            id="filter",
            suggester=_Proposals(self),
        )
        self.known: Mapping[str, tuple[str, ...]] = {}

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What the term at the cursor could become."""
        if not self.value or self.value[-1].isspace():
            return ()
        return tuple(one.text for one in complete(self.value, self.cursor_position, self.known)[:SHOWN])

    def proposed(self, value: str) -> str | None:
        """Return the whole line with the first proposal in it."""
        found = complete(value, len(value), self.known) if value and not value[-1].isspace() else ()
        return f"{value[: found[0].start]}{found[0].text}" if found else None

    def action_take(self) -> None:
        """Take the first proposal."""
        if found := self.proposed(self.value):
            self.value = found if found.endswith(":") else f"{found} "
            self.cursor_position = len(self.value)


class _Proposals(Suggester):
    """Shows, greyed, what Tab or Right takes where it goes on from what was typed."""

    def __init__(self, line: QueryLine) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._line = line

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole line as it would be."""
        return self._line.proposed(value)
