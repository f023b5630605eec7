"""Filling the store before the reader shows it, as the demo does, with its progress on the first page."""

from __future__ import annotations

from collections.abc import Callable

from briefing.tui.app_context import AppContext
from briefing.tui.controllers.refresh_controller import RefreshController
from briefing.tui.messages import PreparationAdvanced

Preparation = Callable[[Callable[[int, int], None]], None]
"""Fills the store; it calls its argument with the number of finished steps and of all steps."""


class PreparationController:
    """Runs a preparation on the worker of refreshes, while the reader shows its frame and its progress."""

    def __init__(self, context: AppContext, refresh: RefreshController) -> None:
        self._context = context
        self._refresh = refresh

    async def run(self, preparation: Preparation) -> None:
        """Fill the store; a reader who leaves ends it at its next step."""
        self._context.preparation_steps = (0, 0)
        await self._context.work_pools.refresher.run(preparation, self._on_step)
        self._context.preparation_steps = None

    def _on_step(self, done: int, total: int) -> None:
        """Report a finished step; called on the worker."""
        self._refresh.raise_if_stopped()
        self._context.post_message(PreparationAdvanced(done, total))
