"""The lines above and below the panes: tabs of sections, status, keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.tui.listing import ALL, FOLLOWED
from briefing.tui.messages import CommandChosen, SectionChosen
from briefing.tui.paint.line import ACCENT, MUTED, fitted, spread
from briefing.tui.symbols import Symbols

EMPTY = Content("")
ROOMY = 100
"""Cells from which a bar spells its words out."""
ENDS = 3
"""Cells of the status line beside its two ends: before, between, after."""


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a bar that can be clicked: `value` is what it stands for."""

    value: str
    content: Content


def laid_out(items: Sequence[Item], width: int, chosen: int = 0) -> tuple[list[tuple[int, int, Item]], bool, bool]:
    """Place items side by side from the left, `chosen` among them: (start, end, item) each; more before, more after."""
    widths = [item.content.cell_length for item in items]
    first = 0
    while first < chosen and sum(widths[first : chosen + 1]) > width:
        first += 1
    placed: list[tuple[int, int, Item]] = []
    x = 0
    for item, cells in zip(items[first:], widths[first:], strict=True):
        if x + cells > width:
            break
        placed.append((x, x + cells, item))
        x += cells
    return placed, first > 0, first + len(placed) < len(items)


class Bar(Widget):
    """One line with clickable items at the left and a quiet note at the right."""

    note: reactive[Content] = reactive(EMPTY)

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._items: list[Item] = []
        self._chosen = 0

    def set_items(self, items: list[Item], chosen: int = 0) -> None:
        """Show these items."""
        self._items, self._chosen = items, chosen
        self.refresh()

    def render(self) -> Content:
        """Draw the items that fit, and the note if it fits too."""
        placed, before, after = self._placed()
        left = EMPTY.join(item.content for _, _, item in placed)
        signs = ("<", ">") if self.symbols.ascii else ("‹", "›")
        left = Content.styled(signs[0] if before else " ", MUTED) + left
        left += Content.styled(signs[1], MUTED) if after else EMPTY
        note = self.note + " " if self.note else EMPTY
        if left.cell_length + note.cell_length + 1 > self.size.width:
            note = EMPTY
        return spread(left, note, self.size.width) if note else fitted(left, self.size.width, cut="")

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the pointer."""
        for start, end, item in self._placed()[0]:
            if start < event.x <= end:
                self.choose(item.value)

    def choose(self, value: str) -> None:
        """Act on a chosen item."""

    def _placed(self) -> tuple[list[tuple[int, int, Item]], bool, bool]:
        return laid_out(self._items, self.size.width - 2, self._chosen)


class SectionTabs(Bar):
    """The sections with their numbers of threads that hold something new."""

    def show(self, tabs: Sequence[tuple[str, int]], chosen: str) -> None:
        """Show the tabs, `chosen` marked."""
        names = [name for name, _ in tabs]
        items = [Item(name, self._label(name, unread, name == chosen)) for name, unread in tabs]
        self.set_items(items, names.index(chosen) if chosen in names else 0)

    def choose(self, value: str) -> None:
        """Tell which section was chosen."""
        self.post_message(SectionChosen(value))

    def _label(self, name: str, unread: int, chosen: bool) -> Content:
        star = self.symbols.marks.followed
        followed = f"{star} Followed" if self.size.width >= ROOMY else star
        text = "All" if name == ALL else followed if name == FOLLOWED else name[:1].upper() + name[1:]
        label = Content.styled(text, f"bold underline {ACCENT}" if chosen else "")
        return Content.assemble(" ", label, (f" {unread}" if unread else "", MUTED), " ")


class KeyBar(Bar):
    """The few keys that matter now."""

    _keys: tuple[tuple[str, str, str], ...] = ()

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show (action, key, word) of each."""
        if self._keys == (shown := tuple(keys)):
            return
        self._keys = shown
        self.set_items(
            [Item(action, Content.assemble(" ", (key, "bold"), " ", (word, MUTED), " ")) for action, key, word in keys]
        )

    def choose(self, value: str) -> None:
        """Tell which command was chosen."""
        self.post_message(CommandChosen(value))


class StatusLine(Widget):
    """One quiet line: what the list holds or what was just done, and at the right what goes on or waits."""

    left: reactive[Content] = reactive(EMPTY)
    right: reactive[Content] = reactive(EMPTY)
    action = ""
    """What a click at the right does."""
    first: reactive[bool] = reactive(False)
    """Whether the left end is to be read now: where it leaves no room, the right one waits."""

    @property
    def _right(self) -> Content:
        needed = self.left.cell_length + self.right.cell_length + ENDS
        return EMPTY if self.first and needed > self.size.width else self.right

    def on_click(self, event: events.Click) -> None:
        """Act on what stands at the right."""
        if self.action and self._right and event.x >= self.size.width - self._right.cell_length - 1:
            self.post_message(CommandChosen(self.action))

    def render(self) -> Content:
        """Draw both ends."""
        right = self._right
        return spread(" " + self.left, right + " " if right else EMPTY, self.size.width)
