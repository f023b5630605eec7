"""The thread that a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.tui.app_context import AppContext

if TYPE_CHECKING:
    from briefing.model.threads import ThreadRow

NO_THREAD = "There is no thread under the cursor"
"""The answer to a command on a thread where the cursor is on a line that folds others, or the list is empty."""


def find_subject(context: AppContext, thread_id: str) -> ThreadRow | None:
    """Return the row of the thread that a command is about, None if it is not listed; say so if there is no thread."""
    if not thread_id:
        context.notify_status(NO_THREAD)
    return context.listing.row(thread_id)
