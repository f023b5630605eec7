"""A question that Enter answers with yes, with what it is about below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding

from briefing.tui.modals.titled_page import TitledPage
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, paragraph
from briefing.tui.symbols import Symbols


class ConfirmPrompt(TitledPage[bool]):
    """Asks whether to do something; names each thing that it concerns in full."""

    FOOTER_KEYS: ClassVar = (("Enter", "yes"), ("Esc", "no"))
    BINDINGS: ClassVar = [
        Binding("enter,y", "dismiss(True)", "Yes", show=False),
        Binding("escape,q,n", "dismiss(False)", "No", show=False),
    ]
    CANCEL_ANSWER = False

    def __init__(self, title: str, hint: str, subjects: Sequence[tuple[str, str]], symbols: Symbols) -> None:
        """Ask a question.

        Args:
            title: The question.
            hint: What the keys do.
            subjects: The title of each thing that it concerns, and a line about it.
            symbols: The symbols.
        """
        super().__init__(title, hint, symbols)
        self._subjects = subjects

    def on_mount(self) -> None:
        """Show what it is about."""
        self.page.show(self._render_subjects)

    def _render_subjects(self, width: int) -> list[PageLine]:
        lines: list[PageLine] = []
        for title, details in self._subjects:
            lines += [*paragraph(title, width, "title"), *paragraph(details, width, "meta", indent="  "), BLANK_LINE]
        return lines[:-1]
