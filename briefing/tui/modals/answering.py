"""How a prompt with an input answers: at once, or by an attempt that keeps it open until that succeeds."""

from __future__ import annotations

from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.attempts import Attempt
from briefing.tui.modals.footer_keys import show_footers
from briefing.tui.render.page_lines import MUTED

WORKING = "working ... Esc closes this, and the change goes on"


class Answering:
    """Answers for a prompt, and shows in a note why an attempt failed; what was typed stays then.

    The answer is "" if the prompt was cancelled or its attempt succeeded.
    """

    def __init__(self, prompt: ModalScreen[str], attempt: Attempt | None, *, takes_empty: bool = False) -> None:
        """Answer for a prompt; `attempt` tries an answer, and with `takes_empty` an empty text is an answer too."""
        self._prompt = prompt
        self._attempt = attempt
        self._takes_empty = takes_empty
        self.is_trying = False
        self.note = Static("", id="ask-note")

    def submit(self, answer: str) -> None:
        """Answer, or try the answer; keys that are pressed meanwhile neither try it twice nor close a page below."""
        if not self._prompt.is_current:
            return
        if self._attempt is None or not (answer or self._takes_empty):
            self._prompt.dismiss(answer)
        elif not self.is_trying:
            self._set_trying(True)
            self.show_note(WORKING, MUTED)
            self._attempt(answer, self._end_attempt)

    def _end_attempt(self, failure: str) -> bool:
        """Close the prompt, or show why the attempt failed; return whether the prompt is still there to do so."""
        self._set_trying(False)
        if not self._prompt.is_current:
            return False
        if failure:
            self.show_note(failure, "$text-error")
        else:
            self._prompt.dismiss("")
        return True

    def _set_trying(self, is_trying: bool) -> None:
        self.is_trying = is_trying
        show_footers(self._prompt.app)

    def show_note(self, text: str, style: str) -> None:
        """Show a text in the note; "" hides it."""
        self.note.update(Content.styled(text, style))
        self.note.display = bool(text)
