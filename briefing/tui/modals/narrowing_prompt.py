"""The list that narrows while words are typed: one line of input above it, and the cursor on the best entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from briefing.text.plain_spelling import plain_spelling
from briefing.tui.messages import Chosen
from briefing.tui.modals.prompts import Attempt, AttemptPrompt
from briefing.tui.render.page_lines import MUTED, STRONG, PageLine, Target, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page

MAX_SHOWN = 100
"""Entries that the list shows at once; whoever does not find theirs among them types more words."""
HINT = "Enter chooses, Esc cancels"


class Narrowable(Protocol):
    """An entry of the list."""

    @property
    def id(self) -> str:
        """The answer that it stands for."""
        ...

    @property
    def title(self) -> str:
        """What it is called; words are looked for here first."""
        ...

    @property
    def searched_text(self) -> str:
        """What else words are looked for in."""
        ...


E = TypeVar("E", bound=Narrowable)


class NarrowingPrompt(AttemptPrompt, Generic[E]):
    """Asks for one of many entries; answers with its id, or tries it. "" if it was cancelled."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss('')", "Cancel", show=False, priority=True),
        Binding("down,ctrl+n,tab", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p,shift+tab", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]
    PLACEHOLDER: ClassVar = "type to narrow the list"
    NOTHING: ClassVar = "Nothing has these words. Fewer words find more."

    def __init__(
        self, title: str, subject: str, entries: Sequence[E], symbols: Symbols, attempt: Attempt | None = None
    ) -> None:
        """Ask for an entry.

        Args:
            title: The question.
            subject: What it is about; "": nothing but itself.
            entries: What can be chosen, in order.
            symbols: The symbols.
            attempt: Tries an answer.
        """
        super().__init__(attempt)
        self.symbols = symbols
        self._heading, self._subject = title, subject
        self._entries = list(entries)
        self._plain: dict[str, tuple[str, str]] = {}
        self._shown: list[E] = []
        self._count = 0
        self._input = Input(placeholder=self.PLACEHOLDER, compact=True, id="sheet-search")
        self._page = Page(symbols, id="sheet-page", always_shows_cursor=True)

    def compose(self) -> ComposeResult:
        """Lay out title, input, list, and the line for what failed."""
        about = self._subject or HINT
        yield Static(Content.assemble((self._heading, STRONG), (f"   {about}", MUTED)), id="sheet-title")
        yield self._input
        yield self._page
        self._show_note(HINT if self._subject else "", MUTED)
        yield self.note

    def on_mount(self) -> None:
        """Show all entries."""
        self._page.can_focus = False
        self._narrow("")

    def render_entry(self, entry: E, width: int) -> list[PageLine]:
        """Return the lines of an entry, which lead to `target_of` it."""
        raise NotImplementedError

    def target_of(self, entry: E) -> Target:
        """Return what the cursor is on where it is on this entry."""
        return Target("choice", entry.id)

    @property
    def selected(self) -> E | None:
        """The entry under the cursor; None if nothing matches."""
        index = self._index
        return self._shown[index] if 0 <= index < len(self._shown) else None

    @property
    def _index(self) -> int:
        target = self._page.target
        return next((i for i, entry in enumerate(self._shown) if target and entry.id == target.id), 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list, with the cursor on the best entry."""
        event.stop()
        self._narrow(event.value)
        self._show_note(HINT if self._subject else "", MUTED)

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
        self.select((self._index + step) % max(len(self._shown), 1))

    def action_page(self, step: int) -> None:
        """Move the cursor by about a page."""
        room = max(self._page.visible_line_count // 2, 1)
        self.select(min(max(self._index + step * room, 0), len(self._shown) - 1))

    def select(self, index: int) -> None:
        """Put the cursor on an entry."""
        if 0 <= index < len(self._shown):
            self._page.move_to_target(self.target_of(self._shown[index]))

    def _answer(self) -> None:
        if selected := self.selected:
            self.submit(selected.id)

    def _narrow(self, text: str) -> None:
        matching = list(self._matching(plain_spelling(text).split()))
        self._count, self._shown = len(matching), matching[:MAX_SHOWN]
        self._page.show(self._render_entries)
        self._page.target = self.target_of(self._shown[0]) if self._shown else None
        self._page.refresh()

    def _matching(self, words: Sequence[str]) -> Iterator[E]:
        """Yield the entries with all words in their titles, then those with all words anywhere.

        Those whose title begins with the first word, or whose id is the only word, come first.
        """
        ranked: tuple[list[E], list[E], list[E]] = ([], [], [])
        for entry in self._entries:
            if entry.id not in self._plain:
                self._plain[entry.id] = plain_spelling(entry.title), plain_spelling(entry.searched_text)
            title, text = self._plain[entry.id]
            if _is_id_of(entry, words) or (title.startswith(words[0] if words else "") and _has_all(title, words)):
                ranked[0].append(entry)
            elif _has_all(title, words):
                ranked[1].append(entry)
            elif _has_all(f"{title} {text}", words):
                ranked[2].append(entry)
        for group in ranked:
            yield from group

    def _render_entries(self, width: int) -> list[PageLine]:
        if not self._shown:
            return paragraph(self.NOTHING, width, "meta")
        lines = [line for entry in self._shown for line in self.render_entry(entry, width)]
        hidden = self._count - len(self._shown)
        return lines + (paragraph(f"and {hidden} more: type words of the title", width, "meta") if hidden else [])


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _is_id_of(entry: Narrowable, words: Sequence[str]) -> bool:
    """Whether the only word is the id of a thread, or a start of it that is no ordinary word."""
    return len(words) == 1 and any(map(str.isdigit, words[0])) and entry.id.startswith(words[0])
