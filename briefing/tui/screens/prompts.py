"""Short questions: a line to fill in, or a choice among a few things. Esc answers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.tui.bindings import movement_bindings
from briefing.tui.messages import Chosen
from briefing.tui.render.page_lines import MUTED, STRONG, PageLine, Target, paragraph
from briefing.tui.screens.modals import MODAL_BREAKPOINTS
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

PromptChoice = tuple[str, str, str]
"""What is answered, what it is called, and more about it (lines)."""


class TextPrompt(ModalScreen[str]):
    """Asks for a line of text; answers "" for none."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss('')", "Nothing", show=False)]
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._heading, self._hint, self._value = title, hint, value

    def compose(self) -> ComposeResult:
        """Lay out the question and its line."""
        yield Static(Content.assemble((self._heading, STRONG), (f"   {self._hint}", MUTED)), id="sheet-title")
        yield Input(self._value, compact=True, id="ask", select_on_focus=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the question answers nothing."""
        if event.widget is self:
            self.dismiss("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.value.strip())


class ChoicePrompt(ModalScreen[str]):
    """Asks for one of a few things; answers "" for none."""

    BINDINGS: ClassVar = [
        Binding("escape,q", "dismiss('')", "Nothing", show=False),
        Binding("enter", "choose", "Choose", show=False),
        *movement_bindings(),
    ]
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Page"

    def __init__(self, title: str, choices: Sequence[PromptChoice], symbols: Symbols, hint: str = "") -> None:
        super().__init__()
        self._heading = title
        self._hint = hint or "Enter chooses, Esc leaves it"
        self._choices = choices
        self._page = Page(symbols, id="sheet-page")

    def compose(self) -> ComposeResult:
        """Lay out the question and the choices."""
        yield Static(Content.assemble((self._heading, STRONG), (f"   {self._hint}", MUTED)), id="sheet-title")
        yield self._page

    def on_mount(self) -> None:
        """Show the choices, the first one chosen."""
        self._page.show(self._render_choices)
        self._page.target = Target("choice", self._choices[0][0]) if self._choices else None

    def on_click(self, event: events.Click) -> None:
        """A click beside the choices answers nothing."""
        if event.widget is self:
            self.dismiss("")

    def action_move(self, step: int) -> None:
        """Choose the next one, or the one before."""
        self._page.move_cursor(step)

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        self._page.move_page(step)

    def action_top(self) -> None:
        """Show the start."""
        self._page.move_to_top()

    def action_bottom(self) -> None:
        """Choose the last one."""
        self._page.move_to_bottom()

    def action_choose(self) -> None:
        """Answer."""
        self.dismiss(self._page.target.id if self._page.target else "")

    def on_chosen(self, message: Chosen) -> None:
        """A second click answers, too."""
        message.stop()
        self.action_choose()

    def _render_choices(self, width: int) -> list[PageLine]:
        page: list[PageLine] = []
        for value, name, more in self._choices:
            target = Target("choice", value)
            page += paragraph(name, width, "title", target)
            for words in more.splitlines():
                page += paragraph(words, width, "meta", target, indent="  ")
        return page
