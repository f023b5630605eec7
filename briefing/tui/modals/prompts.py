"""Prompts: a line of text, or a choice. Esc cancels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.output.cells import cell_width, pad
from briefing.output.lines import Span, wrap_spans
from briefing.tui.attempts import Attempt
from briefing.tui.bindings import movement_bindings, search_bindings
from briefing.tui.messages import Chosen
from briefing.tui.modals.answering import Answering
from briefing.tui.modals.footer_keys import FooterKeys
from briefing.tui.modals.titled_page import CHOOSE_HINT, MODAL_BREAKPOINTS, TitledPage, title_content
from briefing.tui.render.page_lines import BLANK_LINE, MUTED, PageLine, Target, page_lines, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_input import LineInput

T = TypeVar("T")
TEXT_HINT = "Enter takes it, Esc cancels"
"""What stands below the input of a prompt that asks for a line of text."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A choice of a prompt.

    Attributes:
        value: What is answered.
        title: Its title.
        details: Lines of details below the title.
        prefix: What stands in a column before the title: a date.
        group: The heading of the choices that it is one of; it stands above the first of them. "": none.
    """

    value: T
    title: str
    details: str = ""
    prefix: str = ""
    group: str = ""


class TextPrompt(ModalScreen[str]):
    """Asks for a line of text, and answers with it, or tries it and stays open until that succeeds."""

    FOOTER_KEYS: ClassVar[FooterKeys] = (("Enter", "take"), ("Esc", "cancel"))
    BINDINGS: ClassVar = [Binding("escape", "dismiss('')", "Cancel", show=False)]
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        title: str,
        hint: str,
        value: str = "",
        attempt: Attempt | None = None,
        *,
        takes_empty: bool = False,
        is_proposal: bool = False,
        help_text: str = "",
        failure: str = "",
    ) -> None:
        """Ask for a line of text.

        Args:
            title: The question.
            hint: What stands behind it, in a few words.
            value: The text to begin with.
            attempt: Tries an answer.
            takes_empty: Whether an empty text is an answer too.
            is_proposal: Whether what is typed takes the place of the text to begin with.
            help_text: What stands below the input, in some lines, while no attempt has failed.
            failure: Why this text was no answer before; it stands below the input until something is typed.
        """
        super().__init__()
        self._title_line = Static(title_content(title, hint), id="modal-title")
        self.answering = Answering(self, attempt, takes_empty=takes_empty)
        self.note = self.answering.note
        self._failure, self._value = failure, value
        self._is_proposal = is_proposal
        self._help_text = "\n".join(filter(None, (help_text, TEXT_HINT)))

    def compose(self) -> ComposeResult:
        """Lay out the title, the input, and the line for what failed."""
        yield self._title_line
        yield LineInput(self._value, id="ask", select_on_focus=self._is_proposal)
        self.answering.show_note(self._failure or self._help_text, "$text-error" if self._failure else MUTED)
        yield self.note

    def on_click(self, event: events.Click) -> None:
        """Cancel on a click beside the prompt."""
        if event.widget is self:
            self.dismiss("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the message of a failed attempt away."""
        if not self.answering.is_trying and event.value != self._value:
            self.answering.show_note(self._help_text, MUTED)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the text."""
        event.stop()
        self.answering.submit(event.value.strip())


class ChoicePrompt(TitledPage[T | None], Generic[T]):
    """Asks for one of several choices; the answer is its value, None if it was cancelled."""

    BINDINGS: ClassVar = [
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("q", "dismiss(None)", "Cancel", show=False),
        Binding("enter", "choose", "Choose", show=False),
        *movement_bindings(),
        *search_bindings(),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[T]],
        symbols: Symbols,
        hint: str = CHOOSE_HINT,
        *,
        labels: tuple[str, str] = ("choose", "cancel"),
        on_choose: Callable[[T], None] | None = None,
        is_left: Callable[[T], bool] = lambda _: True,
    ) -> None:
        """Ask for a choice; `labels` say in the footer what Enter and Esc do, as the hint does beside the title.

        With `on_choose` the prompt stays open below what that opens: Esc leads from there back to the choices, as far
        as `is_left` says that they still are some.
        """
        super().__init__(title, hint, symbols)
        chooses, cancels = labels
        keys = (("j", "down"), ("k", "up"), ("/", "find"), ("Enter", chooses), ("Esc", cancels))
        self.FOOTER_KEYS: FooterKeys = keys
        self._choices = choices
        self._on_choose = on_choose
        self.set_class(on_choose is not None, "-stays")
        self._is_left = is_left

    def on_mount(self) -> None:
        """Show the choices, with the cursor on the first."""
        self.page.show(self._render_choices)
        self.page.target = Target("choice", "0") if self._choices else None

    def action_choose(self) -> None:
        """Answer with the choice under the cursor."""
        chosen = self._choices[int(self.page.target.id)].value if self.page.target else None
        if self._on_choose is None or chosen is None:
            self.dismiss(chosen)
        else:
            self._on_choose(chosen)

    def on_screen_resume(self) -> None:
        """Leave out what is no choice any more, after what was opened from here was closed."""
        left = [choice for choice in self._choices if self._is_left(choice.value)]
        if len(left) == len(self._choices):
            return
        before = int(self.page.target.id) if self.page.target else 0
        index = sum(self._is_left(choice.value) for choice in self._choices[:before])
        self._choices = left
        self.page.show(self._render_choices)
        self.page.target = Target("choice", str(min(index, len(left) - 1))) if left else None
        if not left:
            self.dismiss(None)

    def on_chosen(self, message: Chosen) -> None:
        """Answer on a double click."""
        message.stop()
        self.action_choose()

    def _render_choices(self, width: int) -> list[PageLine]:
        column = max(cell_width(choice.prefix) for choice in self._choices) + 2 if self._choices else 0
        column = column if column > 2 else 0
        indent = " " * column
        lines: list[PageLine] = []
        group = ""
        for index, choice in enumerate(self._choices):
            if choice.group != group:
                group = choice.group
                lines += [*([BLANK_LINE] if lines else []), *paragraph(group, width, "head")]
            target = Target("choice", str(index))
            prefix = (Span(pad(choice.prefix, column), "date"),)
            lines += page_lines(wrap_spans([Span(choice.title, "title")], width, indent, first_prefix=prefix), target)
            for text in choice.details.splitlines():
                lines += paragraph(text, width, "meta", target, indent=indent or "  ")
        return lines
