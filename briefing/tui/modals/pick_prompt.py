"""A prompt that picks one thread of many: proposals first, then the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.widgets import Input

from briefing.output.cells import cell_width
from briefing.output.lines import Span, fit_spans, wrap_spans
from briefing.tui.attempts import Attempt
from briefing.tui.modals.narrowing_list import NarrowingList, entry_target
from briefing.tui.modals.narrowing_prompt import NarrowingPrompt
from briefing.tui.render.page_lines import MUTED, PageLine, paragraph
from briefing.tui.symbols import Symbols

OTHERS = "others, in the order of the page:"
PICK_HINT = "Down goes to a thread, Enter chooses it, Esc cancels"
NOT_CHOSEN = "Type words of a title, or go to a thread with Down; Enter then chooses it."
"""What Enter answers where nothing was typed and the cursor was not moved, whatever is proposed."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A thread that can be picked.

    Attributes:
        id: Its id, or another answer.
        title: Its title.
        note: What stands at the right of its title: counts, its age.
        words: What the typed words are looked for in, beside the title.
        reason: Why it is proposed; "": it is one of the others.
    """

    id: str
    title: str
    note: str = ""
    words: str = ""
    reason: str = ""

    @property
    def searched_text(self) -> str:
        """What typed words are looked for in, beside the title."""
        return self.words


class PickPrompt(NarrowingPrompt[Pick]):
    """Asks for one of several threads by words of its title, or by its id; answers with the id."""

    def __init__(
        self, title: str, subject: str, picks: Sequence[Pick], symbols: Symbols, attempt: Attempt | None = None
    ) -> None:
        """Ask a question about a subject.

        Args:
            title: The question.
            subject: The title of the thread, story or article that it is about.
            picks: What can be picked, in order.
            symbols: The symbols.
            attempt: Tries a pick; None: the prompt closes and answers with it.
        """
        nothing = "No thread matches. Fewer words find more."
        pick_list = NarrowingList(
            *(picks, self._render_pick, symbols, "words of its title, or its id", nothing),
            divider=self._divider,
            begins_unselected=True,
        )
        super().__init__(title, subject, pick_list, attempt)

    def compose(self) -> ComposeResult:
        """Lay out the title, the input, the list, and the line for what failed."""
        yield self.title_line
        yield self.list.input
        yield self.list.page
        self.answering.show_note(PICK_HINT, MUTED)
        yield self.note

    def on_mount(self) -> None:
        """Show what can be picked."""
        self.list.narrow("")

    def propose(self, reasons: Mapping[str, str], limit: int) -> None:
        """Put the first threads that have a reason above the others, in the order of the reasons.

        The list stays as it is if the reader has begun to choose.
        """
        picks = self.list.entries
        known = {pick.id: pick for pick in picks}
        near = [replace(known[id], reason=reason) for id, reason in reasons.items() if id in known][:limit]
        first = [pick for pick in picks if pick.reason]
        proposed = {pick.id for pick in near}
        others = (pick for pick in picks if not pick.reason and pick.id not in proposed)
        self.list.entries = [*first, *near, *others]
        if self.is_attached and not self.list.input.value and self.list.selected is None:
            self.list.narrow("")

    def _answer(self) -> None:
        """Answer with the thread under the cursor; where none is yet, say how one gets there."""
        if self.list.selected is None and not self.list.input.value.strip():
            self.answering.show_note(NOT_CHOSEN, MUTED)
        else:
            super()._answer()

    def _divider(self, before: Pick, pick: Pick) -> str:
        """Return what stands between the last proposal and the other threads, unless typed words choose among all."""
        begins_others = before.reason and not pick.reason and not self.list.input.value
        return OTHERS if begins_others else ""

    def on_input_changed(self, _: Input.Changed) -> None:
        """Take the note of a failed attempt away, before the handler of the base class narrows the list."""
        if not self.answering.is_trying:
            self.answering.show_note(PICK_HINT, MUTED)

    def _render_pick(self, pick: Pick, width: int) -> list[PageLine]:
        """Return the title with its note, and below it the reason for which it is proposed."""
        target = entry_target(pick)
        note = Span(f"  {pick.note}" if pick.note else "", "meta")
        room, title = width - cell_width(note.text), Span(pick.title, "title" if pick.reason else "")
        first, *rest = wrap_spans([title], room, "  ", first_prefix="")  # in full, for others may begin alike
        lines = [PageLine((*fit_spans(first, room), note), target), *(PageLine(line, target) for line in rest)]
        return [*lines, *(paragraph(pick.reason, width, "meta", target, indent="  ") if pick.reason else [])]
