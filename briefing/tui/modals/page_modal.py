"""Modal pages: evidence, a digest, and the searchable help."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from briefing.tui.bindings import movement_bindings, search_bindings
from briefing.tui.modals.footer_keys import FooterKeys
from briefing.tui.modals.titled_page import TitledPage
from briefing.tui.render.page_lines import LineRenderer, PageLine
from briefing.tui.render.static_pages import HelpRenderer
from briefing.tui.symbols import Symbols
from briefing.tui.widgets.line_input import LineInput


class PageModal(TitledPage[None]):
    """A page over the screen, until it is closed."""

    FOOTER_KEYS: ClassVar[FooterKeys] = (("j", "down"), ("k", "up"), ("Space", "page"), ("/", "find"), ("Esc", "close"))
    BINDINGS: ClassVar = [
        Binding("escape", "cancel", "Close", show=False),
        Binding("q,w,enter,f1", "dismiss", "Close", show=False),
        Binding("space", "page(1)", "Page down", show=False),
        *movement_bindings(),
        *search_bindings(),
    ]

    def __init__(self, title: str, renderer: LineRenderer, symbols: Symbols) -> None:
        super().__init__(title, "Esc closes", symbols)
        self._page_renderer = renderer

    def on_mount(self) -> None:
        """Render the page."""
        self.page.show(self._page_renderer)


class HelpModal(TitledPage[None]):
    """All commands with their keys, filtered by what is typed."""

    FOOTER_KEYS: ClassVar[FooterKeys] = (("Down", "down"), ("Up", "up"), ("Esc", "close"))
    BINDINGS: ClassVar = [
        Binding("escape,enter,f1", "dismiss", "Close", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        *movement_bindings(),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, help_renderer: HelpRenderer, symbols: Symbols) -> None:
        super().__init__(title, "type to search, Esc closes", symbols)
        self._help_renderer = help_renderer
        self._search_input = LineInput(placeholder="words of a command, or a key", id="modal-search")

    def compose(self) -> ComposeResult:
        """Lay out title, search input and page."""
        yield self.title_line
        yield self._search_input
        yield self.page

    def on_mount(self) -> None:
        """Show all commands."""
        self.page.show(self._render_matches)

    def on_input_changed(self) -> None:
        """Filter the page."""
        self.page.show(self._render_matches)

    def _render_matches(self, width: int) -> list[PageLine]:
        return self._help_renderer(self._search_input.value.strip(), width)
