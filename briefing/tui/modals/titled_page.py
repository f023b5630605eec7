"""The base of modal screens that show a page below a title with a hint."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.output.cells import cell_width, truncate
from briefing.tui.modals.footer_keys import show_footers
from briefing.tui.render.page_lines import MUTED, STRONG
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.page_search import PageSearch

T = TypeVar("T")
CHOOSE_HINT = "Enter chooses, Esc cancels"
MODAL_BREAKPOINTS = [(0, "-slim"), (90, "-roomy")]
"""Below 90 cells a modal screen takes the whole width, so that a digest of 72 columns fits into 80."""


def title_content(title: str, hint: str) -> Content:
    """Return the title of a modal screen, and behind it a hint, muted."""
    return Content.assemble((title, STRONG), (hint and f"   {hint}", MUTED))


class TitleLine(Static):
    """The first line of a modal screen: its title, and behind it a hint, muted; cut where it has no room."""

    def __init__(self, title: str, hint: str, ellipsis: str) -> None:
        """Take what it shows, and what stands for what is cut off."""
        super().__init__(id="modal-title")
        self._title, self._hint, self._ellipsis = title, hint, ellipsis

    def render(self) -> Content:
        """Return the line in the cells that there are."""
        width = self.content_size.width
        title = truncate(self._title, width, self._ellipsis)
        room = max(width - cell_width(title) - cell_width("   "), 0)
        return title_content(title, truncate(self._hint, room, self._ellipsis))


class TitledPage(ModalScreen[T]):
    """A modal screen with a title and a page, and what the keys do that move in it and find words.

    A click beside it cancels.
    """

    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Page"
    CANCEL_ANSWER: ClassVar[Any] = None
    """The answer of a screen that is cancelled."""

    def __init__(self, title: str, hint: str, symbols: Symbols) -> None:
        super().__init__()
        self.title_line = TitleLine(title, hint, symbols.ellipsis)
        self.page = Page(symbols, id="modal-page")
        self.search = PageSearch(self, self._show_keys)

    def compose(self) -> ComposeResult:
        """Lay out title, the line of the search, and page."""
        yield self.title_line
        yield self.search.line
        yield self.page

    def on_mount(self) -> None:
        """Let the search follow the page."""
        self.search.start()

    def on_click(self, event: events.Click) -> None:
        """Cancel on a click beside what the screen shows."""
        if event.widget is self:
            self.dismiss(self.CANCEL_ANSWER)

    def action_cancel(self) -> None:
        """End the search, else close the screen."""
        if not self.search.close():
            self.dismiss(self.CANCEL_ANSWER)

    def action_find(self) -> None:
        """Find words on the page."""
        self.search.open(self.page)

    def action_neighbour(self, step: int) -> None:
        """Go to the next hit, or to the one before."""
        self.search.move(step)

    def action_move(self, step: int) -> None:
        """Move the cursor to the next target, or to the previous one; scroll where there is none."""
        self.page.move_cursor(step)

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        self.page.move_page(step)

    def action_top(self) -> None:
        """Scroll to the start."""
        self.page.move_to_top()

    def action_bottom(self) -> None:
        """Scroll to the end, and put the cursor on the last target."""
        self.page.move_to_bottom()

    def _show_keys(self) -> None:
        show_footers(self.app)
