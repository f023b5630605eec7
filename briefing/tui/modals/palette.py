"""The palette: a list of one line each that narrows while words are typed; commands and themes are chosen from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.output.cells import cell_width
from briefing.output.lines import Span, StyleName, fit_spans
from briefing.text.plain_spelling import plain_spelling
from briefing.tui.messages import Chosen
from briefing.tui.modals.page_modal import MODAL_BREAKPOINTS
from briefing.tui.render.page_lines import MUTED, STRONG, PageLine, Target, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

DETAILS_FROM = 64
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


class PaletteModal(ModalScreen[str]):
    """Asks for one of many entries; the answer is its id, "" if it was cancelled."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss('')", "Cancel", show=False, priority=True),
        Binding("down,ctrl+n,tab", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p,shift+tab", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        title: str,
        entries: Sequence[PaletteEntry],
        symbols: Symbols,
        *,
        selected_id: str = "",
        on_highlight: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Ask for an entry.

        Args:
            title: The question.
            entries: What can be chosen, in order.
            symbols: The symbols.
            selected_id: The entry that has the cursor first; "": the first one.
            on_highlight: Called with the id of each entry that the cursor moves to.
        """
        super().__init__()
        self._heading, self._symbols = title, symbols
        self._entries = tuple(entries)
        self._selected_id = selected_id
        self._on_highlight = on_highlight
        self._shown: tuple[PaletteEntry, ...] = ()
        self._index = 0
        self._input = Input(placeholder="type to narrow the list", compact=True, id="sheet-search")
        self._page = Page(symbols, id="sheet-page")

    def compose(self) -> ComposeResult:
        """Lay out title, input and list."""
        hint = "Enter chooses, Esc cancels"
        yield Static(Content.assemble((self._heading, STRONG), (f"   {hint}", MUTED)), id="sheet-title")
        yield self._input
        yield self._page

    def on_mount(self) -> None:
        """Show all entries."""
        self._page.can_focus = False
        self._narrow("")
        ids = [entry.id for entry in self._shown]
        self._select(ids.index(self._selected_id) if self._selected_id in ids else 0)

    @property
    def selected(self) -> PaletteEntry | None:
        """The entry under the cursor; None if nothing matches."""
        return self._shown[self._index] if self._shown else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list, with the cursor on the best entry."""
        event.stop()
        if event.value or len(self._shown) != len(self._entries):
            self._narrow(event.value)
            self._select(0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the entry under the cursor."""
        event.stop()
        self._answer()

    def on_click(self, event: events.Click) -> None:
        """Select the entry that is clicked; a click beside the palette cancels."""
        if event.widget is self:
            self.dismiss("")
        elif event.widget is self._page and (target := self._page.target):
            self._select(int(target.id))

    def on_chosen(self, message: Chosen) -> None:
        """Answer on a double click."""
        message.stop()
        if target := self._page.target:
            self._select(int(target.id))
        self._answer()

    def action_move(self, step: int) -> None:
        """Move the cursor; after the last entry comes the first."""
        self._select((self._index + step) % max(len(self._shown), 1))

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        room = max(self._page.visible_line_count - 1, 1)
        self._select(min(max(self._index + step * room, 0), len(self._shown) - 1))

    def _answer(self) -> None:
        if self.selected:
            self.dismiss(self.selected.id)

    def _narrow(self, text: str) -> None:
        words = plain_spelling(text).split()
        ranked = [(rank, entry) for entry in self._entries if (rank := _match_rank(entry, words)) is not None]
        self._shown = tuple(entry for _, entry in sorted(ranked, key=lambda pair: pair[0]))

    def _select(self, index: int) -> None:
        before, self._index = self.selected, max(index, 0)
        self._page.show(self._render_entries, keep=True)
        self._page.reveal_lines(self._index, self._index)
        if self.selected and self.selected != before:
            self._on_highlight(self.selected.id)

    def _render_entries(self, width: int) -> list[PageLine]:
        if not self._shown:
            return paragraph("Nothing has these words. Esc cancels.", width, "meta")
        return [
            PageLine(
                entry_line(entry, width, self._symbols, is_selected=index == self._index), Target("choice", str(index))
            )
            for index, entry in enumerate(self._shown)
        ]


def _match_rank(entry: PaletteEntry, words: Sequence[str]) -> int | None:
    """Return how well an entry matches words, 0 best; None if one of them is missing."""
    title = plain_spelling(entry.title)
    everything = f"{title} {plain_spelling(entry.details)} {entry.note.casefold()}"
    if not all(word in everything for word in words):
        return None
    if words and title.startswith(words[0]):
        return 0
    return 1 if all(word in title for word in words) else 2


def entry_line(entry: PaletteEntry, width: int, symbols: Symbols, *, is_selected: bool) -> tuple[Span, ...]:
    """Return an entry in a line of exactly `width` cells, marked if it is selected."""
    mark = Span(f"{symbols.cursor if is_selected else ' '} ", "selected")
    note = Span(f"  {entry.note}" if entry.note else "", "figure")
    room = max(width - 2 - cell_width(note.text), 0)
    style: StyleName = "title" if is_selected else ""
    if width < DETAILS_FROM:
        return (mark, *fit_spans((Span(entry.title, style),), room, symbols.ellipsis), note)
    title = fit_spans((Span(entry.title, style),), min(TITLE_CELLS, room), symbols.ellipsis)
    details = fit_spans((Span(f"  {entry.details}", "meta"),), max(room - TITLE_CELLS, 0), symbols.ellipsis)
    return (mark, *title, *details, note)
