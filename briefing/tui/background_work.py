"""Work in the background of an application: what becomes of its errors."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from weakref import finalize

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches

from briefing.errors import VALUE_ERRORS, BriefingError
from briefing.tui.worker_pool import WorkPools, start_task

GONE_ERRORS = (ScreenStackError, NoMatches)
"""What Textual raises where a screen or widget is asked for that is gone."""


class BackgroundWork:
    """Runs coroutines as tasks of an application, and reports an error, or the damage behind it."""

    def __init__(
        self,
        app: App[Any],
        pools: WorkPools,
        find_damage: Callable[[], BriefingError | None],
        note_start: Callable[[], None],
        report: Callable[[str], None],
    ) -> None:
        """Make it for an application.

        Args:
            app: The application.
            pools: Its workers.
            find_damage: Returns what is damaged in the store, None if nothing is; it takes a while.
            note_start: Is called in each task before its work.
            report: Shows a message.
        """
        self._app = app
        self._pools = pools
        self._find_damage = find_damage
        self._note_start = note_start
        self._report = report

    def start(self, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False) -> None:
        """Run a coroutine; `exclusive` cancels others of its group."""
        finalize(start_task(self._app, self._run(work), group, exclusive=exclusive), work.close)

    async def _run(self, work: Coroutine[None, None, None]) -> None:
        """Run it; while the reader ends, it may find no screen or widget any more: that is no error."""
        self._note_start()
        try:
            await work
        except BriefingError as error:
            self._report(error.in_one_line)
        except GONE_ERRORS:
            if self._app.is_running:
                raise
        except VALUE_ERRORS:
            damage = await self._pools.readers.run(self._find_damage)
            if damage is None:
                raise
            self._report(damage.in_one_line)
