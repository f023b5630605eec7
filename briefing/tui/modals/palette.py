"""The palette: commands and themes, one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult

from briefing.output.cells import cell_width
from briefing.output.lines import Span, fit_spans
from briefing.tui.modals.narrowing_list import NarrowingList, entry_target
from briefing.tui.modals.narrowing_prompt import NarrowingPrompt
from briefing.tui.modals.titled_page import CHOOSE_HINT
from briefing.tui.render.page_lines import PageLine, Target
from briefing.tui.symbols import Symbols

DETAILS_FROM = 62
"""Cells from which an entry shows its details beside its title."""
TITLE_CELLS = 24
"""Cells of the column of titles where details stand beside it."""


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A line of the palette: the answer that it stands for, its title, details, and what stands at its right end."""

    id: str
    title: str
    details: str = ""
    note: str = ""

    @property
    def searched_text(self) -> str:
        """What typed words are looked for in, beside the title."""
        return f"{self.details} {self.note}"


class PaletteModal(NarrowingPrompt[PaletteEntry]):
    """Asks for one of many entries; the answer is its id, "" if it was cancelled."""

    def __init__(
        self,
        title: str,
        entries: Sequence[PaletteEntry],
        symbols: Symbols,
        *,
        selected_id: str = "",
        on_highlight: Callable[[str], None] = lambda _: None,
        elsewhere: Sequence[PaletteEntry] = (),
        keeps_order: bool = False,
    ) -> None:
        """Ask for an entry.

        Args:
            title: The question.
            entries: What can be chosen, in order.
            symbols: The symbols.
            selected_id: The entry that has the cursor first; "": the first one.
            on_highlight: Called with the id of each entry that the cursor moves to.
            elsewhere: What can be chosen on other pages.
            keeps_order: See `NarrowingList`.
        """
        render, nothing = partial(render_entry, symbols.ellipsis), "Nothing has these words. Fewer words find more."
        hint = "type to narrow the list"
        entry_list = NarrowingList(entries, render, symbols, hint, nothing, elsewhere, keeps_order=keeps_order)
        super().__init__(title, CHOOSE_HINT, entry_list)
        self._selected_id = selected_id
        self._on_highlight = on_highlight

    def compose(self) -> ComposeResult:
        """Lay out title, input and list."""
        yield self.title_line
        yield self.list.input
        yield self.list.page

    def on_mount(self) -> None:
        """Show all entries, with the cursor on the selected one."""
        self.list.narrow("")
        if self._selected_id:
            self.list.page.select_target(Target("choice", self._selected_id))  # once the page has a size
        self.watch(self.list.page, "target", self._follow_cursor, init=False)

    @property
    def selected(self) -> PaletteEntry | None:
        """The entry under the cursor; None if nothing matches."""
        return self.list.selected

    def _follow_cursor(self, target: Target | None) -> None:
        if target:
            self._on_highlight(target.id)


def render_entry(ellipsis: str, entry: PaletteEntry, width: int) -> list[PageLine]:
    """Return the title, the details where there is room, and the note at the right end."""
    note = Span(f"  {entry.note}" if entry.note else "", "figure")
    room, target = max(width - cell_width(note.text), 0), entry_target(entry)
    if width < DETAILS_FROM:
        return [PageLine((*fit_spans((Span(entry.title),), room, ellipsis), note), target)]
    title = fit_spans((Span(entry.title),), min(TITLE_CELLS, room), ellipsis)
    details = fit_spans((Span(f"  {entry.details}", "meta"),), max(room - TITLE_CELLS, 0), ellipsis)
    return [PageLine((*title, *details, note), target)]
