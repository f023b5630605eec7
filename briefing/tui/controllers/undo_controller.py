"""Undo and redo of what a person did, and what they bring back to the list."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.tui.app_context import AppContext
from briefing.tui.controllers.refresh_controller import RefreshController
from briefing.tui.controllers.store_writer import WRITE_GROUP, StoreWriter
from briefing.tui.tabs import Tab

if TYPE_CHECKING:
    from briefing.model.undone_action import UndoneAction


class UndoController:
    """Undoes the actions on threads, articles, views and feeds, the last one first, and redoes them."""

    def __init__(self, context: AppContext, writer: StoreWriter, refresh: RefreshController) -> None:
        self._context = context
        self._writer = writer
        self._refresh = refresh

    def undo(self) -> None:
        """Undo the last action."""
        self._start(self._context.services.corrections.undo_action, "Nothing to undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._start(self._context.services.corrections.redo_action, "Nothing to redo")

    def _start(self, change: Callable[[], UndoneAction], nothing: str) -> None:
        """Undo or redo; keys wait meanwhile, as they mean the thread that the cursor then goes to."""
        end_hold = self._context.hold_keys()
        self._context.run_in_background(self._undo_or_redo(change, nothing, end_hold), WRITE_GROUP)

    async def _undo_or_redo(
        self, change: Callable[[], UndoneAction], nothing: str, end_hold: Callable[[], None]
    ) -> None:
        """Undo or redo; if that brings threads back into the list, put the cursor on the first of them."""
        try:
            services, before = self._context.services, {row.id for row in self._context.listing.rows}
            config = services.config
            undone = await self._writer.run(change)
            message = undone.message
            if services.config is not config:
                await self._refresh.announce_feed_change()
            elif message:
                await self._writer.reload_listing()
                self._show_again(undone, before)
            self._context.notify_status(message[:1].upper() + message[1:] if message else nothing)
            self._writer.report_unwritten()
        finally:
            end_hold()

    def _show_again(self, undone: UndoneAction, listed: Collection[str]) -> None:
        """Show the tab that an undo brought back, or put the cursor on the thread that it was on before the action.

        That is a thread that comes back, or the one that stayed when others were merged into it.

        Args:
            undone: What was undone.
            listed: The threads that there were before.
        """
        listing = self._context.listing
        if undone.view in listing.view_thread_ids:
            self._context.listing = replace(listing, tab=Tab.view(undone.view))
        now_listed = {row.id for row in listing.rows}
        returned = now_listed.difference(listed)
        left = [id for id in reversed(self._context.left_threads) if id in returned]
        stayed = [id for id in undone.threads if id in now_listed.intersection(listed)]
        brought_back = [id for id in undone.threads if id in returned]
        if left or brought_back:
            self._context.select_thread([*left, *stayed, *brought_back][0], unfold=True)
