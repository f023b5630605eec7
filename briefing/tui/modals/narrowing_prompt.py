"""The base of the palette and of the choice of a thread: a prompt whose list narrows while words are typed."""

from __future__ import annotations

from typing import ClassVar, Generic

from textual import events
from textual.screen import ModalScreen
from textual.widgets import Input

from briefing.tui.attempts import Attempt
from briefing.tui.messages import Chosen
from briefing.tui.modals.answering import Answering
from briefing.tui.modals.narrowing_list import NARROWING_BINDINGS, NARROWING_KEYS, E, NarrowingList
from briefing.tui.modals.titled_page import MODAL_BREAKPOINTS, TitleLine


class NarrowingPrompt(ModalScreen[str], Generic[E]):
    """Asks for one of many entries; the answer is the id of the one under the cursor, "" if it was cancelled."""

    FOOTER_KEYS: ClassVar = NARROWING_KEYS
    BINDINGS: ClassVar = list(NARROWING_BINDINGS)
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, hint: str, entries: NarrowingList[E], attempt: Attempt | None = None) -> None:
        """Ask for one of the entries of a list; with `attempt`, stay open until what is chosen succeeds."""
        super().__init__()
        self.title_line = TitleLine(title, hint, entries.symbols.ellipsis)
        self.answering = Answering(self, attempt)
        self.note = self.answering.note
        self.list = entries

    def on_click(self, event: events.Click) -> None:
        """Cancel on a click beside the prompt."""
        if event.widget is self:
            self.dismiss("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list, with the cursor on the best entry."""
        event.stop()
        self.list.narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the entry under the cursor."""
        event.stop()
        self._answer()

    def on_chosen(self, message: Chosen) -> None:
        """Answer on a double click."""
        message.stop()
        self._answer()

    def action_move(self, step: int) -> None:
        """Move the cursor; after the last entry comes the first."""
        self.list.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by about a page."""
        self.list.move_page(step)

    def _answer(self) -> None:
        """Answer with the entry under the cursor."""
        if selected := self.list.selected:
            self.answering.submit(selected.id)
