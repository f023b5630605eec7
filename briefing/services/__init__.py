"""What a person can do: refresh, read, curate, correct, deliver, manage feeds. Both front ends call only this.

`Services` is imported at its first use: the pipes need no store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.clock import Clock, period_start

if TYPE_CHECKING:
    from briefing.services.services import Services

__all__ = ["Clock", "Services", "period_start"]


def __getattr__(name: str) -> Any:
    if name == "Services":
        from briefing.services.services import Services

        return Services
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
