"""Writes of marks and corrections. Marks are shown before they are written, and taken back if a write fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ParamSpec, TypeVar

from briefing.errors import VALUE_ERRORS, BriefingError
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt, end_with_error
from briefing.tui.queries import FrontPageData, load_front_page
from briefing.tui.render.notice_fitting import StatusMessage
from briefing.tui.tabs import ALL_TAB

P = ParamSpec("P")
T = TypeVar("T")
DoneMessage = StatusMessage | Callable[[], StatusMessage]
"""What is reported after a change: a message, or a function that returns it once the list is loaded again."""
WORKING = "Working ..."
WORKING_DELAY = 0.4
"""Seconds that a change takes before the status line says that it goes on: one that ends earlier reports itself."""
WRITE_GROUP = "marks"
"""The worker group of all writes; they run one after the other, on `workers.writer`."""


class StoreWriter:
    """Runs writing calls of the services in order, and keeps the list equal to the store."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._unfinished_marks = 0
        self._a_mark_failed = False

    def write_mark(self, call: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write a mark that the list shows already; if the write fails, the list shows the stored marks again."""
        self._unfinished_marks += 1
        self._context.run_in_background(self._write_mark(partial(call, *args, **kwargs)), WRITE_GROUP)

    async def _write_mark(self, call: Callable[[], object]) -> None:
        try:
            await self._context.work_pools.writer.run(call)
        except (BriefingError, *VALUE_ERRORS):
            self._a_mark_failed = True
            raise
        finally:
            self._unfinished_marks -= 1
            if self._a_mark_failed and not self._unfinished_marks:  # earlier, it would hide marks still to be written
                self._a_mark_failed = False
                self._context.run_in_background(self._restore_stored_marks(), "restore", exclusive=True)

    async def _restore_stored_marks(self) -> None:
        """Show the marks of the store. Pages are not loaded again: that would mark their threads as read again."""
        data = await self._load_front_page()
        if self._unfinished_marks:
            self._a_mark_failed = True  # the last of them restores again: what failed is still shown
            return
        self._context.starred = data.starred
        self._context.listing = self._context.listing.with_stored_marks(data.page)

    async def run(self, change: Callable[[], T]) -> T:
        """Make a change and return what it returns; the status line says that it goes on if no message stands there."""
        work = asyncio.ensure_future(self._context.work_pools.writer.run(change))
        await asyncio.wait([work], timeout=WORKING_DELAY)
        if not (work.done() or self._context.status_message):
            self._context.notify_status(WORKING)
        return await work

    def apply_change(
        self,
        change: Callable[[], str | None],
        done_message: DoneMessage = "",
        on_failure: Callable[[], None] | None = None,
    ) -> None:
        """Make a change, reload the list, and report it with `done_message` or the message that the change returns.

        Keys wait meanwhile: the change may move the cursor, or remove the thread that it is on.
        """
        end_hold = self._context.hold_keys()
        work = self._apply_change(change, done_message, on_failure, end_hold)
        self._context.run_in_background(work, WRITE_GROUP)

    async def _apply_change(
        self,
        change: Callable[[], str | None],
        done_message: DoneMessage,
        on_failure: Callable[[], None] | None,
        end_hold: Callable[[], None],
    ) -> None:
        try:
            try:
                message = await self.run(change)
            except (BriefingError, *VALUE_ERRORS):
                if on_failure:
                    on_failure()
                raise
            await self._report_change(done_message or message or "Done")
        finally:
            end_hold()

    def try_change(self, change: Callable[[], str | None], done_message: DoneMessage, end_attempt: EndAttempt) -> None:
        """Make a change for the attempt of a prompt, end the attempt, and report the change like `apply_change`."""
        self._context.run_in_background(self._try_change(change, done_message, end_attempt), WRITE_GROUP)

    async def _try_change(
        self, change: Callable[[], str | None], done_message: DoneMessage, end_attempt: EndAttempt
    ) -> None:
        try:
            message = await self._context.work_pools.writer.run(change)
        except BriefingError as error:
            if end_with_error(end_attempt, error):
                return
            raise
        except VALUE_ERRORS:
            end_attempt("The store could not be changed; Esc shows why")
            raise
        end_attempt("")
        await self._report_change(done_message or message or "Done")

    async def _report_change(self, message: DoneMessage) -> None:
        await self.reload_listing()
        self._context.show_done(message() if callable(message) else message)
        self.report_unwritten()

    def report_unwritten(self) -> None:
        """Report which thread a change left with its former text; while a refresh runs, its report names it."""
        if self._context.progress is None and (note := self._context.services.corrections.take_unwritten_note()):
            self._context.notify_in_background(note)

    async def reload_listing(self) -> None:
        """Load the list again, and let all pages load their threads again."""
        data = await self._load_front_page()
        listing = self._context.listing.composed_anew(data.page)
        self._context.starred = data.starred
        listing = replace(listing, view_thread_ids=data.view_thread_ids)
        has_tab = listing.tab in (tab for tab, _ in listing.tabs)
        self._context.listing = listing if has_tab else replace(listing, tab=ALL_TAB)
        self._context.correction_count += 1

    async def _load_front_page(self) -> FrontPageData:
        context = self._context
        return await context.work_pools.readers.run(load_front_page, context.services, context.listing.rows)
