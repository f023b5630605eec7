"""The list that narrows while words are typed: one line of input above it, and the cursor on the best entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from textual.binding import Binding

from briefing.text.languages.plain_spelling import plain_spelling
from briefing.tui.render.page_lines import PageLine, Target, paragraph
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_input import LineInput
from briefing.tui.widgets.page import Page

MAX_SHOWN = 100
"""Entries that the list shows at once; whoever does not find theirs among them types more words."""
NARROWING_BINDINGS = (
    Binding("escape", "dismiss('')", "Cancel", show=False, priority=True),
    Binding("down,ctrl+n,tab", "move(1)", "Down", show=False, priority=True),
    Binding("up,ctrl+p,shift+tab", "move(-1)", "Up", show=False, priority=True),
    Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
    Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
)
"""The keys of a screen with such a list; all others go to its input."""
NARROWING_KEYS = (("Enter", "choose"), ("Down", "next"), ("Up", "previous"), ("Esc", "cancel"))
"""What the footer shows of them."""


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
EntryRenderer = Callable[[E, int], list[PageLine]]
"""Lays an entry out for a width; its lines lead to `entry_target` of it."""


def entry_target(entry: Narrowable) -> Target:
    """Return what the cursor is on where it is on this entry."""
    return Target("choice", entry.id)


class NarrowingList(Generic[E]):
    """The input and the page of such a list, for the screen that lays them out and passes on its keys."""

    def __init__(
        self,
        entries: Sequence[E],
        render_entry: EntryRenderer[E],
        symbols: Symbols,
        placeholder: str,
        nothing: str,
        elsewhere: Sequence[E] = (),
        *,
        keeps_order: bool = False,
        divider: Callable[[E, E], str] | None = None,
        begins_unselected: bool = False,
    ) -> None:
        """Make a list.

        Args:
            entries: What can be chosen, in order.
            render_entry: Lays an entry out.
            symbols: The symbols.
            placeholder: What the empty input says.
            nothing: What the list says if no entry has the words.
            elsewhere: What can be chosen on other pages: shown if nothing here has the words.
            keeps_order: Whether the order says more than where in a title the first typed word begins a word.
            divider: Returns the line between an entry and the next one; "", or None for all: there is none.
            begins_unselected: Whether the cursor is on no entry until words are typed or it is moved.
        """
        self._keeps_order = keeps_order
        self._divider = divider
        self._begins_unselected = begins_unselected
        self.entries, self.symbols = list(entries), symbols
        self.input = LineInput(placeholder=placeholder, id="modal-search")
        self.page = Page(symbols, id="modal-page", always_shows_cursor=True)
        self.page.can_focus = False
        self._render_entry = render_entry
        self._nothing = nothing
        self._elsewhere = elsewhere
        self._shown_elsewhere: list[E] = []
        self._plain: dict[str, tuple[str, str]] = {}
        self._shown: list[E] = []
        self._count = 0

    @property
    def selected(self) -> E | None:
        """The entry under the cursor; None if nothing matches, or nothing was selected yet."""
        return self._shown[self.index] if self._shown and self.page.target else None

    @property
    def index(self) -> int:
        """The index of the entry under the cursor, 0 if it is on none."""
        target = self.page.target
        return next((i for i, entry in enumerate(self._shown) if target and entry.id == target.id), 0)

    def move(self, step: int) -> None:
        """Move the cursor; after the last entry comes the first. Where it is on none, down selects the first."""
        index = -1 if self.page.target is None and step > 0 else self.index
        self._select((index + step) % max(len(self._shown), 1))

    def move_page(self, step: int) -> None:
        """Move the cursor by about a page."""
        room = max(self.page.visible_line_count // 2, 1)
        self._select(min(max(self.index + step * room, 0), len(self._shown) - 1))

    def narrow(self, text: str) -> None:
        """Show the entries that have all words of a text, with the cursor on the best, or at first on none."""
        words = plain_spelling(text).split()
        matching = list(self._matching(self.entries, words))
        self._shown_elsewhere = [] if matching else list(self._matching(self._elsewhere, words))
        self._count, self._shown = len(matching), matching[:MAX_SHOWN]
        self.page.show(self._render)
        is_selected = self._shown and (words or not self._begins_unselected)
        self.page.target = entry_target(self._shown[0]) if is_selected else None
        self.page.refresh()

    def _select(self, index: int) -> None:
        if 0 <= index < len(self._shown):
            self.page.move_to_target(entry_target(self._shown[index]))

    def _matching(self, entries: Sequence[E], words: Sequence[str]) -> Iterator[E]:
        """Yield the entries with all words in their titles, then those with all words anywhere.

        Titles that begin with the first word come first, with them the entry whose id is the only word; then titles in
        which a word begins with it.
        """
        ranked: tuple[list[E], ...] = ([], [], [], [])
        for entry in entries:
            rank = self._rank(entry, words)
            if rank is not None:
                ranked[rank].append(entry)
        for group in ranked:
            yield from group

    def _rank(self, entry: E, words: Sequence[str]) -> int | None:
        """Return how well an entry has the words, 0 best; None: not all of them."""
        if entry.id not in self._plain:
            self._plain[entry.id] = plain_spelling(entry.title), plain_spelling(entry.searched_text)
        title, text = self._plain[entry.id]
        if not words or _is_id_of(entry, words):
            return 0
        if not _has_all(title, words):
            return 3 if _has_all(f"{title} {text}", words) else None
        if title.startswith(words[0]):
            return 0
        begins_word = re.search(rf"\b{re.escape(words[0])}", title)
        return 2 if not begins_word else 0 if self._keeps_order else 1

    def _render(self, width: int) -> list[PageLine]:
        if self._shown_elsewhere:
            there = [line for entry in self._shown_elsewhere for line in self._render_entry(entry, width)]
            hint = paragraph("Not here, but on another page:", width, "meta")
            return [*hint, *(PageLine(line.spans) for line in there)]
        if not self._shown:
            return paragraph(self._nothing, width, "meta")
        lines: list[PageLine] = []
        for before, entry in zip([None, *self._shown], self._shown, strict=False):
            divider = self._divider(before, entry) if before and self._divider else ""
            lines += paragraph(divider, width, "meta") if divider else []
            lines += self._render_entry(entry, width)
        hidden = self._count - len(self._shown)
        return lines + (paragraph(f"and {hidden} more: type words of the title", width, "meta") if hidden else [])


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _is_id_of(entry: Narrowable, words: Sequence[str]) -> bool:
    """Whether the only word is the id of a thread, or a start of it that is no ordinary word."""
    return len(words) == 1 and any(map(str.isdigit, words[0])) and entry.id.startswith(words[0])
