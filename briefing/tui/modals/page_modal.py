"""Modal pages: evidence, a digest, and the searchable help."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.bindings import movement_bindings
from briefing.tui.modals.footer_keys import FooterKeys
from briefing.tui.render.page_lines import MUTED, STRONG, PageLine
from briefing.tui.render.static_pages import HelpRenderer
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_input import LineInput
from briefing.tui.widgets.page import LineRenderer, Page

MODAL_BREAKPOINTS = [(0, "-slim"), (90, "-roomy")]
"""Below 90 cells a modal page takes the whole width, so that a digest of 72 columns fits into 80."""


class PageModal(ModalScreen[None]):
    """A page over the screen, until it is closed."""

    FOOTER_KEYS: ClassVar[FooterKeys] = (("j", "down"), ("k", "up"), ("Space", "page"), ("Esc", "close"))
    BINDINGS: ClassVar = [
        Binding("escape,q,w,enter,f1", "dismiss", "Close", show=False),
        Binding("space", "page(1)", "Page down", show=False),
        *movement_bindings(),
    ]
    HORIZONTAL_BREAKPOINTS = MODAL_BREAKPOINTS
    AUTO_FOCUS = "Page"
    HINT = "Esc closes"

    def __init__(self, title: str, renderer: LineRenderer, symbols: Symbols) -> None:
        super().__init__()
        self._heading = title
        self._page_renderer = renderer
        self._page = Page(symbols, id="sheet-page")

    def compose(self) -> ComposeResult:
        """Lay out title and page."""
        yield Static(Content.assemble((self._heading, STRONG), (f"   {self.HINT}", MUTED)), id="sheet-title")
        yield self._page

    def on_mount(self) -> None:
        """Render the page."""
        self._page.show(self._page_renderer)

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the page."""
        if event.widget is self:
            self.dismiss()

    def action_move(self, step: int) -> None:
        """Scroll by some lines."""
        self._page.move_cursor(step)

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        self._page.move_page(step)

    def action_top(self) -> None:
        """Scroll to the start."""
        self._page.move_to_top()

    def action_bottom(self) -> None:
        """Scroll to the end."""
        self._page.move_to_bottom()


class HelpModal(PageModal):
    """All commands with their keys, filtered by what is typed."""

    FOOTER_KEYS: ClassVar = (("Down", "down"), ("Up", "up"), ("Esc", "close"))
    BINDINGS: ClassVar = [
        Binding("escape,enter,f1", "dismiss", "Close", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]
    AUTO_FOCUS = "Input"
    HINT = "type to search, Esc closes"

    def __init__(self, title: str, help_renderer: HelpRenderer, symbols: Symbols) -> None:
        super().__init__(title, self._render_matches, symbols)
        self._help_renderer = help_renderer
        self._search_input = LineInput(placeholder="words of a command, or a key", compact=True, id="sheet-search")

    def compose(self) -> ComposeResult:
        """Lay out title, search input and page."""
        title, page = super().compose()
        yield from (title, self._search_input, page)

    def on_input_changed(self) -> None:
        """Filter the page."""
        self._page.show(self._render_matches)

    def _render_matches(self, width: int) -> list[PageLine]:
        return self._help_renderer(self._search_input.value.strip(), width)
