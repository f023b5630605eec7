"""The input line of the filter, and the list of completions below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.binding import Binding
from textual.suggester import Suggester

from briefing.output.cells import cell_width
from briefing.output.lines import Span, fit_spans
from briefing.text.query_completion import Suggestion, complete_query
from briefing.tui.render.page_lines import PageLine, Target
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_input import LineInput
from briefing.tui.widgets.page import Page

KEY_HELP = {
    "section:": "a section, or a part of its name",
    "publisher:": "a publisher, or a part of its name",
    "since:": "12h, 7d, 2w or 2024-12-16: not older",
    "until:": "12h, 7d, 2w or 2024-12-16: not newer",
    "is:": "unread, read, unopened, new, updated, running, followed, starred, muted",
    "lang:": "a language: en, ja",
    "feed:": "a feed: a part of its name or address",
    "title:": "words of the title",
    "tag:": "a tag that you gave a thread",
}
"""What each key of a query takes. Beside it, "-" excludes, OR means either, and brackets group."""
MAX_LISTED = 10
"""Lines of the list of completions at most: the results below it stay in sight."""


class FilterInput(LineInput):
    """Takes words, or a query with keys. `query_values` are the known values of each key."""

    BINDINGS: ClassVar = [
        Binding("tab", "take", "Take the completion", show=False),
        Binding("down", "next_completion(1)", "List the completions", show=False),
        Binding("up", "next_completion(-1)", "Previous completion", show=False),
    ]

    def __init__(self, symbols: Symbols, submit: Callable[[], None]) -> None:
        """Make the line; `submit` is called at Enter, before the next key is looked at."""
        super().__init__(
            placeholder="words, or section:asia publisher:wire since:7d is:unread -word",
            id="filter",
            suggester=_QuerySuggester(self),
            submit=submit,
        )
        self._submit = submit
        self.query_values: Mapping[str, tuple[str, ...]] = {}
        self.completions = CompletionList(symbols)

    def completed(self, value: str) -> str | None:
        """Return the whole line with its last term completed, None if there is no completion."""
        if not value or value[-1].isspace():
            return None
        completions = complete_query(value, len(value), self.query_values)
        return f"{value[: completions[0].start]}{completions[0].text}" if completions else None

    def update_completions(self) -> None:
        """List the completions of the term at the cursor, if the list is open."""
        if self.completions.is_open:
            self._list_completions()

    def _list_completions(self) -> None:
        self.completions.open(complete_query(self.value, self.cursor_position, self.query_values))

    def close_completions(self) -> bool:
        """Close the list of completions; return whether it was open."""
        was_open = self.completions.is_open
        self.completions.close()
        return was_open

    def action_next_completion(self, step: int) -> None:
        """Open the list of completions, or move its cursor; above its first line it closes.

        Where nothing completes what is typed, go down to what the filter found.
        """
        if self.completions.is_open:
            if step < 0 and self.completions.is_on_first:
                self.close_completions()
            else:
                self.completions.page.move_cursor(step)
        elif step > 0:
            self._list_completions()
            if not self.completions.is_open:
                self._submit()

    def action_take(self) -> None:
        """Take the completion under the cursor of the list, or the first one."""
        if self.completions.is_open:
            self.take_listed()
        elif line := self.completed(self.value):
            self.value = line if line.endswith(":") else f"{line} "
            self.cursor_position = len(self.value)

    def take_listed(self) -> bool:
        """Put the completion under the cursor of the open list in place; return False if there is none."""
        chosen = self.completions.chosen
        if chosen is None:
            return False
        end = "" if chosen.text.endswith(":") else " "
        before = self.value[: chosen.start] + chosen.text + end
        self.value = before + self.value[chosen.end :].removeprefix(end)
        self.cursor_position = len(before)
        if end:
            self.close_completions()
        return True


class CompletionList:
    """A list of keys, or of the values of a key, above the results. It is closed until the reader asks for it."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self.page = Page(symbols, id="completions", always_shows_cursor=True)
        self.page.can_focus = False
        self.page.display = False
        self._suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return bool(self.page.display)

    def open(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show completions, with the cursor on the first; without any the list closes."""
        self._suggestions = suggestions
        self.page.display = bool(suggestions)
        self.page.styles.height = min(len(suggestions), MAX_LISTED)
        self.page.show(self._render_suggestions)
        self.page.target = Target("choice", "0") if suggestions else None
        self.page.refresh()

    def close(self) -> None:
        """Hide the list."""
        self.page.display = False

    @property
    def is_on_first(self) -> bool:
        """Whether the cursor is on the first completion."""
        return self.page.target is None or self.page.target.id == "0"

    @property
    def chosen(self) -> Suggestion | None:
        """The completion under the cursor of the open list."""
        target = self.page.target if self.is_open else None
        return self._suggestions[int(target.id)] if target and self._suggestions else None

    def _render_suggestions(self, width: int) -> list[PageLine]:
        column = max((cell_width(one.text) for one in self._suggestions), default=0) + 2
        lines = []
        for index, one in enumerate(self._suggestions):
            note = KEY_HELP.get(one.text.lstrip("-("), "")
            spans = (Span(one.text), Span(" " * (column - cell_width(one.text))), Span(note, "meta"))
            line = fit_spans(spans if note else spans[:1], width, self._symbols.ellipsis)
            lines.append(PageLine(line, Target("choice", str(index))))
        return lines


class _QuerySuggester(Suggester):
    """Shows the rest of the first completion, greyed, behind what was typed."""

    def __init__(self, filter_input: FilterInput) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._filter_input = filter_input

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed line."""
        return self._filter_input.completed(value)
