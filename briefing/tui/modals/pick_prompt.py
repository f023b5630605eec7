"""A prompt that picks one thread of many: proposals first, and a list that narrows while words are typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from briefing.output.cells import cell_width
from briefing.output.lines import Span, fit_spans
from briefing.text.plain_spelling import plain_spelling
from briefing.tui.messages import Chosen
from briefing.tui.modals.prompts import Attempt, AttemptPrompt
from briefing.tui.render.page_lines import MUTED, STRONG, PageLine, Target, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

MAX_SHOWN = 100
"""Threads that the list shows at once; whoever does not find theirs among them types more words."""


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


class PickPrompt(AttemptPrompt):
    """Asks for one of several threads by words of its title, or by its id; answers with the id."""

    BINDINGS: ClassVar = [
        Binding("down,ctrl+n", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]

    def __init__(self, title: str, subject: str, picks: Sequence[Pick], symbols: Symbols, attempt: Attempt) -> None:
        """Ask a question about a subject.

        Args:
            title: The question.
            subject: The title of the thread, story or article that it is about.
            picks: What can be picked, in order.
            symbols: The symbols.
            attempt: Tries a pick.
        """
        super().__init__(attempt)
        self._heading, self._subject = title, subject
        self._symbols = symbols
        self._picks = list(picks)
        self._plain: dict[str, tuple[str, str]] = {}
        self._shown: list[Pick] = []
        self._count = 0
        self._input = Input(placeholder="words of its title, or its id", compact=True, id="sheet-search")
        self._page = Page(symbols, id="sheet-page", always_shows_cursor=True)

    def compose(self) -> ComposeResult:
        """Lay out the title, the input, the list, and the line for what failed."""
        yield Static(Content.assemble((self._heading, STRONG), (f"   {self._subject}", MUTED)), id="sheet-title")
        yield self._input
        yield self._page
        self.note.update(Content.styled("Enter chooses, Esc cancels", MUTED))
        yield self.note

    def on_mount(self) -> None:
        """Show what can be picked."""
        self._narrow("")

    def propose(self, reasons: Mapping[str, str], limit: int) -> None:
        """Put the first threads that have a reason above the others, in the order of the reasons.

        The list stays as it is if the reader has begun to choose.
        """
        known = {pick.id: pick for pick in self._picks}
        near = [replace(known[id], reason=reason) for id, reason in reasons.items() if id in known][:limit]
        first = [pick for pick in self._picks if pick.reason]
        proposed = {pick.id for pick in near}
        self._picks = [*first, *near, *(pick for pick in self._picks if not pick.reason and pick.id not in proposed)]
        is_untouched = not self._input.value and self._page.target == self._first_target
        if self.is_attached and is_untouched:
            self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._narrow(event.value)
        self._show_note("Enter chooses, Esc cancels", MUTED)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the thread under the cursor."""
        event.stop()
        self._answer()

    def on_chosen(self, message: Chosen) -> None:
        """Answer on a double click."""
        message.stop()
        self._answer()

    def action_move(self, step: int) -> None:
        """Move the cursor to the next thread, or to the previous one."""
        self._page.move_cursor(step)

    def action_page(self, step: int) -> None:
        """Scroll by a page, with the cursor."""
        for _ in range(max(self._page.visible_line_count // 2, 1)):
            self._page.move_cursor(step)

    def _answer(self) -> None:
        if target := self._page.target:
            self.submit(target.id)

    @property
    def _first_target(self) -> Target | None:
        return Target("choice", self._shown[0].id) if self._shown else None

    def _narrow(self, text: str) -> None:
        matching = list(self._matching(plain_spelling(text).split()))
        self._count, self._shown = len(matching), matching[:MAX_SHOWN]
        self._page.show(self._render_picks)
        self._page.target = self._first_target
        self._page.refresh()

    def _matching(self, words: Sequence[str]) -> Iterator[Pick]:
        """Yield the threads with all words in their titles, then those with all words anywhere."""
        others: list[Pick] = []
        for pick in self._picks:
            if pick.id not in self._plain:
                self._plain[pick.id] = plain_spelling(pick.title), plain_spelling(f"{pick.title} {pick.words}")
            title, everything = self._plain[pick.id]
            if all(word in title for word in words) or _is_id_of(pick, words):
                yield pick
            elif all(word in everything for word in words):
                others.append(pick)
        yield from others

    def _render_picks(self, width: int) -> list[PageLine]:
        lines: list[PageLine] = []
        for pick in self._shown:
            target = Target("choice", pick.id)
            note = Span(f"  {pick.note}" if pick.note else "", "meta")
            title = (Span(pick.title, "title" if pick.reason else ""),)
            room = width - cell_width(note.text)
            lines.append(PageLine((*fit_spans(title, room, self._symbols.ellipsis), note), target))
            if pick.reason:
                lines += paragraph(pick.reason, width, "meta", target, indent="  ")
        if not lines:
            return paragraph("No thread matches. Fewer words find more.", width, "meta")
        hidden = self._count - len(self._shown)
        return lines + (paragraph(f"and {hidden} more: type words of the title", width, "meta") if hidden else [])


def _is_id_of(pick: Pick, words: Sequence[str]) -> bool:
    """Whether the only word is the id of a thread, or a start of it that is no ordinary word."""
    return len(words) == 1 and any(map(str.isdigit, words[0])) and pick.id.startswith(words[0])
