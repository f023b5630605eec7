"""What a digest has not told yet of a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.threads import Thread, ThreadStatus


def undelivered(
    thread: Thread, delivery_log: Mapping[str, frozenset[str]], since: datetime, last_delivery: datetime | None = None
) -> Thread | None:
    """Return a thread as a digest tells it, None if its ledger has told all stories with articles since `since`.

    A thread told before gets what changed, and a summary of its new stories; `last` is when the digest was last told.
    """
    before = delivery_log.get(thread.row.id)
    if before is None:
        status: ThreadStatus = "new" if thread.row.first >= since else "updated"
        return replace(thread, row=replace(thread.row, status=status))
    recent = [s for s in thread.stories if s.id not in before and any(a.published >= since for a in s.articles)]
    if not recent:
        return None
    from briefing.writing.changes import changes
    from briefing.writing.summary.summarize import summarize_thread

    row = replace(thread.row, status="updated")
    return replace(
        thread, row=row, summary=summarize_thread(recent), changes=changes(thread.stories, last_delivery, before)
    )
