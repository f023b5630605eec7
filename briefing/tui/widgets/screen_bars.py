"""The lines above and below the panes: tabs of sections, status, keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.tui.messages import CommandChosen, SectionChosen
from briefing.tui.render.line_layout import ACCENT, MUTED, align_ends, fit_to_width
from briefing.tui.symbols import Symbols
from briefing.tui.thread_listing import ALL_TAB, FOLLOWED_TAB

EMPTY_CONTENT = Content("")
FULL_LABELS_FROM = 100
"""Cells from which a bar spells its words out."""
STATUS_PADDING = 3
"""Cells of the status line beside its two ends: before, between, after."""


@dataclass(frozen=True, slots=True)
class BarItem:
    """A part of a bar that can be clicked: `value` is what it stands for."""

    value: str
    content: Content


def place_items(
    items: Sequence[BarItem], width: int, chosen: int = 0
) -> tuple[list[tuple[int, int, BarItem]], bool, bool]:
    """Place items side by side from the left, `chosen` among them: (start, end, item) each; more before, more after."""
    widths = [item.content.cell_length for item in items]
    first = 0
    while first < chosen and sum(widths[first : chosen + 1]) > width:
        first += 1
    placed: list[tuple[int, int, BarItem]] = []
    x = 0
    for item, cells in zip(items[first:], widths[first:], strict=True):
        if x + cells > width:
            break
        placed.append((x, x + cells, item))
        x += cells
    return placed, first > 0, first + len(placed) < len(items)


class Bar(Widget):
    """One line with clickable items at the left and a quiet note at the right."""

    note: reactive[Content] = reactive(EMPTY_CONTENT)

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._items: list[BarItem] = []
        self._chosen = 0

    def set_items(self, items: list[BarItem], chosen: int = 0) -> None:
        """Show these items."""
        self._items, self._chosen = items, chosen
        self.refresh()

    def render(self) -> Content:
        """Draw the items that fit, and the note if it fits too."""
        placed, before, after = self._placed()
        left = EMPTY_CONTENT.join(item.content for _, _, item in placed)
        signs = ("<", ">") if self.symbols.ascii else ("‹", "›")
        left = Content.styled(signs[0] if before else " ", MUTED) + left
        left += Content.styled(signs[1], MUTED) if after else EMPTY_CONTENT
        note = self.note + " " if self.note else EMPTY_CONTENT
        if left.cell_length + note.cell_length + 1 > self.size.width:
            note = EMPTY_CONTENT
        return align_ends(left, note, self.size.width) if note else fit_to_width(left, self.size.width, ellipsis="")

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the pointer."""
        for start, end, item in self._placed()[0]:
            if start < event.x <= end:
                self.activate(item.value)

    def activate(self, value: str) -> None:
        """Act on a chosen item."""

    def _placed(self) -> tuple[list[tuple[int, int, BarItem]], bool, bool]:
        return place_items(self._items, self.size.width - 2, self._chosen)


class SectionTabs(Bar):
    """The sections with their numbers of threads that hold something new."""

    def show(self, tabs: Sequence[tuple[str, int]], selected: str) -> None:
        """Show the tabs, `chosen` marked."""
        names = [name for name, _ in tabs]
        items = [BarItem(name, self._label(name, unread, name == selected)) for name, unread in tabs]
        self.set_items(items, names.index(selected) if selected in names else 0)

    def activate(self, value: str) -> None:
        """Tell which section was chosen."""
        self.post_message(SectionChosen(value))

    def _label(self, name: str, unread: int, chosen: bool) -> Content:
        star = self.symbols.marks.followed
        followed = f"{star} Followed" if self.size.width >= FULL_LABELS_FROM else star
        text = "All" if name == ALL_TAB else followed if name == FOLLOWED_TAB else name[:1].upper() + name[1:]
        label = Content.styled(text, f"bold underline {ACCENT}" if chosen else "")
        return Content.assemble(" ", label, (f" {unread}" if unread else "", MUTED), " ")


class KeyBar(Bar):
    """The few keys that matter now."""

    _shown_keys: tuple[tuple[str, str, str], ...] = ()

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show (action, key, word) of each."""
        if self._shown_keys == (shown := tuple(keys)):
            return
        self._shown_keys = shown
        self.set_items(
            [
                BarItem(action, Content.assemble(" ", (key, "bold"), " ", (word, MUTED), " "))
                for action, key, word in keys
            ]
        )

    def activate(self, value: str) -> None:
        """Tell which command was chosen."""
        self.post_message(CommandChosen(value))


class StatusLine(Widget):
    """One quiet line: what the list holds or what was just done, and at the right what goes on or waits."""

    left: reactive[Content] = reactive(EMPTY_CONTENT)
    right: reactive[Content] = reactive(EMPTY_CONTENT)
    right_action = ""
    """What a click at the right does."""
    left_has_priority: reactive[bool] = reactive(False)
    """Whether the left end is to be read now: where it leaves no room, the right one waits."""

    @property
    def _visible_right(self) -> Content:
        needed = self.left.cell_length + self.right.cell_length + STATUS_PADDING
        return EMPTY_CONTENT if self.left_has_priority and needed > self.size.width else self.right

    def on_click(self, event: events.Click) -> None:
        """Act on what stands at the right."""
        if (
            self.right_action
            and self._visible_right
            and event.x >= self.size.width - self._visible_right.cell_length - 1
        ):
            self.post_message(CommandChosen(self.right_action))

    def render(self) -> Content:
        """Draw both ends."""
        right = self._visible_right
        return align_ends(" " + self.left, right + " " if right else EMPTY_CONTENT, self.size.width)
