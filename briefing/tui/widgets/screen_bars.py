"""The bars above and below the panes: tabs of sections, status, keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.output.formatting import section_title
from briefing.tui.messages import CommandChosen, SectionChosen
from briefing.tui.render.page_lines import ACCENT, EMPTY_CONTENT, MUTED, align_contents, fit_content
from briefing.tui.symbols import Symbols
from briefing.tui.tabs import Tab, TabKind

FULL_LABELS_FROM = 100
"""Cells of a bar from which labels are written in full."""
NOTE_PADDING = 3
"""Cells of a bar that are spaces: before its items, between them and the note, and after it."""
STATUS_PADDING = 3
"""Cells of the status line that are spaces: before, between and after its two parts."""


@dataclass(frozen=True, slots=True)
class BarItem:
    """A part of a bar that can be clicked; `value` is the section or command it stands for."""

    value: str
    content: Content


def place_items(
    items: Sequence[BarItem], width: int, chosen: int = 0
) -> tuple[list[tuple[int, int, BarItem]], bool, bool]:
    """Place items side by side so that the chosen one is visible.

    Returns:
        The start, end and item of each that fits, and whether others are left out before and after them.
    """
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


def item_at(
    x: int, items: Sequence[BarItem], placed: Sequence[tuple[int, int, BarItem]], *, before: bool, after: bool
) -> BarItem | None:
    """Return the item of a cell of a bar, whose first cell is an arrow if items are left out `before` those placed.

    An arrow stands for the next item that it leaves out, before them or after them.
    """
    if not placed:
        return None
    first = next(index for index, item in enumerate(items) if item is placed[0][2])
    if before and x == 0:
        return items[first - 1]
    if after and x == placed[-1][1] + 1:
        return items[first + len(placed)]
    return next((item for start, end, item in placed if start < x <= end), None)


class Bar(Widget):
    """One line with clickable items at the left and a muted note at the right."""

    note: reactive[Content] = reactive(EMPTY_CONTENT)
    short_note: reactive[Content] = reactive(EMPTY_CONTENT)
    """What stands in place of the note where that does not fit; items leave it room."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._items: list[BarItem] = []
        self._chosen = 0

    def set_items(self, items: list[BarItem], chosen: int = 0) -> None:
        """Show these items."""
        self._items, self._chosen = items, chosen
        self.refresh()

    def has_room(self, items: Sequence[BarItem]) -> bool:
        """Whether items fit with the note: between them, and at both ends, is a space."""
        cells = sum(item.content.cell_length for item in items) + self.note.cell_length
        return cells + NOTE_PADDING <= self.size.width

    def has_room_alone(self, items: Sequence[BarItem]) -> bool:
        """Whether items fit without the note."""
        return sum(item.content.cell_length for item in items) + 2 <= self.size.width

    def render(self) -> Content:
        """Draw the items that fit, and the note if it fits too."""
        placed, before, after = self._placed()
        left = EMPTY_CONTENT.join(item.content for _, _, item in placed)
        arrows = ("<", ">") if self.symbols.ascii else ("‹", "›")
        left = Content.styled(arrows[0] if before else " ", MUTED) + left
        left += Content.styled(arrows[1], MUTED) if after else EMPTY_CONTENT
        note = self.note + " " if self.note else EMPTY_CONTENT
        if left.cell_length + note.cell_length + 1 > self.size.width:
            note = self.short_note + " " if self.short_note else EMPTY_CONTENT
        width = self.size.width
        return align_contents(left, note, width, self.symbols.ellipsis) if note else fit_content(left, width, "")

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the pointer; on an arrow, the next one that is out of sight."""
        placed, before, after = self._placed()
        if item := item_at(event.x, self._items, placed, before=before, after=after):
            self.activate(item.value)

    def activate(self, value: str) -> None:
        """React to a clicked item."""

    def _placed(self) -> tuple[list[tuple[int, int, BarItem]], bool, bool]:
        return place_items(self._items, self.size.width - 2 - self._short_note_room, self._chosen)

    @property
    def _short_note_room(self) -> int:
        """The cells that items leave to the short note."""
        return self.short_note.cell_length + STATUS_PADDING - 1 if self.short_note else 0


class SectionTabs(Bar):
    """The sections, each with its number of threads that have something new."""

    def show(self, tabs: Sequence[tuple[Tab, int]], selected: Tab) -> None:
        """Show the tabs with their numbers of unread threads, the selected one marked."""
        items = [BarItem(tab.to_text(), self._label(tab, unread, tab == selected)) for tab, unread in tabs]
        self.set_items(items, next((index for index, (tab, _) in enumerate(tabs) if tab == selected), 0))

    def activate(self, value: str) -> None:
        """Report which section was clicked."""
        self.post_message(SectionChosen(Tab.from_text(value)))

    def _label(self, tab: Tab, unread: int, chosen: bool) -> Content:
        star, text = self.symbols.marks.followed, tab.to_text()
        if tab.kind is TabKind.ALL:
            text = "All"
        elif tab.kind is TabKind.FOLLOWED:
            text = f"{star} Followed" if self.size.width >= FULL_LABELS_FROM else star
        else:
            text = section_title(text)
        label = Content.styled(text, f"bold underline {ACCENT}" if chosen else "")
        return Content.assemble(" ", label, (f" {unread}" if unread else "", MUTED), " ")


class KeyBar(Bar):
    """The keys that are most useful at the moment."""

    _shown_keys: tuple[tuple[str, str, str], ...] = ()

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show keys, each given as action, key and word."""
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
        """Report which command was clicked."""
        self.post_message(CommandChosen(value))

    def _placed(self) -> tuple[list[tuple[int, int, BarItem]], bool, bool]:
        """Return the keys that fit beside the short note; the last one, which lists all keys, always stands."""
        width = self.size.width - 2 - self._short_note_room
        *others, last = self._items or [BarItem("", EMPTY_CONTENT)]
        placed, _, _ = place_items(others, width - last.content.cell_length)
        end = placed[-1][1] if placed else 0
        return [*placed, (end, end + last.content.cell_length, last)], False, False


class StatusLine(Widget):
    """One line: the state of the list or the last message, and at the right what is in progress or waits."""

    left: reactive[Content] = reactive(EMPTY_CONTENT)
    right: reactive[Content] = reactive(EMPTY_CONTENT)
    right_action = ""
    """The command that a click on the right part runs."""
    left_has_priority: reactive[bool] = reactive(False)
    """Whether the left part is a message: where both do not fit, the right part is hidden."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols

    @property
    def _visible_right(self) -> Content:
        needed = self.left.cell_length + self.right.cell_length + STATUS_PADDING
        return EMPTY_CONTENT if self.left_has_priority and needed > self.size.width else self.right

    def on_click(self, event: events.Click) -> None:
        """Run the command of the right part if it was clicked."""
        if (
            self.right_action
            and self._visible_right
            and event.x >= self.size.width - self._visible_right.cell_length - 1
        ):
            self.post_message(CommandChosen(self.right_action))

    def render(self) -> Content:
        """Draw both parts."""
        right = self._visible_right
        end = right + " " if right else EMPTY_CONTENT
        return align_contents(" " + self.left, end, self.size.width, self.symbols.ellipsis)
