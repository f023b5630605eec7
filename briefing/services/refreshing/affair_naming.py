"""Names affairs after what headlines of their threads have in common, when these were written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.services.context import Context

MAX_AGE = timedelta(days=14)
"""Age of the newest article of an affair from which on its name stays as it is; bounds the cost of a long archive."""


def name_affairs(context: Context) -> None:
    """Choose and store the names of the affairs that had news lately; a former name stays while it fits."""
    affairs = context.store.affair_names.affairs(context.now() - MAX_AGE)
    if not affairs:
        context.store.affair_names.save({})
        return
    from briefing.writing.titles.names_of_affairs import affair_names

    context.store.affair_names.save(affair_names(affairs, context.store.affair_names.titles()))
