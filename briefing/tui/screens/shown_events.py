"""Which events the timeline and the coverage of a thread page show: the main ones, or all."""

from __future__ import annotations

from collections.abc import Callable

from briefing.model.threads import Thread
from briefing.output.formatting import format_count
from briefing.tui.app_context import AppContext
from briefing.tui.render.coverage import has_more_coverage
from briefing.tui.render.thread_options import ThreadExtras
from briefing.tui.screens.heading_moves import HeadingMoves


class ShownEvents:
    """Changes between the main events and all, and says so where the reader does not see it."""

    def __init__(self, context: AppContext, moves: HeadingMoves, repaint: Callable[[], None]) -> None:
        self._context = context
        self._moves = moves
        self._repaint = repaint
        self.all_in_timeline = False
        """Whether the timeline shows all events."""
        self.all_in_coverage = False
        """Whether the coverage does."""

    def forget(self) -> None:
        """Show the main events: the page shows another thread."""
        self.all_in_timeline = self.all_in_coverage = False

    def toggle(self, thread: Thread | None, extras: ThreadExtras | None) -> None:
        """Show all events in the timeline, or the main ones again; in the coverage, if the cursor is there."""
        if self._moves.current == "coverage":
            self._toggle_coverage(extras)
        elif thread and len(thread.page_timeline) == len(thread.timeline):
            self._context.notify_status("The timeline has no other events")
        else:
            self.all_in_timeline = not self.all_in_timeline
            self._repaint()
            if thread and self._moves.current != "timeline":
                count = format_count(len(thread.timeline), "event")
                events = f"all {count}" if self.all_in_timeline else "the main events"
                self._context.notify_status(f"The timeline has {events} now")

    def _toggle_coverage(self, extras: ThreadExtras | None) -> None:
        if not (extras and extras.coverage and has_more_coverage(extras.coverage)):
            self._context.notify_status("The coverage has no other events")
            return
        self.all_in_coverage = not self.all_in_coverage
        self._repaint()
        if not self.all_in_coverage:
            self._moves.move_to("coverage")  # the row under the cursor may be gone
        self._context.notify_status(f"The coverage has {'all' if self.all_in_coverage else 'the main'} events now")
