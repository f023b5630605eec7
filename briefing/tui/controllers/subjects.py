"""The thread that a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.tui.app_context import AppContext

if TYPE_CHECKING:
    from briefing.model.threads import Thread, ThreadRow

NO_THREAD = "There is no thread under the cursor"
"""The answer to a command on a thread where the cursor is on a line that folds others, or the list is empty."""
NOT_LOADED = "This thread is not loaded yet"
"""The answer to a command on the page of a thread that is neither listed nor shown yet."""


def find_subject(context: AppContext, thread_id: str) -> ThreadRow | None:
    """Return the row of the thread that a command is about: that of the list, else that of the page on top.

    None if there is no thread, or if it is not loaded yet; the status line says so.
    """
    row = context.listing.row(thread_id) or row_of_page(context, thread_id)
    if row is None:
        context.notify_status(NOT_LOADED if thread_id else NO_THREAD)
    return row


def row_of_page(context: AppContext, thread_id: str) -> ThreadRow | None:
    """Return the row of a thread that the page on top shows, listed or not; None if it shows another one or none."""
    thread: Thread | None = getattr(context.screen, "thread", None)
    return thread.row if thread and thread.row.id == thread_id else None
