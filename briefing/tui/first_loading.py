"""What happens once the first frame stands: the store is filled and loaded, and the other pages are prepared."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.tui.app_context import AppContext
from briefing.tui.controllers import Controllers
from briefing.tui.queries import load_thread_page

if TYPE_CHECKING:
    from briefing.tui.controllers.preparation_controller import Preparation

OPENER_MODULE = "briefing.tui.page_opener"
"""Imports the pages and prompts that the first page does without; it is named, and not imported with this module."""


class FirstLoading:
    """Loads in the order in which the reader needs it."""

    def __init__(self, context: AppContext, controllers: Controllers, preparation: Preparation | None) -> None:
        """Make it; `preparation` fills the store first."""
        self._context = context
        self._controllers = controllers
        self._preparation = preparation

    async def load(self, on_list: Callable[[], None]) -> None:
        """Begin a visit, load the list and then the other pages; `on_list` is called once the list stands or failed."""
        context = self._context
        if self._preparation:
            await self._controllers.preparation.run(self._preparation)
        try:
            await context.work_pools.writer.run(context.services.visits.begin)
        except BriefingError as error:
            context.notify_status(error.in_one_line)
        try:
            await self._controllers.refresh.load_store()
        finally:
            on_list()
        await self._prepare_pages()

    async def _prepare_pages(self) -> None:
        """Import what the other pages need, so that the first of them opens as fast as the next ones."""
        run = self._context.work_pools.readers.run
        await run(import_module, OPENER_MODULE)
        if rows := self._context.listing.rows:
            with contextlib.suppress(BriefingError):  # another process may have removed it
                await run(load_thread_page, self._context.services, rows[0].id, None)
