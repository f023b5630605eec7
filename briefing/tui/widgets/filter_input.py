"""The input line of the filter: it completes queries, and Tab takes the first completion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding
from textual.suggester import Suggester
from textual.widgets import Input

from briefing.text.query_completion import complete_query

MAX_SUGGESTIONS = 6
"""Completions that are offered: more would not fit a line."""


class FilterInput(Input):
    """Takes words, or a query with keys. `query_values` are the known values of each key."""

    BINDINGS: ClassVar = [Binding("tab", "take", "Take the completion", show=False)]

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
        """The completions of the term at the cursor."""
        if not self.value or self.value[-1].isspace():
            return ()
        completions = complete_query(self.value, self.cursor_position, self.query_values)
        return tuple(completion.text for completion in completions[:MAX_SUGGESTIONS])

    def completed(self, value: str) -> str | None:
        """Return the whole line with its last term completed, None if there is no completion."""
        if not value or value[-1].isspace():
            return None
        completions = complete_query(value, len(value), self.query_values)
        return f"{value[: completions[0].start]}{completions[0].text}" if completions else None

    def action_take(self) -> None:
        """Take the first completion."""
        if line := self.completed(self.value):
            self.value = line if line.endswith(":") else f"{line} "
            self.cursor_position = len(self.value)


class _QuerySuggester(Suggester):
    """Shows the rest of the first completion, greyed, behind what was typed."""

    def __init__(self, filter_input: FilterInput) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._filter_input = filter_input

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed line."""
        return self._filter_input.completed(value)
