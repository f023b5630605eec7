"""Finding words on the pages of a screen: a line to type them in, and the ways from hit to hit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from briefing.text.page_hits import Hit
from briefing.tui.render.page_lines import MUTED, Target
from briefing.tui.widgets.line_input import LineInput
from briefing.tui.widgets.page import Page

PageHit = tuple[Page, Hit]
"""A hit and the page that it is on."""
NOT_FOUND = "not on this page"


class SearchLine(Horizontal):
    """The line: a slash, what is typed, and which hit of how many is in sight."""

    def __init__(self, search: PageSearch) -> None:
        super().__init__(id="search-line")
        self.display = False
        self.input = _SearchInput(search)
        self.note = Static(id="search-note")
        self._search = search

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static("/", id="search-sign")
        yield self.input
        yield self.note

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find what is typed by now."""
        event.stop()
        self._search.change()


class _SearchInput(LineInput):
    BINDINGS: ClassVar = [
        Binding("escape", "cancel", "Clear", show=False),
        Binding("down", "hit(1)", "Next hit", show=False),
        Binding("up", "hit(-1)", "Previous hit", show=False),
    ]

    def __init__(self, search: PageSearch) -> None:
        super().__init__(placeholder="words on this page", id="search", submit=search.keep)
        self._search = search

    def action_cancel(self) -> None:
        """End the search."""
        self._search.close()

    def action_hit(self, step: int) -> None:
        """Go to another hit."""
        self._search.move(step)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a page showed before the search."""

    page: Page
    line: int
    target: Target | None


class PageSearch:
    """Finds words on all pages of a screen that are in sight.

    While they are typed the first hit from where the reader was is shown. Enter keeps it: the keys are those of the
    page again, and what was found stays marked until Esc. Esc before that goes back to where the reader was.
    """

    def __init__(self, screen: Screen[Any], on_change: Callable[[], None]) -> None:
        """Make it for a screen that lays out its line; `on_change` is called when other keys work than before."""
        self._screen = screen
        self.line = SearchLine(self)
        self.is_open = False
        """Whether the line is shown."""
        self._on_change = on_change
        self._before: tuple[_Sight, ...] = ()
        self._origin: Page | None = None
        self._shown: PageHit | None = None
        """The hit that the reader is at."""
        self._shown_number = 0
        """Its number, from 0: when lines move, the hit of this number stands elsewhere."""

    @property
    def is_typed(self) -> bool:
        """Whether what is pressed is text for the line."""
        return self.is_open and self._screen.focused is self.line.input

    @property
    def _pages(self) -> list[Page]:
        return [page for page in self._screen.query(Page) if page.display and page.size]

    def start(self) -> None:
        """Follow the pages, once the screen has them."""
        for page in self._screen.query(Page):
            self._screen.watch(page, "hits", self._show_note, init=False)

    def open(self, active: Page | None) -> None:
        """Show the line and focus it at once, so that it gets the next keys; `active` is the page that had them."""
        if not self.is_open:
            self._before = tuple(_Sight(page, page.first_visible_line, page.target) for page in self._pages)
            self._origin = active or next(iter(self._pages), None)
        self.is_open = self.line.display = True
        self._screen.set_focus(self.line.input)
        self._show_note()
        self._on_change()

    def change(self) -> None:
        """Find what is typed by now, and show the first hit from where the reader was."""
        if not self.is_open:
            return
        self._shown = None
        for page in self._screen.query(Page):
            page.look_for(self.line.input.value)
        if hits := self._page_hits():
            self._show(next((one for one in hits if self._is_ahead(*one)), hits[0]))
        else:
            self._go_back()
        self._show_note()

    def _page_hits(self) -> list[PageHit]:
        return [(page, hit) for page in self._pages for hit in page.hits]

    def _is_ahead(self, page: Page, hit: Hit) -> bool:
        """Whether a hit stands where the reader was, or below it, or on a page behind that one."""
        pages = self._pages
        if self._origin not in pages or page is not self._origin:
            return self._origin not in pages or pages.index(page) > pages.index(self._origin)
        return hit[0].line >= next((one.line for one in self._before if one.page is page), 0)

    def move(self, step: int) -> bool:
        """Go to the next hit, or to the one before, around the ends; return whether words are looked for."""
        if not self.is_open:
            return False
        if hits := self._page_hits():
            at = self._number(hits)
            self._show(hits[0 if at is None else (at + step) % len(hits)])
            self._show_note()
        return True

    def _number(self, hits: Sequence[PageHit]) -> int | None:
        """The number of the hit that was shown last, from 0, also after its line moved; None if none was shown."""
        if self._shown is None:
            return None
        return hits.index(self._shown) if self._shown in hits else min(self._shown_number, len(hits) - 1)

    def _show(self, shown: PageHit) -> None:
        self._shown = shown
        self._shown_number = self._page_hits().index(shown)
        page, hit = shown
        for other in self._pages:
            if other is not page:
                other.leave_hit()
        page.show_hit(hit)
        if not self.is_typed:
            self._screen.set_focus(page, scroll_visible=False)

    def _go_back(self) -> None:
        for one in self._before:
            one.page.target = one.target
            one.page.scroll_to_line(one.line)
            one.page.refresh()

    def keep(self) -> None:
        """Give the keys back to the page, at the hit; what was not found stays in the line with its note."""
        if any(page.searched_words != self.line.input.value for page in self._pages):
            self.change()  # keys that came just before Enter have changed the line, but were not looked for yet
        if not self.line.input.value.strip():
            self.close()
        elif self._shown:
            self._screen.set_focus(self._shown[0], scroll_visible=False)
            self._on_change()

    def close(self) -> bool:
        """End the search; return False if there is none. Before Enter, go back to where the reader was."""
        if not self.is_open:
            return False
        if was_typed := self.is_typed:
            self._go_back()
        page = self._origin if was_typed or self._shown is None else self._shown[0]
        self.is_open = self.line.display = False
        self._shown = None
        self.line.input.value = ""
        for one in self._screen.query(Page):
            one.look_for("")
        if was_typed and page:
            self._screen.set_focus(page, scroll_visible=False)
        self._on_change()
        return True

    def _show_note(self) -> None:
        """Say which hit of how many is in sight."""
        if not self.is_open:
            return
        hits = self._page_hits()
        text = "" if hits or not self.line.input.value.strip() else NOT_FOUND
        if hits:
            number = self._number(hits)
            at = "" if number is None else f"{number + 1} of "
            text = f"{at}{len(hits)}"
        self.line.note.update(Content.styled(text, MUTED))
