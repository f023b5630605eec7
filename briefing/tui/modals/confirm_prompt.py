"""A question that Enter answers with yes, with what it is about below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.modals.page_modal import MODAL_BREAKPOINTS
from briefing.tui.render.page_lines import BLANK_LINE, MUTED, STRONG, PageLine, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page


class ConfirmPrompt(ModalScreen[bool]):
    """Asks whether to do something; names each thing that it concerns in full."""

    FOOTER_KEYS: ClassVar = (("Enter", "yes"), ("Esc", "no"))
    BINDINGS: ClassVar = [
        Binding("enter,y", "dismiss(True)", "Yes", show=False),
        Binding("escape,q,n", "dismiss(False)", "No", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Page"

    def __init__(self, title: str, hint: str, subjects: Sequence[tuple[str, str]], symbols: Symbols) -> None:
        """Ask a question.

        Args:
            title: The question.
            hint: What the keys do.
            subjects: The title of each thing that it concerns, and a line about it.
            symbols: The symbols.
        """
        super().__init__()
        self._heading, self._hint, self._subjects = title, hint, subjects
        self._page = Page(symbols, id="sheet-page")

    def compose(self) -> ComposeResult:
        """Lay out the question and what it is about."""
        yield Static(Content.assemble((self._heading, STRONG), (f"   {self._hint}", MUTED)), id="sheet-title")
        yield self._page

    def on_mount(self) -> None:
        """Show what it is about."""
        self._page.show(self._render_subjects)

    def on_click(self, event: events.Click) -> None:
        """Take a click beside the prompt for a no."""
        if event.widget is self:
            self.dismiss(False)

    def _render_subjects(self, width: int) -> list[PageLine]:
        lines: list[PageLine] = []
        for title, details in self._subjects:
            lines += [*paragraph(title, width, "title"), *paragraph(details, width, "meta", indent="  "), BLANK_LINE]
        return lines[:-1]
