"""The threads of a page that corrections merged into others, for their undo."""

from __future__ import annotations

from briefing.tui.app_context import AppContext
from briefing.tui.render.page_lines import Target


class EndedThreads:
    """Remembers which threads ended while the page showed them, and what its cursor was on."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._ended: list[tuple[str, Target | None]] = []

    def forget(self) -> None:
        """Forget them: the page shows another thread."""
        self._ended = []

    def note(self, thread_id: str, target: Target | None) -> None:
        """Note that a thread ended, and what the cursor was on."""
        self._ended.append((thread_id, target))

    def take_returned(self) -> tuple[str, Target | None] | None:
        """Return the last one that is listed again, and what the cursor was on; those after it are forgotten."""
        listing = self._context.listing
        back = next((index for index, (id, _) in reversed([*enumerate(self._ended)]) if listing.row(id)), None)
        if back is None:
            return None
        returned = self._ended[back]
        del self._ended[back:]
        return returned
