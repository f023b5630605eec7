"""The line of the filter: it proposes what a query can go on with; Tab takes the first of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding
from textual.suggester import Suggester
from textual.widgets import Input

from briefing.text.query import complete_query

MAX_SUGGESTIONS = 6
"""Proposals that are named."""


class FilterInput(Input):
    """Words, or a query with keys; `known` are the values that keys can have."""

    BINDINGS: ClassVar = [Binding("tab", "take", "Take the proposal", show=False)]

    def __init__(self) -> None:
        super().__init__(
            placeholder="words, or section:asia publisher:wire since:7d is:unread -word",
            compact=True,
            id="filter",
            suggester=_QuerySuggester(self),
        )
        self.query_values: Mapping[str, tuple[str, ...]] = {}

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What the term at the cursor could become."""
        if not self.value or self.value[-1].isspace():
            return ()
        return tuple(
            one.text for one in complete_query(self.value, self.cursor_position, self.query_values)[:MAX_SUGGESTIONS]
        )

    def completed(self, value: str) -> str | None:
        """Return the whole line with the first proposal in it."""
        found = complete_query(value, len(value), self.query_values) if value and not value[-1].isspace() else ()
        return f"{value[: found[0].start]}{found[0].text}" if found else None

    def action_take(self) -> None:
        """Take the first proposal."""
        if found := self.completed(self.value):
            self.value = found if found.endswith(":") else f"{found} "
            self.cursor_position = len(self.value)


class _QuerySuggester(Suggester):
    """Shows, greyed, what Tab or Right takes where it goes on from what was typed."""

    def __init__(self, filter_input: FilterInput) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._filter_input = filter_input

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole line as it would be."""
        return self._filter_input.completed(value)
